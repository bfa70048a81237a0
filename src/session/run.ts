import { createInterface } from 'node:readline/promises';
import { taskList } from '../apply/tasks.ts';
import type { Change } from '../model/change.ts';
import { UsageError } from '../model/failure.ts';
import { groupBy } from '../model/group.ts';
import type { Outcome } from '../model/outcome.ts';
import { hasSteps } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import { runMessages } from '../model/run-messages.ts';
import { apply, snapshot, verify } from '../pipeline.ts';
import { beginRun, continueRun, endRun, takenBackBy } from '../record/runs.ts';
import type { OpenRun, RunRecord } from '../record/runs.ts';
import { failureText } from '../report/failure.ts';
import { convergenceText, outcomesData, outcomesText } from '../report/outcomes.ts';
import { formatVersion, planData } from '../report/plan-data.ts';
import { planText } from '../report/plan-text.ts';
import type { SendOptions } from './connect.ts';
import { isInteractive } from '../commands/io.ts';
import type { Io } from '../commands/io.ts';
import type { Preview } from './plan.ts';
import { savedPlan } from './saved-plan.ts';
import { headerOf, runsFolder } from './records.ts';

/** Options of the commands that write to a tenant. */
export interface ExecuteOptions extends SendOptions {
  yes?: boolean;
  format?: 'text' | 'json';
  stopOnError?: boolean;
  /** The whole run may take that many seconds; then nothing more is started. */
  timeout?: number;
}

/** Refuses to write when there is nobody to ask. Throws a `UsageError`. */
export function insistOnAnswer({ yes }: ExecuteOptions, io: Io): void {
  if (yes !== true && !isInteractive(io)) throw new UsageError(...runMessages.cannotAsk());
}

/**
 * Shows a plan, asks, carries it out, and looks whether all of it took.
 *
 * Exit 0 when all is done or there is nothing to do, 1 when the user does not agree or nothing could be done, 4 when only a
 * part was done. `what` goes into the record, `resumed` is the run that is continued.
 */
export async function execute(
  preview: Preview,
  what: string,
  options: ExecuteOptions,
  io: Io,
  resumed?: RunRecord,
): Promise<number> {
  const { planned, plan, show } = preview;
  if (planned === undefined || plan === undefined) return 1;
  const isData = options.format === 'json';
  const text = planText(plan, 'plan', show.style);
  if (!isData) show.result(text);
  const withheld = plan.changes.filter((change) => change.withheld !== undefined).length;
  if (withheld > 0) show.diagnostics([runMessages.changesWithheld(withheld)]);
  if (!hasSteps(plan)) {
    if (resumed !== undefined) await endRun(resumed);
    if (isData) show.data({ formatVersion, plan: planData(plan), outcomes: [] });
    return 0;
  }
  if (options.yes !== true) {
    if (isData) show.message(text);
    if (!(await agrees(plan, io))) {
      show.message(runMessages.notAgreed());
      return 1;
    }
  }
  const { outcomes, unsettled } = await runPlanned(preview, plan, what, options, io, resumed);
  if (isData) {
    const data = { plan: planData(plan), outcomes: outcomesData(outcomes), notConverged: unsettled };
    show.data({ formatVersion, ...data });
  } else {
    const undone = takenBackBy(what);
    const toFinish = undone === undefined ? undefined : runMessages.rollBackAgain(undone);
    show.result(`\n${outcomesText(plan, outcomes, show.style, toFinish)}`);
    if (unsettled.length > 0) show.result(`\n${convergenceText(unsettled, show.style)}`);
  }
  const done = outcomes.filter(({ status }) => status === 'done').length;
  if (done === outcomes.length && unsettled.length === 0) return 0;
  return done === 0 ? 1 : 4;
}

async function runPlanned(
  preview: Preview,
  plan: Plan,
  what: string,
  { stopOnError: stopsOnError, timeout, concurrency }: ExecuteOptions,
  io: Io,
  resumed: RunRecord | undefined,
): Promise<{ outcomes: Outcome[]; unsettled: Change[] }> {
  const { planned, open, show, goal, memory } = preview;
  if (planned === undefined || open === undefined) throw new Error('there is no plan to carry out');
  const { connection } = open;
  const run = resumed === undefined ? await record(preview, plan, what, io) : await continueRun(resumed);
  const signal = timeout === undefined ? io.signal : AbortSignal.any([io.signal, AbortSignal.timeout(timeout * 1000)]);
  const journal: OpenRun['journal'] = {
    close: run.journal.close,
    note: (entry) =>
      run.journal.note(entry.reason === undefined ? entry : { ...entry, reason: show.mask(entry.reason) }),
  };
  show.message(runMessages.effort(plan.requests, connection.figures()?.rate));
  try {
    const runWaves = taskList(isInteractive(io) ? 'live' : 'lines', show.stream, { mask: show.mask });
    const outcomes = await apply(plan, planned, connection, runWaves, {
      signal,
      journal,
      memory,
      stopsOnError,
      concurrency,
    });
    const unsettled = await verify(goal, plan, outcomes, connection);
    await noteEnd(journal, outcomes, show);
    const { refused = 0 } = connection.figures() ?? {};
    if (refused > 0) show.message(runMessages.refused(refused));
    return { outcomes, unsettled };
  } finally {
    await journal.close();
  }
}

/** Notes how a run has ended. That it cannot be noted does not keep back what there is to say. */
async function noteEnd(
  journal: OpenRun['journal'],
  outcomes: readonly Outcome[],
  show: Preview['show'],
): Promise<void> {
  const counts = groupBy(outcomes, ({ status }) => status);
  try {
    await journal.note({
      event: 'end',
      counts: Object.fromEntries([...counts].map(([status, { length }]) => [status, length])),
    });
  } catch (error) {
    show.message(failureText(error).text);
  }
}

/** Begins the record of a run: plan and snapshot, masked by value as well. */
async function record(preview: Preview, plan: Plan, what: string, io: Io): Promise<OpenRun> {
  const { planned, open, show, goal } = preview;
  if (planned === undefined || open === undefined) throw new Error('there is no plan to carry out');
  const isClean = (text: string): boolean => show.mask(text) === text;
  const before = await snapshot(goal, plan, planned, open.connection, isClean);
  return beginRun(runsFolder(io), headerOf(what, plan, io), savedPlan(preview, plan, io), before);
}

/** Asks on the terminal. Whoever closes it, or interrupts, has not agreed. */
async function agrees(plan: Plan, io: Io): Promise<boolean> {
  const prompt = createInterface({ input: io.stdin, output: io.stderr });
  const end = new Promise<string>((resolve) => prompt.once('close', () => resolve('')));
  prompt.once('SIGINT', () => prompt.close());
  try {
    const answer = await Promise.race([prompt.question(runMessages.question(plan.tenant, plan.environment)), end]);
    return answer.trim().toLowerCase() === 'yes';
  } finally {
    prompt.close();
  }
}
