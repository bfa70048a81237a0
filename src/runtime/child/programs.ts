import { performance } from 'node:perf_hooks';
import { near } from '../known.ts';
import { messages } from '../messages.ts';
import { isObject } from '../shapes.ts';
import type { Source } from '../source.ts';
import { limits, scripts, triggers, type Trigger } from '../triggers.ts';
import type { Execution, Failure, Happened, Program } from '../types.ts';
import { removeHidden } from '../hidden.ts';
import type { State } from './behaviours.ts';
import { entriesOf, type Entries } from './cache.ts';
import { checkSyntax, loadAction, loadScript, type Surroundings } from './code.ts';
import { failureOf } from './failure.ts';
import { apiOf, type Recording } from './recorder.ts';
import { scriptGlobals } from './script-globals.ts';
import { toValue } from './value.ts';

/** The execution that is going on. */
export interface Current {
  readonly execution: Execution;
  readonly happened: Happened;
  /** Ends it with a failure that no promise tells of. */
  fail: (failure: Failure) => void;
}

/** Executes a program; says whether it left something behind that still runs. */
type Run = (current: Current) => Promise<boolean>;

/** A handler that is no function, or none that Auth0 takes. */
class Signature extends Error {}

/** A program with what is known of its code. */
interface Loaded {
  readonly program: Program;
  /** That a script declares. */
  readonly functions: readonly string[];
  readonly source: Source;
}

/** How a program is executed. Its code is loaded by the first execution, and its state is kept. */
export function programOf({ program, functions, source }: Loaded, surroundings: Surroundings): Run {
  return program.type === 'action'
    ? actionOf(program, source, surroundings)
    : scriptOf(program, functions, source, surroundings);
}

function actionOf(
  { trigger: name, code }: Program & { type: 'action' },
  source: Source,
  surroundings: Surroundings,
): Run {
  const trigger = triggers[name];
  const entries: Entries = new Map();
  let exported: object | undefined;
  return (current) => {
    const { execution, happened } = current;
    const recording: Recording = { calls: happened.calls, missed: [], isOver: false };
    return bounded(current, source, recording.missed, async () => {
      if (trigger === undefined) throw new Signature(messages.undocumented(name));
      if (execution.cache !== undefined) replace(entries, execution.cache);
      exported ??= loadAction(code, surroundings);
      const handler = handlerOf(trigger, execution.handler ?? trigger.handlers[0], exported);
      const event = eventOf(execution);
      const api = apiOf(trigger, stateOf(name, execution, event, entries), recording, source);
      await Reflect.apply(handler, undefined, [event, api]);
      if (recording.wrong !== undefined) throw recording.wrong;
    }).finally(() => {
      recording.isOver = true;
      happened.cache = entriesOf(entries);
    });
  };
}

function replace(entries: Entries, cache: NonNullable<Execution['cache']>): void {
  entries.clear();
  for (const [key, entry] of Object.entries(cache)) entries.set(key, { ...entry });
}

function handlerOf(trigger: Trigger, name: string, exported: object): CallableFunction {
  if (!trigger.handlers.includes(name)) throw new Signature(messages.unknownHandler(name, trigger.handlers));
  const found: unknown = Reflect.get(exported, name);
  if (found === undefined) throw new Signature(messages.noHandler(name, near(name, Object.keys(exported))));
  if (typeof found !== 'function' || found.constructor.name !== 'AsyncFunction') {
    throw new Signature(messages.signature(name));
  }
  return found;
}

/** The event as the code gets it: with secrets, and without what Auth0 takes out of it. */
function eventOf({ event = {}, secrets }: Execution): { [key: string]: unknown } {
  return { ...removeHidden(event), secrets: { ...secrets }, configuration: {} };
}

function stateOf(trigger: string, execution: Execution, event: { [key: string]: unknown }, entries: Entries): State {
  return {
    trigger,
    event,
    entries,
    answers: execution.answers ?? {},
    grantedScopes: execution.grantedScopes,
    claims: { accessToken: claimsOf(event) },
    metadata: {},
    called: new Set(),
  };
}

/** The custom claims that earlier actions of the trigger set. */
function claimsOf({ accessToken }: { [key: string]: unknown }): { [name: string]: unknown } {
  const claims = isObject(accessToken) ? accessToken['customClaims'] : undefined;
  return isObject(claims) ? { ...claims } : {};
}

function scriptOf(
  { script, code }: Program & { type: 'script' },
  functions: readonly string[],
  source: Source,
  surroundings: Surroundings,
): Run {
  const globals = scriptGlobals();
  let load: (() => unknown) | undefined;
  const configuration: { [name: string]: string } = {};
  return (current) => {
    const { execution, happened } = current;
    const result: NonNullable<Happened['result']> = { values: [], times: 0 };
    return bounded(current, source, [], async () => {
      // What is no JavaScript declares nothing either, and says more when it is compiled.
      if (functions.length === 0) checkSyntax(code);
      load ??= lazily(() =>
        loadScript(code, functionOf(script, functions), { ...surroundings, configuration, ...globals }),
      );
      for (const name of Object.keys(configuration)) Reflect.deleteProperty(configuration, name);
      Object.assign(configuration, execution.configuration);
      const found = load();
      if (typeof found !== 'function')
        throw new Signature(messages.noFunction(script, scripts[script] ?? [], functions));
      await called(found, execution.arguments ?? [], result);
    }).finally(() => {
      if (result.times > 0) happened.result = result;
    });
  };
}

function lazily(make: () => unknown): () => unknown {
  let made: { value: unknown } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The function of a script: one of the usual names, or the only one that it declares. */
function functionOf(script: string, functions: readonly string[]): string {
  const usual = scripts[script] ?? [];
  const found = usual.find((name) => functions.includes(name)) ?? (functions.length === 1 ? functions[0] : undefined);
  if (found === undefined) throw new Signature(messages.noFunction(script, usual, functions));
  return found;
}

/** Calls a script and waits for its callback; a second call is counted, as Auth0 takes the first one. */
async function called(
  script: CallableFunction,
  given: readonly unknown[],
  result: NonNullable<Happened['result']>,
): Promise<void> {
  const answered = new Promise<void>((resolve) => {
    const callback = (error?: unknown, ...values: unknown[]): void => {
      result.times += 1;
      if (result.times > 1) return;
      if (error !== undefined && error !== null) result.error = errorOf(error);
      result.values = values.map(toValue);
      resolve();
    };
    const returned: unknown = Reflect.apply(script, undefined, [...given, callback]);
    void Promise.resolve(returned).catch((error: unknown) => {
      throw error;
    });
  });
  await answered;
  // A callback that is called twice is usually called twice in a row.
  await new Promise((resolve) => setImmediate(resolve));
}

function errorOf(error: unknown): NonNullable<NonNullable<Happened['result']>['error']> {
  if (!(error instanceof Error)) {
    const message = isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
    return { name: 'Error', message };
  }
  const code: unknown = Reflect.get(error, 'code');
  return { name: error.name, message: error.message, ...(typeof code === 'string' ? { code } : {}) };
}

/** Runs something until it ends, fails, takes too long, or waits for what cannot come; then says whether it still runs. */
async function bounded(
  current: Current,
  source: Source,
  missed: readonly string[],
  run: () => Promise<void>,
): Promise<boolean> {
  const { execution, happened } = current;
  const limit = execution.limit ?? limits.milliseconds;
  const began = performance.now();
  let isSpent = false;
  const ended = await new Promise<Failure | undefined>((resolve) => {
    current.fail = resolve;
    const timer = setTimeout(() => {
      isSpent = true;
      resolve({ type: 'timeout', name: 'Error', message: messages.timeout(limit) });
    }, limit);
    timer.unref();
    const finish = (failure?: Failure): void => {
      clearTimeout(timer);
      resolve(failure);
    };
    run().then(
      () => finish(),
      (thrown: unknown) => finish(failed(thrown, source, missed)),
    );
  });
  happened.milliseconds = performance.now() - began;
  if (ended !== undefined) happened.failure = ended;
  return isSpent;
}

function failed(thrown: unknown, source: Source, missed: readonly string[]): Failure {
  if (thrown instanceof Signature) return { type: 'signature', name: 'Error', message: thrown.message };
  return failureOf(thrown, source, missed);
}
