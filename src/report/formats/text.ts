import type { Style } from '../style.ts';
import { styled } from '../view.ts';
import type { Entry, Line, Part, Table } from '../view.ts';
import type { Format } from './format.ts';

/** A report for a terminal: one list, and its title and counts as the last line. */
export const text: Format = ({ title, counts, entries, groups, table, remarks, closing }, { style }) => {
  const ofList = entries.filter(({ group }) => group.isApart !== true);
  const apart = groups
    .filter(({ isApart }) => isApart === true)
    .flatMap((group) => {
      const members = entries.filter((entry) => entry.group === group);
      return members.length === 0
        ? []
        : [style(group.emphasis, `${group.heading}:`), ...members.map((entry) => entryText(entry, style))];
    });
  const list = ofList.map((entry) => entryText(entry, style));
  const last = [style('strong', `${title}: ${counts}`), ...(closing === undefined ? [] : [closing])].join('\n');
  const rows = table === undefined || table.rows.length === 0 ? [] : [tableText(table, style)];
  return [...rows, ...list, ...apart, ...remarks, last].join('\n\n');
};

/** An entry as lines for a terminal. */
export function entryText({ head, notes, details, isBlock }: Entry, style: Style): string {
  const margin = isBlock === true ? '  ' : '    ';
  return [partsText(head, style), ...[...notes, ...details].map((line) => lineText(line, style, margin))].join('\n');
}

/** Rows with their columns below each other. */
function tableText({ columns, rows }: Table, style: Style): string {
  const all = columns.length === 0 ? rows : [columns.map((name) => styled('quiet', name)), ...rows];
  const widths = (all[0] ?? []).map((_first, column) => Math.max(...all.map((row) => widthOf(row[column]))));
  const lines = all.map((row) =>
    row
      .map((part, column) => {
        const isLast = row.slice(column + 1).every(({ text: rest }) => rest === '');
        return partsText([part], style) + (isLast ? '' : ' '.repeat((widths[column] ?? 0) - widthOf(part) + 2));
      })
      .join(''),
  );
  return lines.join('\n');
}

function widthOf(part: Part | undefined): number {
  return Array.from(part?.text ?? '').length;
}

function lineText({ sign, isNested, parts }: Line, style: Style, margin: string): string {
  const said = partsText(parts, style);
  // A line that stays as it is has a sign as well: with a blank it could look like one that is added.
  return isNested === true ? `${margin}  ${sign === ' ' ? '|' : sign} ${said}`.trimEnd() : margin + said;
}

function partsText(parts: readonly Part[], style: Style): string {
  return parts.map(({ emphasis, text }) => (emphasis === undefined ? text : style(emphasis, text))).join('');
}
