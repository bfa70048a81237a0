import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { managementScopes } from '../../src/emulator/scopes.ts';
import { serve } from '../../src/emulator/serve.ts';
import { emulated } from '../support/project.ts';
import { deployer, project, tenantry } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';

const text = `clients:
  - name: Job   # nightly
    app_type: non_interactive
    description: Runs
roles:
  - name: Courier
    description: Drives
clientGrants:
  - client_id: Job
    audience: https://api.acme.example
    scope: ['read:it']
resourceServers:
  - identifier: https://api.acme.example
    name: API
    scopes: [{ value: read:it, description: It }, { value: write:it, description: It }]
organizations:
  - name: acme
    display_name: Acme
    connections: [{ connection_id: Staff }]
connections:
  - name: Staff
    strategy: github
`;

interface Tenant {
  call: (...args: string[]) => Promise<Result>;
  read: () => string;
}

type Send = (method: string, path: string, body?: object) => Promise<Record<string, unknown>[]>;

/** A tenant as the files say but for some changes, for a client without some scopes. */
async function tenantWithout(scopes: readonly string[], change: (send: Send) => Promise<void>): Promise<Tenant> {
  const tenant = emulated({ buildMilliseconds: 0 });
  const first = await serve(tenant.emulator, { port: 0 });
  onTestFinished(() => first.close());
  const environment = (url: string): string => `domain: ${url}\n`;
  const cwd = project({ 'tenant.yaml': text, 'environments/dev.yaml': environment(first.url) });
  const env = { ...deployer, AUTH0_AUDIENCE: 'https://local/api/v2/' };
  const applied = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env });
  expect(applied.code, applied.stderr).toBe(0);
  await change(async (method, path, body) => {
    const { status, body: answer } = await tenant.request(method, path, body);
    expect(status, JSON.stringify(answer)).toBeLessThan(300);
    return answer as Record<string, unknown>[];
  });
  const allowed = managementScopes().filter((scope) => !scopes.includes(scope));
  const second = await serve(createEmulator({ state: tenant.emulator.snapshot(), scopes: allowed }), { port: 0 });
  onTestFinished(() => second.close());
  writeFileSync(join(cwd, 'tenants/acme/environments/dev.yaml'), environment(second.url));
  return {
    call: (...args) => tenantry(['pull', 'acme', '--env', 'dev', ...args], { cwd, env }),
    read: () => readFileSync(join(cwd, 'tenants/acme/tenant.yaml'), 'utf8'),
  };
}

/** The id of what has a name in a list of the tenant. */
async function idOf(send: Send, path: string, name: string): Promise<string> {
  const found = (await send('GET', path)).find((row) => row['name'] === name);
  return String(found?.['client_id'] ?? found?.['id']);
}

it('a type that cannot be read is left and named, and all others are pulled', async () => {
  const { call, read } = await tenantWithout(['read:roles'], async (send) => {
    await send('PATCH', `/roles/${await idOf(send, '/roles', 'Courier')}`, { description: 'Walks' });
    await send('PATCH', `/clients/${await idOf(send, '/clients?per_page=100', 'Job')}`, { description: 'Sleeps' });
  });
  const checked = await call('--check');
  expect([checked.code, read()]).toEqual([2, text]);
  const pulled = await call();
  expect([pulled.code, read()]).toEqual([2, text.replace('Runs', 'Sleeps')]);
  expect(pulled.stderr + pulled.stdout).toContain('warning roles cannot be read');
  expect(pulled.stderr).toContain('Left, as nobody can tell what the tenant has of them: roles.');
  expect(pulled.stderr).not.toContain('nothing differs');
  const again = await call('--check');
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('as far as it can be read')]);
  // What is asked for by name is not left in silence.
  const asked = await call('--only', 'roles/Courier');
  expect([asked.code, asked.stderr + asked.stdout]).toEqual([1, expect.stringContaining('roles cannot be read')]);
});

it('what names something that cannot be read is left with it: no id of it gets into the files', async () => {
  const { call, read } = await tenantWithout(
    ['read:clients', 'read:client_keys', 'read:client_credentials', 'read:client_summary'],
    async (send) => {
      await send('PATCH', `/clients/${await idOf(send, '/clients?per_page=100', 'Job')}`, { description: 'Sleeps' });
      const [grant] = await send('GET', '/client-grants?audience=https%3A%2F%2Fapi.acme.example');
      await send('PATCH', `/client-grants/${String(grant?.['id'])}`, { scope: ['write:it'] });
      await send('PATCH', `/roles/${await idOf(send, '/roles', 'Courier')}`, { description: 'Walks' });
      await send('POST', '/organizations', { name: 'second' });
    },
  );
  const pulled = await call('--new', 'shared');
  expect(pulled.stderr).toContain('nobody can tell what the tenant has of them: clients, clientGrants.');
  expect(read()).not.toMatch(/client_id: (?!Job)/);
  expect(read()).toContain('description: Walks');
  expect(read()).toContain('- name: second');
  expect(pulled.code).toBe(2);
});

it('a list of children that cannot be read stays, and a new one with a name of such a type is left to decide', async () => {
  const { call, read } = await tenantWithout(['read:connections'], async (send) => {
    const id = await idOf(send, '/organizations', 'acme');
    const [enabled] = await send('GET', `/organizations/${id}/enabled_connections`);
    await send('DELETE', `/organizations/${id}/enabled_connections/${String(enabled?.['connection_id'])}`);
    await send('PATCH', `/organizations/${id}`, { display_name: 'Acme Ltd' });
  });
  const pulled = await call();
  expect([pulled.code, read()]).toEqual([2, text.replace('display_name: Acme', 'display_name: Acme Ltd')]);
  expect(pulled.stderr).toContain('organizations.connections');
});

it('a pull for which nothing of the files can be read is an error, and names what is missing', async () => {
  const scopes = managementScopes().filter((scope) => scope.startsWith('read:'));
  const { call, read } = await tenantWithout(scopes, () => Promise.resolve());
  const pulled = await call();
  expect([pulled.code, read()]).toEqual([1, text]);
  expect(pulled.stderr + pulled.stdout).toContain('grant read:roles');
});
