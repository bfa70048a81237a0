import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { differingNames } from '../model/inputs.ts';
import { parseJson } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import type { UsageError } from '../model/failure.ts';
import type { FilesGoal } from '../goals.ts';
import { mapOfChanges } from '../mapping.ts';
import { disagreements, planDigest } from '../plan/agreement.ts';
import type { Disagreement } from '../model/agreement.ts';
import { preconditionsAt, preconditionsOf } from '../plan/preconditions.ts';
import { writeWhole } from '../record/disk.ts';
import { namedText } from './named-file.ts';
import { checkInputs, checkTool, planFileText, planFormat, readPlanFile } from '../record/plan-file.ts';
import type { SavedPlan } from '../record/plan-file.ts';
import { mapShape } from '../record/map-shape.ts';
import type { SavedMap } from '../record/map-shape.ts';
import { planShape } from '../record/plan-shape.ts';
import { isShaped, shaped } from '../record/shape.ts';
import { maskedData } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import { version } from '../version.ts';
import type { Session } from './connect.ts';
import { planMessages } from './plan-messages.ts';
import type { Ready } from './plan.ts';
import type { Surroundings } from './surroundings.ts';

/** A plan with what it rests on, masked by value, too: this is safe to keep and to hand on. */
export function savedPlan({ files, mask }: Session, { plan, desired, live, catalog }: Ready): SavedPlan {
  return {
    format: planFormat,
    tool: version,
    inputs: files.inputs(),
    preconditions: preconditionsOf(plan, desired, live, catalog),
    plan: maskedPlan(plan, mask),
  };
}

function maskedPlan(plan: Plan, mask: Mask): Plan {
  const masked = maskedData(parseJson(JSON.stringify(plan)) ?? null, mask);
  const { tenant, environment, domain } = plan;
  return {
    ...shaped(masked, planShape, (place, wanted) => new Error(`masked, ${place} of the plan is not ${wanted}`)),
    // Names of folders and files, by which a plan is known again: that a secret is a part of one does not make it another.
    tenant,
    environment,
    domain,
  };
}

/** The part of a map that a plan touches, masked; nothing when there is none, or what is secret in it is a word of a map itself. */
function maskedMap(ready: Ready, mask: Mask): SavedMap | undefined {
  const map = mapOfChanges(ready, ready.goal.target);
  if (map === undefined) return undefined;
  const { teams, nodes, edges } = map;
  const masked = maskedData(parseJson(JSON.stringify({ teams, nodes, edges })) ?? null, mask);
  return isShaped(masked, mapShape) ? masked : undefined;
}

/** The digest of what a plan asks for, the same as of the plan in its file. */
export function digestOf(session: Session, ready: Ready): string {
  return planDigest(savedPlan(session, ready).plan);
}

/** Writes a plan to a file. Throws a `UsageError` when that cannot be done. */
export function writePlanFile(path: string, session: Session, ready: Ready): void {
  const { cwd } = session.workspace.surroundings;
  const map = maskedMap(ready, session.mask);
  const saved = { ...savedPlan(session, ready), ...(map === undefined ? {} : { map }) };
  writeWhole(resolve(cwd, path), planFileText(saved));
}

/** The plans that were agreed to before an apply: exactly one, or several of which it may do less; or the digest of one. */
export interface Agreed {
  isExact: boolean;
  plans: { path: string; saved: SavedPlan }[];
  digest?: string;
}

/** What was agreed to, as it is given on the command line. */
export interface AgreedOptions {
  /** A file with the plan that is to be carried out. */
  plan?: string | undefined;
  /** Files with plans beyond which nothing is to be done. */
  approved?: readonly string[] | undefined;
  /** The digest of a plan. */
  approveDigest?: string | undefined;
}

/** The plans in files that were agreed to. Throws a `UsageError` for what is none, or of another version. */
export function openAgreed(
  { plan: exact, approved = [], approveDigest: given }: AgreedOptions,
  { cwd }: Pick<Surroundings, 'cwd'>,
): Agreed | undefined {
  const paths = exact === undefined ? approved : [exact];
  const digest = given?.toLowerCase();
  if (digest !== undefined && !/^[0-9a-f]{64}$/.test(digest)) throw planMessages.notADigest(given ?? '');
  if (paths.length === 0 && digest === undefined) return undefined;
  const isExact = exact !== undefined;
  const plans = paths.map((path) => {
    const full = resolve(cwd, path);
    if (!existsSync(full)) throw planMessages.planMissing(path);
    const saved = readPlanFile(path, namedText(path, cwd));
    if (isExact) checkTool(path, saved, version);
    return { path, saved };
  });
  return { isExact, plans, ...(digest === undefined ? {} : { digest }) };
}

/** What plans that were agreed to are about, when each is about a part. */
export function agreedPart(agreed: Agreed | undefined): string[] {
  const parts = (agreed?.plans ?? []).map(({ saved }) => saved.plan.part?.only ?? []);
  return parts.every((only) => only.length > 0) ? [...new Set(parts.flat())] : [];
}

/** Refuses plans that are for another tenant; one that is to be done exactly, also when it is made from other files or keywords. Throws a `UsageError`. */
export function checkAgreedOrigin({ isExact, plans }: Agreed, files: FilesGoal): void {
  for (const { path, saved } of plans) (isExact ? checkOrigin : checkTarget)(path, saved, files);
}

/** Whether a plan may be carried out by what was agreed to, and how it differs from that. */
export interface Verdict {
  isAgreed: boolean;
  /** The digest of the plan. */
  digest: string;
  /** What keeps it from being carried out, and what was agreed to and is not in it. */
  differences: Disagreement[];
}

/**
 * Compares a plan with what was agreed to. A saved plan only says that: what is carried out is this plan, which was made anew.
 * Throws a `UsageError` when one that is to be carried out exactly rests on live resources that are others by now.
 */
export function verdictOn({ isExact, plans, digest: wanted }: Agreed, session: Session, ready: Ready): Verdict {
  if (isExact) for (const { saved } of plans) checkPreconditions(saved, ready);
  const { mask } = session;
  const { plan: now } = savedPlan(session, ready);
  const digest = planDigest(now);
  if (digest === wanted) return { isAgreed: true, digest, differences: [] };
  // They were masked where not all of these secrets were known.
  const agreed = plans.map(({ saved }) => maskedPlan(saved.plan, mask));
  const differences = disagreements(agreed, now, ready.catalog);
  const isAgreed = plans.length > 0 && differences.every(({ type }) => type === 'less' && !isExact);
  return { isAgreed, digest, differences };
}

/** What is said when a plan is refused. */
export function refusalOf({ plans, digest: wanted, isExact }: Agreed, { digest, differences }: Verdict): UsageError {
  if (plans.length === 0) return planMessages.otherDigest(wanted ?? '', digest);
  const names = plans.map(({ path }) => path).join(', ');
  const refused = differences.filter(({ type }) => isExact || type !== 'less');
  return planMessages.notAsAgreed(names, refused.map(disagreementText), digest);
}

/** A difference to what was agreed to, as it is said. */
export function disagreementText({ type, action, address, fields }: Disagreement): string {
  const paths = fields.map(({ path }) => path).join(', ');
  const subject = `${action} ${address}${type === 'more' || paths === '' ? '' : `: ${paths}`}`;
  const isOfSecrets = fields.every(({ isSecret }) => isSecret === true);
  switch (type) {
    case 'more':
      return `${subject} (nobody agreed to this)`;
    case 'other':
      return `${subject} ${isOfSecrets ? '(nobody agreed to these secrets there)' : '(agreed with other values)'}`;
    case 'less':
      return `${subject} (agreed, and no longer in the plan)`;
  }
}

/** Refuses a plan that rests on live resources that are others by now. Throws a `UsageError`. */
function checkPreconditions(saved: SavedPlan, { live, catalog }: Ready): void {
  const now = preconditionsAt(Object.keys(saved.preconditions), live, catalog);
  const changed = differingNames(saved.preconditions, now);
  if (changed.length > 0) throw planMessages.tenantChanged(changed);
}

/** Refuses a plan that is for another tenant, or made from other files or keywords. Throws a `UsageError`. */
export function checkOrigin(path: string, saved: SavedPlan, files: FilesGoal): void {
  checkTarget(path, saved, files);
  checkInputs(saved.inputs, files.inputs());
}

function checkTarget(path: string, saved: SavedPlan, { target: { config } }: FilesGoal): void {
  const name = ({ tenant, environment, domain }: Pick<Plan, 'tenant' | 'environment' | 'domain'>): string =>
    `${tenant}/${environment} at ${domain}`;
  const { name: environment, domain } = config.environment;
  const [found, wanted] = [name(saved.plan), name({ tenant: config.tenant, environment, domain })];
  if (found !== wanted) throw planMessages.planTenant(path, found, wanted);
}
