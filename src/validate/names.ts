import { originAt } from '../canonical/origin.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { isBody } from '../model/json.ts';
import { formatPath, select } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { hiddenIn } from '../model/visible.ts';
import type { Selection } from '../selection.ts';
import { messages } from './messages.ts';

/** Names and keys of fields with characters in them that nobody sees: two that look the same would not be the same. */
export function checkNames(desired: DesiredState, catalog: Catalog, selection: Selection): Diagnostic[] {
  return [...desired.resources.values()].flatMap((resource) =>
    selection.isExcluded(resource) ? [] : checkOne(typeOf(catalog, resource.type), resource),
  );
}

function checkOne({ identity, sets = {}, references = {} }: Type, resource: DesiredResource): Diagnostic[] {
  const { address, body } = resource;
  const ofItems = Object.entries(sets).flatMap(([list, key]) => (key === true ? [] : [`${list}[].${key}`]));
  // What a reference names has the name.
  const own = [...identity.keys, 'name', ...ofItems].filter((pattern) => !(pattern in references));
  const names = [...new Set(own)].flatMap((pattern) => select(body, pattern));
  return [
    ...names.flatMap(({ path, value }) => (typeof value === 'string' ? [{ path, text: value, isKey: false }] : [])),
    ...keysIn(body).map((path) => ({ path, text: String(path.at(-1)), isKey: true })),
  ].flatMap(({ path, text, isKey }) => {
    const found = hiddenIn(text);
    if (found === undefined) return [];
    const what = isKey ? `the key ${text}` : formatPath(path);
    return [messages.hiddenInName(what, found, { origin: originAt(resource, path), address })];
  });
}

/** The places of all keys of objects in a value. */
function keysIn(value: Json, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => keysIn(item, [...path, index]));
  if (!isBody(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...keysIn(inner, [...path, key])]);
}
