import { itemField } from './comparable.ts';
import { messages } from './messages.ts';
import type { Place } from './messages.ts';
import type { Type } from '../catalog/catalog.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody, isEmpty, omit, own } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { formatPath, segments, select, strip, transformBody, valueAt, without } from '../model/path.ts';
import type { Path } from '../model/path.ts';

/** A body without what of it cannot be set, and a warning for everything that is left out. */
export interface Settable {
  body: Body;
  diagnostics: Diagnostic[];
}

/** Where a place of a body is written. */
type At = (path: Path) => Place;

/** A declared body without fields that the API had once, and without what an export has beside the other side of a choice. */
export function settable(type: Type, declared: Body, at: At): Settable {
  const old = Object.entries(type.former ?? {}).flatMap(([pattern, instead]) =>
    select(declared, pattern).map(({ path }) => messages.formerField(formatPath(path), instead, at(path))),
  );
  const current = strip(declared, Object.keys(type.former ?? {}));
  const diagnostics = [...old];
  const body = (type.exclusive ?? []).reduce((rest, { sides: [first = [], second = []], givesWay }) => {
    const made = [first, second].map((side) => side.flatMap((path) => placesSet(rest, path))[0]);
    const [weak, strong] = made;
    if (givesWay !== true || weak === undefined || strong === undefined) return rest;
    diagnostics.push(messages.gaveWay(formatPath(weak), formatPath(strong), at(weak)));
    return strip(rest, first);
  }, current);
  return { body, diagnostics };
}

/**
 * A declared body without the objects that cannot be made, for want of what the API does not return; they are left as they
 * are where the tenant has them. `isUnknown` tells that the files have a value that is not known here.
 */
export function makeable(type: Type, declared: Body, live: Body, isUnknown: (path: Path) => boolean, at: At): Settable {
  const diagnostics: Diagnostic[] = [];
  const body = Object.entries(type.madeWith ?? {}).reduce((rest, [pattern, fields]) => {
    if (pattern === '') return rest;
    const lacking = select(rest, pattern).filter(
      ({ path, value }) => lacksAll(value, fields) && !isUnknown(path) && !isThere(type, value, live, path),
    );
    for (const { path } of lacking) diagnostics.push(messages.unmade(formatPath(path), fields, at(path)));
    return lacking.toReversed().reduce((left, { path }) => take(left, path), rest);
  }, declared);
  return { body, diagnostics };
}

/** Whether a resource itself lacks all that one can be made with. */
export function isUnmade({ madeWith }: Type, body: Body): boolean {
  return madeWith?.['']?.every((field) => select(body, field).every(isBlank)) === true;
}

/** A body without the items of a list that name a key; a list that is empty then goes, and the objects that held only it. */
export function withoutItem(body: Body, list: string, key: string): Body {
  const isKept = (item: Json): boolean => !isBody(item) || !Object.values(item).includes(key);
  const left = transformBody(body, list, (items) => {
    const rest = Array.isArray(items) ? items.filter(isKept) : items;
    return isEmpty(rest) ? undefined : rest;
  });
  const [field = ''] = segments(list);
  return isHollow(left[field]) ? omit(left, [field]) : left;
}

/** Whether nothing but objects is left of a value. */
function isHollow(value: Json | undefined): boolean {
  return isBody(value) && Object.values(value).every(isHollow);
}

function lacksAll(value: Json, fields: readonly string[]): boolean {
  return isBody(value) && Object.keys(value).length > 0 && fields.every((field) => select(value, field).every(isBlank));
}

function isBlank({ value }: { value: Json }): boolean {
  return isEmpty(value);
}

/** Whether the tenant has the object at a place, or the item with the same key. */
function isThere(type: Type, value: Json, live: Body, path: Path): boolean {
  if (typeof path.at(-1) !== 'number') return !isEmpty(valueAt(live, path));
  const list = valueAt(live, path.slice(0, -1));
  const field = itemField(type, path.slice(0, -1)) ?? '';
  const key = isBody(value) ? own(value, field) : undefined;
  return Array.isArray(list) && list.some((item) => isBody(item) && own(item, field) === key);
}

/** A body without a place; an item leaves its list. */
function take(body: Body, path: Path): Body {
  const last = path.at(-1);
  if (typeof last !== 'number') return without(body, path);
  const above = path.slice(0, -1).map((segment) => (typeof segment === 'number' ? '[]' : segment));
  return transformBody(body, above.join('.'), (list, place) =>
    Array.isArray(list) && formatPath(place) === formatPath(path.slice(0, -1)) ? list.toSpliced(last, 1) : list,
  );
}

function placesSet(body: Body, pattern: string): Path[] {
  return select(body, pattern).flatMap(({ path, value }) => (isEmpty(value) || value === false ? [] : [path]));
}
