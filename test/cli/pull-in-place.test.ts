import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deployer, emulate, project, tenantry } from './support/tenantry.ts';
import type { Result, Served } from './support/tenantry.ts';

const files = {
  'tenant.yaml': `# Who works here.
roles:
  - name: Courier   # on bikes
    description: Drives
clients:
  - name: Scanner
    app_type: non_interactive
    description: Scans for ##TEAM##
`,
};
const environment = (url: string): string => `domain: ${url}\nkeywords: { TEAM: depot }\n`;

interface Setting {
  cwd: string;
  server: Served;
  call: (...args: string[]) => Promise<Result>;
  text: (path?: string) => string;
}

async function setting(): Promise<Setting> {
  const server = await emulate();
  const other = 'domain: prod.eu.auth0.com\nkeywords: { TEAM: yard }\n';
  const cwd = project({ ...files, 'environments/dev.yaml': environment(server.url), 'environments/prod.yaml': other });
  const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd, env: deployer });
  const applied = await call('apply', 'acme', '--env', 'dev', '--yes');
  expect([applied.code, applied.stderr]).toEqual([0, expect.any(String)]);
  return { cwd, server, call, text: (path = 'tenant.yaml') => readFileSync(join(cwd, 'tenants/acme', path), 'utf8') };
}

async function idOf(server: Served, path: string, name: string): Promise<string> {
  const rows = (await server.call('GET', path)) as { id?: string; client_id?: string; name: string }[];
  const found = rows.find((row) => row.name === name);
  return found?.id ?? found?.client_id ?? '';
}

const pull = ['pull', 'acme', '--env', 'dev'];

it(
  'pulls a change into the files: first only told, then written with a copy of what was there, then nothing is left',
  { timeout: 180_000 },
  async () => {
    const { cwd, server, call, text } = await setting();
    const step = await call(...pull, '--check');
    expect([step.code, step.stdout]).toEqual([0, '']);
    const id = await idOf(server, '/roles', 'Courier');
    await server.call('PATCH', `/roles/${id}`, { description: 'Walks' });
    const checked = await call(...pull, '--check');
    expect([checked.code, text()]).toEqual([2, files['tenant.yaml']]);
    expect(checked.stderr).toContain('It would write 1 file, 1 line');
    const written = await call(...pull);
    expect([written.code, text()]).toEqual([0, files['tenant.yaml'].replace('Drives', 'Walks')]);
    expect(written.stdout).toMatch(
      /roles\/Courier\n {2}description +"Drives" -> "Walks" +tenants\/acme\/tenant.yaml:4\n +also changes: prod/,
    );
    expect(written.stderr).toContain('Wrote 1 file, 1 line. What they had before is in .tenantry/backup/');
    const [stamp = ''] = readdirSync(join(cwd, '.tenantry/backup'));
    expect(readFileSync(join(cwd, '.tenantry/backup', stamp, 'tenants/acme/tenant.yaml'), 'utf8')).toBe(
      files['tenant.yaml'],
    );
    expect((await call('plan', 'acme', '--env', 'dev')).code).toBe(0);
  },
);

it('says what is left to decide and what to write for it, and exits 2', async () => {
  const { server, call, text } = await setting();
  const id = await idOf(server, '/clients?per_page=100', 'Scanner');
  await server.call('PATCH', `/clients/${id}`, { description: 'Scans for crew' });
  const result = await call(...pull);
  expect([result.code, text()]).toEqual([2, files['tenant.yaml']]);
  expect(result.stdout).toContain('Left as it is, 1 to decide\n  clients/Scanner.description');
  expect(result.stdout).toContain('a) only here:  tenants/acme/tenant.yaml:8   description: "Scans for crew"');
  expect(result.stdout).toContain('b) everywhere in dev:  tenants/acme/environments/dev.yaml   TEAM: "crew"');
  expect(result.stderr).toContain('plan --env dev: 1 difference left');
});

it('pulls nothing into a folder that does not validate, for whatever environment', async () => {
  const { cwd, call } = await setting();
  writeFileSync(join(cwd, 'tenants/acme/environments/prod.yaml'), 'domain: prod.eu.auth0.com\n');
  const result = await call(...pull);
  expect(result.code).toBe(1);
  expect(result.stderr).toContain('Nothing was pulled: correct the files first.');
  expect(result.stderr).toContain('##TEAM##');
});

it('writes no file with changes that are not committed, unless that is forced, and then keeps a copy', async () => {
  const { cwd, server, call, text } = await setting();
  const git = (...args: string[]): void => {
    const done = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd });
    expect([args[0], done.status]).toEqual([args[0], 0]);
  };
  git('init', '-q');
  const id = await idOf(server, '/roles', 'Courier');
  await server.call('PATCH', `/roles/${id}`, { description: 'Walks' });
  const untracked = await call(...pull);
  expect([untracked.code, text()]).toEqual([1, files['tenant.yaml']]);
  expect(untracked.stderr).toContain('these files have changes that are not committed:\n  tenants/acme/tenant.yaml');
  git('add', '-A');
  git('commit', '-qm', 'all');
  writeFileSync(join(cwd, 'tenants/acme/tenant.yaml'), `${files['tenant.yaml']}# mine\n`);
  const changed = await call(...pull);
  expect([changed.code, text()]).toEqual([1, `${files['tenant.yaml']}# mine\n`]);
  expect((await call(...pull, '--force')).code).toBe(0);
  expect(text()).toBe(`${files['tenant.yaml'].replace('Drives', 'Walks')}# mine\n`);
  expect(existsSync(join(cwd, '.tenantry/backup'))).toBe(true);
  git('commit', '-qam', 'pulled');
  await server.call('PATCH', `/roles/${id}`, { description: 'Runs' });
  const clean = await call(...pull);
  expect([clean.code, clean.stderr.includes('backup')]).toEqual([0, false]);
});

it('any command finishes first what a pull was cut off in, and says so', async () => {
  const { cwd, call, text } = await setting();
  const { digest } = await import('../../src/model/inputs.ts');
  const folder = join(cwd, '.tenantry/write');
  mkdirSync(folder, { recursive: true });
  const after = files['tenant.yaml'].replace('Drives', 'Walks');
  writeFileSync(join(folder, 'new-0'), after);
  const entry = { path: 'tenants/acme/tenant.yaml', before: digest(files['tenant.yaml']), after: digest(after) };
  writeFileSync(join(folder, 'journal.json'), JSON.stringify({ formatVersion: 1, files: [entry] }));
  const result = await call('validate', 'acme');
  expect([result.code, text()]).toEqual([0, after]);
  expect(result.stdout).toContain('a command was cut off while it wrote 1 file, and this has been finished');
  expect((await call('validate', 'acme')).stdout).not.toContain('cut off');
});

it('counts the lines that are new, in files of the environment alone and in those of defaults as well', async () => {
  const { cwd, server, call } = await setting();
  mkdirSync(join(cwd, 'tenants/acme/environments/dev'));
  const own = 'roles:\n  - name: Tester\n    description: Tests\n  - name: Second\n    description: Tests, too\n';
  writeFileSync(join(cwd, 'tenants/acme/environments/dev/people.yaml'), own);
  expect((await call('apply', 'acme', '--env', 'dev', '--yes')).code).toBe(0);
  await server.call('PATCH', `/roles/${await idOf(server, '/roles', 'Second')}`, { description: 'Looks' });
  await server.call('POST', '/roles', { name: 'Third', description: 'Waits' });
  const written = await call(...pull);
  expect([written.code, written.stderr]).toEqual([0, expect.stringContaining('Wrote 1 file, 3 lines.')]);
});

it('takes several selectors, and refuses one that names nothing', async () => {
  const { server, call, text } = await setting();
  const id = await idOf(server, '/roles', 'Courier');
  await server.call('PATCH', `/roles/${id}`, { description: 'Walks' });
  const client = await idOf(server, '/clients?per_page=100', 'Scanner');
  await server.call('PATCH', `/clients/${client}`, { app_type: 'spa' });
  expect((await call(...pull, '--only', 'nothing/X')).code).toBe(1);
  const unknown = await call(...pull, '--only', 'roles/Courer');
  expect([unknown.code, unknown.stderr + unknown.stdout]).toEqual([
    1,
    expect.stringContaining('did you mean roles/Courier?'),
  ]);
  expect((await call(...pull, '--only', 'roles/Courier')).code).toBe(0);
  expect(text()).toBe(files['tenant.yaml'].replace('Drives', 'Walks'));
});
