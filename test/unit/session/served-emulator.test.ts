import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isLong } from '../../support/long.ts';
import { files } from '../../cli/support/served.ts';
import { project, tenantry } from '../../cli/support/tenantry.ts';
import { servedEmulator, tellServed } from '../../../src/session/served-emulator.ts';

/** Something that takes connections and says nothing, as a process that is stopped does. */
async function silent(): Promise<{ server: Server; url: string }> {
  const server = createServer();
  const sockets = new Set<{ destroy: () => void }>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('an emulator that takes connections and does not answer is not taken for none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-served-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'acme.local.json');
  expect(await servedEmulator(path)).toBeUndefined();
  const { server, url } = await silent();
  tellServed(path, { url, id: 'one' });
  await expect(servedEmulator(path, 200)).rejects.toMatchObject({
    code: 'emulator-silent',
    message: `the emulator at ${url} does not answer within 0.2 s`,
    hint: expect.stringContaining(join(folder, 'acme.local.server.json')) as string,
  });
  server.close();
  tellServed(path, { url: 'http://127.0.0.1:1', id: 'one' });
  expect(await servedEmulator(path, 200)).toBeUndefined();
});

it.runIf(isLong)(
  'every command for the environment says so, and does nothing',
  async () => {
    const cwd = project(files);
    const { url } = await silent();
    tellServed(join(cwd, '.tenantry/emulator/acme.local.json'), { url, id: 'one' });
    const token = ['token', 'Dispatch Service', 'acme', '--audience', 'Parcels', '--env', 'local'];
    for (const args of [token, ['plan', 'acme', '--env', 'local'], ['emulate', 'acme', '--env', 'local']]) {
      const { code, stdout, stderr } = await tenantry(args, { cwd });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(`the emulator at ${url} does not answer within 10 s`);
    }
  },
  120_000,
);
