import type { Connection } from './auth0/connect.ts';
import { checkRules } from './check/check.ts';
import type { ChosenRule, RuleResult } from './check/check.ts';
import type { Facts } from './check/facts.ts';
import { typesOf } from './check/rule.ts';
import type { World } from './check/world.ts';
import type { FilesGoal } from './goals.ts';
import type { Planned } from './pipeline.ts';
import type { OnRead } from './read/watch.ts';
import { worldInFiles, worldInPlan, worldInTenant } from './worlds.ts';
import type { Looking } from './worlds.ts';

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
  return checkedIn(worldInFiles(files, lookingOf(checking)), checking);
}

/** Looks at rules in what the tenant will be like: what is there of all that the rules are about, with the plan laid over it. */
export async function checkPlan(
  planned: Planned,
  files: FilesGoal,
  connection: Connection,
  checking: Checking,
): Promise<Checked> {
  return checkedIn(await worldInPlan(planned, files, connection, lookingOf(checking)), checking);
}

/** Looks at rules in the tenant as it is. */
export async function checkLive(files: FilesGoal, connection: Connection, checking: Checking): Promise<Checked> {
  return checkedIn(await worldInTenant(files, connection, lookingOf(checking)), checking);
}

function checkedIn(world: World, checking: Checking): Checked {
  return {
    world,
    results: (app) => checkRules(world, checking.chosen, app),
    withFacts: (facts) => checkedIn({ ...world, facts }, checking),
  };
}

function lookingOf({ chosen, ...rest }: Checking): Looking {
  return { ...rest, types: new Set(chosen.flatMap(({ rule }) => typesOf(rule))) };
}
