// What a runner and its process say to each other.
import { isObject } from './shapes.ts';
import type { Shifts } from './source.ts';
import type { Execution, Happened, Program } from './types.ts';

/**
 * The processor time after which the system ends a process: a loop has to end also when nobody is left who could end it. One that has a third of
 * it is replaced after its execution.
 */
export const PROCESSOR_SECONDS = 120;

/** What the process is told first. */
export interface Start {
  readonly type: 'start';
  readonly program: Program;
  /** The functions that the code of a script declares. */
  readonly functions: readonly string[];
  /** How many parts of the code are counted, and by how much that moved what stands in it. */
  readonly counted?: { readonly size: number; readonly shifts: Shifts };
  /** The code that stands between custom code and the network. */
  readonly network: string;
}

/** Whether a process says that it is ready: how long it takes to start belongs to no execution. */
export const isReady = (message: unknown): boolean => isOf('ready', message);

/** One execution that is asked for. */
export interface Task {
  readonly type: 'execute';
  readonly id: number;
  readonly execution: Execution;
}

/** What came of it; a process that is spent still runs what an execution left behind. */
export interface Reply {
  readonly type: 'happened';
  readonly id: number;
  readonly happened: Happened;
  readonly isSpent: boolean;
  /** How often each part of the code was run so far in this process. */
  readonly counts?: readonly number[];
}

/** Whether the process is told to start. */
export const isStart = (message: unknown): message is Start => isOf('start', message);

/** Whether the process is asked to execute. */
export const isTask = (message: unknown): message is Task => isOf('execute', message);

/** Whether something that a process says is the reply to a task: custom code could write to the channel. */
export const isReply = (message: unknown): message is Reply =>
  isOf('happened', message) && isObject(message['happened']) && Array.isArray(message['happened']['calls']);

function isOf(type: string, message: unknown): message is { [key: string]: unknown } {
  return isObject(message) && message['type'] === type;
}
