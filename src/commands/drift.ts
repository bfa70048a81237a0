import { isDifferent } from '../report/plan.ts';
import type { Io } from './io.ts';
import { preview, showPlan } from '../session/plan.ts';
import type { PreviewOptions } from '../session/plan.ts';

/** Shows what in the tenant is not as the files say, and never writes. Exit 0 for nothing, 2 for drift, 1 for errors. */
export async function run(tenant: string | undefined, options: PreviewOptions, io: Io): Promise<number> {
  const found = await preview(tenant, options, io, { secrets: 'wanted' });
  const { plan } = found;
  if (plan === undefined) return 1;
  await showPlan(found, plan, 'drift', options.format);
  return isDifferent(plan, 'drift') ? 2 : 0;
}
