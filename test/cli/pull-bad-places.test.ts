import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { serve } from '../../src/emulator/serve.ts';
import { isLong } from '../support/long.ts';
import { emulated } from '../support/project.ts';
import type { Emulated } from '../support/project.ts';
import { builtBinary } from './support/binary.ts';
import { deployer, ended, project, tenantry, writeFiles } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';

const code = 'exports.onExecutePostLogin = async () => {};\n';
const files = (url: string): Record<string, string> => ({
  'tenants/acme/tenant.yaml': `# Who works here.
roles:
  - name: Courier   # on bikes
    description: Drives
actions:
  - name: Check
    code: ./actions/check.js
    runtime: node22
    supported_triggers: [{ id: post-login, version: v3 }]
`,
  'tenants/acme/actions/check.js': code,
  'tenants/acme/environments/dev.yaml': `domain: ${url}\n`,
  'tenants/acme/environments/prod.yaml': 'domain: prod.eu.auth0.com\n',
});

interface Setting {
  cwd: string;
  tenant: Emulated;
  env: Record<string, string>;
  /** Makes all files what they were, as if nothing had been pulled yet. */
  restore: () => void;
  /** All files of the tenant, in one text. */
  texts: () => string;
}

/** A tenant in which a value, a code and a new resource are waiting to be pulled. */
async function setting(newCode = `${code}// more\n`): Promise<Setting> {
  const tenant = emulated({ buildMilliseconds: 0 });
  const server = await serve(tenant.emulator, { port: 0 });
  onTestFinished(() => server.close());
  const cwd = project({});
  const env = { ...deployer, AUTH0_AUDIENCE: 'https://local/api/v2/' };
  const folder = join(cwd, 'tenants/acme');
  const restore = (): void => {
    for (const name of ['tenants', '.tenantry/backup']) rmSync(join(cwd, name), { recursive: true, force: true });
    writeFiles(cwd, files(server.url));
  };
  restore();
  const applied = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env });
  expect(applied.code, applied.stderr).toBe(0);
  const rows = async (path: string): Promise<{ id?: string; name?: string }[]> => {
    const { body } = await tenant.request('GET', path);
    return (Array.isArray(body) ? body : (body as { actions: unknown[] }).actions) as { id?: string; name?: string }[];
  };
  const idOf = async (path: string, name: string): Promise<string> =>
    (await rows(path)).find((row) => row.name === name)?.id ?? '';
  await tenant.request('PATCH', `/roles/${await idOf('/roles', 'Courier')}`, { description: 'Walks' });
  await tenant.request('PATCH', `/actions/actions/${await idOf('/actions/actions', 'Check')}`, { code: newCode });
  await tenant.request('POST', '/roles', { name: 'Auditor', description: 'Looks' });
  const texts = (): string =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => `${path.slice(folder.length)}\n${readFileSync(path, 'utf8')}`)
      .join('\n');
  return { cwd, tenant, env, restore, texts };
}

const pull = ['pull', 'acme', '--env', 'dev'];
const killer = join(import.meta.dirname, 'support/killed-at.cjs');

it(
  'a pull that is killed while it writes, whenever that is: the next command finishes it or says that all is as it was',
  { timeout: 1_200_000 },
  async () => {
    const { cwd, env, restore, texts } = await setting();
    const binary = builtBinary();
    const killedAt = (at: number): Promise<Result> => {
      const child = spawn(process.execPath, [binary, ...pull], {
        cwd,
        env: {
          ...env,
          PATH: process.env['PATH'] ?? '',
          HOME: cwd,
          NODE_OPTIONS: `--require ${killer}`,
          KILL_IN: cwd,
          ...(at === 0 ? {} : { KILL_AT: String(at) }),
        },
      });
      return ended(child);
    };
    const old = texts();
    const whole = await killedAt(0);
    expect(whole.code, whole.stderr).toBe(0);
    const now = texts();
    expect([now.includes('Walks'), now.includes('// more'), now.includes('Auditor')]).toEqual([true, true, true]);
    const count = Number(/changes of files: (\d+)/.exec(whole.stderr)?.[1]);
    expect(count).toBeGreaterThan(12);
    const seen = new Set<string>();
    const step = isLong ? 1 : 3;
    for (let at = 1; at <= count; at += step) {
      restore();
      const killed = await killedAt(at);
      expect([at, killed.code], killed.stderr + killed.stdout).toEqual([at, null]);
      const next = await tenantry(['validate', 'acme'], { cwd, env });
      expect([at, next.code], next.stderr).toEqual([at, 0]);
      const after = texts();
      const said = /a command was cut off[^\n]*/.exec(next.stdout)?.[0] ?? '';
      const isNew = after === now;
      expect([at, isNew || after === old, after]).toEqual([at, true, isNew ? now : old]);
      // What was cut off before it had anything to write, or behind it, needs no word.
      expect([at, said === '' || said.includes('finished') === isNew]).toEqual([at, true]);
      seen.add(`${isNew ? 'new' : 'old'}: ${said.replace(/\d+ files?/, 'files').replace(/finished:.*/, 'finished')}`);
      expect(existsSync(join(cwd, '.tenantry/write'))).toBe(false);
    }
    expect([...seen]).toContain('new: a command was cut off while it wrote files, and this has been finished');
    expect([...seen].some((one) => one.startsWith('old: '))).toBe(true);
  },
);

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
