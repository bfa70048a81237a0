import { expect, it } from 'vitest';
import { hasErrors } from '../../src/model/diagnostic.ts';
import type { Body } from '../../src/model/json.ts';
import { goalOfFiles } from '../../src/goals.ts';
import { emulated, planOf, projectOf, textOf } from '../support/project.ts';
import type { Files } from '../support/project.ts';
import { api, applied, changesOf, hasType, idOf, rowsOf } from './support.ts';

// What tools of this kind are known to get wrong, one test for each: writes that nobody asked for, and losses by omission.

const permission = (name: string): Body => ({
  permission_name: name,
  resource_server_identifier: 'https://parcels.test',
});
const action = (code: string): Body => ({
  name: 'Enrich',
  code,
  deployed: true,
  supported_triggers: [{ id: 'post-login', version: 'v3' }],
});

it('trap 1: an apply without a difference writes nothing, and a difference of one permission is one request', async () => {
  const tenant = emulated({ buildMilliseconds: 0 });
  const files = (permissions: Body[], code = '// 1'): Files => ({
    tenant: {
      resourceServers: [api],
      roles: [{ name: 'Courier', permissions }],
      actions: [action(code)],
      triggers: { 'post-login': [{ action_name: 'Enrich' }] },
    },
  });
  await applied(tenant, files([permission('read')]));
  expect(await applied(tenant, files([permission('read')]))).toEqual([]);
  expect(await applied(tenant, files([permission('read'), permission('scan')]))).toEqual([
    'POST /roles/{id}/permissions 201',
  ]);
  // Nothing else is deployed when something else changes; a change of the code is.
  expect((await applied(tenant, files([permission('scan')]))).filter((line) => line.includes('deploy'))).toEqual([]);
  expect(
    (await applied(tenant, files([permission('scan')], '// 2'))).filter((line) => line.includes('deploy')),
  ).toHaveLength(1);
});

it('trap 2: twins with one name are told and never guessed at, and none is deleted', async () => {
  const tenant = emulated();
  for (const description of ['one', 'two']) await tenant.request('POST', '/clients', { name: 'Portal', description });
  const files: Files = { tenant: { clients: [{ name: 'Portal', description: 'three' }] } };
  await expect(planOf(files, tenant)).rejects.toThrow(/Portal/);
  expect((await rowsOf(tenant, '/clients')).filter(({ name }) => name === 'Portal')).toHaveLength(2);
});

it.runIf(hasType('networkACLs'))('trap 2: network ACLs that are active alike are not the same one', async () => {
  const tenant = emulated();
  const acl = (priority: number, description: string): Body => ({
    priority,
    description,
    active: true,
    rule: { action: { block: true }, scope: 'tenant', match: { geo_country_codes: ['DE'] } },
  });
  const files = (second: string): Files => ({ tenant: { networkACLs: [acl(1, 'One'), acl(2, second)] } });
  await applied(tenant, files('Two'));
  expect(await changesOf(tenant, files('Two'))).toEqual([]);
  expect(await changesOf(tenant, files('Second'))).toEqual(['update networkACLs/2']);
});

it('trap 3: the text "false" allows no deletes, and neither does a variable of the environment', async () => {
  const tenant = emulated();
  await applied(tenant, { tenant: { roles: [{ name: 'Courier' }] } });
  const files = (environment: object): Files => ({
    tenant: { roles: [] },
    environment: { domain: 'local', ...environment },
  });
  const { diagnostics } = goalOfFiles(projectOf(files({ policy: { delete: 'false' } })), 'local');
  expect(hasErrors(diagnostics)).toBe(true);
  expect(textOf(diagnostics)).toContain('policy.delete');
  expect(await changesOf(tenant, files({}))).toEqual(['withheld delete roles/Courier']);
  const project = projectOf(files({}));
  const sources = { ...project.sources, env: { AUTH0_ALLOW_DELETE: 'true' } };
  expect(goalOfFiles({ ...project, sources }, 'local').target.config.environment.policy.delete).toBe(false);
});

const withOrganization = (parts: Body): Files => ({
  tenant: {
    resourceServers: [api],
    clients: [{ name: 'Portal' }],
    clientGrants: [
      { client_id: 'Portal', audience: 'https://parcels.test', scope: ['read'], organization_usage: 'allow' },
    ],
    connections: [
      { name: 'work', strategy: 'oidc', options: { type: 'front_channel', client_id: 'a', issuer: 'https://a.test' } },
    ],
    organizations: [{ name: 'north', ...parts }],
  },
});

it('trap 4: links of an organization that the files leave out stay; an empty list takes them away', async () => {
  const tenant = emulated();
  const links = { connections: [{ name: 'work' }], client_grants: [{ client_id: 'Portal' }] };
  await applied(tenant, withOrganization(links));
  expect(await applied(tenant, withOrganization({}))).toEqual([]);
  const path = `/organizations/${await idOf(tenant, '/organizations', 'north')}`;
  expect(await rowsOf(tenant, `${path}/connections`)).toHaveLength(1);
  expect(await rowsOf(tenant, `${path}/client-grants`)).toHaveLength(1);
  await applied(tenant, withOrganization({ connections: [], client_grants: [] }));
  expect(await rowsOf(tenant, `${path}/connections`)).toEqual([]);
  expect(await rowsOf(tenant, `${path}/client-grants`)).toEqual([]);
});

const withConnection = (parts: Body, environment: object = {}): Files => ({
  tenant: {
    clients: [{ name: 'Portal' }],
    connections: [{ name: 'work', strategy: 'oidc', ...parts }],
  },
  environment: { domain: 'local', ...environment },
});
const options = { type: 'front_channel', client_id: 'a', issuer: 'https://a.test' };

it('trap 5: an empty list of enabled clients disables all but the excluded ones', async () => {
  const tenant = emulated();
  await tenant.request('POST', '/clients', { name: 'Legacy' });
  await applied(tenant, withConnection({ options, enabled_clients: ['Portal', 'Legacy'] }));
  const enabled = `/connections/${await idOf(tenant, '/connections', 'work')}/clients`;
  const exclude = { exclude: ['clients/Legacy'] };
  expect(await changesOf(tenant, withConnection({ options, enabled_clients: [] }, exclude))).toEqual([
    'delete connections/work/enabled_clients/Portal',
  ]);
  expect(await applied(tenant, withConnection({ options, enabled_clients: [] }, exclude))).toHaveLength(1);
  expect(await rowsOf(tenant, enabled)).toEqual([{ client_id: await idOf(tenant, '/clients', 'Legacy') }]);
  await applied(tenant, withConnection({ options, enabled_clients: [] }));
  expect(await rowsOf(tenant, enabled)).toEqual([]);
});

it('trap 6: options of a connection that the files do not mention travel along, of every strategy', async () => {
  const tenant = emulated();
  await applied(tenant, withConnection({ options }));
  const id = await idOf(tenant, '/connections', 'work');
  const server = { ...options, admin_refresh_token: 'of-the-server', discovered: { jwks: 'x' } };
  await tenant.request('PATCH', `/connections/${id}`, { options: server });
  const live = async (): Promise<Body> => {
    const { body } = await tenant.request('GET', `/connections/${id}`);
    return (body as Body)['options'] as Body;
  };
  const before = await live();
  expect(before).toMatchObject(server);
  expect(await applied(tenant, withConnection({ options }))).toEqual([]);
  expect(await applied(tenant, withConnection({ options: { ...options, issuer: 'https://b.test' } }))).toHaveLength(1);
  expect(await live()).toEqual({ ...before, issuer: 'https://b.test' });
});
