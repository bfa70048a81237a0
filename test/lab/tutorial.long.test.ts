import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { it, onTestFinished } from 'vitest';
import { freePort } from '../../src/emulator/serve.ts';
import { walk } from './support/walk.ts';

it('the tutorial of machines runs as it is printed', async () => {
  const cwd = clone();
  const ports = Object.fromEntries(
    await Promise.all(
      ['4010', '8080', '8081', '8082'].map(async (port) => [port, String(await freePort('127.0.0.1'))] as const),
    ),
  );
  const at = (port: string): string => `http://127.0.0.1:${ports[port]}`;
  await walk('docs/m2m.md', {
    cwd,
    env: {
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      HOME: cwd,
      // However busy the machine is, no request for a token is sent twice.
      TOKEN_TIMEOUT: '60',
      PARCELS_URL: at('8080'),
      BILLING_URL: at('8081'),
      GATEWAY_URL: at('8082'),
    },
    instead: ports,
    besides: (command) => (command.includes(' emulate ') ? ` --port ${ports['4010']}` : ''),
  });
}, 1_800_000);

/** A clone of this repository that is installed and built. */
function clone(): string {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-tutorial-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const root = resolve(import.meta.dirname, '../..');
  const commands = [`git clone --quiet ${root} .`, 'npm ci --no-audit --no-fund', 'npm run build'];
  const failed = commands.find((command) => spawnSync(command, { cwd, shell: true }).status !== 0);
  if (failed !== undefined) throw new Error(`failed: ${failed}`);
  return cwd;
}
