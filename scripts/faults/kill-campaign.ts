import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { serve } from '../../src/emulator/serve.ts';
import type { EmulatorState } from '../../src/emulator/store.ts';
import { parseJson } from '../../src/model/json.ts';
import { builtBinary } from '../../test/cli/support/binary.ts';
import { countsOf, pem } from './campaign.ts';
import { after, before } from './tenant.ts';

/** What came of the kills that met runs in the same part of their work, finished in the same way. */
export interface KillTally {
  what: string;
  runs: number;
  /** Writes that the tenant had carried out by then: the least and the most. */
  writes: [number, number];
  /** Runs that ended by themselves before the signal came. */
  late: number;
  /** Runs whose --resume was refused, because the run had ended or had not begun: they were applied again. */
  refused: number;
  /** Journals that had a torn line. */
  torn: number;
  wrong: string[];
}

interface Ended {
  code: number | null;
  output: string;
}

/** What every run begins with, and what it has to come to. */
interface Setting {
  binary: string;
  folder: string;
  state: EmulatorState;
  counts: string;
  writes: number;
  domain: string;
  /** Answers requests of the served tenant from now on. */
  answer: { fetch: Emulator['fetch'] };
}

const latency = 5;

/** Applies that are killed at a random moment of their writing, each followed by one that has to finish the job. */
export async function killCampaign(runs: number, seed = 1): Promise<KillTally[]> {
  const random = randomFrom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-kills-'));
  const answer: Setting['answer'] = { fetch: () => Promise.reject(new Error('nobody is served')) };
  const idle = createEmulator();
  const server = await serve({ ...idle, fetch: (request) => answer.fetch(request) }, { port: 0 });
  try {
    const setting = await begin(folder, server.url, answer);
    const tallies = new Map<string, KillTally>();
    for (let run = 0; run < runs; run += 1) {
      // From just before the first write to just behind the last one.
      const position = Math.floor(random() * (setting.writes + 1));
      const part = ['first', 'second', 'third', 'last'][Math.floor((4 * position) / (setting.writes + 1))] ?? 'last';
      const how = run % 2 === 0 ? 'apply' : 'apply --resume';
      const what = `${part} quarter, then ${how}`;
      const tally = tallies.get(what) ?? {
        what,
        runs: 0,
        writes: [Infinity, 0],
        late: 0,
        refused: 0,
        torn: 0,
        wrong: [],
      };
      tallies.set(what, tally);
      const moment = { position, delay: random() * 3 * latency };
      await oneRun(setting, { run, moment, resumes: run % 2 === 1, again: random() < 0.25 }, tally);
    }
    const order = ['first', 'second', 'third', 'last'];
    const rank = ({ what }: KillTally): number =>
      order.indexOf(what.split(' ')[0] ?? '') + (what.endsWith('e') ? 0.5 : 0);
    return [...tallies.values()].sort((a, b) => rank(a) - rank(b));
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A project whose first files are applied, and what an undisturbed apply of the second ones comes to. */
async function begin(folder: string, url: string, answer: Setting['answer']): Promise<Setting> {
  const binary = builtBinary();
  const domain = new URL(url).host;
  const start = join(folder, 'start');
  mkdirSync(join(start, 'tenants/acme/environments'), { recursive: true });
  writeFileSync(join(start, 'tenants/acme/environments/dev.yaml'), `domain: ${url}\npolicy: { delete: true }\n`);
  writeFileSync(join(start, 'tenants/acme/tenant.yaml'), before());
  const first = createEmulator({ domain });
  answer.fetch = first.fetch;
  const prepared = await tenantry(binary, start, apply);
  if (prepared.code !== 0) throw new Error(prepared.output);
  writeFileSync(join(start, 'tenants/acme/tenant.yaml'), after(pem));
  const state = first.snapshot();
  const setting = { binary, folder, state, counts: '', writes: 0, domain, answer };
  const whole = createEmulator({ domain, state });
  answer.fetch = whole.fetch;
  const cwd = copyOf(setting, 'whole');
  const undisturbed = await tenantry(binary, cwd, apply);
  if (undisturbed.code !== 0) throw new Error(undisturbed.output);
  return { ...setting, counts: countsOf(whole), writes: writesOf(whole) };
}

interface Attempt {
  run: number;
  /** The signal comes so long after the request for that write. */
  moment: { position: number; delay: number };
  resumes: boolean;
  /** Whether the run that should finish the job is killed, too. */
  again: boolean;
}

async function oneRun(setting: Setting, attempt: Attempt, tally: KillTally): Promise<void> {
  const { run, moment, resumes, again } = attempt;
  const { binary, domain, state, answer } = setting;
  const cwd = copyOf(setting, `run-${run}`);
  const emulator = createEmulator({ domain, state, latency });
  const wrong: string[] = [];
  tally.runs += 1;
  if (!(await killed(setting, cwd, emulator, apply, moment))) tally.late += 1;
  const writes = writesOf(emulator);
  tally.writes = [Math.min(tally.writes[0], writes), Math.max(tally.writes[1], writes)];
  const how = resumes ? [...apply, '--resume'] : apply;
  if (again) await killed(setting, cwd, emulator, how, { ...moment, position: Math.floor(moment.position / 4) });
  answer.fetch = emulator.fetch;
  let finished = await tenantry(binary, cwd, how);
  if (resumes && finished.code === 1 && /nothing to resume|nothing has been applied/.test(finished.output)) {
    tally.refused += 1;
    finished = await tenantry(binary, cwd, apply);
  }
  if (finished.code !== 0) wrong.push(`exit ${finished.code}: ${finished.output}`);
  const planned = await tenantry(binary, cwd, ['plan', 'acme', '--env', 'dev']);
  if (planned.code !== 0) wrong.push(`the plan after it: exit ${planned.code}: ${planned.output}`);
  const counts = countsOf(emulator);
  if (counts !== setting.counts) wrong.push(`there is ${counts}, not ${setting.counts}`);
  const torn = tornLines(cwd);
  if (torn > 0) tally.torn += 1;
  if (torn > (again ? 2 : 1)) wrong.push(`${torn} lines of journals cannot be read`);
  const locks = readdirSync(join(cwd, '.tenantry/locks')).filter((name) => name.endsWith('.lock'));
  if (locks.length > 0) wrong.push(`locks are left: ${locks.join(', ')}`);
  const last = await tenantry(binary, cwd, ['history', 'acme']);
  // An apply that found nothing to do is no run; a run that was resumed has ended.
  if (resumes && /^[^\n]*interrupted/.test(last.output)) wrong.push('the run that was resumed is told as interrupted');
  const told = `kill in run ${run}, write ${moment.position} + ${moment.delay.toFixed(1)} ms, again: ${again}`;
  tally.wrong.push(...wrong.map((text) => `${told}: ${text}`));
  rmSync(cwd, { recursive: true, force: true });
}

const apply = ['apply', 'acme', '--env', 'dev', '--yes'];

/** Runs the program and kills it at that moment; false when it had ended before. */
async function killed(
  { binary, answer }: Setting,
  cwd: string,
  emulator: Emulator,
  args: readonly string[],
  { position, delay }: Attempt['moment'],
): Promise<boolean> {
  let seen = 0;
  const child = started(binary, cwd, args);
  const kill = (): void => void setTimeout(() => child.kill('SIGKILL'), delay);
  answer.fetch = (request) => {
    if (isWrite(request.method, new URL(request.url).pathname)) {
      if (seen === position) kill();
      seen += 1;
      // Behind the last write, too.
      const isLast = seen === position;
      return emulator.fetch(request).finally(() => isLast && kill());
    }
    return emulator.fetch(request);
  };
  const end = await ended(child);
  return end.code === null;
}

function isWrite(method: string, path: string): boolean {
  return method !== 'GET' && path.startsWith('/api/v2');
}

function writesOf({ requests }: Emulator): number {
  return requests.filter(({ method, path, status }) => isWrite(method, path) && status >= 200 && status < 300).length;
}

/** Lines of journals that nobody can read. */
function tornLines(cwd: string): number {
  const root = join(cwd, '.tenantry/runs');
  const lines = readdirSync(root).flatMap((id) => {
    const files = readdirSync(join(root, id)).filter((name) => name === 'journal.jsonl');
    return files.flatMap((name) => readFileSync(join(root, id, name), 'utf8').split('\n'));
  });
  return lines.filter((line) => line !== '' && parseJson(line) === undefined).length;
}

function copyOf({ folder }: Pick<Setting, 'folder'>, name: string): string {
  cpSync(join(folder, 'start'), join(folder, name), { recursive: true });
  return join(folder, name);
}

async function tenantry(binary: string, cwd: string, args: readonly string[]): Promise<Ended> {
  return ended(started(binary, cwd, args));
}

function started(binary: string, cwd: string, args: readonly string[]): ChildProcess {
  const credentials = { AUTH0_CLIENT_ID: DEPLOYER.clientId, AUTH0_CLIENT_SECRET: DEPLOYER.clientSecret };
  const env = { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...credentials };
  return spawn(process.execPath, [binary, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess): Promise<Ended> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** A generator of numbers from 0 to 1; the same seed gives the same ones. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
