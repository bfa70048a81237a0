import { UsageError } from '../model/failure.ts';
import { hasSteps } from '../model/plan.ts';
import { applyTarget, notStarted, planTarget } from './fleet-target.ts';
import type { TargetOptions, TargetResult, Work } from './fleet-target.ts';
import type { Surroundings } from './surroundings.ts';
import type { ListedTarget } from './target-list.ts';
import { nameOfTarget } from './target-list.ts';
import { messages } from './target-messages.ts';

/** How many targets are planned and applied together. */
export interface FleetOptions extends TargetOptions {
  /** How many at once; 4 by default. Each has a request budget of its own. */
  parallel?: number;
  /** How many targets of a ring may fail; with one more, nothing else is begun. */
  maxFailures?: number;
}

/** Told how work on targets gets on. */
export interface FleetEvents {
  begin: (target: ListedTarget) => void;
  end: (result: TargetResult) => void;
}

/** Plans targets; the results are in the same order. What is wrong with one of them is its result, and hides none of the others. */
export async function planFleet(
  surroundings: Surroundings,
  targets: readonly ListedTarget[],
  purpose: 'plan' | 'apply',
  options: FleetOptions,
  events: FleetEvents,
): Promise<TargetResult[]> {
  const refused = options.offline === true ? new Map() : withSharedCredentials(targets, surroundings.env);
  const results = new Map<ListedTarget, TargetResult>();
  await inParallel(
    targets,
    options.parallel,
    ({ site }) => site,
    async (target) => {
      const none = { target, diagnostics: [], secrets: [], mask: (text: string) => text };
      const error = refused.get(target);
      if (error === undefined && !surroundings.signal.aborted) events.begin(target);
      const result: TargetResult =
        error !== undefined
          ? { ...none, outcome: 'failed', exit: 1, error }
          : surroundings.signal.aborted
            ? { ...none, outcome: 'not started', exit: 0 }
            : await planTarget({ target, surroundings, options }, purpose);
      results.set(target, result);
      events.end(result);
    },
  );
  return targets.flatMap((target) => results.get(target) ?? []);
}

/**
 * Carries out plans, ring by ring: each target is planned again, and applied when that is no more than what its plan says.
 *
 * A ring in which more targets fail than may is the last one: nothing else of it is begun, and nothing of those after it. What
 * could not be planned has failed. When the user stops it, what is under way ends cleanly, and nothing else is begun.
 */
export async function applyFleet(
  surroundings: Surroundings,
  planned: readonly TargetResult[],
  order: readonly string[],
  options: FleetOptions,
  events: FleetEvents,
): Promise<TargetResult[]> {
  const { maxFailures = 0, parallel } = options;
  const results = new Map<TargetResult, TargetResult>();
  let isOver = false;
  for (const ring of order) {
    const members = planned.filter(({ target }) => target.ring === ring);
    let failures = members.filter(hasFailed).length;
    const mayBegin = (): boolean => !isOver && failures <= maxFailures && !surroundings.signal.aborted;
    const apply = async (one: TargetResult): Promise<void> => {
      if (!mayBegin() || one.plan === undefined) return;
      events.begin(one.target);
      const work: Work = { target: one.target, surroundings, options };
      const result = withInterruption(await applyTarget(work, one.plan), surroundings.signal);
      if (hasFailed(result)) failures += 1;
      results.set(one, result);
      events.end(result);
    };
    const open = members.filter(({ plan, outcome }) => outcome === 'changes' && plan !== undefined && hasSteps(plan));
    // One ring after the other.
    // oxlint-disable-next-line no-await-in-loop
    await inParallel(open, parallel, ({ target }) => target.site, apply);
    isOver ||= failures > maxFailures || surroundings.signal.aborted;
  }
  return planned.map((one) => results.get(one) ?? (one.outcome === 'changes' ? notStarted(one) : one));
}

/** The exit code of many targets: of the worst of them. */
export function worstExit(results: readonly Pick<TargetResult, 'exit'>[]): number {
  return [70, 1, 4, 3, 2].find((code) => results.some(({ exit }) => exit === code)) ?? 0;
}

/** Whether a result counts against its ring. */
function hasFailed({ outcome }: TargetResult): boolean {
  return outcome === 'failed' || outcome === 'refused' || outcome === 'partly';
}

/** A target at which the user stopped everything before its first write has not failed. */
function withInterruption(result: TargetResult, signal: AbortSignal): TargetResult {
  const isStopped = signal.aborted && result.outcome === 'failed' && result.outcomes === undefined;
  return isStopped ? notStarted({ ...result, error: undefined }) : result;
}

/** Targets of several domains that would all get the one pair of credentials, which nobody has bound to those domains. */
function withSharedCredentials(
  targets: readonly ListedTarget[],
  env: Surroundings['env'],
): ReadonlyMap<ListedTarget, UsageError> {
  const sharing = targets.filter(({ isLocal, hasCredentials }) => !isLocal && !hasCredentials);
  const isOne = new Set(sharing.map(({ site }) => site)).size <= 1;
  if (isOne || (env['AUTH0_DOMAIN'] ?? '') !== '') return new Map();
  return new Map(sharing.map((target) => [target, messages.credentialsShared(nameOfTarget(target))]));
}

/** Does something with each of them, so many at once, and never with two of the same key. */
async function inParallel<Item>(
  items: readonly Item[],
  most: number | undefined,
  keyOf: (item: Item) => string,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const running = new Map<string, Promise<void>>();
  while (waiting.length > 0 || running.size > 0) {
    const at = running.size < (most ?? 4) ? waiting.findIndex((item) => !running.has(keyOf(item))) : -1;
    const [item] = at < 0 ? [] : waiting.splice(at, 1);
    if (item === undefined) {
      // oxlint-disable-next-line no-await-in-loop
      await Promise.race(running.values());
      continue;
    }
    const key = keyOf(item);
    running.set(
      key,
      work(item).finally(() => running.delete(key)),
    );
  }
}
