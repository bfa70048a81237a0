import { originAt } from '../canonical/origin.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { oncePer } from '../model/once.ts';
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

function checkOne(type: Type, resource: DesiredResource): Diagnostic[] {
  const { address, body } = resource;
  const names = namesIn(type).flatMap((pattern) => select(body, pattern));
  return [
    ...names.flatMap(({ path, value }) => (typeof value === 'string' ? [{ path, text: value, isKey: false }] : [])),
    ...hiddenKeysIn(body).map((path) => ({ path, text: String(path.at(-1)), isKey: true })),
  ].flatMap(({ path, text, isKey }) => {
    const found = hiddenIn(text);
    if (found === undefined) return [];
    const what = isKey ? `the key ${text}` : formatPath(path);
    return [messages.hiddenInName(what, found, { origin: originAt(resource, path), address })];
  });
}

/** Where the names stand in bodies of a type. What a reference names has the name. */
const namesIn: (type: Type) => readonly string[] = oncePer(({ identity, sets = {}, references = {} }) => {
  const ofItems = Object.entries(sets).flatMap(([list, key]) => (key === true ? [] : [`${list}[].${key}`]));
  const own = [...identity.keys, 'name', ...ofItems].filter((pattern) => !(pattern in references));
  return [...new Set(own)];
});

/** The places of the keys of objects in a value that have such characters in them. */
function hiddenKeysIn(value: Json): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, Json]) => {
    const segment = Array.isArray(value) ? Number(key) : key;
    const own = typeof segment === 'string' && hiddenIn(segment) !== undefined ? [[segment]] : [];
    return [...own, ...hiddenKeysIn(inner).map((path) => [segment, ...path])];
  });
}
