import { messages } from './messages.ts';
import { joined, markup, pageOf } from './page/shell.ts';
import type { Html } from './page/shell.ts';

/** A file with how often its lines were run. */
export interface CoveredFile {
  path: string;
  text: string;
  lines: ReadonlyMap<number, number>;
}

const style = `
table{width:100%}td{padding:0 .6rem;white-space:pre-wrap}
td:first-child,td:nth-child(2){text-align:right;color:var(--quiet);width:4rem}
.run{background:var(--add-ground)}.missed{background:var(--remove-ground)}
`;

/** A page with the lines of files, of which those that have a statement were run or not. */
export function coveragePage(title: string, files: readonly CoveredFile[]): string {
  const heading = messages.coverageTitle(title);
  return pageOf({
    title: heading,
    style,
    body: markup`<main><h1>${heading}</h1>${joined(files.map(fileHtml))}</main>`,
  });
}

function fileHtml({ path, text, lines }: CoveredFile): Html {
  const run = [...lines.values()].filter((hits) => hits > 0).length;
  const rows = text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line, index) => {
      const hits = lines.get(index + 1);
      const name = hits === undefined ? markup`` : markup` class="${hits > 0 ? 'run' : 'missed'}"`;
      return markup`<tr${name}><td>${index + 1}</td><td>${hits === undefined ? '' : `${hits}x`}</td><td>${line}</td></tr>\n`;
    });
  return markup`<h2>${messages.coverage(path, run, lines.size, '')}</h2>\n<table>\n${joined(rows)}</table>\n`;
}
