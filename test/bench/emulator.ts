// npm run bench:emulator: what the emulator bears. One core serves, another one asks; --seconds says for how long.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { createEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { isState } from '../../src/emulator/store.ts';
import { median, processorMilliseconds, table } from './measure.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const folder = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));

try {
  const emulator = await withClients(1000);
  const rows = [...keeping(emulator), ...(await serving(emulator, Number(values.seconds)))];
  process.stdout.write(`${table(['what', 'figure', 'limit'], rows)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** An emulated tenant with this many clients. */
async function withClients(count: number): Promise<Emulator> {
  const emulator = createEmulator();
  const { access_token } = await post(emulator, '/oauth/token', tokenForm('https://local/api/v2/'));
  const headers = { authorization: `Bearer ${access_token}` };
  for (let index = 0; index < count; index += 1) {
    const client = { name: `Service ${index}`, app_type: 'non_interactive', grant_types: ['client_credentials'] };
    await post(emulator, '/api/v2/clients', client, headers);
  }
  return emulator;
}

function tokenForm(audience: string): object {
  const { clientId: client_id, clientSecret: client_secret } = DEPLOYER;
  return { grant_type: 'client_credentials', client_id, client_secret, audience };
}

async function post(emulator: Emulator, path: string, body: object, headers = {}): Promise<Record<string, string>> {
  const init = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  };
  const response = await emulator.fetch(new Request(`https://local${path}`, init));
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}

/** How long the state of `domain: local` takes to be written when a command ends, and to be there when the next begins. */
function keeping(emulator: Emulator): string[][] {
  const path = join(folder, 'state.json');
  const saves = times(11, () => writeFileSync(path, `${JSON.stringify(emulator.snapshot())}\n`));
  const loads = times(11, () => {
    const state: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isState(state)) throw new Error('what was saved is no state');
    createEmulator({ state });
  });
  return [
    ['save the state of 1,000 clients', `${saves.toFixed(0)} ms`, '200 ms'],
    ['load the state of 1,000 clients', `${loads.toFixed(0)} ms`, '200 ms'],
  ];
}

function times(runs: number, work: () => void): number {
  return median(
    Array.from({ length: runs }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    }),
  );
}

/** One client is read again and again over HTTP, from a served emulator with 1,000 of them. */
async function serving(emulator: Emulator, seconds: number): Promise<string[][]> {
  const child = spawn(process.execPath, [main, 'emulate', '--port', '0'], { cwd: folder, stdio: 'pipe' });
  child.stderr.resume();
  try {
    const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    await fetch(`${url}/emulator/state`, { method: 'PUT', body: JSON.stringify(emulator.snapshot()) });
    const pool = new Pool(url, { connections: 16 });
    const headers = { authorization: `Bearer ${await tokenFrom(url)}` };
    const id = Object.keys(emulator.snapshot().collections['clients'] ?? {}).at(-1);
    const memory: number[] = [];
    const warm = Math.min(10, seconds / 4);
    await readFor(pool, { path: `/api/v2/clients/${id}`, headers, seconds: warm });
    const first = residentMegabytes(child.pid);
    const sampling = setInterval(() => memory.push(residentMegabytes(child.pid)), 1000);
    const [started, worked] = [performance.now(), processorMilliseconds(child.pid)];
    const count = await readFor(pool, { path: `/api/v2/clients/${id}`, headers, seconds });
    const work = (processorMilliseconds(child.pid) - worked) / count;
    const rate = count / ((performance.now() - started) / 1000);
    clearInterval(sampling);
    await pool.close();
    const last = median(memory.slice(-5));
    const growth = (100 * (last - first)) / first;
    return [
      [`GET of one client by id, for ${seconds} s`, `${Math.round(rate)}/s`, '2,000/s'],
      ['processor time of the server for each', `${work.toFixed(2)} ms`, '0.5 ms'],
      ['memory after these', `${last} MB, ${growth.toFixed(1)} % more than after ${warm} s`, '10 %'],
    ];
  } finally {
    child.kill();
  }
}

async function tokenFrom(url: string): Promise<string> {
  const body = JSON.stringify(tokenForm('https://local/api/v2/'));
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', headers, body });
  const { access_token } = (await response.json()) as { access_token?: string };
  if (access_token === undefined) throw new Error('no token');
  return access_token;
}

/** Keeps every connection of the pool busy; how many answers came. */
async function readFor(
  pool: Pool,
  { path, headers, seconds }: { path: string; headers: Record<string, string>; seconds: number },
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let count = 0;
  const reader = async (): Promise<void> => {
    while (performance.now() < end) {
      const { statusCode, body } = await pool.request({ method: 'GET', path, headers });
      if (statusCode !== 200) throw new Error(await body.text());
      await body.dump();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, reader));
  return count;
}

/** What the system says that a process holds. */
function residentMegabytes(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}
