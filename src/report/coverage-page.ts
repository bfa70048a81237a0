import { escapeHtml } from './formats/escape.ts';
import { messages } from './messages.ts';

/** A file with how often its lines were run. */
export interface CoveredFile {
  path: string;
  text: string;
  lines: ReadonlyMap<number, number>;
}

const css = `
:root { color-scheme: light dark; --run: #dafbe1; --missed: #ffebe9; }
@media (prefers-color-scheme: dark) { :root { --run: #12361f; --missed: #4a1d1d; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 80rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font: 13px/1.5 ui-monospace, monospace; width: 100%; } td { padding: 0 .6rem; white-space: pre-wrap; }
td:first-child, td:nth-child(2) { text-align: right; opacity: .6; width: 4rem; }
.run { background: var(--run); } .missed { background: var(--missed); }
`;

/** A page with the lines of files, of which those that have a statement were run or not. */
export function coveragePage(title: string, files: readonly CoveredFile[]): string {
  const heading = escapeHtml(messages.coverageTitle(title));
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${heading}</title><style>${css}</style></head><body><h1>${heading}</h1>`,
    ...files.map(fileHtml),
    '</body></html>',
  ].join('\n');
}

function fileHtml({ path, text, lines }: CoveredFile): string {
  const run = [...lines.values()].filter((hits) => hits > 0).length;
  const rows = text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line, index) => {
      const hits = lines.get(index + 1);
      const style = hits === undefined ? '' : ` class="${hits > 0 ? 'run' : 'missed'}"`;
      return `<tr${style}><td>${index + 1}</td><td>${hits === undefined ? '' : `${hits}x`}</td><td>${escapeHtml(line)}</td></tr>`;
    });
  return `<h2>${escapeHtml(messages.coverage(path, run, lines.size, ''))}</h2>\n<table>\n${rows.join('\n')}\n</table>`;
}
