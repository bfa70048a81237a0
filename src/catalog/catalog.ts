import { addressOf, childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Body } from '../model/json.ts';
import { keyText } from '../model/json.ts';
import { oncePer } from '../model/once.ts';
import type { ResourceTypes, ChildType, Reference, ResourceType, Scopes, Traits } from './resource-type.ts';
import { targetTypes } from './resource-type.ts';

/** A resource type or a child type under its full name: `roles`, `roles.permissions`. */
export interface Type extends Traits {
  name: string;
  /** The type at the top: `roles` for `roles.permissions`. */
  root: ResourceType;
  child?: ChildType;
  /** Of its own; a child without any has those of its parent. */
  scopes?: Scopes;
  after: string[];
}

/** All types by name, in the order of the catalog, children behind their parents. */
export type Catalog = ReadonlyMap<string, Type>;

/** The resource types and child types of a catalog by their full names. */
export const catalogOf: (resourceTypes: ResourceTypes) => Catalog = oncePer((resourceTypes) => {
  const all = resourceTypes.flatMap((type): Type[] => [
    { ...type, root: type, after: type.after ?? [] },
    ...(type.children ?? []).map((child) => ({
      ...child,
      name: childTypeName(type.name, child),
      root: type,
      child,
      after: child.after ?? [],
    })),
  ]);
  return new Map(all.map((type) => [type.name, type]));
});

/** The full name of a child type. */
export function childTypeName(type: string, child: ChildType): string {
  return `${type}.${child.name}`;
}

/** The type of that name. Throws for a name that is not in the catalog: a defect of tenantry, not of the files. */
export function typeOf(catalog: Catalog, name: string): Type {
  const type = catalog.get(name);
  if (type === undefined) throw new Error(`no such type: ${name}`);
  return type;
}

/** The types that a reference may point to, `.child` written in full. */
export function targetTypeNames(type: Type, reference: Reference): string[] {
  return targetTypes(reference).map((to) => (to.startsWith('.') ? `${type.root.name}${to}` : to));
}

/** Whether a resource of a type can get another key and stay the same one; what nobody makes has the name that Auth0 gave it. */
export function isRenamable({
  child,
  identity: { keys, id },
  endpoints,
  immutable = [],
  references = {},
}: Type): boolean {
  const isFixed = (key: string): boolean => immutable.includes(key) || Object.hasOwn(references, key);
  const isMadeByUsers = endpoints.create !== undefined && endpoints.update !== undefined;
  return child === undefined && id !== undefined && keys.length > 0 && isMadeByUsers && !keys.some(isFixed);
}

/** The natural key of a body as one string; parts that are absent or the default are left out. */
export function keyOf(type: Type, body: Body): string {
  const parts = type.identity.keys.map((field) => {
    const value = body[field];
    const isDefault = value === undefined || value === null || value === type.defaults?.[field];
    return isDefault ? '' : keyText(value);
  });
  return parts.filter((part) => part !== '').join('/');
}

/** Whether the parent keeps a list of references in the place of its children. */
export function isLinked(type: Type, path: string): boolean {
  return Object.keys(type.root.references ?? {}).some((reference) => reference.startsWith(`${path}[].`));
}

/** The address of what a resource refers to by key; children are looked for at the same parent. */
export function referenceAddress(target: Type, from: { address: Address; parent?: Address }, key: string): Address {
  if (target.child === undefined) return addressOf(target.name, key);
  return childAddress(from.parent ?? from.address, target.child.name, key);
}
