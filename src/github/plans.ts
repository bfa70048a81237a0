import { createHash } from 'node:crypto';
import { compareText } from '../model/json.ts';
import { hasSteps } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import { planDigest } from '../plan/agreement.ts';

/** What the names of the artifacts with plans begin with; behind it stands the target, or the batch of targets. */
export const planArtifacts = 'tenantry-plan-';

/** A plan, and the target that it is for. */
export interface TargetPlan {
  /** `tenant-environment`. */
  id: string;
  plan: Plan;
}

/** The digest of what the plan of a target asks for. */
export interface TargetDigest {
  id: string;
  digest: string;
}

/**
 * The digest of all plans that a pull request was shown, in hexadecimal: what its comment carries, and what is approved. Plans
 * that change nothing are no part of it; the order is none.
 */
export function indexOfPlans(plans: readonly TargetPlan[]): string {
  const changing = plans.filter(({ plan }) => hasSteps(plan));
  return indexOfDigests(changing.map(({ id, plan }) => ({ id, digest: planDigest(plan) })));
}

/** The same of the digests of those plans that change something. */
export function indexOfDigests(digests: readonly TargetDigest[]): string {
  const lines = digests.map(({ id, digest }) => `${id} ${digest}\n`).sort(compareText);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

const marker = /^<!-- tenantry:plan:v1 sha256:([0-9a-f]{64}) -->$/;

/** The digest that a comment carries in its last line; nothing when that line is another. */
export function indexIn(comment: string): string | undefined {
  const last = comment.trimEnd().split(/\r?\n/).at(-1) ?? '';
  return marker.exec(last)?.[1];
}
