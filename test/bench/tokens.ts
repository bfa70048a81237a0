// npm run bench:tokens: what the token endpoint bears, and whether its memory stays as it is. --seconds says for how long.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Pool } from 'undici';
import { median, processorMilliseconds, table } from './measure.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
const folder = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
const audience = 'https://parcels.example';

/** Says on a third channel, when it is asked there, what the heap holds after garbage was collected. */
const heap = `
  import { createReadStream, writeSync } from 'node:fs';
  const asked = createReadStream('', { fd: 3 });
  asked.on('data', () => { gc(); gc(); const { heapUsed, rss } = process.memoryUsage(); writeSync(4, heapUsed + ' ' + rss + '\\n'); });
  asked.unref?.();`;

/** An emulated tenant with one client and one API, in a process that tells of its memory. */
async function served(): Promise<{
  url: string;
  memory: () => Promise<{ heap: number; rss: number }>;
  /** In milliseconds. */
  worked: () => number;
  end: () => void;
}> {
  const hook = `data:text/javascript,${encodeURIComponent(heap)}`;
  const args = ['--expose-gc', '--import', hook, main, 'emulate', '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore', 'pipe', 'pipe'] });
  const [, stdout, , asking, answering] = child.stdio;
  if (stdout === null || asking === undefined || asking === null || answering === undefined || answering === null)
    throw new Error('the process has no channels');
  if (!('write' in asking) || !('read' in answering) || !('read' in stdout)) throw new Error('the channels are none');
  const lines = createInterface({ input: answering });
  const [url] = (await once(createInterface({ input: stdout }), 'line')) as [string];
  return {
    url,
    end: () => child.kill('SIGKILL'),
    worked: () => processorMilliseconds(child.pid),
    memory: async () => {
      asking.write('?');
      const [line] = (await once(lines, 'line')) as [string];
      const [heapUsed = 0, rss = 0] = line.split(' ').map(Number);
      return { heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20 };
    },
  };
}

/** Puts a client with its grant into a tenant. */
async function fill(url: string): Promise<Record<string, string>> {
  const state = (await (await fetch(`${url}/emulator/state`)).json()) as { collections: Record<string, object> };
  const client = { client_id: 'bench', name: 'Bench', client_secret: 'bench', grant_types: ['client_credentials'] };
  Object.assign(state.collections['clients'] ?? {}, { bench: client });
  const api = { id: 'api', name: 'Parcels', identifier: audience, scopes: [], token_dialect: 'rfc9068_profile' };
  Object.assign(state.collections['resource_servers'] ?? {}, { api });
  const grant = { id: 'grant', client_id: 'bench', audience, scope: [], subject_type: 'client' };
  Object.assign(state.collections['client_grants'] ?? {}, { grant });
  await fetch(`${url}/emulator/state`, { method: 'PUT', body: JSON.stringify(state) });
  return { grant_type: 'client_credentials', client_id: 'bench', client_secret: 'bench', audience };
}

/** Asks for tokens as fast as they come, over 16 connections, and verifies one of each hundred. */
async function ask(
  url: string,
  form: Record<string, string>,
  forSeconds: number,
): Promise<{ count: number; failed: number }> {
  const pool = new Pool(url, { connections: 16 });
  const keys = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`), { cooldownDuration: 0 });
  const body = new URLSearchParams(form).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const end = performance.now() + forSeconds * 1000;
  let [count, failed] = [0, 0];
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const answer = await pool.request({ method: 'POST', path: '/oauth/token', headers, body });
      const { access_token: token } = (await answer.body.json()) as { access_token?: string };
      count += 1;
      if (token === undefined) failed += 1;
      else if (count % 100 === 0)
        await jwtVerify(token, keys, { audience, issuer: `${url}/` }).catch(() => {
          failed += 1;
        });
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  await pool.close();
  return { count, failed };
}

const server = await served();
try {
  const form = await fill(server.url);
  // Until what it keeps of requests and events has as many as it ever has.
  let had = 0;
  while (had < 21_000) had += (await ask(server.url, form, 10)).count;
  const first = await server.memory();
  const sizes: { heap: number; rss: number }[] = [];
  const [started, worked] = [performance.now(), server.worked()];
  const rotating = setTimeout(
    () => void fetch(`${server.url}/emulator/keys/rotate`, { method: 'POST' }),
    seconds * 500,
  );
  const runs: { count: number; failed: number }[] = [];
  for (let part = 0; part < 6; part += 1) {
    runs.push(await ask(server.url, form, seconds / 6));
    sizes.push(await server.memory());
  }
  const sum = (of: 'count' | 'failed'): number => runs.reduce((all, run) => all + run[of], 0);
  const work = (server.worked() - worked) / sum('count');
  clearTimeout(rotating);
  const took = (performance.now() - started) / 1000;
  const [heapNow, rssNow] = [
    median(sizes.slice(-3).map((one) => one.heap)),
    median(sizes.slice(-3).map((one) => one.rss)),
  ];
  const growth = (now: number, before: number): string => `${(((now - before) / before) * 100).toFixed(1)} %`;
  const rows = [
    [`tokens, for ${seconds} s`, `${Math.round(sum('count') / took)}/s`, '150/s'],
    ['processor time of the server for each', `${work.toFixed(2)} ms`, '6.6 ms'],
    ['refused, or not verified, with a rotation of keys in the middle', String(sum('failed')), '0'],
    [
      `heap after these ${sum('count')}`,
      `${heapNow.toFixed(0)} MB, ${growth(heapNow, first.heap)} more than before`,
      '10 %',
    ],
    ['resident', `${rssNow.toFixed(0)} MB, ${growth(rssNow, first.rss)} more than before`, '10 %'],
  ];
  process.stdout.write(`${table(['what', 'figure', 'limit'], rows)}\n`);
} finally {
  server.end();
  rmSync(folder, { recursive: true, force: true });
}
