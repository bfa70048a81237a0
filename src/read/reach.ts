import { childAddress, isSelected } from '../model/address.ts';
import { namesOf } from '../canonical/names.ts';
import type { Policy } from '../model/config.ts';
import type { Resource, State } from '../model/resource.ts';
import { kindOf } from '../resources/kind.ts';
import type { Kind, Kinds } from '../resources/kind.ts';
import { keyKinds, usesOf, withKeyKinds } from './uses.ts';

/** What of a tenant its files reach, without what they exclude. */
export interface Reach {
  /** The resources that the files declare. */
  resources: Resource[];
  /** The kinds at the top that are read whole. */
  managed: ReadonlySet<Kind>;
  /** The kinds of which only the names are needed. */
  named: ReadonlySet<Kind>;
  /** The kinds of children of which the files declare lists. */
  lists: ReadonlySet<Kind>;
  /** The declared parents of which the files declare the children of a kind. */
  parentsOf: (kind: Kind) => Resource[];
  isExcluded: (type: string, address: string, parent?: string) => boolean;
}

/** What a plan has to read: the managed types, those whose names the files use, and the lists of children they declare. */
export function reachOf(desired: State, kinds: Kinds, policy: Policy): Reach {
  const isExcluded: Reach['isExcluded'] = (type, address, parent) =>
    policy.exclude.some((selector) => isSelected(selector, type, address, parent));
  const resources = [...desired.resources.values()].filter(
    ({ kind, address, parent }) => !isExcluded(kindOf(kinds, kind).type.name, address, parent),
  );
  const all = [...kinds.values()];
  const managed = all.filter(({ name }) => desired.managed.has(name) && !policy.exclude.includes(name));
  const parentsOf = ({ type, child }: Kind): Resource[] => {
    if (child === undefined) return [];
    return resources.filter(({ kind, address }) => {
      const list = childAddress(address, child.name, '');
      return kind === type.name && desired.managed.has(list) && !isExcluded(type.name, list, address);
    });
  };
  const lists = all.filter((kind) => parentsOf(kind).length > 0);
  const named = namedKinds(resources, [...managed, ...lists], kinds);
  return { resources, managed: new Set(managed), named, lists: new Set(lists), parentsOf, isExcluded };
}

/** The kinds of which the names are needed: of what the files refer to, and of what keys are made of. */
function namedKinds(resources: readonly Resource[], reached: readonly Kind[], kinds: Kinds): ReadonlySet<Kind> {
  const names = namesOf(resources);
  const used = resources.flatMap((resource) => usesOf(resource, kinds, names).flatMap(({ targets }) => targets));
  const inKeys = reached.flatMap((kind) => keyKinds(kind, kinds));
  return new Set([...used, ...inKeys].flatMap((kind) => [...withKeyKinds(kind, kinds)]));
}
