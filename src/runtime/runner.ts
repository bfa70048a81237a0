import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'acorn';
import { childCode } from './child-code.ts';
import { namedScript } from '../model/script.ts';
import { counterOf, type Counter } from './counter.ts';
import { messages } from './messages.ts';
import { isReady, isReply, PROCESSOR_SECONDS, type Reply, type Start, type Task } from './protocol.ts';
import { limits } from './triggers.ts';
import type { Execution, Failure, Happened, Program, Runner } from './types.ts';
import { refusalOf } from './known.ts';

/** What a process may be given. */
export interface RunnerOptions {
  /** The most megabytes of its heap, by default 128. */
  readonly megabytes?: number;
  /** Whether it is counted what of the code is run. */
  readonly isCounted?: boolean;
}

/** What is run first: it takes the code of the process from the channel, as an argument has a limit of its own. */
const BOOT =
  'process.once("message",({code})=>require("vm").compileFunction(code,["require","module","exports"],{filename:"tenantry:runtime"})(require,{exports:{}},{}))';

/** The most that a process may have beside its heap, where the system says how much it has: buffers are no part of the heap. */
const BESIDE_HEAP = 256;

/** How much later than its limit a process is ended that does not answer: it may be in a loop. */
const GRACE = 250;

/** A process, and what of it is waited for. */
interface Running {
  readonly child: ChildProcess;
  readonly megabytes: number;
  /** When it is ready, or has failed to be. */
  readonly ready: Promise<void>;
  readonly replies: Map<number, (reply: Reply | Failure) => void>;
}

/** Starts a program in a process of its own. One execution follows the other; what ends the process lets the next begin with a new one. */
export async function startRunner(given: Program, options: RunnerOptions = {}): Promise<Runner> {
  const program = runnable(given);
  const refusal = refusalOf(program);
  if (refusal !== undefined) throw new Error(refusal);
  const counter = options.isCounted === true ? counterOf(program.code.text) : undefined;
  const parts = { program, functions: functionsOf(program), counter };
  let running: Running | undefined = started(parts, options);
  let last: Promise<unknown> = Promise.resolve();
  let id = 0;
  const stop = async (): Promise<void> => {
    const stopped = running;
    running = undefined;
    if (stopped !== undefined) await ended(stopped.child);
  };
  const execute = async (execution: Execution): Promise<Happened> => {
    if (running === undefined || running.child.exitCode !== null || running.child.signalCode !== null) {
      running = started(parts, options);
    }
    id += 1;
    hold(running.child);
    await running.ready;
    const reply = await replied(running, { type: 'execute', id, execution });
    counter?.take(reply.counts ?? [], reply.isSpent);
    if (reply.isSpent) await stop();
    else release(running.child);
    return reply.happened;
  };
  return {
    execute(execution) {
      const next = last.then(() => execute(execution));
      last = next.catch(() => undefined);
      return next;
    },
    coverage: async () => (counter === undefined ? [] : [{ path: program.code.path, functions: counter.coverage() }]),
    async [Symbol.asyncDispose]() {
      await last;
      await stop();
    },
  };
}

/** A program whose script is one that can be called by its name. */
function runnable(program: Program): Program {
  if (program.type === 'action') return program;
  return { ...program, code: { ...program.code, text: namedScript(program.code.text).text } };
}

/** A program, ready to be given to a process. */
interface Prepared {
  readonly program: Program;
  readonly functions: readonly string[];
  readonly counter: Counter | undefined;
}

function started({ program, functions, counter }: Prepared, { megabytes = 128 }: RunnerOptions): Running {
  const folder = packagesOf(program);
  const { main, network } = childCode();
  const [command, ...given] = limited([process.execPath, ...flags(folder, megabytes), '-e', BOOT]);
  const child = spawn(command, given, {
    env: {},
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    windowsHide: true,
  });
  const replies: Running['replies'] = new Map();
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors = `${errors}${String(data)}`.slice(-10_000);
  });
  child.on('message', (message) => {
    if (isReply(message)) replies.get(message.id)?.(message);
  });
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (isReady(message)) resolve();
    });
    child.on('close', () => resolve());
    child.on('error', () => resolve());
  });
  const fail = (failure: Failure): void => replies.forEach((reply) => reply(failure));
  child.on('error', (error) => fail({ type: 'ended', name: 'Error', message: messages.ended(`: ${error.message}`) }));
  child.on('close', (code, signal) => fail(lastWords(errors, code, signal)));
  const start: Start = {
    type: 'start',
    program: resolved(program, folder, counter),
    functions,
    network,
    ...(counter === undefined ? {} : { counted: counter.counted }),
  };
  child.send({ code: main });
  child.send(start);
  release(child);
  return { child, megabytes, ready, replies };
}

/** A command whose processor time the system limits, where it has a shell for that. */
const limited = (command: readonly [string, ...string[]]): readonly [string, ...string[]] =>
  process.platform === 'win32'
    ? command
    : ['/bin/sh', '-c', `ulimit -t ${PROCESSOR_SECONDS}; exec "$0" "$@"`, ...command];

/** While something is executed, this process waits for it; an idle one is no reason to stay. */
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  const { stderr } = child;
  if (stderr !== null && 'unref' in stderr && typeof stderr.unref === 'function')
    Reflect.apply(stderr.unref, stderr, []);
}

/** A program as its process finds it: its packages by their real path, its code with counts. */
function resolved({ ...program }: Program, folder: string | undefined, counter: Counter | undefined): Program {
  const code = {
    ...program.code,
    ...(folder === undefined ? {} : { dependencies: join(folder, '..') }),
    ...(counter === undefined ? {} : { text: counter.text }),
  };
  return { ...program, code };
}

/** The folder of the packages that code may read. */
function packagesOf({ code }: Program): string | undefined {
  const folder = code.dependencies === undefined ? undefined : join(code.dependencies, 'node_modules');
  return folder !== undefined && existsSync(folder) ? realpathSync(folder) : undefined;
}

function flags(folder: string | undefined, megabytes: number): string[] {
  const isStable = Number(process.versions.node.split('.')[0]) >= 24;
  return [
    isStable ? '--permission' : '--experimental-permission',
    ...(folder === undefined ? [] : [`--allow-fs-read=${join(folder, '*')}`]),
    `--max-old-space-size=${megabytes}`,
    '--no-warnings',
  ];
}

/** The functions that a script declares; what is no JavaScript is said by the process, with its place. */
function functionsOf({ type, code }: Program): string[] {
  if (type === 'action') return [];
  try {
    const { body } = parse(code.text, { ecmaVersion: 'latest', allowReturnOutsideFunction: true });
    return body.flatMap((node) => (node.type === 'FunctionDeclaration' ? [node.id.name] : []));
  } catch {
    return [];
  }
}

function lastWords(errors: string, code: number | null, signal: string | null): Failure {
  if (/heap out of memory|Reached heap limit|Array buffer allocation failed/.test(errors)) {
    return { type: 'memory', name: 'Error', message: messages.memory() };
  }
  const how = signal === null ? `with the exit code ${code}` : `by ${signal}`;
  return { type: 'ended', name: 'Error', message: messages.ended(how) };
}

/** What comes of a task, whether or not the process says it. */
type Outcome = Pick<Reply, 'happened' | 'isSpent' | 'counts'>;

/** Sends a task and waits for its reply, or for the end of its time. */
function replied({ child, megabytes, replies }: Running, task: Task): Promise<Outcome> {
  const limit = task.execution.limit ?? limits.milliseconds;
  const began = performance.now();
  return new Promise((resolve) => {
    const finish = (reply: Outcome): void => {
      clearTimeout(timer);
      clearInterval(watch);
      replies.delete(task.id);
      resolve(reply);
    };
    const fail = (failure: Failure): void => {
      const milliseconds = performance.now() - began;
      finish({ isSpent: true, happened: { calls: [], console: [], requests: [], failure, cache: {}, milliseconds } });
    };
    const timer = setTimeout(
      () => fail({ type: 'timeout', name: 'Error', message: messages.timeout(limit) }),
      limit + GRACE,
    );
    const watch = setInterval(() => {
      if (megabytesOf(child) <= megabytes + BESIDE_HEAP) return;
      fail({ type: 'memory', name: 'Error', message: messages.memory() });
    }, 100);
    replies.set(task.id, (reply) => (reply.type === 'happened' ? finish(reply) : fail(reply)));
    child.send(task, (error) => {
      if (error !== null) fail({ type: 'ended', name: 'Error', message: messages.ended(`: ${error.message}`) });
    });
  });
}

/** The memory that a process has, where the system has a file that says it. */
function megabytesOf({ pid }: ChildProcess): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    // Whoever waits for the end of an idle process must not end before.
    hold(child);
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
