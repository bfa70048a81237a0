import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { refusal, startTenant, type Row } from './tenant.ts';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const key = { credential_type: 'public_key', name: 'key', pem };

describe('a fresh tenant', () => {
  it('has the global client and the deployer with its grant', async () => {
    const tenant = startTenant();
    const clients = await tenant.rows('/clients');
    expect(clients.map(({ name, global }) => [name, global])).toEqual([
      ['All Applications', true],
      ['Deployer', false],
    ]);
    expect(await tenant.do('GET', '/clients?is_global=false')).toHaveLength(1);
    const [grant] = await tenant.rows('/client-grants');
    expect(grant).toMatchObject({
      client_id: DEPLOYER.clientId,
      audience: 'https://local/api/v2/',
      subject_type: 'client',
    });
    expect(grant?.id).toMatch(/^cgr_\w{16}$/);
    expect(refusal(await tenant.api('DELETE', `/clients/${clients[0]?.client_id}`))).toMatch(/^403/);
  });
});

describe('clients', () => {
  it('get an id, a secret and the usual settings', async () => {
    const client = await startTenant().do('POST', '/clients', { name: 'a' });
    expect(client.client_id).toMatch(/^[0-9A-Za-z]{32}$/);
    expect(client.client_secret).toMatch(/^[\w-]{64}$/);
    expect(client).toMatchObject({
      tenant: 'local',
      global: false,
      is_first_party: true,
      oidc_conformant: false,
      cross_origin_authentication: false,
      cross_origin_auth: false,
      grant_types: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
      jwt_configuration: { lifetime_in_seconds: 36_000, secret_encoded: false },
      refresh_token: { rotation_type: 'non-rotating' },
    });
  });

  it('may share a name', async () => {
    const tenant = startTenant();
    await tenant.do('POST', '/clients', { name: 'twin' });
    expect((await tenant.api('POST', '/clients', { name: 'twin' })).status).toBe(201);
  });

  it('merge metadata key by key, replace all else, and clear by null', async () => {
    const tenant = startTenant();
    const metadata = { a: '1', b: '2' };
    const { client_id } = await tenant.do('POST', '/clients', {
      name: 'a',
      client_metadata: metadata,
      callbacks: ['https://a'],
      refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 5 },
      cross_origin_loc: 'https://loc',
    });
    const path = `/clients/${client_id}`;
    const patch = (body: object): Promise<Row> => tenant.do('PATCH', path, body);
    expect((await patch({ client_metadata: { a: null, c: '3' } }))['client_metadata']).toEqual({ b: '2', c: '3' });
    expect((await patch({ client_metadata: {} }))['client_metadata']).toEqual({});
    expect((await patch({ callbacks: ['https://b'] }))['callbacks']).toEqual(['https://b']);
    const refreshToken = { rotation_type: 'rotating', expiration_type: 'expiring' };
    expect((await patch({ refresh_token: refreshToken }))['refresh_token']).toEqual(refreshToken);
    expect(await patch({ cross_origin_loc: null })).not.toHaveProperty('cross_origin_loc');
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`k${at}`, 'v']));
    expect(refusal(await tenant.api('PATCH', path, { client_metadata: many }))).toMatch(/maximum 10/);
  });

  it.each<[patch: object, text: RegExp]>([
    [{ third_party_security_mode: 'strict' }, /Additional properties not allowed: third_party_security_mode/],
    [{ jwt_configuration: { secret_encoded: true } }, /Additional properties not allowed: secret_encoded/],
    [{ resource_server_identifier: 'https://a' }, /Additional properties not allowed: resource_server_identifier/],
    [{ is_first_party: false }, /third-party client cannot have organization_usage/],
    [
      { default_organization: { organization_id: 'org_none', flows: ['client_credentials'] } },
      /default organization does not exist/,
    ],
  ])('refuse to change to %j', async (patch, text) => {
    const tenant = startTenant();
    const { client_id } = await tenant.do('POST', '/clients', { name: 'a', organization_usage: 'allow' });
    const reply = await tenant.api('PATCH', `/clients/${client_id}`, patch);
    expect(reply.status).toBe(400);
    expect(refusal(reply)).toMatch(text);
  });

  it('change secrets and methods only with scopes of their own', async () => {
    const tenant = startTenant({ scopes: ['create:clients', 'update:clients', 'read:clients'] });
    const { client_id } = await tenant.do('POST', '/clients', { name: 'a' });
    const patch = (body: object): Promise<string> => tenant.api('PATCH', `/clients/${client_id}`, body).then(refusal);
    expect(await patch({ client_secret: 'mine' })).toBe('403 Insufficient scope, expected any of: update:client_keys');
    expect(await patch({ client_authentication_methods: null })).toMatch(/^403 .*update:client_credentials$/);
    expect(await patch({ description: 'a' })).toMatch(/^200/);
  });

  it('share no alias, and stand for APIs that exist', async () => {
    const tenant = startTenant();
    const post = (body: object): Promise<string> =>
      tenant.api('POST', '/clients', { name: 'a', ...body }).then(refusal);
    expect(await post({ client_aliases: ['x'] })).toMatch(/^201/);
    expect(await post({ client_aliases: ['y', 'x'] })).toBe('409 Another client exists with the same alias.');
    const api = { app_type: 'resource_server', resource_server_identifier: 'https://a' };
    expect(await post(api)).toMatch(/^400 The resource server does not exist/);
    await tenant.do('POST', '/resource-servers', { identifier: 'https://a' });
    const refresh = { refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring' } };
    expect(await post({ ...api, ...refresh })).toMatch(/cannot have refresh_token/);
    expect(await post(api)).toMatch(/^201/);
  });

  it('choose fields', async () => {
    const tenant = startTenant();
    const path = `/clients/${DEPLOYER.clientId}`;
    expect(await tenant.do('GET', `${path}?fields=name,tenant`)).toEqual({ name: 'Deployer', tenant: 'local' });
    expect(await tenant.do('GET', `${path}?fields=name&include_fields=false`)).not.toHaveProperty('name');
    expect(Object.keys((await tenant.rows('/clients?fields=client_id'))[0] ?? {})).toEqual(['client_id']);
  });

  it('take everything that refers to them along', async () => {
    const tenant = startTenant();
    const { client_id } = await tenant.do('POST', '/clients', { name: 'a' });
    const api = await tenant.do('POST', '/resource-servers', { identifier: 'https://a' });
    const grant = { client_id, audience: api.identifier, organization_usage: 'allow' };
    const { id: grantId } = await tenant.do('POST', '/client-grants', grant);
    const { id: org } = await tenant.do('POST', '/organizations', { name: 'acme' });
    await tenant.do('POST', `/organizations/${org}/client-grants`, { grant_id: grantId });
    await tenant.do('POST', `/organizations/${org}/clients`, { clients: [{ client_id, use_for_member_access: true }] });
    const { id: connection } = await tenant.do('POST', '/connections', { name: 'users', strategy: 'auth0' });
    await tenant.do('PATCH', `/connections/${connection}/clients`, [{ client_id, status: true }]);
    await tenant.do('POST', `/clients/${client_id}/credentials`, key);
    expect((await tenant.do('GET', `/clients/${client_id}/connections`)).connections).toHaveLength(1);

    expect((await tenant.api('DELETE', `/clients/${client_id}`)).status).toBe(204);
    expect((await tenant.api('DELETE', `/clients/${client_id}`)).status).toBe(204);
    expect((await tenant.api('GET', `/clients/${client_id}`)).body.errorCode).toBe('inexistent_client');
    expect((await tenant.api('GET', `/client-grants/${grantId}`)).status).toBe(404);
    expect(await tenant.do('GET', `/organizations/${org}/client-grants`)).toEqual([]);
    expect((await tenant.do('GET', `/organizations/${org}/clients`)).clients).toEqual([]);
    expect((await tenant.do('GET', `/connections/${connection}/clients`)).clients).toEqual([]);
    expect(tenant.emulator.snapshot().collections).not.toHaveProperty('organization_client_grants');
    expect(tenant.emulator.snapshot().collections).not.toHaveProperty('credentials');
  });
});

describe('credentials', () => {
  it('rotate: create, associate, drop the secret method, delete', async () => {
    const tenant = startTenant();
    const { client_id } = await tenant.do('POST', '/clients', {
      name: 'a',
      token_endpoint_auth_method: 'client_secret_post',
    });
    const path = `/clients/${client_id}`;
    const credential = await tenant.do('POST', `${path}/credentials`, key);
    expect(credential.id).toMatch(/^cred_/);
    expect(credential).not.toHaveProperty('pem');
    const methods = { private_key_jwt: { credentials: [{ id: credential.id }] } };
    const attempt = (body: object): Promise<string> => tenant.api('PATCH', path, body).then(refusal);
    expect(await attempt({ client_authentication_methods: methods })).toMatch(/mutually exclusive/);
    const both = { client_authentication_methods: methods, token_endpoint_auth_method: null };
    expect(await attempt(both)).toMatch(/jwt_configuration.alg RS256/);
    await tenant.do('PATCH', path, { ...both, jwt_configuration: { alg: 'RS256' } });
    expect(await attempt({ token_endpoint_auth_method: 'client_secret_post' })).toMatch(/mutually exclusive/);
    const foreign = { private_key_jwt: { credentials: [{ id: 'cred_other' }] } };
    expect(await attempt({ client_authentication_methods: foreign })).toMatch(/no credential cred_other/);
    const remove = (): Promise<{ status: number }> => tenant.api('DELETE', `${path}/credentials/${credential.id}`);
    expect((await remove()).status).toBe(400);
    const back = { client_authentication_methods: null, token_endpoint_auth_method: 'client_secret_post' };
    expect(await tenant.do('PATCH', path, back)).not.toHaveProperty('client_authentication_methods');
    expect((await remove()).status).toBe(204);
    expect(await tenant.do('GET', `${path}/credentials`)).toEqual([]);
  });

  it('are two at most, readable, and change their expiry only', async () => {
    const tenant = startTenant();
    const path = `/clients/${DEPLOYER.clientId}/credentials`;
    expect(refusal(await tenant.api('POST', path, { ...key, pem: 'no key' }))).toMatch(/not a public key/);
    const { id } = await tenant.do('POST', path, key);
    await tenant.do('POST', path, { ...key, name: 'other' });
    expect(refusal(await tenant.api('POST', path, key))).toMatch(/2 credentials at most/);
    const patched = await tenant.do('PATCH', `${path}/${id}`, { expires_at: '2027-01-01T00:00:00.000Z' });
    expect(patched.expires_at).toBe('2027-01-01T00:00:00.000Z');
    expect((await tenant.api('PATCH', `${path}/${id}`, { name: 'b' })).status).toBe(400);
    expect((await tenant.api('GET', `/clients/unknown/credentials/${id}`)).body.errorCode).toBe('inexistent_client');
  });

  it.each<[body: object, text: RegExp]>([
    [{ credential_type: 'public_key' }, /Missing required property: pem/],
    [{ credential_type: 'x509_cert', pem }, /not a certificate/],
    [{ credential_type: 'cert_subject_dn' }, /Exactly one of pem and subject_dn/],
  ])('refuse %o', async (body, text) => {
    expect(refusal(await startTenant().api('POST', `/clients/${DEPLOYER.clientId}/credentials`, body))).toMatch(text);
  });

  it('come and go through the SDK', async () => {
    const { sdk } = startTenant();
    const { client_id = '' } = await sdk.clients.create({ name: 'a', jwt_configuration: { alg: 'RS256' } });
    const { id = '' } = await sdk.clients.credentials.create(client_id, { credential_type: 'public_key', pem });
    await sdk.clients.update(client_id, {
      client_authentication_methods: { private_key_jwt: { credentials: [{ id }] } },
    });
    await expect(sdk.clients.credentials.delete(client_id, id)).rejects.toMatchObject({ statusCode: 400 });
    await sdk.clients.rotateSecret(client_id);
    await sdk.clients.delete(client_id);
    await expect(sdk.clients.get(client_id)).rejects.toMatchObject({ statusCode: 404 });
  });
});
