import { startRunner } from '../../src/runtime/runner.ts';
import type { Execution, Happened, Runner } from '../../src/runtime/types.ts';

/** Starts an action of a trigger from its code. */
export const action = (trigger: string, text: string): Promise<Runner> =>
  startRunner({ type: 'action', trigger, code: { path: 'actions/code.js', text } });

/** Starts a script from its code. */
export const script = (name: string, text: string): Promise<Runner> =>
  startRunner({ type: 'script', script: name, code: { path: 'databases/script.js', text } });

/** An execution of which only what matters is said. */
export const execution = (part: Partial<Execution> = {}): Execution => ({ secrets: {}, http: {}, ...part });

/** The calls of an execution, without their places. */
export const callsOf = ({ calls }: Happened): unknown[] => calls.map((call) => [call.method, ...call.arguments]);
