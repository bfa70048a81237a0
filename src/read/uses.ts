import { isKnown } from '../canonical/names.ts';
import type { Names } from '../canonical/names.ts';
import { keyTypes, referencesOf } from '../canonical/references.ts';
import { keyText } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import type { Resource } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';

/** A place where a resource names or needs one of these types, and the files alone do not tell everything about the target. */
export interface Use {
  targets: Type[];
  path: Path;
  /** Whether it has to be known to write the resource; else to check that the tenant takes it. */
  isNeeded: boolean;
}

/** What a resource names, or needs to be there, and has to be looked up in the tenant. */
export function usesOf(resource: Resource, catalog: Catalog, declared: Names): Use[] {
  const named = referencesOf(resource, catalog).flatMap(({ path, reference, value, targets }): Use[] => {
    const key = keyText(value);
    if (value === null) return [];
    const types = targets.map(({ type }) => type);
    const isUsed = reference.by === 'id' || !isKnown(declared, types, key);
    return isUsed ? [{ targets: types, path, isNeeded: reference.builtIn?.test(key) !== true }] : [];
  });
  const required = (typeOf(catalog, resource.type).requirements ?? []).map(({ type }): Use => {
    return { targets: [typeOf(catalog, type)], path: [], isNeeded: false };
  });
  return [...named, ...required];
}

/** A type and all those whose names are needed to tell its resources apart. */
export function withKeyTypes(type: Type, catalog: Catalog, found: Set<Type> = new Set()): Set<Type> {
  if (found.has(type) || type.child !== undefined) return found;
  found.add(type);
  for (const other of keyTypes(type, catalog)) withKeyTypes(other, catalog, found);
  return found;
}
