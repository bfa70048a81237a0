import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { serve } from '../../src/emulator/serve.ts';
import { after, before } from './tenant.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
const port = 4330;

/** What happened in the runs that were finished in one way. */
export interface KillTally {
  how: 'apply' | 'apply --resume';
  runs: number;
  /** Runs whose process was still there to be killed, and those of them that had begun to write. */
  killed: number;
  begun: number;
  /** Writes that were done before the kills, together. */
  writes: number;
  /** Journals with a line that was cut off. */
  torn: number;
  wrong: string[];
}

/** What one process has said and how it ended. */
interface Ended {
  code: number | null;
  output: string;
}

/** Kills applies at random moments; each is then finished by another process, in half of the runs by `--resume`. */
export async function killCampaign(runs: number, seed = 1): Promise<KillTally[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-kills-'));
  const emulator = createEmulator({ domain: `127.0.0.1:${port}`, latency: 20, buildMilliseconds: 5 });
  const server = await serve(emulator, { port });
  const random = generator(seed);
  try {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
    writeProject(folder, before());
    expectCode(await apply(folder), 0);
    const start = emulator.snapshot();
    writeProject(folder, after(String(pem)));
    emulator.requests.length = 0;
    const undisturbed = performance.now();
    expectCode(await apply(folder), 0);
    const wanted = countsOf(emulator);
    const milliseconds = performance.now() - undisturbed;
    const tallies = (['apply', 'apply --resume'] as const).map((how): KillTally => ({
      how,
      runs: 0,
      killed: 0,
      begun: 0,
      writes: 0,
      torn: 0,
      wrong: [],
    }));
    for (let run = 0; run < runs; run += 1) {
      emulator.restore(start);
      emulator.requests.length = 0;
      rmSync(join(folder, '.tenantry'), { recursive: true, force: true });
      const tally = tallies[run % 2];
      if (tally === undefined) continue;
      // From when it has read the tenant to its end.
      await oneRun(folder, emulator, wanted, milliseconds * (0.35 + 0.6 * random()), tally, run);
    }
    return tallies;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneRun(
  folder: string,
  emulator: Emulator,
  wanted: string,
  milliseconds: number,
  tally: KillTally,
  run: number,
): Promise<void> {
  const child = start(folder, ['apply', 'acme', '--env', 'dev', '--yes']);
  const timer = setTimeout(() => child.process.kill('SIGKILL'), milliseconds);
  const { code } = await child.ended;
  clearTimeout(timer);
  const writes = emulator.requests.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token').length;
  tally.runs += 1;
  if (code === null) tally.killed += 1;
  if (code === null && writes > 0) tally.begun += 1;
  tally.writes += code === null ? writes : 0;

  const problems: string[] = [];
  const finish = tally.how === 'apply' ? await apply(folder) : await resume(folder);
  if (finish.code !== 0) problems.push(`${tally.how} ended with ${finish.code}: ${finish.output.slice(-400)}`);
  const plan = await start(folder, ['plan', 'acme', '--env', 'dev']).ended;
  if (plan.code !== 0) problems.push(`the plan ended with ${plan.code}: ${plan.output.slice(-400)}`);
  const counts = countsOf(emulator);
  if (counts !== wanted) problems.push(`there is ${counts}, not ${wanted}`);
  const journals = journalsIn(folder);
  tally.torn += journals.torn;
  problems.push(...journals.unreadable);
  if (problems.length > 0)
    tally.wrong.push(`run ${run}, killed after ${milliseconds.toFixed(0)} ms: ${problems.join('; ')}`);
}

/** Resumes, or applies when the run had come to its end, or had not begun. */
async function resume(folder: string): Promise<Ended> {
  const resumed = await start(folder, ['apply', 'acme', '--env', 'dev', '--yes', '--resume']).ended;
  const isRefused = /nothing to resume|nothing has been applied/.test(resumed.output);
  return isRefused ? apply(folder) : resumed;
}

function apply(folder: string): Promise<Ended> {
  return start(folder, ['apply', 'acme', '--env', 'dev', '--yes']).ended;
}

function start(folder: string, args: string[]): { process: ReturnType<typeof spawn>; ended: Promise<Ended> } {
  const env = {
    PATH: process.env['PATH'] ?? '',
    AUTH0_CLIENT_ID: DEPLOYER.clientId,
    AUTH0_CLIENT_SECRET: DEPLOYER.clientSecret,
  };
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return { process: child, ended };
}

/** Journals have to be readable line by line; only one that a process died over may have a line that is cut off. */
function journalsIn(folder: string): { torn: number; unreadable: string[] } {
  const root = join(folder, '.tenantry/runs');
  const found = { torn: 0, unreadable: [] as string[] };
  for (const id of existsSync(root) ? readdirSync(root) : []) {
    const path = join(root, id, 'journal.jsonl');
    if (!existsSync(path)) continue;
    const bad = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !isJson(line));
    if (bad.length === 1) found.torn += 1;
    if (bad.length > 1) found.unreadable.push(`${bad.length} lines of a journal cannot be read`);
  }
  return found;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** How many there are in each collection; of versions of the same code there may be more, as a deploy may be repeated. */
function countsOf(emulator: Emulator): string {
  const collections = Object.entries(emulator.snapshot().collections).filter(([name]) => !name.includes('version'));
  return collections
    .map(([name, entries]) => `${name} ${Object.keys(entries).length}`)
    .sort()
    .join(', ');
}

function writeProject(folder: string, yaml: string): void {
  mkdirSync(join(folder, 'tenants/acme/environments'), { recursive: true });
  writeFileSync(join(folder, 'tenants/acme/tenant.yaml'), yaml);
  const environment = `domain: http://127.0.0.1:${port}\npolicy: { delete: true }\n`;
  writeFileSync(join(folder, 'tenants/acme/environments/dev.yaml'), environment);
}

function expectCode({ code, output }: Ended, expected: number): void {
  if (code !== expected) throw new Error(`ended with ${code}: ${output}`);
}

/** Numbers from 0 to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
