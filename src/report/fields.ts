import { diffArrays, diffLines } from 'diff';
import { stringify } from 'yaml';
import type { FieldChange } from '../model/change.ts';
import { isEmpty, stableText } from '../model/json.ts';
import type { Json } from '../model/json.ts';

/** One line of a report on a field: kept, added or taken away. */
export interface Line {
  sign: ' ' | '+' | '-';
  text: string;
}

/** How a field change is shown: two values on one line, or lines with signs. */
export type FieldView =
  { type: 'values'; before: string | undefined; after: string | undefined } | { type: 'lines'; lines: Line[] };

/** How many unchanged lines are shown around a changed one. */
const context = 2;

/** The view of a field change: readable whatever the size of the values. */
export function viewOf({ before, after, as, isSecret }: FieldChange): FieldView {
  if (as === 'set' && isSecret !== true) return { type: 'lines', lines: memberLines(before, after) };
  const [left, right] = [before, after].map((value) => (value === undefined ? undefined : valueText(value)));
  const isLong = [left, right].some((text) => text !== undefined && (text.includes('\n') || text.length > 100));
  if (isSecret === true || (!isLong && as === 'value')) return { type: 'values', before: left, after: right };
  if (as !== 'lines' && !isLong) return { type: 'values', before: left, after: right };
  return { type: 'lines', lines: around(textLines(lineText(before), lineText(after))) };
}

function memberLines(before: Json | undefined, after: Json | undefined): Line[] {
  const [old, now] = [before, after].map((value) =>
    Array.isArray(value) ? value.map((item) => stableText(item)) : [],
  );
  const lines = diffArrays(old ?? [], now ?? []).flatMap(({ value, added, removed }) =>
    value.map((member): Line => ({ sign: added ? '+' : removed ? '-' : ' ', text: shortText(member) })),
  );
  return lines.filter(({ sign }) => sign !== ' ');
}

function textLines(before: string, after: string): Line[] {
  return diffLines(before, after).flatMap(({ value, added, removed }) => {
    const lines = value.endsWith('\n') ? value.slice(0, -1).split('\n') : value.split('\n');
    return lines.map((text): Line => ({ sign: added ? '+' : removed ? '-' : ' ', text }));
  });
}

/** Only the changed lines and a few around them. */
function around(lines: readonly Line[]): Line[] {
  const isNear = (index: number): boolean =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ sign }) => sign !== ' ');
  const kept = lines.map((line, index) => (isNear(index) ? line : undefined));
  return kept.flatMap((line, index) => {
    if (line !== undefined) return [line];
    return index === 0 || kept[index - 1] !== undefined ? [{ sign: ' ' as const, text: '…' }] : [];
  });
}

function lineText(value: Json | undefined): string {
  if (isEmpty(value) || value === undefined) return '';
  const text = typeof value === 'string' ? value : stringify(value, { lineWidth: 0 });
  return text.endsWith('\n') || text === '' ? text : `${text}\n`;
}

function valueText(value: Json): string {
  return typeof value === 'string' && /^[^\s"'{}[\],]+$/.test(value) ? value : shortText(JSON.stringify(value));
}

function shortText(json: string): string {
  return /^"[^"\\\s]+"$/.test(json) ? json.slice(1, -1) : json;
}
