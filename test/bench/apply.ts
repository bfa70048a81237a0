import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { freePort, serve } from '../../src/emulator/serve.ts';
import { measureBeside } from './measure.ts';
import { writeTenant } from './tenant.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
const limits = { burst: 100, perSecond: 50 };

/** The columns of the rows that `applyRows` gives. */
export const applyColumns = [
  'clients',
  'share',
  'command',
  'reads',
  'writes',
  '429',
  'time',
  'memory',
  'rate',
  'of what it may use',
  'busiest 5 s',
];

/** First apply, second apply and a plan after one drift, against an emulator with a distance and a limit. */
export async function applyRows(clients: number, share: number): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
  const port = await freePort('127.0.0.1');
  const emulator = createEmulator({ domain: `127.0.0.1:${port}`, latency: 80, limits });
  const server = await serve(emulator, { port });
  try {
    writeTenant(join(folder, 'tenants/bench'), clients, [{ name: 'bench', domain: server.url, share }]);
    writeFileSync(join(folder, 'package.json'), '{}');
    const apply = ['apply', 'bench', '--env', 'bench', '--yes'];
    const rows = [await row('first apply', apply, 0), await row('second apply', apply, 0)];
    await drift(emulator);
    rows.push(await row('plan after a drift', ['plan', 'bench', '--env', 'bench'], 2));
    return rows;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }

  async function row(command: string, args: string[], expected: number): Promise<string[]> {
    emulator.requests.length = 0;
    const credentials = { AUTH0_CLIENT_ID: DEPLOYER.clientId, AUTH0_CLIENT_SECRET: DEPLOYER.clientSecret };
    const { seconds, megabytes, status, output } = await measureBeside([main, ...args], folder, credentials);
    if (status !== expected) throw new Error(`${args.join(' ')} ended with ${status}\n${output.slice(-2000)}`);
    const requests = emulator.requests.filter(({ path }) => path.startsWith('/api/'));
    const writes = requests.filter(({ method }) => method !== 'GET').length;
    const refused = requests.filter((request) => request.status === 429).length;
    const times = requests.map(({ at }) => at / 1000);
    // What the limit allows: the bucket that is full at first, and what flows in meanwhile.
    const span = Math.max(...times) - Math.min(...times);
    const allowed = share * (limits.burst + limits.perSecond * span);
    const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 5).length));
    return [
      String(clients),
      String(share),
      command,
      String(requests.length - writes),
      String(writes),
      String(refused),
      `${seconds.toFixed(1)} s`,
      `${megabytes} MB`,
      `${(requests.length / span).toFixed(1)}/s`,
      `${((100 * requests.length) / allowed).toFixed(0)} %`,
      `${busiest} (limit ${limits.perSecond * 5})`,
    ];
  }
}

/** Somebody changes a client by hand. */
async function drift(emulator: Emulator): Promise<void> {
  const state = emulator.snapshot();
  const [key = '', body = {}] = Object.entries(state.collections['clients'] ?? {}).at(-1) ?? [];
  const changed = { ...body, description: 'by hand' };
  emulator.restore({
    ...state,
    collections: { ...state.collections, clients: { ...state.collections['clients'], [key]: changed } },
  });
  await Promise.resolve();
}
