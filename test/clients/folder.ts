import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

/** The program as it is built. */
export const binary = join(import.meta.dirname, '../../dist/main.js');

const { CLIENTS_FOLDER: kept } = process.env;

/** A folder of its own, in which packages are installed as npm has them; `CLIENTS_FOLDER` names one that is kept for the next run. */
export const folder = kept === undefined ? mkdtempSync(join(tmpdir(), 'tenantry-clients-')) : folderIn(kept);

function folderIn(path: string): string {
  const own = join(path, basename(process.argv[1] ?? '', '.ts'));
  mkdirSync(own, { recursive: true });
  return own;
}

/** What came of the cases so far. */
export const counts = { passed: 0, failed: 0, skipped: 0 };

/** What a run leaves. */
const LEFT = ['.tenantry', 'tenants', 'exports', '.env.auth0'];

/** Installs packages, in exactly these versions. */
export function install(packages: readonly string[]): void {
  // One that was killed could not tidy up.
  if (kept !== undefined) removeFolder();
  const list = join(folder, 'installed.txt');
  const wanted = packages.join('\n');
  if (existsSync(list) && readFileSync(list, 'utf8') === wanted) return;
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--save-exact',
    '--prefer-offline',
    '--loglevel=error',
    ...packages,
  ]);
  writeFileSync(list, wanted);
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
  const timer = setTimeout(() => child.kill(), LONGEST);
  let cases = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const result = /^(passed|failed|skipped) +(.*)$/.exec(line);
    if (result === null) return void process.stdout.write(`${line}\n`);
    cases += 1;
    tell(result[1] === 'passed' ? 'passed' : result[1] === 'failed' ? 'failed' : 'skipped', result[2] ?? '');
  });
  const status = await endOf(child);
  clearTimeout(timer);
  if (status === 0 && cases > 0) return;
  // A case that failed has been told.
  if (status !== 1 || counts.failed === 0) tell('failed', `${file} ended with ${status}`);
  process.stdout.write(errors.join('').slice(-5000));
}

/** How long the cases of one program may take, in milliseconds; what hangs is ended. */
const LONGEST = 300_000;

/** How a program ended: a status, or that of a signal. */
export const endOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.on('close', (status) => resolve(status ?? 128));
  });

/** Starts a program in the background. */
export function start(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
  cwd = folder,
): ChildProcess {
  return spawn(command, args, { cwd, env: { ...usual(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Removes the folder, once nothing of it is needed, or what a run left in one that is kept. */
export function removeFolder(): void {
  const left = kept === undefined ? [folder] : LEFT.map((name) => join(folder, name));
  for (const path of left) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}

/** Nothing of our own environment but what programs need. */
function usual(): Record<string, string> {
  const { PATH = '', HOME = '', npm_config_registry: registry } = process.env;
  return { PATH, HOME, ...(registry === undefined ? {} : { npm_config_registry: registry }) };
}
