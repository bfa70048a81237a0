import type { Json } from '../model/json.ts';
import type { Row, Rows, Use } from './rows.ts';

/** Text in which the markers of keywords are not looked into. */
const origin = /https?:\/\/[^/\s"'<>()\uFDD0\uFDD1]+/gi;
const host = /(?<![\w@.:/-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](?::\d+)?(?![\w-])/gi;

/** Keywords whose values are shorter could be anywhere. */
const shortest = 3;

/** The longest text that stands behind a name. */
const longestSuffix = 24;

/**
 * One text for those of all environments, with keywords for what differs: known ones first, then whole origins and hosts, then what
 * several names have behind them. Nothing where only a keyword for the whole would do.
 */
export function mergedText(
  texts: readonly string[],
  rows: Rows,
  suffixes: ReadonlySet<string>,
  use: Use,
): string | undefined {
  const known = withKnown(texts, rows.all());
  const units = [origin, host].reduce<Found>(
    (found, unit) => (isOne(found.texts) ? found : withUnits(found, unit, rows, use)),
    known,
  );
  if (isOne(units.texts)) {
    for (const row of units.used) row.uses.push(use);
    return units.texts[0];
  }
  const { before, middles, after } = parted(units.texts);
  if (!suffixes.has(rowText(middles))) return undefined;
  for (const row of units.used) row.uses.push(use);
  return before + rows.text(middles, 'suffix', use) + after;
}

/** The part in which texts differ, between what they have in common at both ends; words stay whole. */
export function parted(texts: readonly string[]): { before: string; middles: string[]; after: string } {
  const [first = ''] = texts;
  const shortestLength = Math.min(...texts.map(({ length }) => length));
  const isInWord = (text: string, at: number): boolean =>
    /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(text[at] ?? '');
  let start = 0;
  while (start < shortestLength && texts.every((text) => text[start] === first[start])) start += 1;
  while (start > 0 && texts.some((text) => isInWord(text, start))) start -= 1;
  let end = 0;
  const at = (text: string, back: number): number => text.length - back;
  while (end < shortestLength - start && texts.every((text) => text[at(text, end + 1)] === first[at(first, end + 1)]))
    end += 1;
  while (end > 0 && texts.some((text) => isInWord(text, at(text, end)))) end -= 1;
  return {
    before: first.slice(0, start),
    middles: texts.map((text) => text.slice(start, at(text, end))),
    after: first.slice(at(first, end)),
  };
}

/** What texts have that differ only behind, or inside of, something that is the same: short, and on one line. */
export function suffixOf(texts: readonly string[]): string | undefined {
  if (texts.some((text) => text.includes('\n') || text.includes('://'))) return undefined;
  const { before, middles, after } = parted(texts);
  const isShort = middles.every((middle) => middle.length <= longestSuffix && !/[.@]/.test(middle));
  return isShort && before + after !== '' ? rowText(middles) : undefined;
}

/** A row as one text. */
function rowText(values: readonly string[]): string {
  return JSON.stringify(values);
}

interface Found {
  texts: readonly string[];
  used: Row[];
}

function isOne(texts: readonly string[]): boolean {
  return texts.every((text) => text === texts[0]);
}

/** Texts with the markers of known keywords in the place of their values, where that is right in all of them. */
function withKnown(texts: readonly string[], rows: readonly Row[]): Found {
  const candidates = rows
    .map((row) => ({ row, values: row.values.filter((value) => typeof value === 'string') }))
    .filter(({ row, values }) => row.form !== 'suffix' && values.length === texts.length)
    .filter(({ values }) => values.every(({ length }) => length >= shortest))
    .toSorted((a, b) => longest(b.values) - longest(a.values));
  return candidates.reduce<Found>(
    (found, { row, values }) => {
      if (isOne(found.texts)) return found;
      const replaced = found.texts.map((text, index) => text.split(wholeValue(values[index] ?? '')));
      const [first] = replaced;
      if (first === undefined || first.length < 2 || replaced.some(({ length }) => length !== first.length))
        return found;
      const marker = `\uFDD0\uFDD0${row.id}\uFDD0\uFDD0`;
      return { texts: replaced.map((parts) => parts.join(marker)), used: [...found.used, row] };
    },
    { texts, used: [] },
  );
}

function longest(values: readonly string[]): number {
  return Math.max(...values.map(({ length }) => length));
}

/** A value where it is not a part of a longer word, host or path segment. */
function wholeValue(value: string): RegExp {
  const text = value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{L}\\p{N}_.-])${text}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`, 'u');
}

/** Texts with keywords in the place of the units in which they differ, where all else is the same. */
function withUnits(found: Found, unit: RegExp, rows: Rows, use: Use): Found {
  const units = found.texts.map((text) => text.match(unit) ?? []);
  const rests = found.texts.map((text) => text.split(unit));
  const [first = []] = rests;
  if (first.length < 2 || !rests.every((parts) => parts.length === first.length)) return found;
  const isDifferent = (at: number): boolean => units.some((own) => own[at] !== units[0]?.[at]);
  if (!isOne(rests.map((parts) => parts.join('\0')))) return found;
  const marked = first.slice(1).map((_part, at) => {
    return isDifferent(at)
      ? rows.text(
          units.map((own) => own[at] ?? ''),
          unit === origin ? 'origin' : 'host',
          use,
        )
      : (units[0]?.[at] ?? '');
  });
  const text = first.map((part, at) => part + (marked[at] ?? '')).join('');
  return { ...found, texts: found.texts.map(() => text) };
}

/** The texts that one of the first list is elsewhere, when a known keyword is all that differs and all lists have them. */
export function knownPair(text: string, lists: readonly (readonly Json[])[], rows: readonly Row[]): Json[] | undefined {
  for (const { form, values } of rows) {
    const [first] = values;
    if (form === 'suffix' || typeof first !== 'string' || first.length < shortest) continue;
    const parts = text.split(wholeValue(first));
    if (parts.length < 2) continue;
    const elsewhere = values.map((value) => parts.join(typeof value === 'string' ? value : '\0'));
    if (lists.every((list, index) => list.includes(elsewhere[index] ?? ''))) return elsewhere;
  }
  return undefined;
}
