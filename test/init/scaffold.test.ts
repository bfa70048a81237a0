import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deployer, emulate, folderOf, tenantry, writeFiles } from '../cli/support/tenantry.ts';

it('init makes a tenant that is valid and plans nothing, with the commands that come next', async () => {
  const cwd = folderOf({ 'package.json': '{}\n' });
  const made = await tenantry(['init', 'acme'], { cwd });
  expect(made, made.stderr).toMatchObject({ code: 0 });
  expect(made.stdout).toContain(
    'tenantry validate acme\n  tenantry plan acme --env dev\n  tenantry apply acme --env dev',
  );
  expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('.tenantry/\nnode_modules/\n.env*\n');
  const valid = await tenantry(['validate', 'acme'], { cwd });
  expect(valid, valid.stderr).toMatchObject({ code: 0, stdout: 'acme: valid (for dev)\n' });
  const planned = await tenantry(['plan', 'acme', '--env', 'dev'], { cwd });
  expect(planned, planned.stderr).toMatchObject({ code: 0 });
  expect(planned.stdout).toMatch(/^acme\/dev: no changes/);
});

it('init with a domain plans nothing on the tenant that is there, whatever it has', async () => {
  const server = await emulate();
  await server.call('POST', '/roles', { name: 'Courier' });
  await server.call('PATCH', '/tenants/settings', { friendly_name: 'Acme' });
  const cwd = folderOf({ '.gitignore': 'node_modules/' });
  const made = await tenantry(['init', 'tenants/acme', '--env', 'staging', '--domain', server.url], { cwd });
  expect(made, made.stderr).toMatchObject({ code: 0 });
  expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('node_modules/\n.tenantry/\n.env*\n');
  const planned = await tenantry(['plan', 'acme', '--env', 'staging'], { cwd, env: deployer });
  expect(planned, planned.stderr).toMatchObject({ code: 0 });
  expect(planned.stdout).toMatch(/^acme\/staging: no changes/);
});

it('init takes the domain from AUTH0_DOMAIN', async () => {
  const cwd = folderOf({ 'package.json': '{}\n' });
  const made = await tenantry(['init', 'acme'], { cwd, env: { AUTH0_DOMAIN: 'acme.eu.auth0.com' } });
  expect(made, made.stderr).toMatchObject({ code: 0 });
  expect(made.stdout).toContain('export AUTH0_CLIENT_ID');
  expect(readFileSync(join(cwd, 'tenants/acme/environments/dev.yaml'), 'utf8')).toContain(
    'domain: acme.eu.auth0.com\n',
  );
});

it.each<[string, string[], string]>([
  ['a folder that has files', ['init', 'acme'], 'tenants/acme has files already'],
  ['no name', ['init'], 'the tenant has no name'],
  ['a name that leads elsewhere', ['init', '../acme'], 'cannot be the name of a tenant'],
  ['an environment that leads elsewhere', ['init', 'other', '--env', '../x'], 'cannot be the name of an environment'],
  ['a domain that is none', ['init', 'other', '--domain', 'not a domain'], 'is not the domain of a tenant'],
  ['a folder and a live tenant', ['init', 'other', '--from', 'x', '--from', 'dev=acme.auth0.com'], 'and a live tenant'],
  ['two folders', ['init', 'other', '--from', 'x', '--from', 'y'], '--from names several folders'],
  ['--rewrite without files', ['init', 'other', '--rewrite'], '--rewrite is for --from'],
])('init refuses %s and writes nothing', async (_what, args, said) => {
  const cwd = folderOf({ 'package.json': '{}\n' });
  writeFiles(cwd, { 'tenants/acme/notes.txt': 'mine\n' });
  const refused = await tenantry(args, { cwd });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain(said);
  expect(existsSync(join(cwd, 'tenants/other'))).toBe(false);
  expect(existsSync(join(cwd, '.gitignore'))).toBe(false);
});
