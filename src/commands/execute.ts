import { createInterface } from 'node:readline/promises';
import { hasSteps } from '../model/plan.ts';
import type { Took } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { takenBackBy } from '../record/runs.ts';
import { failureText } from '../report/failure.ts';
import type { FormatName } from '../report/formats/index.ts';
import { outcomesReport } from '../report/outcomes.ts';
import { planReport } from '../report/plan.ts';
import type { Session } from '../session/connect.ts';
import type { Ready } from '../session/plan.ts';
import { conclusionOf, run } from '../session/run.ts';
import type { RunEvents, RunOptions, RunResult } from '../session/run.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { isInteractive } from './outside.ts';
import type { PreviewOptions } from './preview.ts';
import { watchReading } from './reading.ts';
import { taskList } from './task-list.ts';

/** Options of the commands that write to a tenant. */
export interface ExecuteOptions extends PreviewOptions {
  yes?: boolean;
  stopOnError?: boolean;
  /** The whole run may take that many seconds; then nothing more is started. */
  timeout?: number;
}

/** The exit code of what is interrupted before anything is begun: as of a process that the signal ends. */
export const interrupted = 130;

/** What is done by a command that writes, for the record. */
export type Doing = Pick<RunOptions, 'what' | 'resumed'>;

/** Refuses to write when there is nobody to ask. Throws a `UsageError`. */
export function insistOnAnswer({ yes }: ExecuteOptions, io: Io): void {
  if (yes !== true && !isInteractive(io)) throw messages.cannotAsk();
}

/**
 * Shows a plan, asks, carries it out, and looks whether all of it took.
 *
 * Exit 0 when all is done or there is nothing to do, 1 when the user does not agree or nothing could be done, 4 when only a
 * part was done, 130 when the user interrupts before anything was begun.
 */
export async function execute(
  session: Session,
  ready: Ready,
  doing: Doing,
  options: ExecuteOptions,
  io: Io,
): Promise<number> {
  const { plan } = ready;
  const { show } = io;
  const { format = 'text' } = options;
  const isText = format === 'text';
  const shown = planReport(plan, 'plan', show.mask);
  if (isText) await show.report(shown);
  const withheld = plan.changes.filter((change) => change.withheld !== undefined).length;
  if (withheld > 0) show.diagnostics([messages.changesWithheld(withheld)]);
  if (hasSteps(plan) && options.yes !== true) {
    if (!isText) await show.report(shown, 'text', 'stderr');
    const answer = await ask(messages.question(plan.tenant, plan.environment), io);
    if (answer !== 'yes') {
      show.message(messages.notAgreed());
      return answer === 'interrupted' ? interrupted : 1;
    }
  }
  const { stopOnError, timeout } = options;
  using watch = watchReading(show.screen, session.connection.figures);
  const began = io.clock.now();
  const events = { ...eventsOf(session, plan, io), onRead: watch.onRead };
  const result = await run(session, ready, { ...doing, stopOnError, timeout }, events);
  show.tell({ type: 'ran', result });
  if (result.unrecorded !== undefined) show.message(failureText(result.unrecorded).text);
  if (result.refused > 0) show.message(messages.refused(result.refused));
  const { requests } = session.connection.figures();
  const seconds = Math.round((io.clock.now() - began) / 100) / 10;
  const took = { seconds, requests, ...(result.run === undefined ? {} : { run: result.run }) };
  await showResult(plan, { ...result, took: isText ? undefined : took }, doing, format, io);
  const codes = { nothing: 0, applied: 0, partly: 4, failed: 1, 'not started': io.signal.aborted ? interrupted : 1 };
  return codes[conclusionOf(result)];
}

function eventsOf({ connection }: Session, plan: Plan, io: Io): RunEvents {
  const { show } = io;
  let release = (): void => undefined;
  const { waves, stop } = taskList({ ...show, heldFor: () => connection.figures().heldFor });
  return {
    // Comparing a large tenant leaves no time to answer. Whoever has stopped the run is shown what came of it.
    end: () => {
      if (!io.signal.aborted) release();
    },
    begin: () => {
      io.signal.addEventListener('abort', stop, { once: true });
      release = io.catchSignals();
      show.message(messages.effort(plan.requests, connection.figures().rate));
    },
    waves,
  };
}

/** Shows what became of a plan; of one without steps only in a form in which the plan has not been shown. */
async function showResult(
  plan: Plan,
  { outcomes, notConverged, took }: RunResult & { took: Took | undefined },
  { what }: Doing,
  format: FormatName,
  { show }: Io,
): Promise<void> {
  const isText = format === 'text';
  if (!hasSteps(plan))
    return isText ? undefined : show.report(outcomesReport(plan, { outcomes, took }, show.mask), format);
  const undone = takenBackBy(what);
  const toFinish = undone === undefined ? undefined : messages.rollBackAgain(undone);
  if (isText) show.result('');
  return show.report(outcomesReport(plan, { outcomes, notConverged, toFinish, took }, show.mask), format);
}

/** Asks on the terminal. Whoever closes it has not agreed. */
export async function ask(question: string, io: Pick<Io, 'stdin' | 'stderr'>): Promise<'yes' | 'no' | 'interrupted'> {
  const prompt = createInterface({ input: io.stdin, output: io.stderr });
  const end = new Promise<'no'>((resolve) => prompt.once('close', () => resolve('no')));
  const interruption = new Promise<'interrupted'>((resolve) => prompt.once('SIGINT', () => resolve('interrupted')));
  const answer = prompt.question(question).then((text) => (text.trim().toLowerCase() === 'yes' ? 'yes' : 'no'));
  try {
    return await Promise.race([answer, interruption, end]);
  } finally {
    prompt.close();
  }
}
