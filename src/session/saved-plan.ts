import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { differingNames } from '../model/inputs.ts';
import { parseJson } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import { recordMessages } from '../model/record-messages.ts';
import { preconditionsAt, preconditionsOf } from '../plan/preconditions.ts';
import type { FilesGoal } from '../goals.ts';
import { checkInputs, checkTool, isPlan, planFileText, planFormat, readPlanFile } from '../record/plan-file.ts';
import type { SavedPlan } from '../record/plan-file.ts';
import { maskedJson } from '../secrets/mask.ts';
import { writeWhole } from './connect.ts';
import type { Io } from '../commands/io.ts';
import type { Preview } from './plan.ts';

/** A plan with what it rests on, masked by value, too: this is safe to keep and to hand on. */
export function savedPlan({ described, planned, show }: Preview, plan: Plan, io: Io): SavedPlan {
  if (planned === undefined) throw new Error('there is no plan to keep');
  const { desired, live, catalog } = planned;
  const masked = parseJson(maskedJson(plan, show.mask));
  if (!isPlan(masked)) throw new Error('a plan that is masked is no plan any more');
  return {
    format: planFormat,
    tool: io.version,
    inputs: described.inputs,
    preconditions: preconditionsOf(plan, desired, live, catalog),
    plan: masked,
  };
}

/** Writes a plan to a file. Throws a `UsageError` when that cannot be done. */
export function writePlanFile(path: string, saved: SavedPlan, io: Io): void {
  writeWhole(resolve(io.cwd, path), planFileText(saved));
}

/** Reads a plan from a file. Throws a `UsageError` when there is none, or when this version did not write it. */
export function openPlanFile(path: string, io: Io): SavedPlan {
  const full = resolve(io.cwd, path);
  if (!existsSync(full)) throw recordMessages.planMissing(path);
  const saved = readPlanFile(path, readFileSync(full, 'utf8'));
  checkTool(path, saved, io.version);
  return saved;
}

/** Refuses a plan that is for another tenant, or made from other files or keywords. Throws a `UsageError`. */
export function checkOrigin(path: string, saved: SavedPlan, { target: { config }, inputs }: FilesGoal): void {
  const name = ({ tenant, environment, domain }: Pick<Plan, 'tenant' | 'environment' | 'domain'>): string =>
    `${tenant}/${environment} at ${domain}`;
  const { name: environment, domain } = config.environment;
  const [found, wanted] = [name(saved.plan), name({ tenant: config.tenant, environment, domain })];
  if (found !== wanted) throw recordMessages.planTenant(path, found, wanted);
  checkInputs(saved.inputs, inputs);
}

/** Refuses a plan that rests on live resources that are others by now. Throws a `UsageError`. */
export function checkPreconditions(saved: SavedPlan, { planned }: Preview): void {
  if (planned === undefined) return;
  const now = preconditionsAt(Object.keys(saved.preconditions), planned.live, planned.catalog);
  const changed = differingNames(saved.preconditions, now);
  if (changed.length > 0) throw recordMessages.tenantChanged(changed);
}
