import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { project, tenantry } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';

const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'];

const clients = names.map(
  (name) =>
    `  - { name: '${name}##SUFFIX##', app_type: spa, description: For all, callbacks: ['https://##HOST##/cb', 'https://all.test/cb'] }\n`,
);

const shared = `tenant: { friendly_name: 'Acme##SUFFIX##', support_email: 'help@##HOST##', support_url: 'https://##HOST##', picture_url: 'https://##HOST##/p.png', session_lifetime: 72, idle_session_lifetime: 24 }
clients:
${clients.join('')}resourceServers:
  - { name: Parcels, identifier: 'https://api.##HOST##', token_lifetime: 3600, scopes: [{ value: read, description: Read }] }
clientGrants:
  - { client_id: 'One##SUFFIX##', audience: 'https://api.##HOST##', scope: [read] }
roles:
  - { name: Courier, description: Drives }
  - { name: Driver, description: Drives, permissions: [{ permission_name: read, resource_server_identifier: 'https://api.##HOST##' }] }
connections:
  - { name: work, strategy: oidc, options: { client_id: a, client_secret: '##SECRET##', issuer: https://a.test, type: back_channel } }
`;

/** The file of an environment of which the names end otherwise. */
function environment(name: string, suffix: string, more = ''): string {
  return `domain: local
keywords: { SUFFIX: '${suffix}', HOST: ${name}.test }
secrets: { SECRET: { env: ${name.toUpperCase()}_SECRET } }
policy: { delete: true }
${more}`;
}

const files = {
  'tenant.yaml': shared,
  'environments/dev.yaml': environment('dev', ' (dev)'),
  'environments/prod.yaml': environment('prod', ''),
  'environments/dev/playground.yaml': 'roles: [{ name: Playground }]\n',
};

const env = { DEV_SECRET: 'first-Planted-Secret-1', PROD_SECRET: 'second-Planted-Secret-2' };

interface Sided {
  address?: string;
  files?: unknown;
  live?: unknown;
}

interface Comparison {
  summary: Record<string, number>;
  differences: { cause: string; path?: string; in: string[]; markers: string[]; a: Sided; b: Sided }[];
}

interface Setting {
  cwd: string;
  call: (...args: string[]) => Promise<Result>;
  compare: (...args: string[]) => Promise<{ code: number | null } & Comparison>;
}

/** The two tenants as the files say. */
async function applied(): Promise<Setting> {
  const cwd = project(files);
  const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd, env });
  for (const name of ['dev', 'prod']) {
    const { code, stderr } = await call('apply', '--env', name, '--yes');
    expect(code, stderr).toBe(0);
  }
  const compare: Setting['compare'] = async (...args) => {
    const { code, stdout } = await call('compare', 'dev', 'prod', '--format', 'json', ...args);
    return { code, ...(JSON.parse(stdout) as Comparison) };
  };
  return { cwd, call, compare };
}

type Row = Record<string, unknown>;

interface State {
  collections: Record<string, Record<string, Row>>;
}

/** Changes the kept state of an emulated tenant, as somebody in the dashboard would. */
function plant(cwd: string, name: string, change: (state: State) => void): void {
  const path = join(cwd, `.tenantry/emulator/acme.${name}.json`);
  const state = JSON.parse(readFileSync(path, 'utf8')) as State;
  change(state);
  writeFileSync(path, JSON.stringify(state));
}

/** Sets fields of what has that name. */
function set({ collections }: State, of: string, name: string, fields: Row): void {
  const found = Object.values(collections[of] ?? {}).filter((row) => String(row['name']).startsWith(name));
  expect(found, `${of} ${name}`).toHaveLength(1);
  Object.assign(found[0] ?? {}, fields);
}

/** The unexpected differences, one line each. */
function unexpected({ differences }: Comparison): string[] {
  return differences
    .filter(({ cause }) => cause !== 'expected')
    .map(({ cause, path = '', in: names, a, b }) =>
      `${cause} ${names.join('+')} ${a.address ?? b.address} ${path}`.trim(),
    );
}

it('tells ten planted differences from twenty that the files say, each once, by cause and environment', async () => {
  const { cwd, call, compare } = await applied();
  expect(await compare()).toMatchObject({
    code: 0,
    summary: { unexpected: 0, expected: 23, unmanaged: 0, ignored: 0 },
  });

  for (const name of ['dev', 'prod']) {
    plant(cwd, name, (state) => {
      const rows = Object.values(state.collections).flatMap((own) => Object.values(own));
      Object.assign(rows.find((row) => row['friendly_name'] !== undefined && 'session_lifetime' in row) ?? {}, {
        session_lifetime: 48,
      });
      set(state, 'roles', 'Driver', { description: 'Rides' });
      set(state, 'roles', 'Courier', { description: `Walks in ${name}` });
      (state.collections['roles'] ??= {})['rol_stray'] = { id: 'rol_stray', name: 'Stray', description: '' };
    });
  }
  plant(cwd, 'dev', (state) => {
    set(state, 'clients', 'Two', { description: 'For dev' });
    set(state, 'clients', 'Three', { callbacks: ['https://all.test/cb', 'https://dev.test/cb', 'https://evil.test'] });
    (state.collections['roles'] ??= {})['rol_own'] = { id: 'rol_own', name: 'Only here', description: '' };
  });
  plant(cwd, 'prod', (state) => {
    set(state, 'clients', 'Four', { app_type: 'native' });
    set(state, 'clients', 'Six', { logo_uri: 'https://logo.test/6.png' });
    set(state, 'resource_servers', 'Parcels', { token_lifetime: 60 });
    const rows = state.collections['clients'] ?? {};
    for (const [id, { name }] of Object.entries(rows)) if (name === 'Five') delete rows[id];
  });

  const found = await compare();
  expect(unexpected(found).sort()).toEqual([
    'differs dev+prod roles/Courier description',
    'drift dev clients/Three (dev) callbacks',
    'drift dev clients/Two (dev) description',
    'drift dev+prod roles/Driver description',
    'drift dev+prod tenant session_lifetime',
    'drift prod clients/Four (dev) app_type',
    'drift prod resourceServers/https://api.dev.test token_lifetime',
    'extra dev roles/Only here',
    'extra dev+prod roles/Stray',
    'missing prod clients/Five (dev)',
  ]);
  expect(found).toMatchObject({ code: 2, summary: { unexpected: 10, expected: 20 } });
  const values = found.differences.find(({ path }) => path === 'session_lifetime');
  expect(values).toMatchObject({ a: { files: 72, live: 48 }, b: { files: 72, live: 48 } });
  const named = found.differences.find(({ path, a }) => path === 'callbacks' && a.address === 'clients/Two (dev)');
  expect(named).toMatchObject({ markers: ['##HOST##'], b: { address: 'clients/Two' } });

  // Where both tenants are wrong in the same way, they do not differ.
  const apart = unexpected(await compare('--live'));
  expect(apart).toHaveLength(7);
  expect(apart.join()).not.toMatch(/session_lifetime|Driver|Stray/);

  // What no file speaks of is compared when it is asked for, and is no reason to fail.
  const all = unexpected(await compare('--all')).filter((line) => line.startsWith('unmanaged'));
  expect(all.filter((line) => line.includes('clients/'))).toEqual(['unmanaged dev+prod clients/Six (dev) logo_uri']);

  for (const form of ['text', 'markdown', 'html']) {
    const { code, stdout, stderr } = await call('compare', 'dev', 'prod', '--format', form);
    expect(code).toBe(2);
    expect(stdout).toContain('10 unexpected differences, 20 expected');
    expect(stdout).toContain('##HOST##');
    expect(stdout + stderr).not.toMatch(/Planted-Secret/);
  }
});

it('the files alone are compared offline, and what they say is expected', async () => {
  const cwd = project(files);
  const { code, stdout } = await tenantry(['compare', 'dev', 'prod', '--files', '--format', 'json'], { cwd });
  expect(code).toBe(0);
  const { summary, differences } = JSON.parse(stdout) as Comparison;
  expect(summary).toMatchObject({ unexpected: 0, expected: 22 });
  expect(differences.find(({ path }) => path === 'support_url')).toMatchObject({
    cause: 'expected',
    markers: ['##HOST##'],
    a: { files: 'https://dev.test' },
    b: { files: 'https://prod.test' },
  });
  expect(await tenantry(['compare', 'dev', 'dev'], { cwd })).toMatchObject({ code: 1 });
  const missing = await tenantry(['compare', 'dev', 'prd'], { cwd });
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('did you mean prod?') as string });
});
