import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployer, emulate, project, tenantry } from './support/tenantry.ts';
import type { Result, Served } from './support/tenantry.ts';

interface Setting {
  at: Served;
  cwd: string;
  call: (...args: string[]) => Promise<Result>;
  logs: (...args: string[]) => Promise<Result>;
  note: (...events: object[]) => Promise<void>;
}

const refused =
  'Client is not authorized to access "https://billing.test". You need to create a "client-grant" associated to this API.';

/** A tenant that was applied once, and of which the grant of the nightly client was taken away then. */
async function setting(): Promise<Setting> {
  const at = await emulate();
  const host = new URL(at.url).host;
  const tenant = (grants: string): string => `clients:
  - { name: Nightly, app_type: non_interactive, grant_types: [client_credentials] }
resourceServers:
  - { name: Billing, identifier: 'https://billing.test', scopes: [{ value: read, description: Read }] }
${grants}`;
  const grant = "clientGrants: [{ client_id: Nightly, audience: 'https://billing.test', scope: [read] }]";
  const cwd = project({
    'tenant.yaml': tenant(grant),
    'environments/dev.yaml': `domain: http://${host}\npolicy: { delete: true }\n`,
  });
  const env = { ...deployer, AUTH0_DOMAIN: `http://${host}` };
  const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd, env });
  const logs: Setting['logs'] = (...args) => call('logs', '--env', 'dev', ...args);
  const note: Setting['note'] = async (...events) =>
    void (await fetch(`${at.url}/emulator/logs`, { method: 'POST', body: JSON.stringify(events) }));
  expect((await call('apply', '--env', 'dev', '--yes')).code).toBe(0);
  writeFileSync(join(cwd, 'tenants/acme/tenant.yaml'), tenant('clientGrants: []'));
  await note({ type: 'feccft', client_name: 'Nightly', client_id: 'n1', description: 'before the run' });
  expect((await call('apply', '--env', 'dev', '--yes')).code).toBe(0);
  return { at, cwd, call, logs, note };
}

async function idOf({ at }: Setting): Promise<string> {
  const clients = (await at.call('GET', '/clients')) as { name: string; client_id: string }[];
  return clients.find(({ name }) => name === 'Nightly')?.client_id ?? '';
}

const byHand = {
  type: 'sapi',
  details: {
    request: {
      channel: 'https://manage.auth0.com/',
      method: 'patch',
      auth: { user: { user_id: 'auth0|1', email: 'ana@harbor.example' } },
      body: { callbacks: ['planted-in-the-log'] },
    },
  },
};

describe('tenantry logs', () => {
  it('shows since the last run failures first, what that run changed, and whose the changes are', async () => {
    const set = await setting();
    const failure = { type: 'feccft', client_name: 'Nightly', client_id: 'n1', audience: 'https://billing.test' };
    await set.note({ ...failure, description: refused }, { ...failure, description: refused });
    const path = `/api/v2/clients/${await idOf(set)}`;
    await set.note({ ...byHand, details: { request: { ...byHand.details.request, path } } });
    const { code, stdout } = await set.logs();
    expect(code).toBe(0);
    expect(stdout).toContain('Nightly  2 × Failed Exchange: Access Token for a Client Credentials Grant');
    expect(stdout).toContain(refused);
    expect(stdout).toContain('the last run changed clientGrants/Nightly/https://billing.test');
    expect(stdout).toMatch(/clients\/Nightly {2}PATCH callbacks\n {4}\S+Z {2}ana@harbor\.example \(dashboard\)/);
    expect(stdout).toMatch(/since run \S+ at \S+: 2 failures, 1 change by others, 1 change by tenantry/);
    expect(stdout).not.toContain('before the run');
    expect(stdout).not.toContain('planted-in-the-log');
    const failures = await set.logs('--failures', '--fail');
    expect(failures.code).toBe(3);
    expect(failures.stdout).not.toContain('dashboard');
    expect((await set.logs('--app', 'Other', '--fail')).code).toBe(0);
  });

  it('tells what smoke has asked to be refused from what fails', async () => {
    const set = await setting();
    const path = join(set.cwd, 'tenants/acme/tenant.yaml');
    const grants = "clientGrants: [{ client_id: Nightly, audience: 'https://billing.test', scope: [read] }]";
    writeFileSync(path, readFileSync(path, 'utf8').replace('clientGrants: []', grants));
    expect((await set.call('apply', '--env', 'dev', '--yes')).code).toBe(0);
    expect((await set.call('smoke', '--env', 'dev', '--within', '0s')).code).toBe(0);
    const { code, stdout } = await set.logs('--fail');
    expect(stdout).toMatch(/Asked for by tenantry smoke, and no failure: \d+ refusals?\./);
    expect(stdout).not.toContain('Failures:');
    expect(code).toBe(0);
    const found = JSON.parse((await set.logs('--format', 'json')).stdout) as {
      trials: number;
      log: { isTrial?: true }[];
    };
    expect(found.trials).toBeGreaterThan(0);
    expect(found.log.filter(({ isTrial }) => isTrial)).toHaveLength(found.trials);
    await set.note({ type: 'feccft', client_name: 'Nightly', client_id: 'n1', user_agent: 'axios/1.7' });
    expect((await set.logs('--fail')).code).toBe(3);
  });

  it('goes on behind what was shown last, and says when nothing was', async () => {
    const set = await setting();
    expect(await set.logs('--since', 'last')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('was not read from here before') as string,
    });
    await set.logs();
    await set.note({ type: 'f', client_name: 'Portal', description: 'new' });
    const { stdout } = await set.logs('--since', 'last', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ failures: [{ who: 'Portal', description: 'new', count: 1 }] });
    expect((JSON.parse(stdout) as { ours: number }).ours).toBe(0);
  });

  it('takes a duration and a time, and says what else is none', async () => {
    const set = await setting();
    expect((await set.logs('--since', '15m')).stdout).toContain('before the run');
    expect((await set.logs('--since', '2999-01-01T00:00:00Z')).stdout).toMatch(/0 events since 2999/);
    expect(await set.logs('--since', 'yesterday')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('it is run, last, a duration such as 15m') as string,
    });
  });

  it('says which scope is missing', async () => {
    const set = await setting();
    await set.at.call('PATCH', '/client-grants/' + (await managementGrant(set)), { scope: ['read:clients'] });
    expect(await set.logs()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/log of the tenant cannot be read.*\n.*grant read:logs/s) as string,
    });
  });

  it('drift --who names actor, time and channel', async () => {
    const set = await setting();
    const id = await idOf(set);
    writeDescription(set.cwd);
    expect((await set.call('apply', '--env', 'dev', '--yes')).code).toBe(0);
    await set.at.call('PATCH', `/clients/${id}`, { description: 'by hand' });
    const path = `/api/v2/clients/${id}`;
    await set.note({ ...byHand, details: { request: { ...byHand.details.request, path } } });
    const { code, stderr } = await set.call('drift', '--env', 'dev', '--who');
    expect(code).toBe(2);
    expect(stderr).toMatch(/clients\/Nightly was changed last by ana@harbor\.example at \S+Z \(dashboard\)/);
  });
});

function writeDescription(cwd: string): void {
  const path = join(cwd, 'tenants/acme/tenant.yaml');
  const text = readFileSync(path, 'utf8').replace('name: Nightly,', 'name: Nightly, description: x,');
  writeFileSync(path, text);
}

async function managementGrant({ at }: Setting): Promise<string> {
  const grants = (await at.call('GET', '/client-grants')) as { id: string; audience: string }[];
  return grants.find(({ audience }) => audience.endsWith('/api/v2/'))?.id ?? '';
}
