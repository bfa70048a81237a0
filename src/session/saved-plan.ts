import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { differingNames } from '../model/inputs.ts';
import { parseJson } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import type { FilesGoal } from '../goals.ts';
import { preconditionsAt, preconditionsOf } from '../plan/preconditions.ts';
import { writeWhole } from '../record/disk.ts';
import { checkInputs, checkTool, planFileText, planFormat, readPlanFile } from '../record/plan-file.ts';
import type { SavedPlan } from '../record/plan-file.ts';
import { planShape } from '../record/plan-shape.ts';
import { shaped } from '../record/shape.ts';
import { maskedJson } from '../secrets/mask.ts';
import { version } from '../version.ts';
import type { Session } from './connect.ts';
import { messages } from './messages.ts';
import type { Ready } from './plan.ts';
import type { Surroundings } from './surroundings.ts';

/** A plan with what it rests on, masked by value, too: this is safe to keep and to hand on. */
export function savedPlan({ files, mask }: Session, { plan, desired, live, catalog }: Ready): SavedPlan {
  const masked = parseJson(maskedJson(plan, mask));
  return {
    format: planFormat,
    tool: version,
    inputs: files.inputs,
    preconditions: preconditionsOf(plan, desired, live, catalog),
    plan: shaped(masked, planShape, (place, wanted) => new Error(`masked, ${place} of the plan is not ${wanted}`)),
  };
}

/** Writes a plan to a file. Throws a `UsageError` when that cannot be done. */
export function writePlanFile(path: string, session: Session, ready: Ready): void {
  const { cwd } = session.workspace.surroundings;
  writeWhole(resolve(cwd, path), planFileText(savedPlan(session, ready)));
}

/** Reads a plan from a file. Throws a `UsageError` when there is none, or when this version did not write it. */
export function openPlanFile(path: string, { cwd }: Pick<Surroundings, 'cwd'>): SavedPlan {
  const full = resolve(cwd, path);
  if (!existsSync(full)) throw messages.planMissing(path);
  const saved = readPlanFile(path, readFileSync(full, 'utf8'));
  checkTool(path, saved, version);
  return saved;
}

/** Refuses a plan that is for another tenant, or made from other files or keywords. Throws a `UsageError`. */
export function checkOrigin(path: string, saved: SavedPlan, { target: { config }, inputs }: FilesGoal): void {
  const name = ({ tenant, environment, domain }: Pick<Plan, 'tenant' | 'environment' | 'domain'>): string =>
    `${tenant}/${environment} at ${domain}`;
  const { name: environment, domain } = config.environment;
  const [found, wanted] = [name(saved.plan), name({ tenant: config.tenant, environment, domain })];
  if (found !== wanted) throw messages.planTenant(path, found, wanted);
  checkInputs(saved.inputs, inputs);
}

/** Refuses a plan that rests on live resources that are others by now. Throws a `UsageError`. */
export function checkPreconditions(saved: SavedPlan, { live, catalog }: Ready): void {
  const now = preconditionsAt(Object.keys(saved.preconditions), live, catalog);
  const changed = differingNames(saved.preconditions, now);
  if (changed.length > 0) throw messages.tenantChanged(changed);
}
