import { keyOf, typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { referencesOf, referenceTargets, replaceIds } from '../canonical/references.ts';
import { addressOf, childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Body } from '../model/json.ts';
import { isBody } from '../model/json.ts';
import { transformBody } from '../model/path.ts';
import type { DesiredResource, Resource } from '../model/resource.ts';

/** The resources of two environments that are one and the same, or that only one of them has. */
export interface Aligned<Kind extends Resource> {
  a?: Kind;
  b?: Kind;
}

/** What the resources of the first environment are called in the second. */
export type Renamed = Map<Address, Address>;

/**
 * The resources that the files declare for two environments, side by side.
 *
 * What is declared at one place is one resource, whatever keywords make of its name; else the key decides, in which the names
 * of others are taken as the second environment has them. `renamed` learns what is called otherwise.
 */
export function alignDeclared(
  a: Iterable<DesiredResource>,
  b: Iterable<DesiredResource>,
  renamed: Renamed,
  catalog: Catalog,
): Aligned<DesiredResource>[] {
  const [left, right] = [[...a], [...b]];
  const [here, there] = [byPlace(left), byPlace(right)];
  const ownPlace = new Map([...here].map(([place, resource]) => [resource, place]));
  const pairOf = (resource: DesiredResource): DesiredResource | undefined => there.get(ownPlace.get(resource) ?? '');
  for (const resource of left) {
    const other = pairOf(resource);
    if (other !== undefined) renamed.set(resource.address, other.address);
  }
  return align(left, right, renamed, catalog, pairOf);
}

/** Resources of two environments side by side, by their keys. */
export function align<Kind extends Resource>(
  a: readonly Kind[],
  b: readonly Kind[],
  renamed: Renamed,
  catalog: Catalog,
  pairOf: (resource: Kind) => Kind | undefined = () => undefined,
): Aligned<Kind>[] {
  const rest = new Map(b.map((resource) => [resource.address, resource]));
  for (const resource of a) {
    const other = pairOf(resource);
    if (other !== undefined) rest.delete(other.address);
  }
  const pairs = a.map((resource): Aligned<Kind> => {
    const known = pairOf(resource);
    const address = known?.address ?? addressThere(resource, renamed, catalog);
    const other = known ?? rest.get(address);
    if (other === undefined) return { a: resource };
    rest.delete(address);
    renamed.set(resource.address, address);
    return { a: resource, b: other };
  });
  return [...pairs, ...[...rest.values()].map((resource) => ({ b: resource }))];
}

/** A body of the first environment with the names that the second has for what it refers to. */
export function bodyThere(resource: Resource, renamed: Renamed, catalog: Catalog): Body {
  const type = typeOf(catalog, resource.type);
  const keyThere = (name: string, targets: readonly { type: Type; address: Address }[]): string => {
    const found = targets.find(({ address }) => renamed.has(address));
    const other = found === undefined ? undefined : renamed.get(found.address);
    if (found === undefined || other === undefined) return name;
    const start = found.address.slice(0, found.address.length - name.length);
    return found.address.endsWith(name) && other.startsWith(start) ? other.slice(start.length) : name;
  };
  const named = replaceIds(type, resource.body, (name, reference) =>
    keyThere(name, referenceTargets(type, reference, resource, name, catalog)),
  );
  const byKey = referencesOf(resource, catalog).filter(({ reference }) => reference.by === 'key');
  return byKey.reduce<Body>((body, { field, value, targets }) => {
    if (typeof value !== 'string') return body;
    const key = keyThere(value, targets);
    const replaced = key === value ? body : transformBody(body, field, (one) => (one === value ? key : one));
    return isBody(replaced) ? replaced : body;
  }, named);
}

/** The address that a resource of the first environment would have in the second. */
function addressThere(resource: Resource, renamed: Renamed, catalog: Catalog): Address {
  const type = typeOf(catalog, resource.type);
  const parent = resource.parent === undefined ? undefined : (renamed.get(resource.parent) ?? resource.parent);
  const key = keyOf(type, bodyThere(resource, renamed, catalog));
  const own = key === keyOf(type, resource.body) ? resource.key : key;
  return parent === undefined ? addressOf(type.name, own) : childAddress(parent, type.child?.name ?? '', own);
}

/** Resources by the place that declares nothing else. */
function byPlace(resources: readonly DesiredResource[]): Map<string, DesiredResource> {
  const found = new Map<string, DesiredResource | undefined>();
  for (const resource of resources) {
    const { source, type } = resource;
    if (source === undefined) continue;
    const { origin } = source.node;
    const place = `${type}\n${origin.source.path}\n${origin.start}-${origin.end}`;
    found.set(place, found.has(place) ? undefined : resource);
  }
  return new Map([...found].flatMap(([place, resource]) => (resource === undefined ? [] : [[place, resource]])));
}
