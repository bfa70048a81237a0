import { hiddenSecrets } from '../secrets/secrets.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { Failure, isStop } from '../model/failure.ts';
import type { Journal, Note } from '../model/journal.ts';
import type { Body } from '../model/json.ts';
import { messages } from './messages.ts';
import type { Outcome } from '../model/outcome.ts';
import { formatPath } from '../model/path.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type } from '../catalog/catalog.ts';
import { batchesOf } from './batch.ts';
import type { Batch, Member } from './batch.ts';
import { gate } from './gate.ts';
import type { Gate } from './gate.ts';
import { sendBatch, sendStep } from './send.ts';
import type { Knowledge } from './send.ts';
import type { Job, JobResult, RunWaves } from './tasks.ts';
import { watcher } from './watch.ts';

/** What a plan is carried out with. */
export interface Work extends Omit<Knowledge, 'ids' | 'bodies' | 'withoutId' | 'unfinished' | 'watch'> {
  /** When it is aborted, what is in flight is finished and nothing more is started. */
  signal?: AbortSignal | undefined;
  /** How many steps may be in flight. */
  concurrency?: number | undefined;
  /** Where each write is noted before it is sent, and what came of it. */
  journal?: Journal | undefined;
  /** Makes the fingerprints by which changed secrets are seen the next time. */
  memory?: SecretMemory | undefined;
  /** Whether the first failure ends the run. */
  stopsOnError?: boolean | undefined;
}

/** How many steps are in flight at a time unless told: enough to keep the connection busy, few enough to stop soon. */
const usualConcurrency = 10;

/** What became of one step. */
interface Result extends Omit<Outcome, 'action'> {
  do: Step['do'];
}

/** The run of one plan. */
interface Run {
  known: Knowledge;
  changes: ReadonlyMap<Address, Change>;
  results: Map<Address, Result[]>;
  gate: Gate;
  work: Pick<Work, 'signal' | 'journal' | 'memory' | 'stopsOnError'>;
  /** Whether an error came up after which nothing more is started. */
  isBroken: boolean;
}

/** Applies a plan, wave by wave, and gives the outcome of every change. A failure stops only what depends on it. */
export async function apply(plan: Plan, work: Work, runWaves: RunWaves): Promise<Outcome[]> {
  const live = [...work.live.resources.values()];
  const places = gate(work.concurrency ?? usualConcurrency);
  const watch = watcher(work.api, work.sleep);
  const run: Run = {
    known: {
      ...work,
      watch: (awaited) => places.outside(() => watch(awaited)),
      ids: new Map(live.flatMap(({ address, id }) => (id === undefined ? [] : [[address, id]]))),
      bodies: new Map(live.map(({ address, body }) => [address, body])),
      withoutId: new Set(),
      unfinished: new Set(),
    },
    changes: new Map(plan.changes.map((change) => [change.address, change])),
    results: new Map(),
    gate: places,
    work,
    isBroken: false,
  };
  await runWaves(
    plan.waves.map((steps, index) => ({
      title: messages.waveTitle(index + 1, plan.waves.length, steps.length),
      jobs: jobsOf(run, steps),
    })),
  );
  return plan.changes
    .filter(({ withheld }) => withheld === undefined)
    .map((change) => outcomeOf(change, run.results.get(change.address) ?? []));
}

function jobsOf(run: Run, steps: readonly Step[]): Job[] {
  const members = steps.map((step): Member => {
    const { type, parent = '' } = changeOf(run, step);
    return { step, type: typeOf(run.known.catalog, type), parent };
  });
  const batches = batchesOf(members);
  return members.map((member) => ({
    title: `${member.step.do} ${member.step.address}`,
    step: stepNote(member.step),
    run: (begin) => run.gate.inside(() => attempt(run, member, batches.get(member.step), begin)),
  }));
}

/** Runs one step and remembers what became of it. */
async function attempt(
  run: Run,
  { step, type }: Member,
  batch: Batch | undefined,
  begin: (() => void) | undefined,
): Promise<JobResult> {
  const note = (result: Omit<Result, 'address' | 'do'>): JobResult => {
    const { address, do: action } = step;
    run.results.set(address, [...(run.results.get(address) ?? []), { address, do: action, ...result }]);
    return result;
  };
  const obstacle = batch?.sent?.steps.has(step) === true ? undefined : obstacleOf(run, step);
  if (obstacle !== undefined) return note(obstacle);
  begin?.();
  try {
    const hint = await (batch === undefined ? sendAlone(run, type, step) : sendWith(run, batch));
    await run.work.journal?.note({ event: 'done', ...stepNote(step), ...answerNote(run, type, step) });
    return note({ status: 'done', ...(hint === undefined ? {} : { hint }) });
  } catch (error) {
    const isPartlyDone = run.known.unfinished.delete(step.address);
    const failure = note({ ...failureOf(error), ...(isPartlyDone ? { isPartlyDone } : {}) });
    if (!(error instanceof Failure) || run.work.stopsOnError === true) run.isBroken = true;
    try {
      await run.work.journal?.note({ event: 'failed', ...stepNote(step), reason: failure.reason ?? '' });
    } catch {
      // What cannot be recorded is not sent: nothing more is.
      run.isBroken = true;
    }
    return failure;
  }
}

async function sendAlone(run: Run, type: Type, step: Step): Promise<string | undefined> {
  await run.work.journal?.note({ event: 'start', ...stepNote(step) });
  return sendStep(run.known, type, step, changeOf(run, step));
}

function stepNote({ address, do: action }: Step): Pick<Step, 'address' | 'do'> {
  return { address, do: action };
}

/** What is kept of an answer: the id, and fingerprints of the secrets that were sent. */
function answerNote(
  { known, work: { memory } }: Run,
  type: Type,
  step: Step,
): Pick<Extract<Note, { event: 'done' }>, 'id' | 'secrets'> {
  const { address } = step;
  const id = known.ids.get(address);
  const sent = sentSecrets(type, step, known.desired.resources.get(address)?.body ?? {});
  const secrets = sent.flatMap(({ path, value }): [string, string][] => {
    const found = memory?.fingerprint(address, formatPath(path), value);
    return found === undefined ? [] : [[formatPath(path), found]];
  });
  return {
    ...(id === undefined ? {} : { id }),
    ...(secrets.length === 0 ? {} : { secrets: Object.fromEntries(secrets) }),
  };
}

function sentSecrets(type: Type, step: Step, desired: Body): ReturnType<typeof hiddenSecrets> {
  const secrets = hiddenSecrets(type, desired, {});
  switch (step.do) {
    case 'create':
      return secrets.filter(({ path: [field = ''] }) => !step.deferred.includes(String(field)));
    case 'update':
      return secrets.filter(({ path: [field = ''] }) => step.fields.includes(String(field)));
    case 'delete':
      return [];
  }
}

/** Sends a batch once, with those of its steps that can go by then. */
async function sendWith(run: Run, batch: Batch): Promise<undefined> {
  const going = batch.members.filter(({ step }) => obstacleOf(run, step) === undefined);
  batch.sent ??= { steps: new Set(going.map(({ step }) => step)), request: sendTogether(run, going) };
  await batch.sent.request;
  return undefined;
}

async function sendTogether(run: Run, members: readonly Member[]): Promise<void> {
  const { journal } = run.work;
  await Promise.all(members.map(async ({ step }) => journal?.note({ event: 'start', ...stepNote(step) })));
  await sendBatch(run.known, members);
}

/** Why a step is not sent: what it needs was not done, or the run has been stopped. */
function obstacleOf(run: Run, { dependsOn }: Step): { status: 'skipped' | 'not started'; reason: string } | undefined {
  // An update of what is needed came behind what makes it exist: its failure is its own.
  const open = dependsOn
    .flatMap((address) => run.results.get(address) ?? [])
    .filter(({ do: action, status }) => action !== 'update' && status !== 'done');
  const lost = open.find(({ status }) => status !== 'not started');
  if (lost !== undefined) return { status: 'skipped', reason: messages.dependsOn(lost.address) };
  const isStopped = open.length > 0 || run.isBroken || run.work.signal?.aborted === true;
  return isStopped ? { status: 'not started', reason: messages.stopped() } : undefined;
}

function failureOf(error: unknown): Pick<Result, 'status' | 'reason' | 'hint' | 'defect'> {
  const reason = error instanceof Error ? error.message : String(error);
  if (!isStop(error)) {
    return { status: 'failed', reason, defect: (error instanceof Error ? error.stack : undefined) ?? reason };
  }
  return { status: 'failed', reason, ...(error.hint === undefined ? {} : { hint: error.hint }) };
}

function changeOf(run: Run, step: Step): Change {
  const change = run.changes.get(step.address);
  if (change === undefined) throw new Error(`the plan has a step without a change: ${step.address}`);
  return change;
}

/** The outcome of a change: the worst of its steps', with what was done before. */
function outcomeOf({ address, action }: Change, results: readonly Result[]): Outcome {
  const order: Outcome['status'][] = ['failed', 'skipped', 'not started', 'done'];
  // Of several steps that are done, the last one knows best what is left to do.
  const [worst] = order.flatMap((status) => results.filter((result) => result.status === status).reverse());
  if (worst === undefined) return { address, action, status: 'not started', reason: messages.stopped() };
  const { status, reason, hint, defect } = worst;
  const isPartlyDone = status !== 'done' && results.some((one) => one.status === 'done' || one.isPartlyDone === true);
  const done = results.filter((result) => result.status === 'done').map((result) => result.do);
  const told = reason === undefined || done.length === 0 ? reason : messages.partlyDone(done, reason);
  return {
    address,
    action,
    status,
    ...(isPartlyDone ? { isPartlyDone } : {}),
    ...(told === undefined ? {} : { reason: told }),
    ...(hint === undefined ? {} : { hint }),
    ...(defect === undefined ? {} : { defect }),
  };
}
