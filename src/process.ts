import type { Outside } from './commands/outside.ts';

/** What is said when a result is lost. It stands here because what loads nothing else says it, too. */
const outputLost = (why: string): string =>
  `error what was printed is not whole: ${why}\n  what was under way went on; make room, or write elsewhere, and run again\n`;

/** Why what was written to a stream is lost, as on a full disk. */
let lost: string | undefined;

/**
 * Lets nothing that becomes of the streams end the process: what is under way goes on. A reader that has seen enough, such as head,
 * is no error, and neither is a terminal that was closed; anything else is told at the end.
 */
export function watchStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') lost ??= error.message;
    });
  }
}

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
  const { env, stdout, stderr, stdin } = process;
  return { cwd: process.cwd(), env, stdout, stderr, stdin, signal: stop.signal, catchSignals };
}

/** Ends the process when everything is written; the SDK leaves timers behind that nobody waits for. */
export async function endWith(code: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map((stream) => write(stream, '')));
  if (lost === undefined) process.exit(code);
  await write(process.stderr, outputLost(lost));
  // What says that there are changes, or findings, is no result when they cannot be read.
  process.exit([0, 2, 3].includes(code) ? 1 : code);
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => void stream.write(text, () => resolve()));
}
