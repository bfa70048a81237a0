import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The program as it is built. */
export const binary = join(import.meta.dirname, '../../dist/main.js');

/** A folder of its own, in which packages are installed as npm has them. */
export const folder = mkdtempSync(join(tmpdir(), 'tenantry-clients-'));

/** What came of the cases so far. */
export const counts = { passed: 0, failed: 0, skipped: 0 };

/** Installs packages, in exactly these versions. */
export function install(packages: readonly string[]): void {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--save-exact', '--loglevel=error', ...packages]);
}

/** Says what became of a case. */
export function tell(result: keyof typeof counts, text: string): void {
  counts[result] += 1;
  process.stdout.write(`${result.padEnd(8)}${text}\n`);
}

/** Runs a program in the folder and gives what it said; throws when it fails. */
export function run(command: string, args: readonly string[], env: Record<string, string> = {}, cwd = folder): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...usual(), ...env },
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const output = `${stdout}${stderr}`;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${output.slice(-5000)}`);
  return output;
}

/** Runs a program of cases in the folder. Each says on a line of its own what became of it, and these are counted. */
export async function judge(file: string, env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [file], {
    cwd: folder,
    env: { ...usual(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  let cases = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const result = /^(passed|failed|skipped) +(.*)$/.exec(line);
    if (result === null) return void process.stdout.write(`${line}\n`);
    cases += 1;
    tell(result[1] === 'passed' ? 'passed' : result[1] === 'failed' ? 'failed' : 'skipped', result[2] ?? '');
  });
  const [status]: unknown[] = await once(child, 'close');
  if (status !== 0 || cases === 0) {
    if (counts.failed === 0) tell('failed', `${file} ended with ${String(status)}`);
    process.stdout.write(errors.join('').slice(-5000));
  }
}

/** Starts a program in the background. */
export function start(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
  cwd = folder,
): ChildProcess {
  return spawn(command, args, { cwd, env: { ...usual(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Removes the folder, once nothing of it is needed. */
export const removeFolder = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** Nothing of our own environment but what programs need. */
function usual(): Record<string, string> {
  const { PATH = '', HOME = '', npm_config_registry: registry } = process.env;
  return { PATH, HOME, ...(registry === undefined ? {} : { npm_config_registry: registry }) };
}
