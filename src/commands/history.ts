import { basename } from 'node:path';
import { findTenant } from '../load/load.ts';
import { summaryOf } from '../record/summary.ts';
import type { FormatName } from '../report/formats/index.ts';
import { historyReport } from '../report/runs.ts';
import { runsFor } from '../session/records.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** Options of `tenantry history`. */
export interface HistoryOptions {
  env?: string;
  format?: FormatName;
}

/** Lists the runs that were recorded here, the latest first. */
export async function run(tenant: string | undefined, { env, format }: HistoryOptions, io: Io): Promise<number> {
  const name = tenant === undefined ? undefined : basename(findTenant(tenant, io.cwd));
  const { show } = io;
  const runs = (await runsFor(name, env, io)).toReversed().map(summaryOf);
  if (runs.length === 0 && (format ?? 'text') === 'text') show.result(messages.noHistory());
  else await show.report(historyReport(name, runs, show.mask), format);
  return 0;
}
