import { join } from 'node:path';
import { expect, it } from 'vitest';
import { realClock } from '../../src/auth0/clock.ts';
import { hasErrors } from '../../src/model/diagnostic.ts';
import { plan, scopes } from '../../src/pipeline.ts';
import type { FilesGoal } from '../../src/goals.ts';
import { filesOf, openWorkspace } from '../../src/session/workspace.ts';
import { emulated, runPlan, textOf } from '../support/project.ts';
import type { Emulated } from '../support/project.ts';
import { largeTenant } from './support/large.ts';
import { project, tenantry } from './support/tenantry.ts';

const harbor = join(import.meta.dirname, '../..');

function understood(cwd: string, tenant: string, environment: string): FilesGoal {
  const env = { PARTNER_SECRET: 'partner', SMTP_PASSWORD: 'smtp' };
  const surroundings = { cwd, env, signal: new AbortController().signal, clock: realClock };
  const described = filesOf(openWorkspace(surroundings, { tenant, secrets: 'needed' }), environment);
  expect(textOf(described.diagnostics.filter(({ severity }) => severity === 'error'))).toBe('');
  return described;
}

/** Plans; what is wrong comes back as text, `undefined` when there is nothing to change. */
async function difference(described: FilesGoal, { connection }: Emulated): Promise<string | undefined> {
  try {
    const planned = await plan(described, connection);
    if (hasErrors(planned.diagnostics)) return textOf(planned.diagnostics);
    return planned.plan?.changes.map(({ address }) => address).join(' ') || undefined;
  } catch (error) {
    return String(error);
  }
}

async function applied(described: FilesGoal, tenant: Emulated): Promise<string[]> {
  const planned = await plan(described, tenant.connection, undefined);
  if (planned.plan === undefined) throw new Error(textOf(planned.diagnostics));
  const outcomes = await runPlan({ ...planned, plan: planned.plan }, tenant);
  return outcomes.flatMap(({ address, status }) => (status === 'done' ? [] : [`${address} ${status}`]));
}

it.each([
  ['harbor', () => harbor, 'local'],
  ['acme', () => project(largeTenant()), 'dev'],
])(
  '%s is planned and applied with the scopes that are listed for it',
  async (name, folder, environment) => {
    const described = understood(folder(), name, environment);
    const needed = scopes(described);
    const tenant = emulated({ buildMilliseconds: 0, scopes: needed.apply });
    expect(await applied(described, tenant)).toEqual([]);
    expect(await difference(described, tenant)).toBeUndefined();

    const state = tenant.emulator.snapshot();
    expect(await difference(described, emulated({ state, scopes: needed.plan }))).toBeUndefined();
    for (const scope of needed.plan) {
      const others = needed.plan.filter((other) => other !== scope);
      // A client may be read with any of several scopes.
      if (scope === 'read:clients' && others.includes('read:client_credentials')) continue;
      expect(await difference(described, emulated({ state, scopes: others })), scope).toBeDefined();
    }
  },
  240_000,
);

it('lists what an environment allows: deletes only under its policy, edits of lists always', async () => {
  const { code, stdout } = await tenantry(['scopes', 'harbor', '--format', 'json'], { cwd: harbor });
  expect(code).toBe(0);
  const { environments } = JSON.parse(stdout) as {
    environments: { environment: string; plan: string[]; apply: string[] }[];
  };
  const deletes = Object.fromEntries(
    environments.map(({ environment, apply }) => [environment, apply.filter((scope) => scope.startsWith('delete:'))]),
  );
  const edits = ['delete:client_credentials', 'delete:organization_client_grants', 'delete:organization_connections'];
  expect(deletes['prod']).toEqual(edits);
  expect(deletes['staging']).toEqual([...edits, 'delete:client_grants', 'delete:roles'].sort());
  expect(deletes['local']).toContain('delete:clients');
  for (const { plan: reads, apply } of environments) {
    expect(reads.filter((scope) => !scope.startsWith('read:'))).toEqual([]);
    expect(apply).toEqual(expect.arrayContaining(reads));
  }
});

it('asks for what the files use: names that they refer to, fields with scopes of their own, nothing that is excluded', async () => {
  const files = {
    'tenant.yaml': [
      'roles: [{ name: Courier, permissions: [{ permission_name: scan, resource_server_identifier: https://a.test }] }]',
      'clients: [{ name: Portal, default_organization: { organization_id: north, flows: [client_credentials] } }]',
      'connections: []',
      'forms: []',
    ].join('\n'),
    'environments/dev.yaml': 'domain: local\nexclude: [forms]\n',
  };
  const { stdout, stderr, code } = await tenantry(['scopes', '--env', 'dev'], { cwd: project(files) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(
    [
      'acme (dev)',
      '  to plan: 5',
      '    read:clients',
      '    read:connections',
      '    read:organizations',
      '    read:resource_servers',
      '    read:roles',
      '  to apply, besides: 6',
      '    create:clients',
      '    create:connections',
      '    create:roles',
      '    update:clients',
      '    update:connections',
      '    update:roles',
      '',
    ].join('\n'),
  );
});

it('does not guess when the files have an error', async () => {
  const files = { 'tenant.yaml': 'roles: [{ name: 5 }]\n', 'environments/dev.yaml': 'domain: local\n' };
  const { stdout, stderr, code } = await tenantry(['scopes'], { cwd: project(files) });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('no scopes: 1 error');
});
