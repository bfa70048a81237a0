import { messages } from '../messages.ts';
import { plain } from '../style.ts';
import { textOf } from '../view.ts';
import type { Entry, Group, Part, Table } from '../view.ts';
import { escapeHtml } from './escape.ts';
import type { Format } from './format.ts';
import { entryText } from './text.ts';

/** GitHub drops the whole summary of a job that has more than 1 MiB. */
const summaryLimit = 900 * 1024;

/**
 * A report as GitHub's Markdown, for summaries of jobs and for comments.
 *
 * Whatever comes from outside stands in blocks of HTML or of code, where Markdown finds no marks and GitHub no mentions. When
 * all is more than the limit, the details of some entries go first, and then entries, the least important before the others.
 */
export const markdown: Format = (
  { title, counts, entries, groups, table, remarks, closing = [] },
  { limit = summaryLimit },
) => {
  const sorted = groups.flatMap((group) => entries.filter((entry) => entry.group === group));
  const said = remarks.concat(closing).map(paragraph);
  const opening = [
    `<h2><code>${escapeHtml(title)}</code>: ${escapeHtml(counts)}</h2>`,
    ...tableHtml(table, limit),
    ...said,
  ];
  const whole = assembled(opening, new Map(sorted.map((entry) => [entry, withDetails(entry)])));
  return sizeOf(whole) <= limit ? whole : cut(opening, sorted, limit);
};

/** As much as the limit allows: first each entry without details, then their details. */
function cut(opening: readonly string[], entries: readonly Entry[], limit: number): string {
  const shown = new Map<Entry, string>();
  const most = [messages.leftOut(entries.length, limit), messages.withoutDetails(entries.length, limit)].map(paragraph);
  let room = limit - sizeOf(assembled([...opening, ...most], shown));
  const headed = new Set<Group>();
  for (const entry of entries) {
    const text = withoutDetails(entry);
    const cost = costOf(text) + (headed.has(entry.group) ? 0 : costOf(headingOf(entry.group)));
    if (cost > room) break;
    room -= cost;
    headed.add(entry.group);
    shown.set(entry, text);
  }
  let short = 0;
  for (const [entry, before] of shown) {
    const text = withDetails(entry);
    const cost = costOf(text) - costOf(before);
    if (cost <= room) {
      room -= cost;
      shown.set(entry, text);
    } else short += 1;
  }
  const gone = entries.length - shown.size;
  const said = [
    ...(gone === 0 ? [] : [paragraph(messages.leftOut(gone, limit))]),
    ...(short === 0 ? [] : [paragraph(messages.withoutDetails(short, limit))]),
  ];
  return assembled([...opening, ...said], shown);
}

/** The rows of a table, as many as there is room for. */
function tableHtml(table: Table | undefined, limit: number): string[] {
  if (table === undefined || table.rows.length === 0) return [];
  const head = table.columns.map((name) => `<th>${escapeHtml(name)}</th>`).join('');
  const rows = table.rows.map(
    (parts) => `<tr>${parts.map((part) => `<td><code>${partHtml(part)}</code></td>`).join('')}</tr>`,
  );
  const shown: string[] = [];
  let room = limit / 2;
  for (const row of rows) {
    room -= sizeOf(row) + 1;
    if (room < 0) break;
    shown.push(row);
  }
  const gone = rows.length - shown.length;
  const lines = ['<table>', ...(head === '' ? [] : [`<tr>${head}</tr>`]), ...shown, '</table>'];
  return [lines.join('\n'), ...(gone === 0 ? [] : [paragraph(messages.leftOut(gone, limit))])];
}

/** The opening, and below it the entries, each group with its heading. */
function assembled(opening: readonly string[], shown: ReadonlyMap<Entry, string>): string {
  const blocks = [...opening];
  let current: Group | undefined;
  for (const [{ group }, text] of shown) {
    if (group !== current) blocks.push(headingOf(group));
    blocks.push(text);
    current = group;
  }
  return blocks.join('\n\n');
}

function headingOf({ heading }: Group): string {
  return `### ${heading}`;
}

function withDetails(entry: Entry): string {
  const { details, isBlock } = entry;
  if (isBlock === true) return fence(entryText(entry, plain), '');
  if (details.length === 0) return withoutDetails(entry);
  const lines = details.map(({ sign, isNested, parts }) => `${sign} ${isNested ? '  ' : ''}${textOf(parts)}`.trimEnd());
  return `<details><summary>${saidAtOnce(entry)}</summary>\n\n${fence(lines.join('\n'), 'diff')}\n\n</details>`;
}

function withoutDetails(entry: Entry): string {
  return `<div>${saidAtOnce(entry)}</div>`;
}

function saidAtOnce({ head, notes }: Entry): string {
  const lines = [head.map(partHtml).join(''), ...notes.map(({ parts }) => parts.map(partHtml).join(''))];
  return lines.map((line) => `<code>${line}</code>`).join('<br>');
}

function partHtml({ emphasis, text }: Part): string {
  return emphasis === 'strong' ? `<b>${escapeHtml(text)}</b>` : escapeHtml(text);
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

/** A block of code that nothing inside it can end. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${text}\n${marks}`;
}

function costOf(block: string): number {
  return sizeOf(block) + 2;
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}
