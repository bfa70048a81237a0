import { goalOfRun } from '../goals.ts';
import { recordMessages } from '../model/record-messages.ts';
import { begunIn, hasEnded, planOfRun, takenBackBy } from '../record/runs.ts';
import type { RunRecord } from '../record/runs.ts';
import { execute, insistOnAnswer } from '../session/run.ts';
import type { ExecuteOptions } from '../session/run.ts';
import type { Io } from './io.ts';
import { closing, preview } from '../session/plan.ts';
import type { PlanRequest, PreviewOptions } from '../session/plan.ts';
import { checkPreconditions, checkOrigin, openPlanFile } from '../session/saved-plan.ts';
import { withLock } from '../session/records.ts';

/** Options of `tenantry apply`. */
export interface ApplyOptions extends Omit<PreviewOptions, 'format'>, ExecuteOptions {
  /** A file with a saved plan. */
  plan?: string;
  resume?: boolean;
}

/** Plans, asks, and carries out the plan, or one that was saved, or what is left of one that was interrupted. */
export async function run(tenant: string | undefined, options: ApplyOptions, io: Io): Promise<number> {
  insistOnAnswer(options, io);
  if (options.plan !== undefined) return applySaved(tenant, options, options.plan, io);
  return options.resume === true ? resume(tenant, options, io) : applyFiles(tenant, options, io);
}

function applyFiles(tenant: string | undefined, options: ApplyOptions, io: Io): Promise<number> {
  return withLock(tenant, options.env, io, async () => {
    const found = await preview(tenant, options, io, { secrets: 'needed' });
    return closing(found, () => execute(found, 'apply', options, io));
  });
}

/** Exactly the plan in a file, or a refusal before the first write. */
async function applySaved(tenant: string | undefined, options: ApplyOptions, path: string, io: Io): Promise<number> {
  const saved = openPlanFile(path, io);
  const env = options.env ?? saved.plan.environment;
  return withLock(tenant ?? saved.plan.tenant, env, io, async () => {
    const goalOf: PlanRequest['goalOf'] = (described) => {
      checkOrigin(path, saved, described);
      return described;
    };
    const found = await preview(tenant ?? saved.plan.tenant, { ...options, env }, io, { secrets: 'needed', goalOf });
    return closing(found, async () => {
      if (found.plan === undefined) return 1;
      checkPreconditions(saved, found);
      return execute({ ...found, plan: saved.plan }, `apply of ${path}`, options, io);
    });
  });
}

/** What is left of the plan of the last run, when that was interrupted: nothing that has come up since. */
function resume(tenant: string | undefined, options: ApplyOptions, io: Io): Promise<number> {
  return withLock(tenant, options.env, io, async () => {
    let last: RunRecord | undefined;
    const goalOf: PlanRequest['goalOf'] = (described, runs) => {
      const { name: environment } = described.target.config.environment;
      last = runs.at(-1);
      if (last === undefined) throw recordMessages.noRuns(`${described.target.config.tenant}/${environment}`);
      if (hasEnded(last)) throw recordMessages.nothingToResume(last.id);
      const undone = takenBackBy(last.header.what);
      if (undone !== undefined) throw recordMessages.resumeRollback(last.id, undone);
      const { plan: saved } = planOfRun(last);
      checkOrigin(`the run ${last.id}`, saved, described);
      return goalOfRun(described, saved.plan, begunIn(last));
    };
    const found = await preview(tenant, options, io, { secrets: 'needed', goalOf });
    return closing(found, () => execute(found, 'apply', options, io, last));
  });
}
