import { hasSteps } from '../model/plan.ts';
import type { Io } from './io.ts';
import { preview, showPlan } from './preview.ts';
import type { PreviewOptions } from './preview.ts';

/** Shows what an apply would do. Exit 0 for nothing, 2 for changes, 1 for errors. */
export async function run(tenant: string | undefined, options: PreviewOptions, io: Io): Promise<number> {
  const { planned, show } = await preview(tenant, options, io, 'wanted');
  if (planned?.plan === undefined) return 1;
  showPlan(planned.plan, 'plan', options.format, show);
  return hasSteps(planned.plan) ? 2 : 0;
}
