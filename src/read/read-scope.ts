import { childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { namesOf } from '../canonical/names.ts';
import type { Move } from '../model/moves.ts';
import type { Managed, Resource } from '../model/resource.ts';
import { targetTypeNames } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Selection } from '../selection.ts';
import { keyTypes } from '../canonical/references.ts';
import { usesOf, withKeyTypes } from './uses.ts';

/** The resources that are wanted, and of what everything is wanted. */
export interface Wanted {
  resources: ReadonlyMap<Address, Resource>;
  managed: Managed;
  /** Types of which the names are wanted besides. */
  named?: ReadonlySet<string>;
  /** What was renamed: a parent of a list may have its old name yet. */
  moves?: readonly Move[] | undefined;
}

/** What of a tenant its files reach, without what they exclude. */
export interface ReadScope {
  /** The resources that the files declare. */
  resources: Resource[];
  /** The types at the top that are read whole. */
  managed: ReadonlySet<Type>;
  /** The types of which only the names are needed. */
  named: ReadonlySet<Type>;
  /** The types of children of which the files declare lists. */
  lists: ReadonlySet<Type>;
  /** The declared parents of which the files declare the children of a type. */
  parentsOf: (type: Type) => Resource[];
}

/** What a plan has to read: the managed types, those whose names the files use, and the lists of children they declare. */
export function readScopeOf(desired: Wanted, catalog: Catalog, selection: Selection): ReadScope {
  const resources = [...desired.resources.values()].filter((resource) => !selection.isExcluded(resource));
  const all = [...catalog.values()];
  const managed = all.filter((type) => desired.managed.types.has(type.name) && !selection.isTypeExcluded(type));
  const parentsOf = ({ root, child }: Type): Resource[] => {
    if (child === undefined) return [];
    return resources.filter(({ type, address }) => {
      const list = childAddress(address, child.name, '');
      const isExcluded = selection.isExcluded({ type, address: list, parent: address });
      return type === root.name && desired.managed.lists.has(list) && !isExcluded;
    });
  };
  const lists = all.filter((type) => parentsOf(type).length > 0);
  const keepers = all.filter((type) =>
    Object.values(type.references ?? {}).some(
      (reference) =>
        reference.keeps === true &&
        managed.some((one) => selection.allowsDelete(one) && targetTypeNames(type, reference).includes(one.name)),
    ),
  );
  const names = namedTypes(resources, [...managed, ...lists], catalog);
  // What may be deleted is read together with what the API keeps it for.
  const besides = all.filter(({ name }) => desired.named?.has(name));
  const named = new Set([...names, ...keepers, ...besides.flatMap((type) => [...withKeyTypes(type, catalog)])]);
  return { resources, managed: new Set(managed), named, lists: new Set(lists), parentsOf };
}

/** The types of which the names are needed: of what the files refer to, and of what keys are made of. */
function namedTypes(resources: readonly Resource[], reached: readonly Type[], catalog: Catalog): ReadonlySet<Type> {
  const names = namesOf(resources);
  const used = resources.flatMap((resource) => usesOf(resource, catalog, names).flatMap(({ targets }) => targets));
  const inKeys = reached.flatMap((type) => keyTypes(type, catalog));
  return new Set([...used, ...inKeys].flatMap((type) => [...withKeyTypes(type, catalog)]));
}
