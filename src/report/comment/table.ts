import { cellCode, codeSpan, link } from './escape.ts';
import { form } from './fit.ts';
import type { Piece } from './fit.ts';
import { isFailed } from './gather.ts';
import type { Counts, Gathered, Row } from './gather.ts';
import { messages } from './messages.ts';

/** The forms of the table, from the shortest. */
export const tableForms = { counts: 0, alike: 1, rows: 2, pages: 3 } as const;

/** More different rows than this say less than their counts. */
const mostAlike = 30;
/** So many targets are named in one row, and in the line of those that do not change. */
const mostInRow = 4;
const mostUnchanged = 40;

/** The targets that change or have no plan: a row each, or one for those with equal counts, or only how many there are. */
export function tablePiece({ rows, totals }: Gathered): Piece {
  const shown = rows.filter((row) => row.isDifferent || isFailed(row));
  const least = shown.length * 20;
  return {
    forms: [
      form(() =>
        shown.length === 0 ? '' : `${messages.targetCount(shown.length)}: ${messages.counts(totals, 'plan')}`,
      ),
      form(() => alike(shown)),
      form(() => table(shown.map((row) => rowLine(row, false))), least),
      form(() => table(shown.map((row) => rowLine(row, true))), least),
    ],
  };
}

/** The targets that stay as they are, in one line. */
export function unchangedPiece({ rows }: Gathered): Piece {
  const same = rows.filter((row) => !row.isDifferent && !isFailed(row));
  const names = (most: number): string => {
    const shown = same.slice(0, most).map(({ report }) => codeSpan(report.id, 100));
    return messages.unchangedTargets(messages.andMore(shown, same.length - shown.length));
  };
  if (same.length === 0) return { forms: [form(() => '')] };
  return {
    forms: [
      form(() => messages.unchangedTargets(messages.targetCount(same.length))),
      form(() => names(mostUnchanged), same.length > mostUnchanged ? 0 : same.length * 4),
    ],
  };
}

/** How the first two cells of a target's row begin: by this it is found again. */
export function targetCell(id: string, isProduction: boolean): string {
  const name = cellCode(id, 100);
  return isProduction ? `**${name}**` : name;
}

/** What a plan does, as in `+1 ~2 ±1 **−1** · 1 withheld`. */
export function shortCounts({ create, update, replace, delete: deleted, withheld }: Counts): string {
  const signed = [
    ...(create === 0 ? [] : [`+${messages.number(create)}`]),
    ...(update === 0 ? [] : [`~${messages.number(update)}`]),
    ...(replace === 0 ? [] : [`**±${messages.number(replace)}**`]),
    ...(deleted === 0 ? [] : [`**−${messages.number(deleted)}**`]),
  ].join(' ');
  const kept = withheld === 0 ? '' : `${messages.number(withheld)} withheld`;
  return [signed, kept].filter((part) => part !== '').join(' · ');
}

function table(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return [`| ${messages.columns().join(' | ')} |`, '|:-:|---|---|---|', ...lines].join('\n');
}

function rowLine(row: Row, hasPage: boolean): string {
  const { report, page } = row;
  const cells = [
    sign(row),
    targetCell(report.id, report.isProduction),
    isFailed(row) ? messages.noPlan() : shortCounts(row.counts),
    hasPage && page !== undefined ? link(messages.page(), page) : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** One row for all targets with the same counts. Nothing when even these would be many. */
function alike(rows: readonly Row[]): string {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${sign(row)} | ${isFailed(row) ? messages.noPlan() : shortCounts(row.counts)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  if (groups.size > mostAlike) return '';
  const lines = [...groups].map(([key, members]) => {
    const [mark = '', said = ''] = key.split(' | ');
    const names = members.slice(0, mostInRow).map(({ report }) => targetCell(report.id, report.isProduction));
    const where = messages.andMore(names, members.length - names.length);
    return `| ${mark} | ${where} | ${said} | ${members.length === 1 ? '' : messages.targetCount(members.length)} |`;
  });
  return table(lines);
}

function sign(row: Row): string {
  if (isFailed(row) || row.counts.delete + row.counts.replace > 0) return '🔴';
  return row.counts.withheld > 0 ? '🟡' : '🟢';
}
