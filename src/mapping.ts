import type { Connection } from './auth0/connect.ts';
import { originAt } from './canonical/origin.ts';
import { typeOf } from './catalog/catalog.ts';
import type { World } from './check/world.ts';
import type { FilesGoal, Target } from './goals.ts';
import { buildMap } from './map/build.ts';
import type { MapInput, MappedResource } from './map/input.ts';
import { mappedTypes, touchingTypes } from './map/parts.ts';
import { touchedOf } from './map/touched.ts';
import type { Address } from './model/address.ts';
import type { Change } from './model/change.ts';
import { placeOf } from './model/diagnostic.ts';
import type { DesiredResource, LiveResource } from './model/resource.ts';
import type { MapChange, TenantMap } from './model/map.ts';
import type { Planned } from './pipeline.ts';
import type { OnRead } from './read/watch.ts';
import { expectedOf } from './validate/expected.ts';
import { worldInFiles, worldInPlan, worldInTenant } from './worlds.ts';
import type { Looking } from './worlds.ts';

/** When a map is made, and who is told what is read for it. */
export interface Mapping {
  /** Milliseconds since 1970. */
  now: number;
  onRead?: OnRead | undefined;
}

/** Who may call what, as the files say it. */
export function mapOfFiles(files: FilesGoal, mapping: Mapping): TenantMap {
  return mapIn(worldInFiles(files, lookingOf(mapping)), files, []);
}

/** Who may call what once a plan is carried out, with what it changes marked. */
export async function mapOfPlan(
  planned: Planned,
  files: FilesGoal,
  connection: Connection,
  mapping: Mapping,
): Promise<TenantMap> {
  const world = await worldInPlan(planned, files, connection, lookingOf(mapping));
  return mapIn(world, files, planned.plan?.changes ?? [], planned.live.resources);
}

/** Who may call what in the tenant as it is. */
export async function mapOfTenant(files: FilesGoal, connection: Connection, mapping: Mapping): Promise<TenantMap> {
  return mapIn(await worldInTenant(files, connection, lookingOf(mapping)), files, []);
}

function lookingOf(mapping: Mapping): Looking {
  return { ...mapping, types: mappedTypes, facts: {} };
}

/** What of who may call what a plan touches, of what was read for it; nothing when there is nothing of it. */
export function mapOfChanges(
  { desired, live, catalog, plan }: Pick<Planned, 'desired' | 'live' | 'catalog' | 'plan'>,
  target: Target,
): TenantMap | undefined {
  const changes = (plan?.changes ?? []).filter(({ type }) => touchingTypes.has(type));
  if (changes.length === 0) return undefined;
  const { resources } = expectedOf({ desired, live, changes: plan?.changes ?? [], unreadable: new Set() }, catalog);
  const found = [...resources.values()].map((resource): Found => ({
    resource,
    before: live.resources.get(resource.address),
  }));
  const notRead = (): undefined => undefined;
  const left = (): boolean => true;
  return touchedOf(
    buildMap(inputOf({ on: 'plan', found, changes, live: live.resources, lackOf: notRead, isLeftOut: left }, target)),
  );
}

/** A resource, and what the tenant has of it. */
interface Found {
  resource: DesiredResource;
  before: Pick<LiveResource, 'body' | 'system'> | undefined;
}

/** What a map is made of, before it is said in its words. */
interface Given extends Pick<MapInput, 'on' | 'lackOf' | 'isLeftOut'> {
  found: readonly Found[];
  changes: readonly Change[];
  live: ReadonlyMap<Address, LiveResource>;
}

function mapIn(
  { on, subjects, lackOf, catalog }: World,
  { target }: FilesGoal,
  changes: readonly Change[],
  live: ReadonlyMap<Address, LiveResource> = new Map(),
): TenantMap {
  const { selection } = target;
  const found = [...subjects.values()].map(({ resource, system, before }): Found => ({
    resource,
    before: { body: before ?? resource.body, system },
  }));
  const given: Given = {
    on,
    found,
    changes,
    live,
    lackOf: (type) => {
      const lack = lackOf(type);
      return lack?.state === 'unknown' ? lack.why : undefined;
    },
    isLeftOut: (type, address) =>
      selection.isTypeExcluded(typeOf(catalog, type)) || selection.mayBeExcluded({ type, address }),
  };
  return buildMap(inputOf(given, target));
}

function inputOf({ found, changes, live, ...rest }: Given, { config }: Target): MapInput {
  // What is kept back is not going to change.
  const carried = new Map(
    changes.filter(({ withheld }) => withheld === undefined).map((change) => [change.address, change]),
  );
  const changeOf = (address: Address): MapChange | undefined => {
    const action = carried.get(address)?.action;
    return action === 'none' ? undefined : action;
  };
  const there = found.flatMap(({ resource, before }): MappedResource[] => {
    const { type, address, key, parent, body } = resource;
    if (!mappedTypes.has(type)) return [];
    const change = changeOf(address);
    const origin = originAt(resource, []);
    const place = origin === undefined ? undefined : placeOf(origin);
    // Only of what is updated does anybody ask what it was like.
    const old = change === 'update' ? before?.body : undefined;
    return [{ type, address, key, parent, body, before: old, change, system: before?.system, place }];
  });
  const going = [...carried.values()].flatMap(({ address, action }): MappedResource[] => {
    const resource = live.get(address);
    if (action !== 'delete' || resource === undefined || !mappedTypes.has(resource.type)) return [];
    const { type, key, parent, body, system } = resource;
    return [{ type, address, key, parent, body, change: 'delete', system }];
  });
  const { tenant, environment } = config;
  return { ...rest, tenant, environment: environment.name, resources: [...there, ...going], changes: carried };
}
