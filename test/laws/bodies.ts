import fc from 'fast-check';
import type { Body, Json } from '../../src/model/json.ts';
import { isBody, isEmpty, isSame, keyText, stableText } from '../../src/model/json.ts';
import type { Path } from '../../src/model/path.ts';
import { formatPath, isItem, isMatch, itemSegment, valueAt } from '../../src/model/path.ts';
import type { ChildRow, Row } from './row.ts';
import { seed } from './seed.ts';

/** Bodies with any choice of the row's fields. */
export function bodies(row: Row): fc.Arbitrary<Body> {
  return fc.record(row.fields, { requiredKeys: [] }).map((chosen) => laid(row.always, chosen as Body));
}

/** Bodies with all of the row's fields. */
export function fullBodies(row: Row): fc.Arbitrary<Body> {
  return fc.record(row.fields).map((chosen) => laid(row.always, chosen));
}

/** That many values of an arbitrary, the same in every run; another offset gives others. */
export function samples<Value>(arbitrary: fc.Arbitrary<Value>, count: number, offset = 0): Value[] {
  return fc.sample(arbitrary, { numRuns: count, seed: seed + offset });
}

/** A body with values put at dotted paths. */
export function laid(body: Body, fields: Record<string, Json>): Body {
  return Object.entries(fields).reduce((rest, [path, value]) => withValue(rest, path.split('.'), value), body);
}

/** A value with another one at a path of fields; `undefined` takes it away. */
export function withValue<Value extends Json>(value: Value, path: Path, inner: Json | undefined): Value {
  const [field, ...below] = path;
  if (field === undefined) return inner as Value;
  if (Array.isArray(value))
    return value.map((item, at) => (at === field ? withValue(item, below, inner) : item)) as Value;
  const body: Body = isBody(value) ? value : {};
  const name = String(field);
  if (below.length === 0 && inner === undefined)
    return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name)) as Value;
  return { ...body, [name]: withValue(body[name] ?? {}, below, inner) } as Value;
}

/** The paths of all values that are not objects with fields; lists count as one value. */
export function leavesOf(value: Json | undefined, path: Path = []): Path[] {
  if (value === undefined) return [];
  if (!isBody(value) || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([field, inner]) => leavesOf(inner, [...path, field]));
}

/** What a plan has to say when one body takes the place of another: `update clients/Portal: description, name`. */
export function expectedChanges(row: Row, before: Body, after: Body): string[] {
  const children = Object.entries(row.children ?? {});
  const bare = (body: Body): Body =>
    children.reduce((rest, [path]) => withValue(rest, path.split('.'), undefined), body);
  const own = differences(row, bare(before), bare(after), []).map(([field = '', ...below]) =>
    formatPath([row.older?.[field] ?? field, ...below]),
  );
  const changes = children.flatMap(([place, child]) => {
    const path = place.split('.');
    const [old, now] = [itemsOf(child, valueAt(before, path)), itemsOf(child, valueAt(after, path))];
    if (valueAt(after, path) === undefined) return [];
    const items = childChanges(row, path, child, old, now);
    const isNew =
      !isSame([...old.keys()].sort(), [...now.keys()].sort()) || items.some((item) => item.startsWith('replace '));
    if (child.isLinked === true && isNew) own.push(place);
    return items;
  });
  return [...(own.length === 0 ? [] : [`update ${row.address}: ${own.sort().join(', ')}`]), ...changes].sort();
}

function childChanges(
  row: Row,
  path: Path,
  child: ChildRow,
  old: ReadonlyMap<string, Json>,
  now: ReadonlyMap<string, Json>,
): string[] {
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const address = `${row.address}/${child.name}${key === '' ? '' : `/${key}`}`;
    const [before, after] = [old.get(key), now.get(key)];
    if (before === undefined) return [`create ${address}`];
    if (after === undefined) return [`delete ${address}`];
    const above = key === '' ? path : [...path, 0];
    const places = differences(row, before, after, above).map((place) => formatPath(place.slice(above.length)));
    const seen = places.filter((place) => child.unseen?.includes(place) !== true).sort();
    if (seen.length === 0) return [];
    const isNew = child.immutable?.some((field) => seen.includes(field)) === true;
    return [isNew ? `replace ${address}` : `update ${address}: ${seen.join(', ')}`];
  });
}

/** The children in a place by their keys; a child that is one object has the empty key. */
function itemsOf(child: ChildRow, value: Json | undefined): Map<string, Json> {
  const items = Array.isArray(value) ? value : isBody(value) ? [value] : [];
  return new Map(items.map((item) => [child.key(item), item]));
}

/** The places that differ, as a report names them. */
export function differences(row: Row, before: Json | undefined, after: Json, path: Path, isReplaced = false): Path[] {
  if (isEmpty(before) && isEmpty(after)) return [];
  const by = Object.entries(row.unordered ?? {}).find(([pattern]) => isMatch(pattern, path))?.[1];
  if (by !== undefined && (Array.isArray(before) || Array.isArray(after))) {
    const [old, now] = [listOf(before), listOf(after)];
    if (by === true) return isSame(sorted(old), sorted(now)) ? [] : [path];
    const [a, b] = [keyed(old, by), keyed(now, by)];
    return [...new Set([...a.keys(), ...b.keys()])].flatMap((key): Path[] => {
      const [one, other] = [a.get(key), b.get(key)];
      if (one === undefined || other === undefined) return [[...path, itemSegment(key)]];
      return differences(row, one, other, [...path, itemSegment(key)]);
    });
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return [path];
    // Such a list is replaced: what was in an item and is not said of the one in its place is gone.
    return after.flatMap((item, at) => differences(row, before[at], item, [...path, at], true));
  }
  if (isBody(after) && (isBody(before) || before === undefined)) {
    const isMap = row.maps?.some((pattern) => isMatch(pattern, path)) === true;
    const gone = Object.entries(before ?? {}).filter(
      ([key, value]) => !(key in after) && (isMap || (isReplaced && !isEmpty(value))),
    );
    const fields = [...Object.keys(after), ...gone.map(([key]) => key)];
    return fields.flatMap((field) => {
      if (!(field in after)) return [[...path, field]];
      return differences(row, before?.[field], after[field] ?? null, [...path, field], isReplaced);
    });
  }
  return isSame(before, after) || isUnseen(row, path) ? [] : [path];
}

/** Whether the API does not read the value at a place back; an item of a list has its key there. */
function isUnseen(row: Row, path: Path): boolean {
  const place = path.map((segment) => (isItem(segment) ? 0 : segment));
  return row.unseen?.some((pattern) => isMatch(pattern, place, true)) === true;
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function sorted(list: readonly Json[]): Json[] {
  return [...new Set(list.map((item) => stableText(item)))].sort();
}

function keyed(list: readonly Json[], field: string): Map<string, Json> {
  return new Map(list.map((item) => [keyText(isBody(item) ? (item[field] ?? null) : item), item]));
}
