// npm run test:clients: what is not ours, as npm has it, against the emulator: the Deploy CLI, libraries for OAuth with which machines and
// people get tokens, and the package in other programs. `--only judges` runs one of the parts, `--only judges spa next`
// some programs of it, and `--keep <dir>` leaves the exports of the Deploy CLI there, for whoever wants to load them.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { keep: { type: 'string' }, only: { type: 'string' } },
  allowPositionals: true,
});
const counts = { passed: 0, failed: 0, skipped: 0 };
const started = Date.now();

// One after the other: beside a build of Next on two processors the Deploy CLI waits ten seconds for a connection, and gives up.
await part('deploys', values.keep === undefined ? [] : ['--keep', values.keep]);
await part('judges', positionals);
await part('runners');
const { passed, failed, skipped } = counts;
const seconds = Math.round((Date.now() - started) / 1000);
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s\n`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one of the programs to its end; what became of its cases stands at the beginning of lines. */
async function part(name: string, args: readonly string[] = []): Promise<void> {
  if (values.only !== undefined && values.only !== name) return;
  const program = join(import.meta.dirname, `${name}.ts`);
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let count = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    process.stdout.write(`${line}\n`);
    const result = /^(passed|failed|skipped) /.exec(line)?.[1];
    if (result !== 'passed' && result !== 'failed' && result !== 'skipped') return;
    counts[result] += 1;
    count += 1;
  });
  const status = await new Promise<number>((resolve) => {
    child.on('close', (code) => resolve(code ?? 128));
  });
  if (status === 0 && count > 0) return;
  counts.failed += 1;
  process.stdout.write(`failed  ${name} ended with ${status}\n`);
}
