import { UsageError } from '../model/failure.ts';
import { recordMessages } from '../model/record-messages.ts';
import { begunIn, planOfRun, rollbackOf } from '../record/runs.ts';
import type { RunRecord } from '../record/runs.ts';
import { goalOfRollback } from '../goals.ts';
import type { FilesGoal } from '../goals.ts';
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
      const run = { plan: plan.plan, snapshot, begun: begunIn(chosen) };
      const accepted = accepts(schemaCompiler(), described.target.catalog);
      const { goal, limits } = goalOfRollback(described, { ...run, accepts: accepted });
      title = rollbackOf(chosen.id);
      show.message(recordMessages.goingBack(chosen.id, chosen.header.startedAt, limits));
      return goal;
    };
    const found = await preview(tenant, options, io, { secrets: 'wanted', goalOf, isOfRun: true });
    return closing(found, () => execute(found, title, options, io));
  });
}

function runToUndo(id: string | undefined, { target: { config } }: FilesGoal, runs: readonly RunRecord[]): RunRecord {
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
