import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtBinary } from './support/binary.ts';
import { code, pull, setting } from './support/pulls.ts';
import { ended, tenantry } from './support/tenantry.ts';

it('a pull for which there is no room, or no right to write: all files are old, and it says why', async () => {
  const { cwd, env, texts } = await setting(`${code}${'// more\n'.repeat(2000)}`);
  const binary = builtBinary();
  const around = { ...env, PATH: process.env['PATH'] ?? '', HOME: cwd };
  const old = texts();
  const words = [process.execPath, binary, ...pull].map((word) => `'${word}'`).join(' ');
  const full = await ended(spawn('sh', ['-c', `trap '' XFSZ; ulimit -f 8; exec ${words}`], { cwd, env: around }));
  expect([full.code, full.stderr], full.stdout).toEqual([1, expect.stringContaining('all files are as they were')]);
  expect([texts() === old, existsSync(join(cwd, '.tenantry/write'))]).toEqual([true, false]);

  // Root may write everywhere.
  const isRoot = process.getuid?.() === 0;
  const [uid, gid] = [65_534, 65_534];
  if (isRoot) spawnSync('chown', ['-R', `${uid}:${gid}`, cwd]);
  const folders = [join(cwd, 'tenants/acme/actions'), join(cwd, 'tenants/acme')];
  for (const folder of folders) chmodSync(folder, 0o555);
  const locked = await ended(
    spawn(process.execPath, [binary, ...pull], { cwd, env: around, ...(isRoot ? { uid, gid } : {}) }),
  );
  for (const folder of folders) chmodSync(folder, 0o755);
  expect([locked.code, locked.stderr], locked.stdout).toEqual([1, expect.stringContaining('permission denied')]);
  expect([texts() === old, existsSync(join(cwd, '.tenantry/write'))]).toEqual([true, false]);
});

it('two resources of one name in the tenant are left with both ids, and all else comes in', async () => {
  const { cwd, tenant, env, texts } = await setting();
  const { body } = await tenant.request('GET', '/roles');
  expect(JSON.stringify(body)).toContain('Auditor');
  const made = await tenant.request('POST', '/clients', { name: 'Twin', app_type: 'spa' });
  const other = await tenant.request('POST', '/clients', { name: 'Twin', app_type: 'native' });
  const id = (one: { body: unknown }): string => (one.body as { client_id: string }).client_id;
  const pulled = await tenantry([...pull, '--only', 'clients', '--only', 'roles'], { cwd, env });
  expect(pulled.code, pulled.stderr).toBe(2);
  expect(pulled.stdout).toContain('in the tenant have this name');
  expect([id(made), id(other)].every((one) => pulled.stdout.includes(one))).toBe(true);
  expect([texts().includes('Walks'), texts().includes('Twin')]).toEqual([true, false]);
});
