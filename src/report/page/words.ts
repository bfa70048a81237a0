import { diffWordsWithSpace } from 'diff';

/** Where in a text something stands: from its first character to behind its last. */
export type Range = [start: number, end: number];

/** Longer texts have no marks for words. */
const longest = 4000;

/** Two texts with less in common are not the same text with some words changed. */
const leastShare = 1 / 3;

/** The words of two texts that the other does not have; nothing when the texts have little in common. */
export function changedWords(before: string, after: string): { before: Range[]; after: Range[] } | undefined {
  if (before.length + after.length > longest || before === after) return undefined;
  const parts = diffWordsWithSpace(before, after, { maxEditLength: 400 });
  if (parts === undefined) return undefined;
  const marks: { before: Range[]; after: Range[] } = { before: [], after: [] };
  let [inBefore, inAfter, shared] = [0, 0, 0];
  for (const { value, added, removed } of parts) {
    const { length } = value;
    if (added) mark(marks.after, inAfter, length, after);
    else if (removed) mark(marks.before, inBefore, length, before);
    else shared += value.trim().length;
    if (!added) inBefore += length;
    if (!removed) inAfter += length;
  }
  const isSimilar = shared >= leastShare * Math.max(before.trim().length, after.trim().length);
  return isSimilar ? marks : undefined;
}

/** Adds a range, as a part of the last one when there are only blanks between them. */
function mark(ranges: Range[], start: number, length: number, text: string): void {
  const last = ranges.at(-1);
  if (last !== undefined && text.slice(last[1], start).trim() === '') last[1] = start + length;
  else ranges.push([start, start + length]);
}
