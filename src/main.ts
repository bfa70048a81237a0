import { setFlagsFromString } from 'node:v8';
import { version } from './version.ts';

const [first] = process.argv.slice(2);

// Asking for the version must not cost the loading of the program.
if (first === '--version' || first === '-V') process.stdout.write(`${version}\n`);
// Neither may a key that a shell asks at.
else if (first === '__complete') await writeCompletion();
else await exit(await main());

async function writeCompletion(): Promise<void> {
  const [{ answerTo }, { completionTable }] = await Promise.all([
    import('./completion/answer.ts'),
    import('./completion/table.ts'),
  ]);
  process.stdout.write(answerTo(process.argv.slice(3), completionTable(), process.cwd()));
}

async function main(): Promise<number> {
  // A large apply makes much garbage in a long time: a heap that grows slowly stays a third smaller.
  setFlagsFromString('--heap-growing-percent=40');
  const { run } = await import('./program.ts');
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
  const { argv, env, stdout, stderr, stdin } = process;
  return run(argv.slice(2), { cwd: process.cwd(), env, stdout, stderr, stdin, signal: stop.signal, catchSignals });
}

/** Ends the process when everything is written; the SDK leaves timers behind that nobody waits for. */
async function exit(code: number): Promise<never> {
  const written = [process.stdout, process.stderr].map(
    (stream) => new Promise<void>((resolve) => void stream.write('', () => resolve())),
  );
  await Promise.all(written);
  process.exit(code);
}
