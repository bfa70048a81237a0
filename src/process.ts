import type { Outside } from './commands/outside.ts';

/** The outside of a program that is this process: its streams, its environment, the signals that stop it. */
export function ofProcess(): Outside {
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const catchSignals = (): (() => void) => {
    for (const signal of signals) process.on(signal, onSignal);
    return () => {
      for (const signal of signals) process.off(signal, onSignal);
    };
  };
  // A reader that has seen enough, such as head, is no error, and neither is a terminal that was closed; what is under way goes
  // on, and has its exit code.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
  const { env, stdout, stderr, stdin } = process;
  return { cwd: process.cwd(), env, stdout, stderr, stdin, signal: stop.signal, catchSignals };
}

/** Ends the process when everything is written; the SDK leaves timers behind that nobody waits for. */
export async function endWith(code: number): Promise<never> {
  const written = [process.stdout, process.stderr].map(
    (stream) => new Promise<void>((resolve) => void stream.write('', () => resolve())),
  );
  await Promise.all(written);
  process.exit(code);
}
