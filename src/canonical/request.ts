import type { Body, Json } from '../model/json.ts';
import { isBody, isSame, omit, own, pick } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import { select, strip, transformBody } from '../model/path.ts';
import type { Kind } from '../resources/kind.ts';
import { isMap, itemField, itemKey } from './comparable.ts';

/** The canonical body that creates a resource, without the fields in `later`. */
export function createBody(kind: Kind, desired: Body, later: readonly string[]): Body {
  return complete(kind, omit(desired, later), {}, []);
}

/**
 * The canonical body that changes the top-level fields in `fields` of a live resource, and nothing else.
 *
 * An object is sent complete, because the API replaces it as a whole: what the files leave out travels along from the
 * live one.
 */
export function updateBody(kind: Kind, desired: Body, live: Body, fields: readonly string[]): Body {
  const immutable = kind.immutable ?? [];
  const kept = strip(live, [...rivalPaths(kind, desired), ...foreignPaths(kind, desired, live)]);
  if (kind.whole === true) return strip(complete(kind, desired, kept, []), immutable);
  const sent = new Set(fields.flatMap((field) => [field, ...companions(kind, desired, field)]));
  const entries = Object.entries(pick(desired, [...sent])).flatMap(([field, value]): [string, Json][] => {
    const request = fieldValue(kind, field, value, own(kept, field) ?? null);
    return request === undefined ? [] : [[field, request]];
  });
  const body = strip(
    Object.fromEntries(entries),
    immutable.filter((path) => path.includes('.')),
  );
  const request = { ...clearedChoices(kind, desired, live, fields), ...body };
  return kind.hooks?.toUpdate?.(request, desired, live) ?? request;
}

/** The top-level fields that cannot be part of a create. */
export function laterFields(kind: Kind, desired: Body): string[] {
  return (kind.updateOnly ?? []).filter((field) => (own(desired, field) ?? null) !== null);
}

/** A canonical body with the keys of other resources turned into ids. */
export function withIds(kind: Kind, body: Body, idOf: (path: string, key: string) => string): Body {
  return Object.entries(kind.references ?? {}).reduce((rest, [path, reference]) => {
    if (reference.by === 'key') return rest;
    return transformBody(rest, path, (value) => (typeof value === 'string' ? idOf(path, value) : value));
  }, body);
}

/** What a top-level field is sent as; `undefined` when there is nothing to send of it. */
function fieldValue(kind: Kind, field: string, desired: Json, live: Json): Json | undefined {
  const known = isBody(live) ? live : {};
  if (kind.maps?.includes(field) === true) return mapRequest(kind, field, isBody(desired) ? desired : {}, known);
  return desired === null ? null : valueOver(kind, desired, live, [field]);
}

/**
 * A map complete, and null for each key that is gone.
 *
 * That a map is merged key by key is documented for `client_metadata` only; this says the same when it is replaced. An
 * empty one would take all keys away, so a map is not sent at all when nothing of it is wanted and nothing is there.
 */
function mapRequest(kind: Kind, field: string, desired: Body, live: Body): Body | undefined {
  const wanted = Object.entries(complete(kind, desired, live, [field]));
  const keys = new Set(wanted.map(([key]) => key));
  const gone = Object.keys(live).filter((key) => !keys.has(key) && live[key] !== null);
  if (wanted.length === 0 && gone.length === 0) return undefined;
  return Object.fromEntries([...wanted, ...gone.map((key): [string, Json] => [key, null])]);
}

/** A value as it is sent: in what replaces a whole object, the live fields that the files leave out travel along. */
function valueOver(kind: Kind, desired: Json, live: Json, path: Path): Json {
  if (isBody(desired)) return complete(kind, desired, isBody(live) ? live : {}, path);
  const field = itemField(kind, path);
  if (!Array.isArray(desired) || field === undefined) return desired;
  const known = new Map((Array.isArray(live) ? live : []).map((item) => [itemKey(item, field), item]));
  return desired.map((item, index) => valueOver(kind, item, known.get(itemKey(item, field)) ?? null, [...path, index]));
}

/**
 * The desired body laid over the live one; keyed lists item by item, other lists replaced.
 *
 * Nulls are left out: in what is sent as a whole, saying nothing and clearing are the same, and the API refuses many a null.
 */
function complete(kind: Kind, desired: Body, live: Body, path: Path): Body {
  const left = isMap(kind, path) ? [] : Object.entries(live).filter(([field]) => !Object.hasOwn(desired, field));
  const laid = Object.entries(desired).map(([field, value]): [string, Json] => [
    field,
    valueOver(kind, value, own(live, field) ?? null, [...path, field]),
  ]);
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
function clearedChoices(kind: Kind, desired: Body, live: Body, fields: readonly string[]): Body {
  const rivals = rivalPaths(kind, pick(desired, fields)).filter((path) => !path.includes('.'));
  const cleared = rivals.filter((field) => !Object.hasOwn(desired, field) && (own(live, field) ?? null) !== null);
  return Object.fromEntries(cleared.map((field) => [field, null]));
}

/** The places that a body decides against by choosing another side. */
export function rivalPaths(kind: Kind, body: Body): string[] {
  const isSet = (path: string): boolean => select(body, path).some(({ value }) => value !== null && value !== false);
  return (kind.exclusive ?? []).flatMap(({ sides }) => {
    const chosen = sides.find((side) => side.some(isSet));
    return chosen === undefined ? [] : sides.filter((side) => side !== chosen).flat();
  });
}

/** The objects whose live fields belong to another shape than the one that is wanted. */
function foreignPaths(kind: Kind, desired: Body, live: Body): string[] {
  const shapes = Object.entries(kind.shapes ?? {}).filter(([, by]) => Object.hasOwn(desired, by));
  return shapes.filter(([, by]) => !isSame(desired[by] ?? null, own(live, by) ?? null)).map(([path]) => path);
}

/** The declared fields that the API wants together with a field. */
function companions(kind: Kind, desired: Body, field: string): string[] {
  const groups = (kind.together ?? []).filter((group) => group.includes(field));
  return groups.flat().filter((other) => Object.hasOwn(desired, other));
}
