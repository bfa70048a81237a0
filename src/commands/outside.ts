import type { Happening } from './happening.ts';

/** The outside of the program, handed in by `main.ts`. */
export interface Outside {
  cwd: string;
  env: Record<string, string | undefined>;
  /** Carries the result. */
  stdout: NodeJS.WriteStream;
  /** Carries progress and messages. */
  stderr: NodeJS.WriteStream;
  stdin: NodeJS.ReadStream;
  /** Aborted by SIGINT, SIGTERM and SIGHUP once they are caught. */
  signal: AbortSignal;
  /**
   * Has the next of these signals abort `signal`, and the one after it end the process. Before, and when what comes back is
   * called, they end it at once: there is nothing to be finished.
   */
  catchSignals: () => () => void;
  /** Told what happens, beside what is written to the streams. */
  observe?: (happening: Happening) => void;
}

/** Whether colours are wanted on a stream: a terminal, and no `NO_COLOR`; `FORCE_COLOR` asks for them anywhere. */
export function wantsColour({ env }: Pick<Outside, 'env'>, stream: NodeJS.WriteStream): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '') !== '') return env['FORCE_COLOR'] !== '0';
  return stream.isTTY;
}

/** Whether lines on stderr can be written again: a terminal that moves its cursor, which nobody records. */
export function isLive({ env, stderr }: Pick<Outside, 'env' | 'stderr'>): boolean {
  return stderr.isTTY && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** Whether there is a person at a terminal who can be asked. */
export function isInteractive({ env, stdin, stderr }: Pick<Outside, 'env' | 'stdin' | 'stderr'>): boolean {
  return stdin.isTTY && stderr.isTTY && (env['CI'] ?? '') === '';
}
