import { groupBy } from '../model/group.ts';
import type { Change } from '../model/change.ts';
import { isError } from '../model/case.ts';
import { hasSteps } from '../model/plan.ts';
import type { TargetOutcome } from '../model/target.ts';
import type { Inputs } from './inputs.ts';
import { messages } from './messages.ts';
import type { Written } from './report-files.ts';
import type { TargetRun } from './run-target.ts';

/** How many changes there are of each action, without those that are withheld, and how many those are. */
export interface Counts {
  create: number;
  update: number;
  replace: number;
  delete: number;
  withheld: number;
}

/** The outcomes of several targets, the one that says the most about all of them first. */
const outcomes: readonly TargetOutcome[] = ['failed', 'partly', 'refused', 'changes', 'applied', 'nothing'];

/** Exit codes, the worst first: a defect and an interruption, then as for several targets on one machine. */
const worst = [70, 130, 1, 4, 3, 2, 0];

/** The exit code that stands for several. */
export function worstCode(codes: readonly number[]): number {
  return worst.find((code) => codes.includes(code)) ?? codes.find((code) => code !== 0) ?? 0;
}

/** The outputs of a step, by name. Each is short, and none has a plan or a secret in it. */
export function outputsOf(runs: readonly { run: TargetRun; written: Written }[]): Record<string, string> {
  const counts = countsOf(runs.map(({ run }) => run));
  const all = runs.map(({ run }) => run);
  const diagnostics = all.flatMap((run) => [
    ...run.diagnostics,
    ...(run.stopped === undefined ? [] : [run.stopped.diagnostic]),
  ]);
  const failed = all.flatMap(({ report }) => (report?.cases ?? []).filter(({ state }) => state === 'failed'));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length + failed.filter(isError).length;
  const changes = all.filter(isChanging);
  const paths = (of: keyof Written): string =>
    runs.flatMap(({ written }) => (written[of] === undefined ? [] : [written[of]])).join('\n');
  const digests = runs.flatMap(({ run, written }) =>
    written.planDigest === undefined
      ? []
      : [runs.length === 1 ? written.planDigest : `${run.id} ${written.planDigest}`],
  );
  const [only] = all;
  return {
    'exit-code': String(worstCode(all.map(({ code }) => code))),
    outcome: outcomes.find((one) => all.some(({ outcome }) => outcome === one)) ?? 'nothing',
    changes: String(changes.length > 0),
    ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])),
    errors: String(errors),
    warnings: String(diagnostics.length + failed.length - errors),
    title: all.length === 1 ? (only?.report?.counts ?? '') : messages.targetsTitle(all.length, changes.length),
    'plan-file': paths('planFile'),
    'plan-digest': digests.join('\n'),
    'report-html': paths('html'),
    'report-json': paths('json'),
    'report-markdown': paths('markdown'),
  };
}

/** Whether the step fails, by what the input `fail-on` says. */
export function hasFailed(runs: readonly TargetRun[], failOn: Inputs['failOn']): boolean {
  if (failOn === 'never') return false;
  const code = worstCode(runs.map((run) => (isUntried(run) ? 0 : run.code)));
  if (code !== 0 && code !== 2) return true;
  const counts = countsOf(runs);
  if (failOn === 'changes') return runs.some((run) => run.code === 2);
  return failOn === 'deletes' && counts.delete + counts.replace > 0;
}

/** Whether a smoke found nothing to try: a tenant without grants is no failure of a deploy, one whose tokens were skipped is. */
function isUntried({ command, code, report, diagnostics, stopped }: TargetRun): boolean {
  if (command !== 'smoke' || code !== 3 || stopped !== undefined) return false;
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  return !isWrong && (report?.cases ?? []).length === 0;
}

/** Whether something is changed, or would be; of drift also what an apply would leave as it is. */
function isChanging({ code, planned }: TargetRun): boolean {
  return code === 2 || (planned !== undefined && hasSteps(planned.ready.plan));
}

function countsOf(runs: readonly TargetRun[]): Counts {
  const changes = runs.flatMap(changesOf);
  const byAction = groupBy(
    changes.filter(({ withheld }) => withheld === undefined),
    ({ action }) => action,
  );
  const count = (action: Change['action']): number => byAction.get(action)?.length ?? 0;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    withheld: changes.filter(({ withheld }) => withheld !== undefined).length,
  };
}

function changesOf({ planned }: TargetRun): Change[] {
  return (planned?.ready.plan.changes ?? []).filter(({ action }) => action !== 'none');
}
