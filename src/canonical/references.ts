import type { Address } from '../model/address.ts';
import { keyText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { select, transformBody } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Resource } from '../model/resource.ts';
import { referenceAddress, targetTypeNames, typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import type { Reference } from '../catalog/resource-type.ts';

/** What may be meant by a name: one for each type that the reference may point to. */
export interface ReferenceTarget {
  type: Type;
  address: Address;
}

/** A place where a resource names another one. */
export interface ResourceReference {
  /** Where the name stands in the body. */
  path: Path;
  /** The pattern under which the type describes the reference. */
  field: string;
  reference: Reference;
  /** What stands there: in canonical form the key of the other resource. */
  value: Json;
  targets: ReferenceTarget[];
}

/** What of a resource tells whom its references mean: children are looked for at the same parent. */
type Referrer = Pick<Resource, 'type' | 'address' | 'body'> & { parent?: Address };

/** Every place where a resource names another one, in the order of its type's references, then of its body. */
export function referencesOf(resource: Referrer, catalog: Catalog): ResourceReference[] {
  const type = typeOf(catalog, resource.type);
  return Object.entries(type.references ?? {}).flatMap(([field, reference]) =>
    select(resource.body, field).map(({ path, value }) => ({
      path,
      field,
      reference,
      value,
      targets: referenceTargets(type, reference, resource, keyText(value), catalog),
    })),
  );
}

/** The addresses of all that a resource may mean by its references. */
export function targetsOf(resource: Referrer, catalog: Catalog): Address[] {
  return referencesOf(resource, catalog).flatMap(({ targets }) => targets.map(({ address }) => address));
}

/** What a key may mean at a reference of a resource. */
export function referenceTargets(
  type: Type,
  reference: Reference,
  from: { address: Address; parent?: Address },
  key: string,
  catalog: Catalog,
): ReferenceTarget[] {
  return targetTypeNames(type, reference).map((name) => {
    const target = typeOf(catalog, name);
    return { type: target, address: referenceAddress(target, from, key) };
  });
}

/** The references in the fields of a type's key. */
export function keyReferences(type: Type): [string, Reference][] {
  return Object.entries(type.references ?? {}).filter(([field]) => type.identity.keys.includes(field));
}

/** The types whose names stand in the keys of a type. */
export function keyTypes(type: Type, catalog: Catalog): Type[] {
  return keyReferences(type).flatMap(([, reference]) =>
    reference.by === 'id' ? targetTypeNames(type, reference).map((name) => typeOf(catalog, name)) : [],
  );
}

type Replace = (name: string, reference: Reference, field: string) => string;

/** A body with what stands at its references to ids replaced: ids by keys, or keys by ids. */
export function replaceIds(type: Type, body: Body, replace: Replace): Body {
  return replaceNames(type, body, (name, reference, field) =>
    reference.by === 'key' ? name : replace(name, reference, field),
  );
}

/** The same at all references, those to keys as well. */
export function replaceNames(type: Type, body: Body, replace: Replace): Body {
  return Object.entries(type.references ?? {}).reduce(
    (rest, [field, reference]) =>
      transformBody(rest, field, (value) => (typeof value === 'string' ? replace(value, reference, field) : value)),
    body,
  );
}
