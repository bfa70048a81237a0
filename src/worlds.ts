import type { Connection } from './auth0/connect.ts';
import { canonicalLive } from './canonical/live.ts';
import { typesBeside, worldOfFiles, worldOfLive, worldOfPlan } from './check/build.ts';
import type { Given } from './check/build.ts';
import type { Facts } from './check/facts.ts';
import type { World } from './check/world.ts';
import type { FilesGoal } from './goals.ts';
import type { Address } from './model/address.ts';
import { bareDomain } from './model/domain.ts';
import type { LiveResource } from './model/resource.ts';
import type { Unreadable } from './model/snapshot.ts';
import type { Planned } from './pipeline.ts';
import { readAll } from './read/read-all.ts';
import type { OnRead } from './read/watch.ts';
import { expectedOf } from './validate/expected.ts';

/** What is looked at: resources of which types, and when. */
export interface Looking {
  types: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  now: number;
  facts: Facts;
  onRead?: OnRead | undefined;
}

/** What the files say. */
export function worldInFiles(files: FilesGoal, looking: Looking): World {
  return worldOfFiles(givenOf(files, looking));
}

/** What the tenant will be like: what is there of all that is looked at, with the plan laid over it. */
export async function worldInPlan(
  { desired, live, catalog, plan }: Pick<Planned, 'desired' | 'live' | 'catalog' | 'plan'>,
  files: FilesGoal,
  connection: Connection,
  looking: Looking,
): Promise<World> {
  const given = { ...givenOf(files, looking), desired };
  const found = await readTypes(files, connection, typesBeside(looking.types, given), looking);
  const expected = expectedOf({ desired, live, changes: plan?.changes ?? [], unreadable: new Set() }, catalog);
  const there = new Map([...found.live, ...live.resources]);
  for (const address of expected.going.keys()) there.delete(address);
  const { unreadable } = found;
  return worldOfPlan(given, { expected: expected.resources, live: there, unreadable, read: looking.types });
}

/** What the tenant is like. */
export async function worldInTenant(files: FilesGoal, connection: Connection, looking: Looking): Promise<World> {
  const given = givenOf(files, looking);
  const none = { resources: new Map(), managed: { types: new Set<string>(), lists: new Set<string>() } };
  const types = typesBeside(looking.types, { ...given, desired: none });
  const found = await readTypes(files, connection, types, looking);
  return worldOfLive(given, { ...found, read: types });
}

function givenOf({ target: { config, catalog, selection }, desired }: FilesGoal, { now, facts }: Looking): Given {
  const domain = bareDomain(config.environment.domain);
  return { desired, catalog, selection, sections: config.sections, domain, now, facts };
}

/** What a tenant has of some types, in canonical form. */
async function readTypes(
  { target, desired }: FilesGoal,
  connection: Connection,
  types: ReadonlySet<string>,
  { onRead }: Looking,
): Promise<{ live: ReadonlyMap<Address, LiveResource>; unreadable: readonly Unreadable[] }> {
  if (types.size === 0) return { live: new Map(), unreadable: [] };
  const snapshot = await readAll(target, { ...connection, onRead }, types);
  const { resources } = canonicalLive(snapshot, target.catalog, desired.resources.values());
  return { live: resources, unreadable: snapshot.unreadable };
}
