import { addressOf, childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Body } from '../model/json.ts';
import { keyText } from '../model/json.ts';
import type { Catalog, ChildType, Reference, ResourceType, Scopes, Traits } from './resource-type.ts';
import { targetTypes } from './resource-type.ts';

/** A resource type or a child type under its full name: `roles`, `roles.permissions`. */
export interface Kind extends Traits {
  name: string;
  /** The type at the top: `roles` for `roles.permissions`. */
  type: ResourceType;
  child?: ChildType;
  /** Of its own; a child without any has those of its parent. */
  scopes?: Scopes;
  after: string[];
}

/** All kinds by name, in the order of the catalog, children behind their parents. */
export type Kinds = ReadonlyMap<string, Kind>;

/** The kinds of a catalog. */
export function kindsOf(catalog: Catalog): Kinds {
  const all = catalog.flatMap((type): Kind[] => [
    { ...type, type, after: type.after ?? [] },
    ...(type.children ?? []).map((child) => ({
      ...child,
      name: childKind(type.name, child),
      type,
      child,
      after: child.after ?? [],
    })),
  ]);
  return new Map(all.map((kind) => [kind.name, kind]));
}

/** The kind of a type's children. */
export function childKind(type: string, child: ChildType): string {
  return `${type}.${child.name}`;
}

/** The kind of that name. Throws for a name that is not in the catalog: our defect, not the user's. */
export function kindOf(kinds: Kinds, name: string): Kind {
  const kind = kinds.get(name);
  if (kind === undefined) throw new Error(`no such kind: ${name}`);
  return kind;
}

/** The kinds that a reference may point to, `.child` spelt out. */
export function targetKinds(kind: Kind, reference: Reference): string[] {
  return targetTypes(reference).map((to) => (to.startsWith('.') ? `${kind.type.name}${to}` : to));
}

/** The natural key of a body as one text; parts that are absent or the default are left out. */
export function keyOf(kind: Kind, body: Body): string {
  const parts = kind.identity.keys.map((field) => {
    const value = body[field];
    const isDefault = value === undefined || value === null || value === kind.defaults?.[field];
    return isDefault ? '' : keyText(value);
  });
  return parts.filter((part) => part !== '').join('/');
}

/** Whether the parent keeps a list of references in the place of its children. */
export function isLinked(kind: Kind, path: string): boolean {
  return Object.keys(kind.type.references ?? {}).some((reference) => reference.startsWith(`${path}[].`));
}

/** The address of what a resource refers to by key; children are looked for at the same parent. */
export function referenceAddress(target: Kind, from: { address: Address; parent?: Address }, key: string): Address {
  if (target.child === undefined) return addressOf(target.name, key);
  return childAddress(from.parent ?? from.address, target.child.name, key);
}
