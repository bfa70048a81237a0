import { setFlagsFromString } from 'node:v8';
import { version } from './version.ts';

const [first] = process.argv.slice(2);

// Asking for the version must not cost the loading of the program.
if (first === '--version' || first === '-V') process.stdout.write(`${version}\n`);
else await exit(await main());

async function main(): Promise<number> {
  // A large apply makes much garbage in a long time: a heap that grows slowly stays a third smaller.
  setFlagsFromString('--heap-growing-percent=40');
  const { run } = await import('./program.ts');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      process.once(signal, () => process.exit(130));
    });
  }
  // A reader that has seen enough, such as head, is no error; what is under way goes on, and has its exit code.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const { argv, env, stdout, stderr, stdin } = process;
  return run(argv.slice(2), { cwd: process.cwd(), env, stdout, stderr, stdin, signal: stop.signal });
}

/** Ends the process when everything is written; the SDK leaves timers behind that nobody waits for. */
async function exit(code: number): Promise<never> {
  const written = [process.stdout, process.stderr].map(
    (stream) => new Promise<void>((resolve) => void stream.write('', () => resolve())),
  );
  await Promise.all(written);
  process.exit(code);
}
