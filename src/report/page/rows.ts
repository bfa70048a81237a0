import { changedWords } from './words.ts';
import type { Range } from './words.ts';

/** A line that was and the one that is in its place, by their numbers; or only one of them. */
export interface Row {
  before?: number;
  after?: number;
  /** The words in which the two differ, when they have anything in common. */
  words?: { before: Range[]; after: Range[] };
}

/** Of larger blocks only the lines with the same number are compared: the time for all grows with the square. */
const largest = 400;

/** Lines that were taken away and those that came for them, as rows: what is alike stands side by side. */
export function sideBySide(before: readonly string[], after: readonly string[]): Row[] {
  if (before.length * after.length > largest) return byNumber(before, after);
  const pairs = before.map((old) => after.map((now) => changedWords(old, now)));
  // How many pairs can be made of what is left from each place on.
  const most = [...before, ''].map(() => Array<number>(after.length + 1).fill(0));
  const at = (row: number, column: number): number => most[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--)
    for (let column = after.length - 1; column >= 0; column--) {
      const paired = pairs[row]?.[column] === undefined ? 0 : 1 + at(row + 1, column + 1);
      most[row]?.splice(column, 1, Math.max(paired, at(row + 1, column), at(row, column + 1)));
    }
  const rows: Row[] = [];
  let [row, column] = [0, 0];
  while (row < before.length && column < after.length) {
    const words = pairs[row]?.[column];
    if (words !== undefined && at(row, column) === 1 + at(row + 1, column + 1))
      rows.push({ before: row++, after: column++, words });
    else if (at(row + 1, column) > at(row, column + 1)) rows.push({ before: row++ });
    else if (at(row, column + 1) > at(row + 1, column)) rows.push({ after: column++ });
    else if (at(row + 1, column + 1) === at(row, column)) rows.push({ before: row++, after: column++ });
    else rows.push({ after: column++ });
  }
  while (row < before.length) rows.push({ before: row++ });
  while (column < after.length) rows.push({ after: column++ });
  return rows;
}

function byNumber(before: readonly string[], after: readonly string[]): Row[] {
  const count = Math.max(before.length, after.length);
  return Array.from({ length: count }, (_one, index): Row => {
    const [old, now] = [before[index], after[index]];
    const words = old === undefined || now === undefined ? undefined : changedWords(old, now);
    return {
      ...(old === undefined ? {} : { before: index }),
      ...(now === undefined ? {} : { after: index }),
      ...(words === undefined ? {} : { words }),
    };
  });
}
