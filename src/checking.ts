import type { Connection } from './auth0/connect.ts';
import { canonicalLive } from './canonical/live.ts';
import { typesBeside, worldOfFiles, worldOfLive, worldOfPlan } from './check/build.ts';
import type { Given } from './check/build.ts';
import { checkRules } from './check/check.ts';
import type { ChosenRule, RuleResult } from './check/check.ts';
import type { Facts } from './check/facts.ts';
import { typesOf } from './check/rule.ts';
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

/** What rules are looked at, when, and for which application. */
export interface Checking {
  chosen: readonly ChosenRule[];
  now: number;
  facts: Facts;
  onRead?: OnRead | undefined;
}

/** What rules look at, and their results for all of it or for one application. */
export interface Checked {
  world: World;
  results: (app: string | undefined) => RuleResult[];
  /** The same, once more is known. */
  withFacts: (facts: Facts) => Checked;
}

/** Looks at rules in the files alone. */
export function checkFiles(files: FilesGoal, checking: Checking): Checked {
  return checkedIn(worldOfFiles(givenOf(files, checking)), checking);
}

/** Looks at rules in what the tenant will be like: what is there of all that the rules are about, with the plan laid over it. */
export async function checkPlan(
  planned: Planned,
  files: FilesGoal,
  connection: Connection,
  checking: Checking,
): Promise<Checked> {
  const { desired, live, catalog, plan } = planned;
  const given = { ...givenOf(files, checking), desired };
  const beside = typesBeside(typesIn(checking), given);
  const found = await readTypes(files, connection, beside, checking);
  const expected = expectedOf({ desired, live, changes: plan?.changes ?? [], unreadable: new Set() }, catalog);
  const there = new Map([...found.live, ...live.resources]);
  for (const address of expected.going.keys()) there.delete(address);
  const read = typesIn(checking);
  return checkedIn(
    worldOfPlan(given, { expected: expected.resources, live: there, unreadable: found.unreadable, read }),
    checking,
  );
}

/** Looks at rules in the tenant as it is. */
export async function checkLive(files: FilesGoal, connection: Connection, checking: Checking): Promise<Checked> {
  const given = givenOf(files, checking);
  const none = { resources: new Map(), managed: { types: new Set<string>(), lists: new Set<string>() } };
  const types = typesBeside(typesIn(checking), { ...given, desired: none });
  const found = await readTypes(files, connection, types, checking);
  return checkedIn(worldOfLive(given, { ...found, read: types }), checking);
}

function checkedIn(world: World, checking: Checking): Checked {
  return {
    world,
    results: (app) => checkRules(world, checking.chosen, app),
    withFacts: (facts) => checkedIn({ ...world, facts }, checking),
  };
}

function typesIn({ chosen }: Checking): Set<string> {
  return new Set(chosen.flatMap(({ rule }) => typesOf(rule)));
}

function givenOf({ target: { config, catalog, selection }, desired }: FilesGoal, { now, facts }: Checking): Given {
  const domain = bareDomain(config.environment.domain);
  return { desired, catalog, selection, sections: config.sections, domain, now, facts };
}

/** What a tenant has of some types, in canonical form. */
async function readTypes(
  { target, desired }: FilesGoal,
  connection: Connection,
  types: ReadonlySet<string>,
  { onRead }: Checking,
): Promise<{ live: ReadonlyMap<Address, LiveResource>; unreadable: readonly Unreadable[] }> {
  if (types.size === 0) return { live: new Map(), unreadable: [] };
  const snapshot = await readAll(target, { ...connection, onRead }, types);
  const { resources } = canonicalLive(snapshot, target.catalog, desired.resources.values());
  return { live: resources, unreadable: snapshot.unreadable };
}
