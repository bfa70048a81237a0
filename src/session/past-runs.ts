import type { Goal } from '../pipeline.ts';
import { begunIn, hasEnded, planOfRun, takenBackBy } from '../record/runs.ts';
import type { RunRecord } from '../record/runs.ts';
import { rollback } from '../rollback/rollback.ts';
import { accepts } from '../validate/accepts.ts';
import type { Session } from './connect.ts';
import { messages } from './messages.ts';
import { checkOrigin } from './saved-plan.ts';
import { schemaCompiler } from './schemas.ts';

/** What the last run has left, when it was interrupted: nothing that has come up since. Throws a `UsageError`. */
export function goalOfLastRun({ files, runs }: Session): { goal: Goal; run: RunRecord } {
  const { tenant, environment } = files.config;
  const run = runs.at(-1);
  if (run === undefined) throw messages.noRuns(`${tenant}/${environment.name}`);
  if (hasEnded(run)) throw messages.nothingToResume(run.id);
  const undone = takenBackBy(run.header.what);
  if (undone !== undefined) throw messages.resumeRollback(run.id, undone);
  const { plan: saved } = planOfRun(run);
  checkOrigin(`the run ${run.id}`, saved, files);
  const only = new Set([...saved.plan.changes.map(({ address }) => address), ...begunIn(run)]);
  return { goal: { ...files, only }, run };
}

/** What there was before a run, the last one when none is named, and what of it cannot be brought back. Throws a `UsageError`. */
export function goalBeforeRun(
  { files, runs }: Session,
  id: string | undefined,
): { goal: Goal; limits: string[]; run: RunRecord } {
  const { tenant, environment } = files.config;
  const run = id === undefined ? runs.at(-1) : runs.find((one) => one.id === id);
  if (run === undefined) {
    throw id === undefined ? messages.noRuns(`${tenant}/${environment.name}`) : messages.runMissing(id);
  }
  const { domain } = run.header;
  if (domain !== environment.domain) throw messages.runElsewhere(run.id, domain, environment.domain);
  const { plan, snapshot } = planOfRun(run);
  const { catalog } = files;
  const { desired, settle, only, limits } = rollback(plan.plan, snapshot, begunIn(run), {
    catalog,
    accepts: accepts(schemaCompiler(), catalog),
    files: files.desired,
  });
  const canonicalize: Goal['canonicalize'] = (live) => ({ state: settle(live), diagnostics: [] });
  return { goal: { ...files, desired, canonicalize, only, isRecorded: true }, limits, run };
}
