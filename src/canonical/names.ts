import type { Body, Json } from '../model/json.ts';
import { compareText, isSame, own, stableText } from '../model/json.ts';
import { oncePer } from '../model/once.ts';
import type { Resource } from '../model/resource.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import { typeOf, targetTypeNames } from '../catalog/catalog.ts';
import { keyReferences, replaceNames } from './references.ts';

/** Which resources there are, by type: for turning ids into keys and back. */
export interface Names {
  /** Keys by the server's handle. */
  keys: Map<string, Map<string, string>>;
  /** Canonical bodies by key. */
  bodies: Map<string, Map<string, Body>>;
  /** Keys by a field and its value, for the types and fields that were asked for. */
  index: Map<string, Map<string, Map<string, string[]>>>;
}

/** No names at all. */
export function noNames(): Names {
  return { keys: new Map(), bodies: new Map(), index: new Map() };
}

/** The names of all resources in the lists. */
export function namesOf(...lists: Iterable<Resource>[]): Names {
  const names = noNames();
  for (const list of lists) for (const resource of list) learn(names, resource);
  return names;
}

/** Adds one resource to the names. */
export function learn(names: Names, { type, key, id, body }: Pick<Resource, 'type' | 'key' | 'id' | 'body'>): void {
  if (id !== undefined && id !== '') slot(names.keys, type).set(id, key);
  const bodies = slot(names.bodies, type);
  if (bodies.has(key)) return;
  bodies.set(key, body);
  names.index.delete(type);
}

/** The key of the resource with that id, of the first type that has it. */
function keyOfId(names: Names, types: readonly string[], id: string): string | undefined {
  return types.map((type) => names.keys.get(type)?.get(id)).find((key) => key !== undefined);
}

/** Whether any of the types has a resource with that key. */
export function isKnown(names: Names, types: readonly Type[], key: string): boolean {
  return types.some(({ name }) => names.bodies.get(name)?.has(key));
}

/** The keys of the resources that have all of these fields, a field's default included, in order. */
export function keysWith(names: Names, type: Type, fields: Body): string[] {
  const bodies = names.bodies.get(type.name) ?? new Map<string, Body>();
  const [first, ...others] = Object.entries(fields);
  const candidates = first === undefined ? [...bodies.keys()] : keysBy(names, type, first[0], stableText(first[1]));
  return candidates
    .filter((key) => others.every(([field, value]) => isSame(fieldOf(type, bodies.get(key) ?? {}, field), value)))
    .sort(compareText);
}

/** A body with the ids of other resources turned into their keys, as far as they are known. */
export function idsToKeys(type: Type, body: Body, names: Names): Body {
  return replaceNames(type, body, (id, reference) => keyOfId(names, targetTypeNames(type, reference), id) ?? id);
}

/** All types, each behind the types that its keys are made of: its parent and what its key fields refer to. */
export const byDependency: (catalog: Catalog) => readonly Type[] = oncePer((catalog) => {
  const depth = (type: Type): number => {
    const parent = type.child === undefined ? [] : [type.root.name];
    const below = [...parent, ...keyReferences(type).flatMap(([, reference]) => targetTypeNames(type, reference))];
    return 1 + Math.max(0, ...below.filter((name) => catalog.has(name)).map((name) => depth(typeOf(catalog, name))));
  };
  return [...catalog.values()]
    .map((type) => ({ type, at: depth(type) }))
    .sort((a, b) => a.at - b.at)
    .map(({ type }) => type);
});

/** The keys of the resources with that value of a field. */
function keysBy(names: Names, type: Type, field: string, text: string): string[] {
  const fields = slot(names.index, type.name);
  const known = fields.get(field);
  if (known !== undefined) return known.get(text) ?? [];
  const keys = new Map<string, string[]>();
  for (const [key, body] of names.bodies.get(type.name) ?? []) {
    const value = stableText(fieldOf(type, body, field) ?? null);
    const found = keys.get(value);
    if (found === undefined) keys.set(value, [key]);
    else found.push(key);
  }
  fields.set(field, keys);
  return keys.get(text) ?? [];
}

function fieldOf(type: Type, body: Body, field: string): Json | undefined {
  return own(body, field) ?? type.defaults?.[field];
}

function slot<Value>(table: Map<string, Map<string, Value>>, type: string): Map<string, Value> {
  const found = table.get(type) ?? new Map<string, Value>();
  table.set(type, found);
  return found;
}
