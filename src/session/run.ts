import type { RunWaves } from '../apply/tasks.ts';
import type { Change } from '../model/change.ts';
import { groupBy } from '../model/group.ts';
import type { Journal } from '../model/journal.ts';
import type { Outcome } from '../model/outcome.ts';
import { hasSteps } from '../model/plan.ts';
import type { KeptResource } from '../model/snapshot.ts';
import { apply, snapshot, stateAfter, verify } from '../pipeline.ts';
import { beginRun, continueRun, endRun } from '../record/runs.ts';
import { keepState, lastApplied } from '../record/state.ts';
import type { OnRead } from '../read/watch.ts';
import type { OpenRun, RunRecord } from '../record/runs.ts';
import type { Session } from './connect.ts';
import { newestEvent } from './logs.ts';
import { messages } from './messages.ts';
import type { Ready } from './plan.ts';
import { headerOf, recordsOf } from './records.ts';
import { savedPlan } from './saved-plan.ts';

/** How a plan is carried out. */
export interface RunOptions {
  /** What is done, for the record. */
  what: string;
  /** The run that is continued. */
  resumed?: RunRecord | undefined;
  /** Whether nothing more is started after the first failure. */
  stopOnError?: boolean | undefined;
  /** The whole run may take that many seconds; then nothing more is started. */
  timeout?: number | undefined;
}

/** What a run tells while it goes on. */
export interface RunEvents {
  /** Everything is recorded that has to be, and the first request is about to be sent: what is begun has to be finished. */
  begin: () => void;
  /** Runs the jobs of each wave. */
  waves: RunWaves;
  /** Every step has ended, and that is recorded: nothing is lost any more when the process ends. */
  end: () => void;
  /** Told what is read when all steps have ended. */
  onRead?: OnRead;
}

/** What came of a run. */
export interface RunResult {
  outcomes: Outcome[];
  /** What was written, and the tenant has otherwise all the same. */
  notConverged: Change[];
  /** How many requests the tenant refused for its rate limit. */
  refused: number;
  /** The id of its record; of a plan without steps there is none. */
  run?: string;
  /** The error that kept the end of the run from being recorded. */
  unrecorded?: unknown;
}

/** What a run came to, in one word: `partly` leaves something to do, and `failed` wrote nothing. */
export type Conclusion = 'nothing' | 'applied' | 'partly' | 'failed' | 'not started';

/** What a run came to. What was written and the tenant has otherwise all the same is left to do. */
export function conclusionOf({ outcomes, notConverged }: RunResult): Conclusion {
  const done = outcomes.filter(({ status }) => status === 'done').length;
  if (outcomes.length === 0) return 'nothing';
  if (done === outcomes.length) return notConverged.length === 0 ? 'applied' : 'partly';
  if (outcomes.every(({ status }) => status === 'not started')) return 'not started';
  return done > 0 || outcomes.some(({ isPartlyDone }) => isPartlyDone === true) ? 'partly' : 'failed';
}

/** Carries out a plan, records what it does, and looks whether all of it took. A plan without steps records nothing. */
export async function run(
  session: Session,
  ready: Ready,
  { what, resumed, stopOnError: stopsOnError, timeout }: RunOptions,
  events: RunEvents,
): Promise<RunResult> {
  const { connection, memory, options } = session;
  const { surroundings } = session.workspace;
  if (!hasSteps(ready.plan)) {
    if (resumed !== undefined) await endRun(resumed, recordsOf(surroundings).now);
    return { outcomes: [], notConverged: [], refused: 0 };
  }
  if (ready.lackingScopes.length > 0) throw messages.lackingScopes(ready.lackingScopes);
  const open = await record(session, ready, { what, resumed });
  const journal = maskedJournal(open, session);
  const checkpoint = resumed === undefined ? await newestEvent(connection) : undefined;
  if (checkpoint !== undefined) await journal.note({ event: 'log', id: checkpoint });
  const { signal: stop } = surroundings;
  const signal = timeout === undefined ? stop : AbortSignal.any([stop, AbortSignal.timeout(timeout * 1000)]);
  events.begin();
  try {
    const { concurrency } = options;
    const work = { signal, journal, memory, stopsOnError, concurrency };
    const outcomes = await apply(ready.plan, ready, connection, events.waves, work);
    const lost = await noteEnd(journal, outcomes, () => keepState(open.folder, stateOf(session, ready, outcomes)));
    session.keep();
    events.end();
    const notConverged = await unlessStopped(
      stop,
      () => verify(ready.goal, ready.plan, outcomes, connection, events.onRead),
      [],
    );
    return { outcomes, notConverged, refused: connection.figures().refused, run: open.id, ...lost };
  } finally {
    await journal.close();
  }
}

/** Begins the record of a run, with plan and snapshot, or goes on with that of the one that is resumed. */
async function record(
  session: Session,
  ready: Ready,
  { what, resumed }: Pick<RunOptions, 'what' | 'resumed'>,
): Promise<OpenRun> {
  const { connection, mask } = session;
  const { surroundings } = session.workspace;
  const records = recordsOf(surroundings);
  if (resumed !== undefined) return continueRun(resumed, records.now);
  const isClean = (text: string): boolean => mask(text) === text;
  const before = await snapshot(ready.goal, ready.plan, ready, connection, isClean);
  return beginRun(records, headerOf(what, ready.plan, surroundings), savedPlan(session, ready), before);
}

function maskedJournal({ journal }: OpenRun, { mask }: Session): Journal {
  return {
    close: journal.close,
    note: (note) => journal.note(note.event === 'failed' ? { ...note, reason: mask(note.reason) } : note),
  };
}

/** What the files manage of the tenant, as it is behind a run; what the run was not about is as the last one left it. */
function stateOf({ files, runs, mask }: Session, ready: Ready, outcomes: readonly Outcome[]): KeptResource[] {
  const { domain } = files.target.config.environment;
  const { resources, gone } = stateAfter(ready, ready.plan, outcomes, (text) => mask(text) === text);
  if (ready.goal.only === undefined) return resources;
  const before = lastApplied(runs, domain);
  const kept = before.type === 'known' ? [...before.resources.values()] : [];
  const now = new Set(resources.map(({ address }) => address));
  const others = kept.filter(
    ({ address, parent = '' }) => !now.has(address) && !gone.has(address) && !gone.has(parent),
  );
  return [...others, ...resources];
}

/** What comes of something, or something else when the user stops the run before; when that has happened it is not begun. */
function unlessStopped<Value>(stop: AbortSignal, work: () => Promise<Value>, otherwise: Value): Promise<Value> {
  if (stop.aborted) return Promise.resolve(otherwise);
  const stopped = new Promise<Value>((resolve) => {
    stop.addEventListener('abort', () => resolve(otherwise), { once: true });
  });
  return Promise.race([work(), stopped]);
}

/**
 * Notes how a run has ended, or that it was stopped, which leaves something to resume. That it cannot be noted does not keep
 * back what there is to say.
 */
async function noteEnd(
  journal: Journal,
  outcomes: readonly Outcome[],
  keep: () => void,
): Promise<Pick<RunResult, 'unrecorded'>> {
  const groups = [...groupBy(outcomes, ({ status }) => status)];
  const counts = Object.fromEntries(groups.map(([status, { length }]) => [status, length]));
  try {
    const hasLeft = groups.some(([status]) => status === 'not started');
    keep();
    await journal.note({ event: hasLeft ? 'stop' : 'end', counts });
    return {};
  } catch (error) {
    return { unrecorded: error };
  }
}
