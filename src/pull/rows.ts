import { isBody, stableText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { shieldedMarker } from '../model/marker.ts';
import type { Path } from '../model/path.ts';
import type { Group } from './align.ts';

/** What a value that differs is: a scheme with a host, a host, what names have behind them, a whole value, the name of a file. */
export type RowForm = 'origin' | 'host' | 'suffix' | 'value' | 'file';

/** Where something differs. */
export interface Use {
  group: Group;
  path: Path;
}

/** Values that differ from environment to environment: one keyword, wherever they stand. */
export interface Row {
  /** Its name as long as it has no other. */
  id: string;
  form: RowForm;
  /** By the place of the environment in the list. */
  values: readonly Json[];
  uses: Use[];
}

/** The rows that were found so far. The values are the identity: equal rows are one keyword. */
export interface Rows {
  /** All that are used, in the order in which they were found. */
  all: () => Row[];
  /** The marker of a row of texts, for a place in a text. */
  text: (values: readonly string[], form: RowForm, use: Use) => string;
  /** The marker of a row of values, for a whole value. */
  value: (values: readonly Json[], form: RowForm, use: Use) => string;
  /** The marker of a row of lists, which are spliced into one. */
  items: (values: readonly Json[][], use: Use) => string;
  /** What comes of some work, or nothing of it when there are too many new rows: then none of them stays. */
  attempt: <Result>(work: () => Result, isTooMany: (added: number) => boolean) => Result | undefined;
}

/** Rows that know those which were found before: these count when they are used again. */
export function rowsAfter(before: readonly Row[]): Rows {
  let rows = new Map(before.map((row): [string, Row] => [stableText([...row.values]), { ...row, uses: [] }]));
  let count = before.length;
  const rowOf = (values: readonly Json[], form: RowForm, use: Use): Row => {
    const key = stableText([...values]);
    const found = rows.get(key);
    if (found !== undefined) {
      found.uses.push(use);
      return found;
    }
    count += 1;
    const row: Row = { id: `K${count}`, form, values, uses: [use] };
    rows.set(key, row);
    return row;
  };
  return {
    all: () => [...rows.values()],
    text: (values, form, use) => shieldedMarker('text', rowOf(values, form, use).id),
    value: (values, form, use) => {
      const isText = values.every((value) => typeof value === 'string');
      return shieldedMarker(isText ? 'text' : 'value', rowOf(values, form, use).id);
    },
    items: (values, use) => shieldedMarker('value', rowOf(values, 'value', use).id),
    attempt: (work, isTooMany) => {
      const kept = new Map([...rows].map(([key, row]) => [key, { ...row, uses: [...row.uses] }]));
      const size = count;
      const usedBefore = [...kept.values()].filter(({ uses }) => uses.length > 0).length;
      const result = work();
      const usedNow = [...rows.values()].filter(({ uses }) => uses.length > 0).length;
      if (!isTooMany(usedNow - usedBefore)) return result;
      rows = kept;
      count = size;
      return undefined;
    },
  };
}

/** A value with the names of keywords in the place of the ids of rows. */
export function renamed(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') {
    return value.replaceAll(/([\uFDD0\uFDD1])\1(K\d+)\1\1/g, (whole: string, sign: string, id: string) => {
      const name = names.get(id);
      return name === undefined ? whole : `${sign}${sign}${name}${sign}${sign}`;
    });
  }
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (!isBody(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, renamed(inner, names)]));
}
