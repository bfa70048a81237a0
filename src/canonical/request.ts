import type { Body, Json } from '../model/json.ts';
import { isBody, isEmpty, isHollow, isSame, omit, own, pick } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import { select, strip } from '../model/path.ts';
import type { Type } from '../catalog/catalog.ts';
import { isMap, itemField, itemKey } from './comparable.ts';

/** The canonical body that creates a resource, without the fields in `later`. */
export function createBody(type: Type, desired: Body, later: readonly string[]): Body {
  return complete(type, omit(desired, later), {}, []);
}

/**
 * The canonical body that changes the top-level fields in `fields` of a live resource, and nothing else.
 *
 * An object is sent complete, because the API replaces it as a whole: what the files leave out travels along from the
 * live one.
 */
export function updateBody(type: Type, desired: Body, live: Body, fields: readonly string[]): Body {
  const request = wholeUpdate(type, desired, live, fields);
  if (type.replacesWhole === true) return request;
  return type.hooks?.toUpdate?.(request, desired, live) ?? request;
}

/** The same, when nothing of an object may be left out: what the resource will be, as far as the request speaks of it. */
export function wholeUpdate(type: Type, desired: Body, live: Body, fields: readonly string[]): Body {
  const immutable = type.immutable ?? [];
  const kept = strip(live, [...rivalPaths(type, desired), ...foreignPaths(type, desired, live)]);
  if (type.replacesWhole === true) return withoutFixed(complete(type, desired, kept, []), immutable);
  const sent = new Set(fields.flatMap((field) => [field, ...companions(type, desired, field)]));
  const entries = Object.entries(pick(desired, [...sent])).flatMap(([field, value]): [string, Json][] => {
    const request = fieldValue(type, field, value, own(kept, field) ?? null);
    return request === undefined ? [] : [[field, request]];
  });
  const body = strip(
    Object.fromEntries(entries),
    immutable.filter((path) => path.includes('.')),
  );
  return { ...clearedChoices(type, desired, live, fields), ...body };
}

/** A body without what cannot be changed, and without the objects of which nothing else is left. */
function withoutFixed(body: Body, immutable: readonly string[]): Body {
  const rest = strip(body, immutable);
  const isBare = (value: Json | undefined): boolean => isBody(value) && isEmpty(value);
  const emptied = Object.keys(rest).filter((field) => isBare(rest[field]) && !isBare(body[field]));
  return omit(rest, emptied);
}

/** The top-level fields that cannot be part of a create. */
export function laterFields(type: Type, desired: Body): string[] {
  return (type.updateOnly ?? []).filter((field) => (own(desired, field) ?? null) !== null);
}

/** What a top-level field is sent as; `undefined` when there is nothing to send of it. */
function fieldValue(type: Type, field: string, desired: Json, live: Json): Json | undefined {
  const known = isBody(live) ? live : {};
  if (type.maps?.includes(field) === true) return mapRequest(type, field, isBody(desired) ? desired : {}, known);
  if (saysNothing(desired, live)) return undefined;
  return desired === null ? null : valueOver(type, desired, live, [field]);
}

/**
 * A map complete, and null for each key that is gone.
 *
 * That a map is merged key by key is documented for `client_metadata` only; this says the same when it is replaced. An
 * empty one would take all keys away, so a map is not sent at all when nothing of it is wanted and nothing is there.
 */
function mapRequest(type: Type, field: string, desired: Body, live: Body): Body | undefined {
  const wanted = Object.entries(complete(type, desired, live, [field]));
  const keys = new Set(wanted.map(([key]) => key));
  const gone = Object.keys(live).filter((key) => !keys.has(key) && live[key] !== null);
  if (wanted.length === 0 && gone.length === 0) return undefined;
  return Object.fromEntries([...wanted, ...gone.map((key): [string, Json] => [key, null])]);
}

/** Whether an object says no more than that there is nothing in it, and there is nothing. */
function saysNothing(desired: Json, live: Json): boolean {
  return isBody(desired) && !isEmpty(desired) && isHollow(desired) && isHollow(live);
}

/** A value as it is sent: in what replaces a whole object, the live fields that the files leave out travel along. */
function valueOver(type: Type, desired: Json, live: Json, path: Path): Json {
  if (isBody(desired)) return complete(type, desired, isBody(live) ? live : {}, path);
  const field = itemField(type, path);
  if (!Array.isArray(desired) || field === undefined) return desired;
  const known = new Map((Array.isArray(live) ? live : []).map((item) => [itemKey(item, field), item]));
  return desired.map((item, index) => valueOver(type, item, known.get(itemKey(item, field)) ?? null, [...path, index]));
}

/**
 * The desired body laid over the live one; keyed lists item by item, other lists replaced.
 *
 * Nulls are left out: in what is sent as a whole, saying nothing and clearing are the same, and the API refuses many a null.
 */
function complete(type: Type, desired: Body, live: Body, path: Path): Body {
  const left = isMap(type, path) ? [] : Object.entries(live).filter(([field]) => !Object.hasOwn(desired, field));
  const laid = Object.entries(desired).map(([field, value]): [string, Json] => {
    const there = own(live, field) ?? null;
    return [field, saysNothing(value, there) ? null : valueOver(type, value, there, [...path, field])];
  });
  const fields = [...left.map(([field, value]): [string, Json] => [field, withoutNulls(value)]), ...laid];
  return Object.fromEntries(fields.filter(([, value]) => value !== null));
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isBody(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([field, inner]): [string, Json] => [field, withoutNulls(inner)]));
}

/** Null for the top-level fields on the other sides of the choices that these fields make. */
function clearedChoices(type: Type, desired: Body, live: Body, fields: readonly string[]): Body {
  const rivals = rivalPaths(type, pick(desired, fields)).filter((path) => !path.includes('.'));
  const cleared = rivals.filter((field) => !Object.hasOwn(desired, field) && (own(live, field) ?? null) !== null);
  return Object.fromEntries(cleared.map((field) => [field, null]));
}

/** The places that a body decides against by choosing another side. */
export function rivalPaths(type: Type, body: Body): string[] {
  const isSet = (path: string): boolean => select(body, path).some(({ value }) => value !== null && value !== false);
  return (type.exclusive ?? []).flatMap(({ sides }) => {
    const chosen = sides.find((side) => side.some(isSet));
    return chosen === undefined ? [] : sides.filter((side) => side !== chosen).flat();
  });
}

/** The objects whose live fields belong to another variant than the one that is wanted. */
export function foreignPaths(type: Type, desired: Body, live: Body): string[] {
  const variants = Object.entries(type.variants ?? {}).filter(([, by]) => Object.hasOwn(desired, by));
  return variants.filter(([, by]) => !isSame(desired[by] ?? null, own(live, by) ?? null)).map(([path]) => path);
}

/** The declared fields that the API wants together with a field. */
function companions(type: Type, desired: Body, field: string): string[] {
  const groups = (type.sentTogether ?? []).filter((group) => group.includes(field));
  return groups.flat().filter((other) => Object.hasOwn(desired, other));
}
