import type { Body, Json } from '../model/json.ts';
import { compareText, isBody, isEmpty, keyText, own, pick, stableText } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import { isMatch, itemSegment, segments, select, strip, transformBody, valueAt, without } from '../model/path.ts';
import type { Type } from '../catalog/catalog.ts';

/** A desired and a live body brought to forms that differ exactly where the files and the tenant do. */
export interface Pair {
  desired: Body;
  live: Body;
}

/**
 * Makes two canonical bodies comparable.
 *
 * What the files do not mention is unmanaged and is left out of both, and so are values that the API does not return.
 * Sets become sorted lists, keyed lists become objects, and live values that say the same as the desired one (nothing, or
 * the default) are made equal to it.
 */
export function comparable(type: Type, desired: Body, live: Body): Pair {
  const secret = type.secret ?? [];
  const defaults = Object.entries(type.defaults ?? {});
  // What is cleared has its default, and so has what the API does not mention.
  const cleared = defaults.filter(([field]) => own(desired, field) === null);
  const missing = defaults.filter(([field]) => (own(live, field) ?? null) === null);
  const left = arrange(type, strip({ ...desired, ...Object.fromEntries(cleared) }, secret));
  const right = arrange(type, strip({ ...live, ...Object.fromEntries(missing) }, secret));
  const hidden = unreturned(type, left, right);
  const seen = hidden.reduce(without, left);
  return { desired: seen, live: projectFields(type, seen, hidden.reduce(without, right), []) };
}

/** The key under which an item of a keyed list is compared; paths show it as `scopes[read:parcels]`. */
export function itemKey(item: Json, field: string): string {
  return itemSegment(isBody(item) ? keyText(own(item, field) ?? null) : keyText(item));
}

/** The field that tells the items of a list from each other; `undefined` when they have none. */
export function itemField(type: Type, path: Path): string | undefined {
  const by = Object.entries(type.sets ?? {}).find(([pattern, by]) => by !== true && isMatch(pattern, path))?.[1];
  return by === true ? undefined : by;
}

/** Whether a path is one of a list without order whose items have no key. */
export function isValueSet(type: Type, path: Path): boolean {
  return Object.entries(type.sets ?? {}).some(([pattern, by]) => by === true && isMatch(pattern, path));
}

/** Whether an object's keys are the user's own, so that a key the files leave out is a key that should go. */
export function isMap(type: Type, path: Path): boolean {
  return type.maps?.some((pattern) => isMatch(pattern, path)) === true;
}

/**
 * Where a place of a body is once it is arranged.
 *
 * In a keyed list it is where the item's key says. In any other list its position proves nothing, so the place is the
 * list.
 */
export function arrangedPath(type: Type, body: Body, path: Path): Path {
  const found: (string | number)[] = [];
  let value: Json | undefined = body;
  for (const segment of path) {
    const next: Json | undefined = valueAt(value, [segment]);
    const field = Array.isArray(value) ? itemField(type, found) : undefined;
    if (Array.isArray(value) && field === undefined) return found;
    found.push(field === undefined ? segment : itemKey(next ?? null, field));
    value = next;
  }
  return found;
}

/**
 * A body without a value that is not known here, such as a secret that only the pipeline has: it is neither compared nor
 * sent. A list goes as a whole, unless its items have keys and it is not the key that is unknown.
 */
export function withoutUnknown(type: Type, body: Body, path: Path): Body {
  const place = path.slice(0, arrangedPath(type, body, path).length);
  const list = place.findLastIndex((segment) => typeof segment === 'number');
  const field = list < 0 ? undefined : itemField(type, place.slice(0, list));
  const isKeyOfItem = list >= 0 && (list === place.length - 1 || place[list + 1] === field);
  return without(body, isKeyOfItem ? place.slice(0, list) : place);
}

/** A body with sets as sorted lists and keyed lists as objects; the deepest first, as patterns know lists only. */
export function arrange(type: Type, body: Body): Body {
  const mapped = (type.maps ?? []).reduce<Body>(
    (rest, pattern) => transformBody(rest, pattern, (map) => (isBody(map) ? withoutNullKeys(map) : {})),
    body,
  );
  const sets = Object.entries(type.sets ?? {}).sort(([a], [b]) => segments(b).length - segments(a).length);
  return sets.reduce<Body>(
    (rest, [pattern, by]) =>
      transformBody(rest, pattern, (list) => {
        if (!Array.isArray(list)) return list;
        if (by !== true) return Object.fromEntries(list.map((item): [string, Json] => [itemKey(item, by), item]));
        return members(list);
      }),
    mapped,
  );
}

/** The different items of a list, in order. */
function members(list: readonly Json[]): Json[] {
  const items = list.map((item) => (isBody(item) ? withoutNullKeys(item) : item));
  const known = [...new Map(items.map((item) => [stableText(item), item]))];
  return known.sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
}

/** In a map, and in an item that is compared as a whole, a key with null is one that is not there. */
function withoutNullKeys(map: Body): Body {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
}

/** Places of values that are compared only when the API returns them, where it has not. */
function unreturned(type: Type, desired: Body, live: Body): Path[] {
  const silent = [...(type.sensitive ?? []), ...(type.immutable ?? [])];
  const places = silent.flatMap((pattern) => select(desired, pattern).map(({ path }) => path));
  return places.filter((path) => isHidden(valueAt(live, path)));
}

/** Whether the API answers nothing, or only marks in the place of a secret. */
function isHidden(value: Json | undefined): boolean {
  return value === undefined || (typeof value === 'string' && /^\*+$/.test(value));
}

/** The live value as far as the desired one speaks of it. */
function project(type: Type, desired: Json, live: Json | undefined, path: Path): Json | undefined {
  if (isEmpty(desired) && isEmpty(live)) return desired;
  if (Array.isArray(desired) && Array.isArray(live)) return projectItems(type, desired, live, path);
  if (!isBody(desired)) return live;
  if (isBody(live)) return projectFields(type, desired, live, path);
  // Nothing is there: what differs are the fields that say something, not the object around them.
  return isEmpty(live) ? projectFields(type, desired, {}, path) : live;
}

function projectItems(type: Type, desired: readonly Json[], live: readonly Json[], path: Path): Json[] {
  if (isValueSet(type, path)) {
    const fields = new Set(desired.flatMap((item) => (isBody(item) ? Object.keys(item) : [])));
    return members(live.map((item) => (isBody(item) && fields.size > 0 ? pick(item, [...fields]) : item)));
  }
  // A list that grew or shrank is told as a whole, and its items without the fields that no desired one has.
  const [sample = null] = desired;
  return live.map((item, index) => project(type, desired[index] ?? sample, item, [...path, index]) ?? null);
}

function projectFields(type: Type, desired: Body, live: Body, path: Path): Body {
  const isKeyed = itemField(type, path) !== undefined;
  const gone = isKeyed || isMap(type, path) ? Object.keys(live).filter((field) => !Object.hasOwn(desired, field)) : [];
  return Object.fromEntries(
    [...Object.keys(desired), ...gone].flatMap((field): [string, Json][] => {
      const [wanted, given] = [own(desired, field), own(live, field)];
      // An item that comes or goes is told as a whole.
      const isWhole = wanted === undefined || (isKeyed && given === undefined);
      const inner = isWhole ? given : project(type, wanted, given, [...path, field]);
      return inner === undefined ? [] : [[field, inner]];
    }),
  );
}
