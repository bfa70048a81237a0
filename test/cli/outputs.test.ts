import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rows } from '../../src/commands/index.ts';
import { describedCommands } from '../../tools/schemas/outputs.ts';
import { against, checked } from './support/outputs.ts';
import { deployer, emulate, inside, project, tenantry, writeFiles } from './support/tenantry.ts';

it('every command that writes JSON has a schema of it', () => {
  const described = rows.flatMap(({ name, options }) => {
    const format = options.map((option) => option()).find(({ long }) => long === '--format');
    return format?.argChoices?.includes('json') === true ? [name] : [];
  });
  expect(described.length).toBeGreaterThan(10);
  expect(described.filter((name) => !existsSync(`schemas/output/${name}.schema.json`))).toEqual([]);
  expect(describedCommands.filter((name) => !described.includes(name))).toEqual([]);
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
