import { escapeHtml } from './escape.ts';
import type { Entry, Group, Line, Part, Table } from '../view.ts';
import type { Format } from './format.ts';

const css = `
:root { color-scheme: light dark; --text: #1f2328; --page: #fff; --add: #1a7f37; --remove: #cf222e; --change: #9a6700; --quiet: #59636e; --line: #d1d9e0; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --page: #0d1117; --add: #3fb950; --remove: #f85149; --change: #d29922; --quiet: #9198a1; --line: #3d444d; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--page); }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; } h1, p { overflow-wrap: anywhere; }
.entry { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: .4rem .8rem; font: 13px/1.6 ui-monospace, monospace; }
.said { white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; }
table { border-collapse: collapse; font: 13px/1.6 ui-monospace, monospace; } th, td { text-align: left; vertical-align: top; padding: .1rem 1rem .1rem 0; overflow-wrap: anywhere; }
pre { font: inherit; overflow-x: auto; margin: .4rem 0 .2rem; padding-top: .4rem; border-top: 1px solid var(--line); }
.entry[open] pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.create { color: var(--add); } .delete, .error { color: var(--remove); } .update, .warning { color: var(--change); } .quiet { color: var(--quiet); }
`;

/** Nothing is loaded and nothing runs, whatever the page says. */
const policy = `default-src 'none'; style-src 'unsafe-inline'`;

/** A report as one HTML page that needs nothing else. */
export const html: Format = ({ title, counts, entries, groups, table, remarks, closing = [] }) => {
  const heading = escapeHtml(`${title}: ${counts}`);
  const sections = groups.flatMap((group) =>
    section(
      group,
      entries.filter((entry) => entry.group === group),
    ),
  );
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>${heading}</title><style>${css}</style></head><body><h1>${heading}</h1>`,
    ...remarks.concat(closing).map((remark) => `<p>${escapeHtml(remark)}</p>`),
    ...(table === undefined ? [] : [tableHtml(table)]),
    ...sections,
    '</body></html>',
  ].join('\n');
};

function tableHtml({ columns, rows }: Table): string {
  const row = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const head = columns.length === 0 ? [] : [row(columns.map(escapeHtml), 'th')];
  return ['<table>', ...head, ...rows.map((parts) => row(parts.map(partHtml), 'td')), '</table>'].join('\n');
}

function section({ heading, emphasis }: Group, entries: readonly Entry[]): string[] {
  if (entries.length === 0) return [];
  return [`<section><h2 class="${emphasis}">${escapeHtml(heading)}</h2>`, ...entries.map(entryHtml), '</section>'];
}

function entryHtml({ group, head, notes, details, isBlock }: Entry): string {
  const said = [head, ...notes.map(({ parts }) => parts)].map(partsHtml).join('\n');
  const lines = details.map((line) => lineHtml(line)).join('\n');
  if (details.length === 0) return `<div class="entry said">${said}</div>`;
  if (isBlock === true) return `<div class="entry"><div class="said">${said}</div><pre>${lines}</pre></div>`;
  // All of what is new is in the files as well.
  const open = group.emphasis === 'create' ? '' : ' open';
  return `<details class="entry"${open}><summary class="said">${said}</summary><pre>${lines}</pre></details>`;
}

function lineHtml({ sign, isNested, parts }: Line): string {
  const said = partsHtml(parts);
  return isNested === true ? `  ${sign === ' ' ? '|' : sign} ${said}`.trimEnd() : said;
}

function partsHtml(parts: readonly Part[]): string {
  return parts.map(partHtml).join('');
}

function partHtml({ emphasis, text }: Part): string {
  if (emphasis === undefined) return escapeHtml(text);
  return emphasis === 'strong' ? `<b>${escapeHtml(text)}</b>` : `<span class="${emphasis}">${escapeHtml(text)}</span>`;
}
