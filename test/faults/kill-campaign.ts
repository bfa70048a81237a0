import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { freePort, serve } from '../../src/emulator/serve.ts';
import * as library from '../../src/library/index.ts';
import { after, before } from './tenant.ts';

const variables = { AUTH0_CLIENT_ID: DEPLOYER.clientId, AUTH0_CLIENT_SECRET: DEPLOYER.clientSecret };
const main = join(import.meta.dirname, '../../dist/main.js');

/** What happened in the runs that were finished in one way. */
export interface KillTally {
  how: 'apply' | 'apply --resume';
  runs: number;
  /** Runs whose process was still there to be killed, and those of them that had begun to write. */
  killed: number;
  begun: number;
  /** Runs of which the process that was to finish them was killed, too. */
  again: number;
  /** Writes that were done before the kills, together. */
  writes: number;
  /** Journals with a line that is cut off: by the kill, or by us, as a machine may that dies. */
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
  const port = await freePort('127.0.0.1');
  const emulator = createEmulator({ domain: `127.0.0.1:${port}`, latency: 20, buildMilliseconds: 5 });
  const server = await serve(emulator, { port });
  const random = generator(seed);
  try {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
    writeProject(folder, server.url, before());
    await deploy(folder);
    const start = emulator.snapshot();
    writeProject(folder, server.url, after(String(pem)));
    emulator.requests.length = 0;
    await deploy(folder);
    const wanted = countsOf(emulator);
    const writes = writesOf(emulator);
    const tallies = (['apply', 'apply --resume'] as const).map((how): KillTally => ({
      how,
      runs: 0,
      killed: 0,
      begun: 0,
      again: 0,
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
      // Before the first write, behind the last, or anywhere between, whatever is in flight then.
      const moment = (): Moment => ({ writes: Math.floor(random() * (writes + 1)), milliseconds: 15 * random() });
      await oneRun({ folder, emulator, wanted, tally, run, moment });
    }
    return tallies;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** After how many writes a process is killed, and how much later. */
interface Moment {
  writes: number;
  milliseconds: number;
}

/** One run of a campaign. */
interface Run {
  folder: string;
  emulator: Emulator;
  wanted: string;
  tally: KillTally;
  run: number;
  moment: () => Moment;
}

async function oneRun({ folder, emulator, wanted, tally, run, moment }: Run): Promise<void> {
  const first = moment();
  const { code } = await killed(folder, emulator, first, []);
  const writes = writesOf(emulator);
  tally.runs += 1;
  if (code === null) tally.killed += 1;
  if (code === null && writes > 0) tally.begun += 1;
  tally.writes += code === null ? writes : 0;
  // A machine that dies may leave half of the last line; a process that is killed leaves all or nothing of it.
  if (code === null && run % 4 > 1) cutLastLine(folder);
  if (code === null && run % 6 > 3) {
    const second = { ...moment(), writes: writes + 1 };
    const finishing = await killed(folder, emulator, second, tally.how === 'apply' ? [] : ['--resume']);
    if (finishing.code === null) tally.again += 1;
  }

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
  const locks = join(folder, '.tenantry/locks');
  const left = existsSync(locks) ? readdirSync(locks).filter((name) => name.includes('.lock')) : [];
  if (left.length > 0) problems.push(`there is a lock left: ${left.join(', ')}`);
  if (problems.length > 0) tally.wrong.push(`run ${run}, killed after ${first.writes} writes: ${problems.join('; ')}`);
}

/** An apply that is killed when the tenant has seen that many writes. */
async function killed(folder: string, emulator: Emulator, moment: Moment, options: string[]): Promise<Ended> {
  const child = start(folder, ['apply', 'acme', '--env', 'dev', '--yes', ...options]);
  const watch = setInterval(() => {
    const isThere = emulator.requests.length > 0 && writesOf(emulator) >= moment.writes;
    if (!isThere) return;
    clearInterval(watch);
    setTimeout(() => child.process.kill('SIGKILL'), moment.milliseconds);
  }, 1);
  const ended = await child.ended;
  clearInterval(watch);
  return ended;
}

/** Cuts the last line of the last journal in two, when it says that something was done: that may not be on the disk yet. */
function cutLastLine(folder: string): void {
  const path = journalPaths(folder).at(-1);
  if (path === undefined) return;
  const text = readFileSync(path, 'utf8');
  const line = text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
  if (line.includes('"event":"done"')) truncateSync(path, Buffer.byteLength(text) - Math.ceil(line.length / 2));
}

function writesOf(emulator: Emulator): number {
  return emulator.requests.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token').length;
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
  // Locks are at home.
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...variables };
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

/** Journals have to be readable line by line; where a process died over one, its last line then may be cut off. */
function journalsIn(folder: string): { torn: number; unreadable: string[] } {
  const found = { torn: 0, unreadable: [] as string[] };
  for (const path of journalPaths(folder)) {
    const bad = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !isJson(line));
    if (bad.length === 1) found.torn += 1;
    if (bad.length > 1) found.unreadable.push(`${bad.length} lines of a journal cannot be read`);
  }
  return found;
}

function journalPaths(folder: string): string[] {
  const root = join(folder, '.tenantry/runs');
  const ids = existsSync(root) ? readdirSync(root).sort() : [];
  return ids.map((id) => join(root, id, 'journal.jsonl')).filter((path) => existsSync(path));
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

function writeProject(folder: string, url: string, yaml: string): void {
  mkdirSync(join(folder, 'tenants/acme/environments'), { recursive: true });
  writeFileSync(join(folder, 'tenants/acme/tenant.yaml'), yaml);
  const environment = `domain: ${url}\npolicy: { delete: true }\n`;
  writeFileSync(join(folder, 'tenants/acme/environments/dev.yaml'), environment);
}

/** Does in this process, which nobody kills, what the runs are measured by. */
async function deploy(cwd: string): Promise<void> {
  const agreed = await library.plan({ cwd, tenant: 'acme', environment: 'dev', variables });
  const { status } = agreed.status === 'refused' ? agreed : await library.apply(agreed.plan, { cwd, variables });
  if (status !== 'applied') throw new Error(`an apply that nobody kills is ${status}`);
}

/** Numbers from 0 to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
