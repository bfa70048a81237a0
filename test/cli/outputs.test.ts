import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rows } from '../../src/commands/index.ts';
import { describedCommands } from '../../tools/schemas/outputs.ts';
import { findings } from '../schemas/validators.ts';
import { deployer, emulate, inside, project, tenantry, writeFiles } from './support/tenantry.ts';

let harbor = '';
beforeAll(() => {
  harbor = mkdtempSync(join(tmpdir(), 'tenantry-outputs-'));
  cpSync('tenants', join(harbor, 'tenants'), { recursive: true });
});
afterAll(() => rmSync(harbor, { recursive: true }));

/** What a schema of an output says against a value. */
function against(name: string, value: unknown): string[] {
  return findings(`schemas/output/${name}.schema.json`, value);
}

/** Runs a command with JSON as its result, and looks at that; gives it back. */
async function checked(cwd: string, [command = '', ...words]: string[], env = {}): Promise<Record<string, unknown>> {
  const { stdout, stderr, code } = await tenantry([command, ...words, '--format', 'json'], { cwd, env });
  expect(code, stderr).not.toBe(70);
  const value = JSON.parse(stdout) as Record<string, unknown>;
  expect(against(command, value), `${command} ${words.join(' ')}\n${stdout.slice(0, 2000)}`).toEqual([]);
  return value;
}

it('every command that writes JSON has a schema of it', () => {
  const described = rows.flatMap(({ name, options }) => {
    const format = options.map((option) => option()).find(({ long }) => long === '--format');
    return format?.argChoices?.includes('json') === true ? [name] : [];
  });
  expect(described.length).toBeGreaterThan(10);
  expect(described.filter((name) => !existsSync(`schemas/output/${name}.schema.json`))).toEqual([]);
  expect(describedCommands.filter((name) => !described.includes(name))).toEqual([]);
});

it('the outputs of a tenant with everything in it are as their schemas say', async () => {
  const local = ['harbor', '--env', 'local'];
  expect(await checked(harbor, ['validate', 'harbor'])).toMatchObject({ diagnostics: expect.any(Array) as object });
  expect(await checked(harbor, ['plan', ...local, '--out', 'agreed.json'])).toHaveProperty('waves');
  expect(against('saved-plan', JSON.parse(readFileSync(join(harbor, 'agreed.json'), 'utf8')))).toEqual([]);
  await checked(harbor, ['plan', ...local, '--only', 'roles/Support']);
  expect(await checked(harbor, ['drift', ...local])).toHaveProperty('changes');
  expect(await checked(harbor, ['apply', ...local, '--plan', 'agreed.json', '--yes'])).toHaveProperty('outcomes');
  await checked(harbor, ['apply', ...local, '--yes']);
  expect(await checked(harbor, ['check', ...local, '--profile', 'all'])).toHaveProperty('cases');
  await checked(harbor, ['check', ...local, '--on', 'live']);
  expect(await checked(harbor, ['smoke', ...local, '--within', '1s'])).toHaveProperty('tokens');
  expect(await checked(harbor, ['domains', ...local])).toHaveProperty('domains');
  expect(await checked(harbor, ['output', ...local])).toHaveProperty('resources.clients');
  for (const on of ['files', 'plan', 'live'])
    expect(await checked(harbor, ['graph', ...local, '--on', on])).toHaveProperty('edges');
  expect(await checked(harbor, ['targets'])).toHaveProperty('include');
  expect(await checked(harbor, ['report', 'last'])).toHaveProperty('plan');
  expect(await checked(harbor, ['report', 'agreed.json'])).toHaveProperty('waves');
  expect(await checked(harbor, ['test', 'harbor', '--coverage'])).toHaveProperty('coverage');
  expect(await checked(harbor, ['compare', 'local', 'dev', 'harbor', '--files'])).toHaveProperty('differences');
  expect(await checked(harbor, ['explain', 'roles/Support', ...local])).toHaveProperty('address');
  await checked(harbor, ['explain', 'clients/Depot Scanners.grant_types', ...local]);
  expect(await checked(harbor, ['explain', 'clients', ...local, '--offline'])).toHaveProperty('declared');
  expect(await checked(harbor, ['logs', ...local, '--since', '1h'])).toHaveProperty('log');
  expect(await checked(harbor, ['history', 'harbor'])).toHaveProperty('runs');
  expect(await checked(harbor, ['show', 'last'])).toHaveProperty('run');
  expect(await checked(harbor, ['targets', '--batch', '2'])).toHaveProperty('rings');
  expect(await checked(harbor, ['targets', '--rings', 'local'])).toHaveProperty('include');
  expect(await checked(harbor, ['plan', '--rings', 'local,dev'])).toHaveProperty('targets');
  expect(await checked(harbor, ['apply', '--rings', 'local', '--yes'])).toHaveProperty('summary');
  expect(await checked(harbor, ['scopes', 'harbor'])).toHaveProperty('environments');
  expect(await checked(harbor, ['scopes', '--pull'])).toHaveProperty('pull');
  expect(await checked(harbor, ['rollback', ...local, '--yes'])).toHaveProperty('outcomes');
}, 240_000);

it('what a run leaves is as its schemas say', () => {
  const runs = join(harbor, '.tenantry/runs');
  const folders = readdirSync(runs).map((name) => join(runs, name));
  expect(folders.length).toBeGreaterThan(1);
  for (const folder of folders) {
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect(against('saved-plan', JSON.parse(read('plan.json')))).toEqual([]);
    expect(against('run', JSON.parse(read('run.json')))).toEqual([]);
    const lines = read('journal.jsonl').trimEnd().split('\n');
    expect(lines.flatMap((line) => against('journal-entry', JSON.parse(line)))).toEqual([]);
  }
});

it('what differs between two tenants, and what is withheld, is as the schemas say', async () => {
  const [one, two] = [await emulate(), await emulate()];
  const cwd = project({
    'roles.yaml': 'roles: [{ name: Courier, description: "##ENV##" }, { name: Support }]\n',
    'environments/dev.yaml': `domain: ${one.url}\nkeywords: { ENV: dev }\npolicy: { delete: false }\n`,
    'environments/prod.yaml': `domain: ${two.url}\nkeywords: { ENV: prod }\n`,
  });
  await checked(cwd, ['apply', 'acme', '--env', 'dev', '--yes'], deployer);
  await checked(cwd, ['apply', 'acme', '--env', 'prod', '--yes'], deployer);
  await one.call('POST', '/roles', { name: 'Stranger' });
  const compared = await checked(cwd, ['compare', 'dev', 'prod', 'acme', '--all'], deployer);
  expect(compared).toMatchObject({ source: 'tenants' });
  await checked(cwd, ['drift', 'acme', '--env', 'dev', '--who'], deployer);
  await checked(cwd, ['logs', 'acme', '--env', 'dev', '--since', '1h'], deployer);
  writeFiles(cwd, { 'tenants/acme/roles.yaml': 'roles: [{ name: Courier }]\n' });
  expect(await checked(cwd, ['plan', 'acme', '--env', 'dev'], deployer)).toMatchObject({ summary: { withheld: 2 } });
});

it('a refusal and an error of usage are as the schema of each command says', async () => {
  const cwd = project({
    'roles.yaml': 'roles: [{ nmae: Courier }]\n',
    'environments/dev.yaml': 'domain: local\n',
    'environments/prod.yaml': 'domain: local\n',
  });
  const named: Record<string, string[]> = {
    compare: ['dev', 'prod', 'acme'],
    explain: ['roles', 'acme'],
    show: ['x'],
    report: ['x'],
    targets: [],
    token: ['Worker', 'acme'],
  };
  const withoutEnvironment = ['compare', 'validate', 'show', 'report', 'targets'];
  for (const command of describedCommands) {
    const env = withoutEnvironment.includes(command) ? [] : ['--env', 'dev'];
    const yes = ['apply', 'rollback'].includes(command) ? ['--yes'] : [];
    await checked(cwd, [command, ...(named[command] ?? ['acme']), ...env, ...yes]);
    // What is shown belongs to no tenant, targets are of all, and test takes what is none for what it tests.
    if (['show', 'report', 'targets', 'test'].includes(command)) continue;
    const where = named[command]?.with(-1, 'nowhere') ?? ['nowhere'];
    const refused = await checked(cwd, [command, ...where, ...env, ...yes]);
    expect(refused, command).toMatchObject({ diagnostics: [{ code: 'folder-missing', severity: 'error' }] });
  }
});

it('required checks that object to an apply are said as the schema of an apply says', async () => {
  const cwd = project({
    'apis.yaml': 'resourceServers: [{ name: P, identifier: https://p.example, signing_alg: HS256 }]\n',
    'environments/dev.yaml': 'domain: local\nkind: production\npolicy: { require_checks: true }\n',
  });
  expect(await checked(cwd, ['apply', 'acme', '--env', 'dev', '--yes'])).toMatchObject({ on: 'plan' });
});

it('each event that is followed is a line as its schema says', async () => {
  const cwd = project({ 'roles.yaml': 'roles: [{ name: Courier }]\n', 'environments/dev.yaml': 'domain: local\n' });
  await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd });
  const words = ['logs', 'acme', '--env', 'dev', '--since', '1h', '--follow', '--format', 'json'];
  const { result, stop, stdout } = inside(words, { cwd });
  await new Promise((resolve) => stdout.once('data', resolve));
  stop();
  const lines = (await result).stdout.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.flatMap((line) => against('log-event', JSON.parse(line)))).toEqual([]);
});
