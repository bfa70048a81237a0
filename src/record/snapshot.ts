import { idsToKeys } from '../canonical/names.ts';
import { secretPatterns } from '../secrets/secrets.ts';
import type { LiveState } from '../canonical/live.ts';
import { childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { select, without } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Plan } from '../model/plan.ts';
import type { DesiredResource, DesiredState, LiveResource, Managed, Resource } from '../model/resource.ts';
import type { KeptResource, RunSnapshot } from '../model/snapshot.ts';
import { secretsIn } from '../model/tree.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import { body, list, object, optional, segment, text } from './shape.ts';
import type { Shape } from './shape.ts';

/** What a resource looks like in a file. */
export const keptShape: Shape<KeptResource> = object<KeptResource>({
  address: text,
  type: text,
  key: text,
  parent: optional(text),
  id: optional(text),
  body,
  lost: list(list(segment)),
});

/** What a snapshot looks like in its file. */
export const snapshotShape: Shape<RunSnapshot> = object<RunSnapshot>({
  resources: list(keptShape),
});

/**
 * The resources that a plan touches, and their parents, as they are; `extra` are children that go with their parents, and
 * these with the names of those children.
 */
export function snapshotOf(
  plan: Plan,
  live: LiveState,
  catalog: Catalog,
  extra: readonly LiveResource[],
  secrets: KnownSecrets,
): RunSnapshot {
  const carried = plan.changes.filter(({ withheld }) => withheld === undefined);
  const addresses = carried.flatMap(({ address, parent }) => (parent === undefined ? [address] : [parent, address]));
  const touched = addresses.flatMap((address) => live.resources.get(address) ?? []);
  const all = new Map([...touched, ...extra].map((resource) => [resource.address, resource]));
  // What is about to be replaced is named by its id in a plan, and will have another one.
  return { resources: keptResources([...all.values()], live, catalog, secrets) };
}

/** What is known of secrets where resources are kept: places that the files have them in, and their values. */
export interface KnownSecrets {
  desired: DesiredState;
  isClean: IsClean;
}

/** Resources as they are kept: with names for ids, and without secrets. */
export function keptResources(
  resources: readonly Resource[],
  live: Pick<LiveState, 'names'>,
  catalog: Catalog,
  { desired, isClean }: KnownSecrets,
): KeptResource[] {
  return resources.map((resource) => {
    const type = typeOf(catalog, resource.type);
    const named = { ...resource, body: idsToKeys(type, resource.body, live.names) };
    return kept(type, named, tracedPlaces(desired.resources.get(resource.address)), isClean);
  });
}

/** What a plan takes away together with its children, and the lists of those, which go with it unseen. */
export function childrenGoing(
  plan: Plan,
  { resources: live }: LiveState,
  catalog: Catalog,
): { resources: Map<Address, LiveResource>; managed: Managed } {
  // A child that goes has no children of its own, and its type is read below a parent only.
  const going = plan.changes.filter(
    ({ action, parent, withheld }) =>
      withheld === undefined && parent === undefined && (action === 'delete' || action === 'replace'),
  );
  const parents = going.flatMap(({ address }) => live.get(address) ?? []);
  const lists = parents.flatMap(({ type, address }) =>
    (typeOf(catalog, type).root.children ?? []).map(({ name }) => childAddress(address, name, '')),
  );
  return {
    resources: new Map(parents.map((resource) => [resource.address, resource])),
    managed: { types: new Set(parents.map(({ type }) => type)), lists: new Set(lists) },
  };
}

/** Whether a text is free of the values of secrets. */
export type IsClean = (text: string) => boolean;

/** The places that the files have a secret in: what is live there may be an older one, which nobody knows any more. */
function tracedPlaces(resource: DesiredResource | undefined): Path[] {
  const traces = (resource?.source?.traces ?? []).filter(({ trace }) => secretsIn(trace).length > 0);
  return traces.map(({ path }) => {
    const list = path.findIndex((segment) => typeof segment === 'number');
    return list < 0 ? path : path.slice(0, list);
  });
}

function kept(
  type: Type,
  { address, key, parent, id, body }: Resource,
  traced: readonly Path[],
  isClean: IsClean,
): KeptResource {
  const patterned = secretPatterns(type).flatMap((pattern) => select(body, pattern));
  const places = [...patterned.map(({ path }) => path), ...traced, ...dirtyPlaces(body, [], isClean)];
  return {
    address,
    type: type.name,
    key,
    ...(parent === undefined ? {} : { parent }),
    ...(id === undefined ? {} : { id }),
    body: places.reduce(without, body),
    lost: places,
  };
}

/** The fields with texts in which a secret stands; a list is one place, so that its items keep theirs. */
function dirtyPlaces(value: Json, path: readonly string[], isClean: IsClean): (readonly string[])[] {
  if (!isBody(value)) return path.length > 0 && !isClean(JSON.stringify(value)) ? [path] : [];
  return Object.entries(value).flatMap(([field, inner]) => dirtyPlaces(inner, [...path, field], isClean));
}
