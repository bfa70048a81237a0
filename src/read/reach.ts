import { childAddress, isSelected } from '../model/address.ts';
import { isKnown, namesOf } from '../canonical/names.ts';
import type { Policy } from '../model/config.ts';
import { keyText } from '../model/json.ts';
import { select } from '../model/path.ts';
import type { Resource, State } from '../model/resource.ts';
import { kindOf, targetKinds } from '../resources/kind.ts';
import type { Kind, Kinds } from '../resources/kind.ts';

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
  const used = resources.flatMap((resource) => usedKinds(kindOf(kinds, resource.kind), resource, kinds, names));
  const named = new Set<Kind>();
  const add = (kind: Kind): void => {
    if (named.has(kind) || kind.child !== undefined) return;
    named.add(kind);
    keyKinds(kind, kinds).forEach(add);
  };
  [...used, ...reached.flatMap((kind) => keyKinds(kind, kinds))].forEach(add);
  return named;
}

/** The kinds whose names stand in the keys of a kind. */
function keyKinds(kind: Kind, kinds: Kinds): Kind[] {
  return Object.entries(kind.references ?? {}).flatMap(([path, reference]) =>
    kind.identity.keys.includes(path) && reference.by === 'id'
      ? targetKinds(kind, reference).map((name) => kindOf(kinds, name))
      : [],
  );
}

/** The kinds that a resource refers to, where the files alone do not tell everything about the target. */
function usedKinds(kind: Kind, resource: Resource, kinds: Kinds, names: ReturnType<typeof namesOf>): Kind[] {
  return Object.entries(kind.references ?? {}).flatMap(([path, reference]) => {
    const targets = targetKinds(kind, reference);
    const isUsed = select(resource.body, path).some(({ value }) => {
      if (value === null || reference.builtIn?.test(keyText(value)) === true) return false;
      return reference.by === 'id' || !isKnown(names, targets, keyText(value));
    });
    return isUsed ? targets.map((name) => kindOf(kinds, name)) : [];
  });
}
