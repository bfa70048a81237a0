import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { project, tenantry } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';

it('explain says where a value comes from, what the tenant has, who decides about it and who wrote it last', async () => {
  const cwd = project({
    'tenant.yaml': `clients:
  - { name: My.App, app_type: spa, callbacks: '@@CALLBACKS@@', description: For all }
connections:
  - { name: work, strategy: oidc, options: { client_id: a, client_secret: '##SECRET##', issuer: https://a.test, type: back_channel } }
`,
    'environments/dev.yaml':
      'domain: local\nkeywords: { CALLBACKS: [https://dev.test/cb] }\nsecrets: { SECRET: { env: S } }\nprotect: [clients/My.App]\npolicy: { protect: [clients/My.App] }\n'.replace(
        'protect: [clients/My.App]\n',
        '',
      ),
    'environments/prod.yaml':
      'domain: local\nkeywords: { CALLBACKS: [https://test/cb] }\nsecrets: { SECRET: { env: S } }\n',
  });
  const env = { S: 'Planted-Secret-1' };
  const call = (...args: string[]): Promise<Result> => tenantry([...args, '--env', 'dev'], { cwd, env });
  expect(await call('apply', '--yes')).toMatchObject({ code: 0 });

  const field = await call('explain', 'clients/My.App.callbacks');
  expect(field.code, field.stderr).toBe(0);
  expect(field.stdout).toMatch(/^files +\["https:\/\/dev.test\/cb"\] +tenants\/acme\/tenant.yaml:2:47\n/);
  expect(field.stdout).toMatch(/\n +@@CALLBACKS@@ +tenants\/acme\/environments\/dev.yaml:2:13\n/);
  expect(field.stdout).toMatch(
    /\nprod +\["https:\/\/test\/cb"\]\nlive +the same\nmanaged +yes\nprotected +clients\/My.App\n/,
  );
  expect(field.stdout).toMatch(/\nlast +apply \S+ by /);

  const runOf = async (address: string): Promise<string> =>
    /\nlast +apply (\S+) by /.exec((await call('explain', address, '--offline')).stdout)?.[1] ?? '';
  const first = await runOf('clients/My.App.callbacks');
  const file = join(cwd, 'tenants/acme/tenant.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('For all', 'For few'));
  expect(await call('apply', '--yes')).toMatchObject({ code: 0 });
  const second = await runOf('clients/My.App');
  expect([second === first, await runOf('clients/My.App.description')]).toEqual([false, second]);
  expect(await runOf('clients/My.App.callbacks')).toBe(first);

  const unmanaged = JSON.parse(
    (await call('explain', 'clients/My.App.oidc_conformant', '-f', 'json')).stdout,
  ) as object;
  expect(unmanaged).toMatchObject({ isManaged: false, live: { state: 'differs' } });

  const secret = await call('explain', 'connections/work.options.client_secret');
  expect(secret.stdout).toContain('fingerprint known: the value that was applied last');
  expect(secret.stdout + secret.stderr).not.toContain('Planted');
  const offline = await call('explain', 'connections/work.options.client_secret', '--offline');
  expect(offline.stdout).toMatch(/live +not read/);
  expect(offline.stdout).not.toContain('Planted');

  expect((await call('explain', 'clients', '--offline')).stdout).toMatch(/^files +1\nlive +not read\nmanaged +yes\n/);
  const unknown = await call('explain', 'clients/My.Ap', '--offline');
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('did you mean clients/My.App?') as string });
  const misspelt = await call('explain', 'clients/My.App.callbakcs', '--offline');
  expect(misspelt).toMatchObject({ code: 1, stderr: expect.stringContaining('did you mean callbacks?') as string });
});

it('explain tells what is called otherwise elsewhere, what belongs to a resource, and what may be meant', async () => {
  const cwd = project({
    'tenant.yaml': `resourceServers: [{ identifier: https://api.test, name: Api, scopes: [{ value: read, description: r }, { value: write, description: w }] }]
clients:
  - { name: 'Customer Portal##SUFFIX##', app_type: spa, client_metadata: { team: web } }
  - { name: Partner Portal, app_type: spa }
roles:
  - { name: Clerk, permissions: [{ permission_name: read, resource_server_identifier: https://api.test }] }
  - { name: Boss }
`,
    'environments/dev.yaml': 'domain: local\nkeywords: { SUFFIX: " (dev)" }\n',
    'environments/dev/tenant.yaml': 'clients: [{ name: Playground }]\n',
    'environments/prod.yaml': 'domain: local\nallow_shared_domain: true\nkeywords: { SUFFIX: "" }\n',
  });
  const call = (...args: string[]): Promise<Result> => tenantry(['explain', ...args, '--env', 'prod'], { cwd });
  expect(await tenantry(['apply', '--env', 'prod', '--yes'], { cwd })).toMatchObject({ code: 0 });
  const whole = await call('clients/Customer Portal');
  expect(whole.stdout).toMatch(
    /^files +declared .*\ndev +declared as clients\/Customer Portal \(dev\)\nlive +the same\n/,
  );
  const list = await call('roles/Clerk.permissions');
  expect(list.stdout).toMatch(
    /^files +\["https:\/\/api.test\/read"\] +tenants\/acme\/tenant.yaml:6:\d+\ndev +\["https:\/\/api.test\/read"\]\nlive +the same\nmanaged +yes\n/,
  );
  expect((await call('roles/Boss.permissions')).stdout).toMatch(
    /^files +no file speaks of it\ndev +nothing\nlive +not read\nmanaged +no\n/,
  );
  expect((await call('prompts.customText')).stdout).toMatch(/^files +0\n/);

  const hints: [string, string][] = [
    ['clients/Portal', 'did you mean clients/Customer Portal or clients/Partner Portal?'],
    ['client/Portal', 'did you mean clients/Customer Portal or clients/Partner Portal?'],
    ['client/Partner Portal.callbacks', 'did you mean clients/Partner Portal.callbacks?'],
    ['clients/Customer Portal (dev)', 'prod has clients/Customer Portal in its place'],
    ['clients/Playground', '--env dev explains it'],
    ['clients/Customer Portal.client_metadata.taem', 'did you mean team?'],
    ['clients/Customer Portal.client_metadata.owner', 'there are team'],
    ['##SUFFIX##', 'SUFFIX is a keyword, and its value is at tenants/acme/environments/prod.yaml:3:13'],
    ['SUFFIX', 'SUFFIX is a keyword'],
  ];
  for (const [address, hint] of hints)
    expect([address, await call(address, '--offline')]).toEqual([
      address,
      { code: 1, stdout: '', stderr: expect.stringContaining(hint) as string },
    ]);
});
