import { UsageError } from '../model/failure.ts';
import { recordMessages } from '../model/record-messages.ts';
import { begunIn, planOfRun, rollbackOf } from '../record/runs.ts';
import type { RunRecord } from '../record/runs.ts';
import { wayBack } from '../record/way-back.ts';
import type { Described } from '../pipeline.ts';
import { accepts } from '../validate/accepts.ts';
import { carryOut, insistOnAnswer } from './carry-out.ts';
import type { CarryOutOptions } from './carry-out.ts';
import type { Io } from './io.ts';
import { closing, preview } from './preview.ts';
import type { Need, PreviewOptions } from './preview.ts';
import { schemaCompiler } from './schemas.ts';
import { withLock } from './runs.ts';

/** Options of `tenantry rollback`. */
export interface RollbackOptions extends Omit<PreviewOptions, 'format'>, CarryOutOptions {
  /** The id of a run; the last one when absent. */
  run?: string;
}

/** Plans the way back to before a run, tells what cannot be brought back, asks, and carries it out: a plan like any other. */
export async function run(tenant: string | undefined, options: RollbackOptions, io: Io): Promise<number> {
  insistOnAnswer(options, io);
  return withLock(tenant, options.env, io, async () => {
    let title = '';
    const goalOf: Need['goalOf'] = (described, runs, show) => {
      const chosen = runToUndo(options.run, described, runs);
      const { plan, snapshot } = planOfRun(chosen);
      const back = wayBack(plan.plan, snapshot, begunIn(chosen), {
        kinds: described.kinds,
        accepts: accepts(schemaCompiler(), described.kinds),
        files: described.desired,
      });
      title = rollbackOf(chosen.id);
      show.message(recordMessages.goingBack(chosen.id, chosen.header.startedAt, back.limits));
      const settle: typeof described.settle = (live) => ({ state: back.settle(live), diagnostics: [] });
      return { ...described, desired: back.desired, settle, only: back.only, isRecorded: true };
    };
    const found = await preview(tenant, options, io, { secrets: 'wanted', goalOf, isOfRun: true });
    return closing(found, () => carryOut(found, title, options, io));
  });
}

function runToUndo(id: string | undefined, { config }: Described, runs: readonly RunRecord[]): RunRecord {
  const { name, domain } = config.environment;
  const chosen = id === undefined ? runs.at(-1) : runs.find((run) => run.id === id);
  if (chosen === undefined) {
    throw id === undefined ? recordMessages.noRuns(`${config.tenant}/${name}`) : recordMessages.runMissing(id);
  }
  if (chosen.header.domain !== domain) {
    throw new UsageError(...recordMessages.runElsewhere(chosen.id, chosen.header.domain, domain));
  }
  return chosen;
}
