import { describe, expect, it } from 'vitest';
import { managementScopes } from '../../src/emulator/scopes.ts';
import { refusal, startTenant, type Row, type Tenant } from './tenant.ts';

const identifier = 'https://parcels.example';
const scopes = [{ value: 'read', description: 'Read' }, { value: 'write' }];

async function withApi(): Promise<Tenant & { api1: Row; role: Row; grant: Row; client: Row }> {
  const tenant = startTenant();
  const api1 = await tenant.do('POST', '/resource-servers', { identifier, name: 'Parcels', scopes });
  const client = await tenant.do('POST', '/clients', { name: 'caller' });
  const role = await tenant.do('POST', '/roles', { name: 'clerk' });
  const grant = await tenant.do('POST', '/client-grants', {
    client_id: client.client_id,
    audience: identifier,
    scope: ['read', 'write'],
  });
  const permissions = ['read', 'write'].map((name) => ({
    resource_server_identifier: identifier,
    permission_name: name,
  }));
  await tenant.do('POST', `/roles/${role.id}/permissions`, { permissions });
  return { ...tenant, api1, role, grant, client };
}

describe('resource servers', () => {
  it('have usual settings and are found by id and by identifier', async () => {
    const tenant = await withApi();
    expect(tenant.api1.id).toMatch(/^[0-9a-f]{24}$/);
    expect(tenant.api1).not.toHaveProperty('is_system');
    expect(tenant.api1).toMatchObject({
      signing_alg: 'RS256',
      token_lifetime: 86_400,
      allow_offline_access: false,
    });
    const byIdentifier = await tenant.do('GET', `/resource-servers/${encodeURIComponent(identifier)}`);
    expect(byIdentifier).toEqual(tenant.api1);
    expect(await tenant.do('GET', `/resource-servers?identifiers=${encodeURIComponent(identifier)}`)).toHaveLength(1);
  });

  it('have an identifier of their own that never changes', async () => {
    const tenant = await withApi();
    const again = await tenant.api('POST', '/resource-servers', { identifier });
    expect(refusal(again)).toBe('409 A resource server with the same identifier already exists.');
    const patch = await tenant.api('PATCH', `/resource-servers/${tenant.api1.id}`, { identifier: 'https://b' });
    expect(refusal(patch)).toMatch(/Additional properties not allowed: identifier/);
  });

  it('keep an explicit null where the API has one, and drop others', async () => {
    const tenant = await withApi();
    const patch = { consent_policy: null, authorization_details: null, token_encryption: null };
    const after = await tenant.do('PATCH', `/resource-servers/${tenant.api1.id}`, patch);
    expect(after).toHaveProperty('consent_policy', null);
    expect(after).not.toHaveProperty('authorization_details');
    expect(after).not.toHaveProperty('token_encryption');
  });

  it('define a scope once', async () => {
    const body = { identifier, scopes: [{ value: 'a' }, { value: 'a' }] };
    expect(refusal(await startTenant().api('POST', '/resource-servers', body))).toMatch(/scope a is defined twice/);
  });

  it('bring a secret with HS256', async () => {
    const tenant = startTenant();
    const api = await tenant.do('POST', '/resource-servers', { identifier, signing_alg: 'HS256' });
    expect(api.signing_secret).toHaveLength(32);
  });

  it('drop a removed scope from roles and grants', async () => {
    const tenant = await withApi();
    await tenant.do('PATCH', `/resource-servers/${tenant.api1.id}`, { scopes: [{ value: 'read' }] });
    expect((await tenant.do('GET', `/client-grants/${tenant.grant.id}`)).scope).toEqual(['read']);
    const permissions = await tenant.rows(`/roles/${tenant.role.id}/permissions`);
    expect(permissions.map((permission) => permission['permission_name'])).toEqual(['read']);
  });

  it('take grants and permissions along', async () => {
    const tenant = await withApi();
    expect((await tenant.api('DELETE', `/resource-servers/${tenant.api1.id}`)).status).toBe(204);
    expect((await tenant.api('GET', `/client-grants/${tenant.grant.id}`)).status).toBe(404);
    expect(await tenant.do('GET', `/roles/${tenant.role.id}/permissions`)).toEqual([]);
  });

  it('of the system are mostly fixed', async () => {
    const tenant = startTenant();
    const [own] = await tenant.rows('/resource-servers');
    expect(own?.['scopes']).toHaveLength(managementScopes().length);
    const path = `/resource-servers/${own?.id}`;
    expect(refusal(await tenant.api('PATCH', path, { name: 'mine' }))).toMatch(/not allowed: name/);
    expect((await tenant.do('PATCH', path, { token_lifetime: 600 })).token_lifetime).toBe(600);
    expect((await tenant.api('DELETE', path)).status).toBe(403);
    expect((await tenant.token()).body['expires_in']).toBe(600);
  });
});

describe('client grants', () => {
  const client_id = 'unknown';
  it.each<[body: object, status: number, text: RegExp]>([
    [{ audience: identifier }, 400, /Exactly one of client_id and default_for/],
    [{ audience: identifier, client_id, default_for: 'third_party_clients' }, 400, /Exactly one/],
    [{ audience: 'https://unknown', client_id }, 404, /resource server does not exist/],
    [{ audience: identifier, client_id }, 404, /client does not exist/],
    [{ audience: 'https://local/api/v2/', default_for: 'third_party_clients' }, 400, /not supported for system APIs/],
    [
      { audience: identifier, default_for: 'third_party_clients', scope: ['read'], allow_all_scopes: true },
      400,
      /mutually exclusive/,
    ],
  ])('refuse %j', async (body, status, text) => {
    const reply = await (await withApi()).api('POST', '/client-grants', body);
    expect(reply.status).toBe(status);
    expect(refusal(reply)).toMatch(text);
  });

  it('name details of their API, on behalf of users, and are needed to list organizations', async () => {
    const tenant = await withApi();
    const body = { default_for: 'third_party_clients', audience: identifier, authorization_details_types: ['payment'] };
    const post = (more: object): Promise<number> =>
      tenant.api('POST', '/client-grants', { ...body, ...more }).then(({ status }) => status);
    expect(await post({ subject_type: 'user' })).toBe(400);
    await tenant.do('PATCH', `/resource-servers/${tenant.api1.id}`, { authorization_details: [{ type: 'payment' }] });
    expect(await post({ subject_type: 'client' })).toBe(400);
    expect(await post({ subject_type: 'user' })).toBe(201);
    expect((await tenant.api('GET', '/client-grants/none/organizations')).status).toBe(404);
  });

  it('are one per client, API and subject type, and fixed in these', async () => {
    const tenant = await withApi();
    const body = { client_id: tenant.client.client_id, audience: identifier, scope: [] };
    expect((await tenant.api('POST', '/client-grants', body)).status).toBe(409);
    expect((await tenant.api('POST', '/client-grants', { ...body, subject_type: 'user' })).status).toBe(201);
    const path = `/client-grants/${tenant.grant.id}`;
    expect((await tenant.api('PATCH', path, { audience: identifier })).status).toBe(400);
    expect((await tenant.do('PATCH', path, { scope: ['write'] })).scope).toEqual(['write']);
    expect(await tenant.do('GET', `/client-grants?client_id=${body.client_id}&subject_type=user`)).toHaveLength(1);
  });
});

describe('roles', () => {
  it('answer 200, and 409 for a second one of a name', async () => {
    const tenant = startTenant();
    const { status, body } = await tenant.api('POST', '/roles', { name: 'a' });
    expect([status, body]).toEqual([200, { id: body.id, name: 'a' }]);
    expect(await tenant.do('GET', `/roles/${body.id}`)).toEqual({ id: body.id, name: 'a', description: '' });
    expect(body.id).toMatch(/^rol_\w{16}$/);
    expect(refusal(await tenant.api('POST', '/roles', { name: 'a' }))).toBe('409 The role already exists.');
    const other = await tenant.do('POST', '/roles', { name: 'b' });
    expect((await tenant.api('PATCH', `/roles/${other.id}`, { name: 'a' })).status).toBe(409);
    expect(await tenant.do('GET', '/roles?name_filter=b&type=tenant')).toHaveLength(1);
    expect((await tenant.api('DELETE', `/roles/${other.id}`)).status).toBe(200);
    expect((await tenant.api('DELETE', `/roles/${other.id}`)).status).toBe(404);
  });

  it('hold permissions that exist', async () => {
    const tenant = await withApi();
    const path = `/roles/${tenant.role.id}/permissions`;
    expect((await tenant.rows(path))[0]).toEqual({
      resource_server_identifier: identifier,
      permission_name: 'read',
      resource_server_name: 'Parcels',
      description: 'Read',
    });
    const unknown = { permissions: [{ resource_server_identifier: identifier, permission_name: 'nope' }] };
    expect((await tenant.api('POST', path, unknown)).status).toBe(400);
    expect((await tenant.api('POST', path, { permissions: [] })).status).toBe(400);
    const one = { permissions: [{ resource_server_identifier: identifier, permission_name: 'read' }] };
    expect((await tenant.api('POST', path, one)).status).toBe(201);
    await tenant.do('DELETE', path, one);
    expect(await tenant.do('GET', path)).toHaveLength(1);
  });
});

it('a role holds 1000 permissions at most, and exists', async () => {
  const tenant = startTenant();
  const { id } = await tenant.do('POST', '/roles', { name: 'a' });
  const values = Array.from({ length: 1000 }, (_, at) => `s${at}`);
  for (const api of ['https://a', 'https://b']) {
    await tenant.do('POST', '/resource-servers', { identifier: api, scopes: values.map((value) => ({ value })) });
  }
  const add = (api: string, names: string[]): Promise<number> => {
    const permissions = names.map((name) => ({ resource_server_identifier: api, permission_name: name }));
    return tenant.api('POST', `/roles/${id}/permissions`, { permissions }).then(({ status }) => status);
  };
  expect(await add('https://a', values)).toBe(201);
  expect(await add('https://b', ['s1'])).toBe(400);
  expect(await add('https://a', ['s1'])).toBe(201);
  expect(refusal(await tenant.api('GET', '/roles/none/permissions'))).toBe('404 The role does not exist.');
});

it('all of it through the SDK', async () => {
  const { sdk } = startTenant();
  const { id: api = '' } = await sdk.resourceServers.create({ identifier, scopes });
  const { client_id = '' } = await sdk.clients.create({ name: 'a' });
  const { id: grant = '' } = await sdk.clientGrants.create({ client_id, audience: identifier, scope: ['read'] });
  await sdk.clientGrants.update(grant, { scope: [] });
  const { id: role = '' } = await sdk.roles.create({ name: 'a', description: 'b' });
  const permissions = [{ resource_server_identifier: identifier, permission_name: 'read' }];
  await sdk.roles.permissions.add(role, { permissions });
  await sdk.roles.permissions.delete(role, { permissions });
  await sdk.resourceServers.update(identifier, { name: 'b' });
  expect(await sdk.resourceServers.get(api)).toMatchObject({ name: 'b' });
  await sdk.clientGrants.delete(grant);
  await sdk.roles.delete(role);
  await sdk.resourceServers.delete(api);
});
