import { targetsReport } from '../report/targets.ts';
import { findTargets } from '../session/targets.ts';
import type { TargetsOptions } from '../session/targets.ts';
import { fleetMessages as messages } from './fleet-messages.ts';
import type { Io } from './io.ts';

/** Options of `tenantry targets`. */
export interface TargetsCommandOptions extends TargetsOptions {
  format?: 'text' | 'json';
}

/** The most jobs that GitHub makes of one matrix. Source: limits of GitHub Actions. */
const matrixLimit = 256;

/** Lists the targets of the repository, or those that changed since a commit, offline. Exit 0, or 1 for errors. */
export async function run(tenant: string | undefined, options: TargetsCommandOptions, io: Io): Promise<number> {
  const { show } = io;
  const { format, ...asked } = options;
  const { targets, left, isOrderKnown } = await findTargets(io, { ...asked, tenant });
  if (left.length > 0) show.message(messages.leftOut(left, options.rings !== undefined));
  if (!isOrderKnown) show.message(messages.orderGuessed(targets.order));
  const crowded = Object.entries(targets.rings).filter(([, jobs]) => jobs.length > matrixLimit);
  for (const [ring, jobs] of crowded) show.message(messages.crowded(ring, jobs.length, matrixLimit));
  await show.report(targetsReport(targets), format);
  return 0;
}
