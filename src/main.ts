import { setFlagsFromString } from 'node:v8';
import { endWith, ofProcess, watchStreams } from './process.ts';
import { version } from './version.ts';

const [first] = process.argv.slice(2);
watchStreams();

// Asking for the version must not cost the loading of the program.
if (first === '--version' || first === '-V') {
  process.stdout.write(`${version}\n`);
  await endWith(0);
}
// Neither may a key that a shell asks at.
else if (first === '__complete') await writeCompletion();
else await endWith(await main());

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
  return run(process.argv.slice(2), ofProcess());
}
