import type { FormatName } from '../report/formats/index.ts';
import { resultOfRun } from '../session/result.ts';
import type { Io } from './io.ts';
import { reportOf } from './report.ts';

/** Shows what a recorded run planned, and what came of it. */
export async function run(_tenant: string | undefined, { format }: { format?: FormatName }, io: Io): Promise<number> {
  const { show, named } = io;
  await show.report(reportOf(await resultOfRun(named[0] ?? '', io), show.mask), format);
  return 0;
}
