// The process in which custom code runs. It is bundled, and told by the runner what it is to run.
import { AsyncLocalStorage } from 'node:async_hooks';
import { compileFunction } from 'node:vm';
import { messages } from '../messages.ts';
import { COUNTS } from '../source.ts';
import { isStart, isTask, PROCESSOR_SECONDS, type Reply, type Start, type Task } from '../protocol.ts';
import type { Happened } from '../types.ts';
import { respond } from './answers.ts';
import { captured, type Lines } from './capture.ts';
import { deny } from './deny.ts';
import { failureOf, placeOf } from './failure.ts';
import type { Respond } from './network.ts';
import { programOf, type Current } from './programs.ts';

const send = process.send?.bind(process);
const exit = process.exit.bind(process);
const { channel } = process;
process.on('disconnect', () => exit());
process.once('message', (message) => {
  if (isStart(message)) start(message);
});

/** Puts custom code into its surroundings, and executes it as often as is asked for. */
function start({ program, functions, counted, network }: Start): void {
  Error.stackTraceLimit = 50;
  const source = { path: program.code.path, shifts: counted?.shifts ?? {} };
  const counts = Array.from({ length: counted?.size ?? 0 }, () => 0);
  const lines = new AsyncLocalStorage<Lines>();
  const output = captured(lines);
  globalThis.console = output;
  let current: Current | undefined;
  const answer: Respond = (request, place) =>
    respond(request, place, current?.execution.http ?? {}, current?.happened.requests ?? []);
  const connect = networkOf(network, answer, () => placeOf(source));
  deny((name) => {
    if (name === 'http' || name === 'https') connect();
  });
  const run = programOf({ program, functions, source }, { console: output, [COUNTS]: counts });
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (thrown: unknown) => current?.fail(failureOf(thrown, source)));
  }
  // While the channel does not count, node says when nothing is left that could go on.
  process.on('beforeExit', () => {
    current?.fail({
      type: 'timeout',
      name: 'Error',
      message: program.type === 'script' ? messages.noCall() : messages.stuck(),
    });
    channel?.ref();
  });
  process.on('message', (message) => {
    if (!isTask(message)) return;
    channel?.unref();
    const task = message;
    current = currentOf(task);
    const execution = current;
    const written: Lines = { lines: execution.happened.console, bytes: 0 };
    void lines.run(written, () => run(execution)).then((isSpent) => reply(task, execution, isSpent, counts));
  });
  send?.({ type: 'ready' });
}

function currentOf({ execution }: Task): Current {
  const happened: Happened = { calls: [], console: [], requests: [], cache: {}, milliseconds: 0 };
  return { execution, happened, fail: () => undefined };
}

function reply({ id }: Task, { happened }: Current, isSpent: boolean, counts: readonly number[]): void {
  const { user, system } = process.cpuUsage();
  const isWorn = (user + system) / 1e6 > PROCESSOR_SECONDS / 3;
  const message: Reply = { type: 'happened', id, happened, isSpent: isSpent || isWorn, counts };
  channel?.ref();
  send?.(message);
}

/** Loads what stands before the network when it is first needed. */
function networkOf(code: string, answer: Respond, here: () => object): () => void {
  let isLoaded = false;
  const load = require;
  const connect = (): void => {
    if (isLoaded) return;
    isLoaded = true;
    const exported: { [name: string]: unknown } = {};
    const module = { exports: exported };
    const run = compileFunction(code, ['require', 'module', 'exports'], { filename: 'tenantry:network' });
    Reflect.apply(run, undefined, [load, module, exported]);
    const intercept = module.exports['intercept'];
    if (typeof intercept !== 'function') return;
    const fetch: unknown = Reflect.apply(intercept, undefined, [answer, here]);
    Object.defineProperty(globalThis, 'fetch', { value: fetch, configurable: true, writable: true });
  };
  const first = (...given: unknown[]): unknown => {
    connect();
    const { fetch } = globalThis;
    return Reflect.apply(fetch, undefined, given);
  };
  Object.defineProperty(globalThis, 'fetch', { value: first, configurable: true, writable: true });
  return connect;
}
