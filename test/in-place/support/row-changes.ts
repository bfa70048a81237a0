import fc from 'fast-check';
import { isBody, isEmpty, isSame } from '../../../src/model/json.ts';
import type { Body, Json } from '../../../src/model/json.ts';
import { isMatch, valueAt } from '../../../src/model/path.ts';
import type { Path } from '../../../src/model/path.ts';
import { fullBodies, laid, samples, withValue } from '../../laws/bodies.ts';
import type { Row } from '../../laws/row.ts';
import { withoutResource } from '../../laws/run.ts';

/** One change in a tenant: the sections of a file that says what was there before, and of one that says what is there now. */
export interface RowChange {
  row: Row;
  way: (typeof ways)[number];
  before: Body;
  after: Body;
  /** The place of what changes, in the sections. */
  path: Path;
  /** Whether it is known which ids there were. */
  isKnown: boolean;
}

/** What can become of a resource, or of one value of it. */
export const ways = ['set', 'clear', 'less', 'more', 'line', 'gone', 'new', 'rename'] as const;

/** A change in one way, the same for the same seed; nothing where a row has none of that kind. */
export function changeOf(row: Row, way: RowChange['way'], seed: number): RowChange | undefined {
  const [body = row.always, other = row.always] = samples(fullBodies(row), 2, seed);
  const before: Body = { ...row.around, ...row.at(body) };
  const place = placeOf(row);
  const isKnown = seed % 2 === 0;
  const changed = (path: Path, next: Body): RowChange | undefined =>
    isSame(body, next)
      ? undefined
      : { row, way, before, after: { ...row.around, ...row.at(next) }, path: [...place, ...path], isKnown };
  const chosen = <Value>(values: readonly Value[]): Value | undefined => values[seed % Math.max(1, values.length)];
  switch (way) {
    case 'set': {
      const field = chosen(fieldsOf(row).filter((one) => !isSame(valueIn(body, one), valueIn(other, one))));
      const value = valueIn(other, field ?? '');
      return field === undefined || value === undefined
        ? undefined
        : changed(field.split('.'), laid(body, { [field]: value }));
    }
    case 'clear': {
      const field = chosen((row.clearable ?? []).filter((one) => !isEmpty(valueIn(body, one))));
      return field === undefined ? undefined : changed(field.split('.'), withValue(body, field.split('.'), null));
    }
    case 'less':
    case 'more': {
      const field = chosen(fieldsOf(row).filter((one) => lengthOf(valueIn(body, one)) > 1));
      const list = valueIn(body, field ?? '');
      if (field === undefined || !Array.isArray(list)) return undefined;
      const short = laid(body, { [field]: list.toSpliced(seed % list.length, 1) });
      const found = changed(field.split('.'), short);
      return way === 'less' || found === undefined ? found : { ...found, before: found.after, after: before };
    }
    case 'line': {
      const field = chosen(fieldsOf(row).filter((one) => lineIn(valueIn(body, one)) !== undefined));
      const text = lineIn(valueIn(body, field ?? ''));
      return field === undefined || text === undefined
        ? undefined
        : changed(field.split('.'), laid(body, { [field]: text.replace('\n', '\n// one more line: what is new\n') }));
    }
    case 'gone':
    case 'new': {
      const without = withoutResource(row);
      if (without === undefined || place.at(-1) === undefined) return undefined;
      const found: RowChange = { row, way, before, after: without, path: place, isKnown };
      return way === 'gone' ? found : { ...found, before: without, after: before };
    }
    case 'rename': {
      const { rename } = row;
      if (rename === undefined || rename.isReplaced === true) return undefined;
      return changed([Object.keys(rename.fields)[0] ?? ''], { ...body, ...rename.fields });
    }
  }
}

/** The fields of which a change can be seen, and that are no secrets. */
function fieldsOf(row: Row): string[] {
  const hidden = [...(row.unseen ?? []), ...(row.secrets ?? []), ...Object.keys(row.immutable ?? {})];
  return Object.keys(row.fields).filter(
    (field) => !hidden.some((place) => isMatch(place, field.split('.'), true) || place.startsWith(field)),
  );
}

function valueIn(body: Body, field: string): Json | undefined {
  return valueAt(body, field.split('.'));
}

function lengthOf(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}

/** A text of several lines. */
function lineIn(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.includes('\n') ? value : undefined;
}

/** Where a row's resource stands in the sections. */
function placeOf(row: Row): Path {
  const mark = 'here';
  const visit = (value: Json, path: Path): Path | undefined => {
    if (Array.isArray(value)) return firstOf(value.map((item, index) => visit(item, [...path, index])));
    if (!isBody(value)) return undefined;
    if (mark in value) return path;
    return firstOf(Object.entries(value).map(([key, inner]) => visit(inner, [...path, key])));
  };
  return visit({ ...row.around, ...row.at({ ...row.always, [mark]: true }) }, []) ?? [];
}

function firstOf<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  return values.find((value) => value !== undefined);
}

/** Rows and ways in an order that mixes them. */
export function mixed<Value>(values: readonly Value[], seed: number): Value[] {
  return fc.sample(fc.shuffledSubarray([...values], { minLength: values.length }), { numRuns: 1, seed })[0] ?? [];
}
