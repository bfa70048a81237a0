import { hasSteps } from '../model/plan.ts';
import { runMessages } from '../model/run-messages.ts';
import type { Io } from './io.ts';
import { preview, showPlan } from '../session/plan.ts';
import type { PreviewOptions } from '../session/plan.ts';
import { savedPlan, writePlanFile } from '../session/saved-plan.ts';

/** Options of `tenantry plan`. */
export interface PlanCommandOptions extends PreviewOptions {
  out?: string;
}

/** Shows what an apply would do, and saves it when asked to. Exit 0 for nothing, 2 for changes, 1 for errors. */
export async function run(tenant: string | undefined, options: PlanCommandOptions, io: Io): Promise<number> {
  const found = await preview(tenant, options, io, { secrets: 'wanted' });
  const { plan, open, show } = found;
  if (plan === undefined) return 1;
  if (options.out !== undefined) {
    writePlanFile(options.out, savedPlan(found, plan, io), io);
    show.message(runMessages.planSaved(options.out));
  }
  await showPlan(found, plan, 'plan', options.format);
  if (hasSteps(plan)) show.message(runMessages.effort(plan.requests, open?.connection.figures()?.rate));
  return hasSteps(plan) ? 2 : 0;
}
