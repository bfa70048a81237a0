import { basename } from 'node:path';
import { findTenant } from '../load/load.ts';
import { groupBy } from '../model/group.ts';
import type { Target, TargetBatch, Targets } from '../model/target.ts';
import { changedTargets } from './changed-targets.ts';
import type { Surroundings } from './surroundings.ts';
import { chooseTargets, listTargets, nameOfTarget } from './target-list.ts';
import type { ListedTarget, TargetChoice } from './target-list.ts';
import type { Where } from './workspace.ts';

/** What is asked of the targets of a repository. */
export interface TargetsOptions extends TargetChoice, Pick<Where, 'set' | 'strict' | 'allowPath'> {
  /** A commit: only the targets of which the configuration is not what it was there. */
  changedSince?: string | undefined;
  /** The most targets that one job takes; each has a job of its own when absent. */
  batch?: number | undefined;
}

/** The targets, and what there is to say of the choice. */
export interface FoundTargets {
  targets: Targets;
  /** The same with their folders. */
  listed: ListedTarget[];
  /** Those that a choice of rings, or of tenants that are no emulators, leaves out. */
  left: ListedTarget[];
  isOrderKnown: boolean;
}

/**
 * All tenants under `tenants/` with all their environments, as targets of plans and applies; offline and without secrets.
 *
 * With `changedSince` those whose resolved configuration differs from that of a commit. Nothing is written. Throws a
 * `UsageError` for what the options name and there is not, and when git cannot tell.
 */
export async function targets(surroundings: Surroundings, options: TargetsOptions = {}): Promise<Targets> {
  return (await findTargets(surroundings, options)).targets;
}

/** The same, with what there is to say of the choice. */
export async function findTargets(surroundings: Surroundings, options: TargetsOptions = {}): Promise<FoundTargets> {
  const { batch, changedSince } = options;
  const there = listTargets(surroundings);
  const tenant = options.tenant === undefined ? undefined : basename(findTenant(options.tenant, surroundings.cwd));
  const { targets: all, order, isOrderKnown, left } = chooseTargets(there, { ...options, tenant });
  const changes =
    changedSince === undefined ? undefined : await changedTargets(all, there, changedSince, options, surroundings);
  const listed = changes === undefined ? all : all.filter(({ id }) => changes.why.has(id));
  const shown = listed.map((target) => shownTarget(target, batch !== undefined));
  const byRing = groupBy(shown, ({ ring }) => ring);
  const jobs = order.map((ring) => [ring, jobsOf(ring, byRing.get(ring) ?? [], batch)] as const);
  return {
    listed,
    left,
    isOrderKnown,
    targets: {
      formatVersion: 1,
      count: shown.length,
      include: shown,
      rings: Object.fromEntries(jobs),
      order,
      total: all.length,
      ...(changes === undefined
        ? {}
        : { since: changes.since, why: Object.fromEntries(changes.why), gone: changes.gone }),
    },
  };
}

/** What others may see of a target. A job that takes several has the secrets of their ring. */
function shownTarget({ id, tenant, env, ring, ...rest }: ListedTarget, isBatched: boolean): Target {
  const { plan_environment: reading, environment: writing } = rest;
  return {
    id,
    tenant,
    env,
    ring,
    plan_environment: isBatched ? `${ring}-plan` : reading,
    environment: isBatched ? ring : writing,
  };
}

function jobsOf(ring: string, members: readonly Target[], batch: number | undefined): Target[] | TargetBatch[] {
  if (batch === undefined) return [...members];
  const count = Math.ceil(members.length / batch);
  return Array.from({ length: count }, (_, index) => ({
    id: `${ring}-${index + 1}`,
    targets: members
      .slice(index * batch, (index + 1) * batch)
      .map(nameOfTarget)
      .join(','),
    ring,
    plan_environment: `${ring}-plan`,
    environment: ring,
  }));
}
