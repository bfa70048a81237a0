import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deployer, emulate, project, tenantry } from './support/tenantry.ts';

const small = `
resourceServers: [{ identifier: https://api.acme.example, name: API, scopes: [{ value: 'read:it', description: it }] }]
clients: [{ name: Job, app_type: non_interactive, grant_types: [client_credentials] }]
clientGrants: [{ client_id: Job, audience: https://api.acme.example, scope: ['read:it'] }]
roles: [{ name: Reader, permissions: [{ permission_name: 'read:it', resource_server_identifier: https://api.acme.example }] }]
emailProvider:
  name: smtp
  credentials: { smtp_host: smtp.acme.example, smtp_port: 25, smtp_user: acme, smtp_pass: Planted-Password-4711 }
actions: [{ name: Greet, code: 'exports.onExecutePostLogin = async () => {};', supported_triggers: [{ id: post-login, version: v3 }] }]
`;

it('a pull into an empty folder writes files that plan nothing, without a secret in them; with --check it writes nothing', async () => {
  const server = await emulate();
  const cwd = project({ 'tenant.yaml': small, 'environments/dev.yaml': `domain: ${server.url}\n` });
  const env = { ...deployer };
  expect((await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env })).code).toBe(0);
  const folder = join(cwd, 'tenants/fresh');
  mkdirSync(join(folder, 'environments'), { recursive: true });
  writeFileSync(join(folder, 'environments/dev.yaml'), `# mine\ndomain: ${server.url}\n`);

  const checked = await tenantry(['pull', 'fresh', '--env', 'dev', '--check'], { cwd, env });
  expect([checked.code, checked.stderr]).toEqual([2, expect.stringContaining('Nothing was written')]);
  expect(readdirSync(folder)).toEqual(['environments']);

  const pulled = await tenantry(['pull', 'fresh', '--env', 'dev', '--split', 'type'], { cwd, env });
  expect(pulled.code, pulled.stderr).toBe(0);
  expect(pulled.stderr).toContain('plan: no changes in dev.');
  const names = readdirSync(folder);
  expect(names).toEqual(
    expect.arrayContaining(['apis.yaml', 'clients.yaml', 'grants.yaml', 'people.yaml', 'defaults.yaml', 'actions']),
  );
  expect(readFileSync(join(folder, 'environments/dev.yaml'), 'utf8')).toBe(`# mine\ndomain: ${server.url}\n`);
  const written = names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  expect(written).not.toMatch(/Planted-Password|client_secret/);
  const planned = await tenantry(['plan', 'fresh', '--env', 'dev'], { cwd, env });
  expect(planned.code, planned.stdout + planned.stderr).toBe(0);

  const again = await tenantry(['pull', 'fresh', '--env', 'dev'], { cwd, env });
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('Wrote 0 files')]);
});

it('init makes one set of files of two tenants, with the credentials of each under the names that they have', async () => {
  const [dev, prod] = await Promise.all([emulate(), emulate()]);
  await dev.call('POST', '/resource-servers', { identifier: 'https://parcels.dev.acme.example', name: 'Parcels' });
  await prod.call('POST', '/resource-servers', { identifier: 'https://parcels.acme.example', name: 'Parcels' });
  await dev.call('POST', '/roles', { name: 'Tester' });
  const cwd = project({});
  const env = {
    DEV_AUTH0_CLIENT_ID: deployer.AUTH0_CLIENT_ID,
    DEV_AUTH0_CLIENT_SECRET: deployer.AUTH0_CLIENT_SECRET,
    ...deployer,
  };
  const from = ['--from', `dev=${dev.url}`, '--from', `prod=${prod.url}`];
  const { AUTH0_CLIENT_ID: _id, ...half } = env;
  const withoutProd = await tenantry(['init', 'shop', ...from], { cwd, env: { ...half, AUTH0_CLIENT_SECRET: '' } });
  expect([withoutProd.code, withoutProd.stderr]).toEqual([
    1,
    expect.stringContaining('for prod: PROD_AUTH0_CLIENT_ID and PROD_AUTH0_CLIENT_SECRET are not set'),
  ]);
  const halfSet = await tenantry(['init', 'shop', ...from], { cwd, env: { ...env, PROD_AUTH0_CLIENT_SECRET: 'x' } });
  expect([halfSet.code, halfSet.stderr]).toEqual([
    1,
    expect.stringContaining('for prod: PROD_AUTH0_CLIENT_ID is not set'),
  ]);
  const made = await tenantry(['init', 'shop', ...from], { cwd, env });
  expect(made.code, made.stderr).toBe(0);
  expect(made.stdout).toMatch(/^ {2}PARCELS_API +parcels\.dev\.acme\.example +parcels\.acme\.example +1×$/m);
  expect(made.stdout).toContain('Only in dev\n  roles/Tester');
  const read = (path: string): string => readFileSync(join(cwd, 'tenants/shop', path), 'utf8');
  expect(read('environments/dev.yaml')).toContain('client_id:\n    env: DEV_AUTH0_CLIENT_ID');
  expect(read('environments/prod.yaml')).not.toContain('credentials');
  expect(read('environments/dev/tenant.yaml')).toContain('name: Tester');
  for (const name of ['dev', 'prod']) {
    const planned = await tenantry(['plan', 'shop', '--env', name], { cwd, env });
    expect(planned.code, planned.stdout + planned.stderr).toBe(0);
  }
  // A value that the process environment has for a secret or a keyword says nothing of what is in the tenants.
  for (const { call } of [dev, prod])
    await call('POST', '/connections', {
      name: 'staff',
      strategy: 'oidc',
      options: {
        type: 'back_channel',
        client_id: 'a',
        client_secret: 'Planted-Secret-1',
        issuer: 'https://idp.example',
      },
    });
  const set = {
    CONNECTION_STAFF_CLIENT_SECRET: 'Planted-Secret-2',
    TENANTRY_KEYWORD_PARCELS_API: 'https://other.example',
  };
  const proven = await tenantry(['init', 'store', ...from, '--check'], { cwd, env: { ...env, ...set } });
  expect(proven.code, proven.stderr).toBe(2);
  expect(proven.stdout).toContain('CONNECTION_STAFF_CLIENT_SECRET');
  const one = await tenantry(['init', 'store', '--from', `dev=${dev.url}`, '--from', `prod=${dev.url}/`], { cwd, env });
  expect(one).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('dev and prod one tenant, 127.0.0.1') as string,
  });
  const again = await tenantry(['init', 'shop', ...from], { cwd, env });
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('tenants/shop has files already')]);
});
