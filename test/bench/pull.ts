import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { freePort, serve } from '../../src/emulator/serve.ts';
import { fill } from '../support/large-tenant.ts';
import { emulated } from '../support/project.ts';
import { measureBeside } from './measure.ts';

const main = join(import.meta.dirname, '../../dist/main.js');

/** A pull of a tenant with a thousand clients and all the rest into an empty folder, from a distance and without a limit. */
export async function pullRows(): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
  const port = await freePort('127.0.0.1');
  const domain = `127.0.0.1:${port}`;
  const source = emulated({ domain, buildMilliseconds: 0 });
  await fill(source, {
    clients: 1000,
    apis: 50,
    grants: 1000,
    roles: 50,
    connections: 40,
    actions: 60,
    organizations: 100,
  });
  const emulator = createEmulator({ domain, latency: 80, state: source.emulator.snapshot() });
  const server = await serve(emulator, { port });
  try {
    const environments = join(folder, 'tenants/bench/environments');
    mkdirSync(environments, { recursive: true });
    writeFileSync(join(environments, 'bench.yaml'), `domain: ${server.url}\n`);
    writeFileSync(join(folder, 'package.json'), '{}');
    const credentials = { AUTH0_CLIENT_ID: DEPLOYER.clientId, AUTH0_CLIENT_SECRET: DEPLOYER.clientSecret };
    const args = [main, 'pull', 'bench', '--env', 'bench'];
    const { seconds, worked, megabytes, status, output } = await measureBeside(args, folder, credentials);
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${output.slice(-2000)}`);
    const requests = emulator.requests.filter(({ path }) => path.startsWith('/api/'));
    return [
      ['pull 1,000 clients and the rest: time', `${seconds.toFixed(1)} s`, '12 s'],
      ['pull 1,000 clients and the rest: processor time', `${worked.toFixed(1)} s`, ''],
      ['pull 1,000 clients and the rest: peak memory', `${megabytes} MB`, '250 MB'],
      ['pull 1,000 clients and the rest: requests', String(requests.length), ''],
    ];
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
