import { diffLines } from 'diff';
import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml';
import type { Body } from '../../../src/model/json.ts';
import type { Path } from '../../../src/model/path.ts';
import { changedLines } from './folder.ts';
import type { RowChange } from './row-changes.ts';

/** Lines that differ although the change is not about them, or more than it takes. */
export function wrongLines(old: string, now: string, { before, after, path, way }: RowChange): string | undefined {
  const { old: gone, new: added } = changedLines(old, now);
  const first = sharedStart(old, now);
  if (first < 0) return undefined;
  const lines = rangeOf(old, path);
  // Something new stands behind the others, or in the place of the brackets that say that there are none.
  const isInside =
    way === 'new'
      ? gone.length === 0 || /^[\w]+: (?:\[\]|null)$/.test(gone.join())
      : first >= lines.first && first + gone.length - 1 <= lines.last;
  const counts = (a: string, b: string): number => {
    const parts = diffLines(a, b);
    const sum = (some: typeof parts): number => some.reduce((total, { count }) => total + count, 0);
    return Math.max(sum(parts.filter((one) => one.added)), sum(parts.filter((one) => one.removed)));
  };
  // What the API adds to something new is written, too; of an item that takes the place of another one all lines are, without its comments.
  const more = path.some((step) => typeof step === 'number') ? 4 : 2;
  const most = way === 'new' ? Infinity : counts(textOf(before), textOf(after)) * 1.25 + more;
  const real = counts(old, now);
  if (isInside && real <= most) return undefined;
  return `${isInside ? `${real} lines and not ${most}` : `outside of lines ${lines.first}-${lines.last}`}:\n${gone.map((line) => `- ${line}`).join('\n')}\n${added.map((line) => `+ ${line}`).join('\n')}`;
}

function sharedStart(old: string, now: string): number {
  const [a, b] = [old.split('\n'), now.split('\n')];
  return a.findIndex((line, index) => line !== b[index]);
}

/** The lines of a place, with those of the objects around it that it is alone in. */
function rangeOf(text: string, path: Path): { first: number; last: number } {
  const document = parseDocument(text);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const at = parent.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
      const pair = parent.items[at];
      const next = parent.items[at + 1];
      if (pair === undefined || parent.items.length === 1 || !isScalar(pair.key)) continue;
      // The first key behind a dash takes the next one along when it goes.
      const start = lineOf(pair.key.range?.[0] ?? 0);
      const end = isScalar(next?.key) ? (next.key.range?.[0] ?? 0) : (parent.range?.[1] ?? 0);
      return { first: start, last: lineOf(end) };
    }
    if (isSeq(parent) && parent.items.length > 1) {
      const item = parent.items[Number(key)] as { range?: [number, number, number] } | undefined;
      const next = parent.items[Number(key) + 1] as { range?: [number, number, number] } | undefined;
      return { first: lineOf(item?.range?.[0] ?? 0), last: lineOf(next?.range?.[0] ?? parent.range?.[1] ?? 0) };
    }
  }
  return { first: 0, last: text.split('\n').length };
}

/** Sections as somebody may have written them, with comments; the same lines have the same comments. */
export function textOf(sections: Body): string {
  const text = stringify(sections, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });
  return text
    .split('\n')
    .map((line) => (/^[ -]*\w+: ['\w][^|>#]*$/.test(line) && line.length % 3 === 0 ? `${line}   # as agreed` : line))
    .join('\n');
}
