import { goalOfRollback, goalOfRun } from '../goals.ts';
import type { Goal } from '../goals.ts';
import { begunIn, hasEnded, planOfRun, takenBackBy } from '../record/runs.ts';
import type { RunRecord } from '../record/runs.ts';
import { accepts } from '../validate/accepts.ts';
import type { Session } from './connect.ts';
import { messages } from './messages.ts';
import { checkOrigin } from './saved-plan.ts';
import { schemaCompiler } from './schemas.ts';

/** What the last run has left, when it was interrupted: nothing that has come up since. Throws a `UsageError`. */
export function goalOfLastRun({ files, runs }: Session): { goal: Goal; run: RunRecord } {
  const { tenant, environment } = files.target.config;
  const run = runs.at(-1);
  if (run === undefined) throw messages.noRuns(`${tenant}/${environment.name}`);
  if (hasEnded(run)) throw messages.nothingToResume(run.id);
  const undone = takenBackBy(run.header.what);
  if (undone !== undefined) throw messages.resumeRollback(run.id, undone);
  const { plan: saved } = planOfRun(run);
  checkOrigin(`the run ${run.id}`, saved, files);
  return { goal: goalOfRun(files, saved.plan, begunIn(run)), run };
}

/** What there was before a run, the last one when none is named, and what of it cannot be brought back. Throws a `UsageError`. */
export function goalBeforeRun(
  { files, runs }: Session,
  id: string | undefined,
): { goal: Goal; limits: string[]; run: RunRecord } {
  const { tenant, environment } = files.target.config;
  const run = id === undefined ? runs.at(-1) : runs.find((one) => one.id === id);
  if (run === undefined) {
    throw id === undefined ? messages.noRuns(`${tenant}/${environment.name}`) : messages.runMissing(id);
  }
  const { domain } = run.header;
  if (domain !== environment.domain) throw messages.runElsewhere(run.id, domain, environment.domain);
  const { plan, snapshot } = planOfRun(run);
  const accepted = accepts(schemaCompiler(), files.target.catalog);
  return { ...goalOfRollback(files, { plan: plan.plan, snapshot, begun: begunIn(run), accepts: accepted }), run };
}
