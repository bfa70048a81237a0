import type { Connection } from './auth0/connect.ts';
import { originAt } from './canonical/origin.ts';
import { typeOf } from './catalog/catalog.ts';
import type { World } from './check/world.ts';
import type { FilesGoal } from './goals.ts';
import { buildMap } from './map/build.ts';
import type { MappedResource } from './map/input.ts';
import { mappedTypes } from './map/parts.ts';
import type { Address } from './model/address.ts';
import type { Change } from './model/change.ts';
import { placeOf } from './model/diagnostic.ts';
import type { LiveResource } from './model/resource.ts';
import type { MapChange, TenantMap } from './model/map.ts';
import type { Planned } from './pipeline.ts';
import type { OnRead } from './read/watch.ts';
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

function mapIn(
  { on, subjects, lackOf, catalog }: World,
  { target: { config, selection } }: FilesGoal,
  changes: readonly Change[],
  live: ReadonlyMap<Address, LiveResource> = new Map(),
): TenantMap {
  // What is kept back is not going to change.
  const carried = new Map(
    changes.filter(({ withheld }) => withheld === undefined).map((change) => [change.address, change]),
  );
  const changeOf = (address: Address): MapChange | undefined => {
    const action = carried.get(address)?.action;
    return action === 'none' ? undefined : action;
  };
  const there = [...subjects.values()].flatMap(({ resource, system, before }): MappedResource[] => {
    const { type, address, key, parent, body } = resource;
    if (!mappedTypes.has(type)) return [];
    const change = changeOf(address);
    const origin = originAt(resource, []);
    const place = origin === undefined ? undefined : placeOf(origin);
    return [
      { type, address, key, parent, body, before: change === undefined ? undefined : before, change, system, place },
    ];
  });
  const going = [...carried.values()].flatMap(({ address, action }): MappedResource[] => {
    const resource = live.get(address);
    if (action !== 'delete' || resource === undefined || !mappedTypes.has(resource.type)) return [];
    const { type, key, parent, body, system } = resource;
    return [{ type, address, key, parent, body, change: 'delete', system }];
  });
  return buildMap({
    tenant: config.tenant,
    environment: config.environment.name,
    on,
    resources: [...there, ...going],
    changes: carried,
    lackOf: (type) => {
      const lack = lackOf(type);
      return lack?.state === 'unknown' ? lack.why : undefined;
    },
    isLeftOut: (type, address) =>
      selection.isTypeExcluded(typeOf(catalog, type)) || selection.mayBeExcluded({ type, address }),
  });
}
