import { deedsOf, summaryOf } from '../record/summary.ts';
import { planOfRun } from '../record/runs.ts';
import type { FormatName } from '../report/formats/index.ts';
import { runReport } from '../report/runs.ts';
import { findRun } from '../session/records.ts';
import type { Io } from './io.ts';

/** Shows what a recorded run planned, and what came of it. */
export async function run(_tenant: string | undefined, { format }: { format?: FormatName }, io: Io): Promise<number> {
  const { show, named } = io;
  const found = await findRun(named[0] ?? '', io);
  const { plan } = planOfRun(found).plan;
  await show.report(runReport(summaryOf(found), plan, deedsOf(found), show.mask), format);
  return 0;
}
