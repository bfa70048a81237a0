import { UsageError } from '../model/failure.ts';
import { recordMessages } from '../model/record-messages.ts';
import { begunIn, planOfRun, rollbackOf } from '../record/runs.ts';
import type { RunRecord } from '../record/runs.ts';
import { rollback } from '../rollback/rollback.ts';
import type { Described } from '../pipeline.ts';
import { accepts } from '../validate/accepts.ts';
import { execute, insistOnAnswer } from '../session/run.ts';
import type { ExecuteOptions } from '../session/run.ts';
import type { Io } from './io.ts';
import { closing, preview } from '../session/plan.ts';
import type { PlanRequest, PreviewOptions } from '../session/plan.ts';
import { schemaCompiler } from '../session/schemas.ts';
import { withLock } from '../session/records.ts';

/** Options of `tenantry rollback`. */
export interface RollbackOptions extends Omit<PreviewOptions, 'format'>, ExecuteOptions {
  /** The id of a run; the last one when absent. */
  run?: string;
}

/** Plans the way back to before a run, tells what cannot be brought back, asks, and carries it out: a plan like any other. */
export async function run(tenant: string | undefined, options: RollbackOptions, io: Io): Promise<number> {
  insistOnAnswer(options, io);
  return withLock(tenant, options.env, io, async () => {
    let title = '';
    const goalOf: PlanRequest['goalOf'] = (described, runs, show) => {
      const chosen = runToUndo(options.run, described, runs);
      const { plan, snapshot } = planOfRun(chosen);
      const back = rollback(plan.plan, snapshot, begunIn(chosen), {
        catalog: described.catalog,
        accepts: accepts(schemaCompiler(), described.catalog),
        files: described.desired,
      });
      title = rollbackOf(chosen.id);
      show.message(recordMessages.goingBack(chosen.id, chosen.header.startedAt, back.limits));
      const canonicalize: typeof described.canonicalize = (live) => ({ state: back.settle(live), diagnostics: [] });
      return { ...described, desired: back.desired, canonicalize, only: back.only, isRecorded: true };
    };
    const found = await preview(tenant, options, io, { secrets: 'wanted', goalOf, isOfRun: true });
    return closing(found, () => execute(found, title, options, io));
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
