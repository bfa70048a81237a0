import { describe, expect, it } from 'vitest';
import { startTenant, type Reply, type Tenant } from './tenant.ts';

const AUDIENCE = 'https://parcels.example';
const CALLBACK = 'https://app.example/callback';

async function withRegistration(settings: object = {}): Promise<Tenant> {
  const tenant = startTenant();
  await tenant.do('PATCH', '/tenants/settings', { flags: { enable_dynamic_client_registration: true }, ...settings });
  return tenant;
}

const register = (tenant: Tenant, body: object): Promise<Reply> => tenant.raw('POST', '/oidc/register', body);

describe('dynamic client registration', () => {
  it('is not there unless the tenant has it enabled', async () => {
    const { status, body } = await register(startTenant(), { redirect_uris: [CALLBACK] });
    expect(status).toBe(404);
    expect(body['error']).toBe('not_found');
  });

  it('makes a third-party client, whose fields are those of the standard', async () => {
    const tenant = await withRegistration();
    const { status, body } = await register(tenant, { client_name: 'Map', redirect_uris: [CALLBACK] });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      client_id: expect.stringMatching(/^tpc_\w{22}$/) as string,
      client_name: 'Map',
      client_secret: expect.stringMatching(/^.{64}$/) as string,
      client_secret_expires_at: 0,
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
    });
    expect(await tenant.do('GET', `/clients/${body.client_id}`)).toMatchObject({
      name: 'Map',
      callbacks: [CALLBACK],
      is_first_party: false,
      oidc_conformant: true,
      third_party_security_mode: 'strict',
      client_secret: body.client_secret,
    });
  });

  it('gives a public client no secret, and refresh tokens that rotate', async () => {
    const tenant = await withRegistration();
    const grants = ['authorization_code', 'refresh_token', 'client_credentials', 'implicit'];
    const wanted = { redirect_uris: [CALLBACK], grant_types: grants, token_endpoint_auth_method: 'none' };
    const { body } = await register(tenant, wanted);
    expect(body).not.toHaveProperty('client_secret');
    expect(body).toMatchObject({
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
    });
    const client = await tenant.do('GET', `/clients/${body.client_id}`);
    expect(client).toMatchObject({ refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring' } });
  });

  it('leaves a client what it asks for in permissive mode, by which it may use the grants for third parties', async () => {
    const tenant = await withRegistration({ dynamic_client_registration_security_mode: 'permissive' });
    await tenant.do('POST', '/resource-servers', { identifier: AUDIENCE, scopes: [{ value: 'read:parcels' }] });
    const grant = { default_for: 'third_party_clients', audience: AUDIENCE, scope: ['read:parcels'] };
    await tenant.do('POST', '/client-grants', grant);
    const { body } = await register(tenant, { redirect_uris: [CALLBACK], grant_types: ['client_credentials'] });
    expect(body.client_id).toMatch(/^\w{32}$/);
    const { client_id, client_secret } = body;
    const token = await tenant.token({ client_id, client_secret, audience: AUDIENCE });
    expect(token.body.scope).toBe('read:parcels');
  });

  it.each<[body: object, error: string]>([
    [{}, 'invalid_redirect_uri'],
    [{ redirect_uris: [] }, 'invalid_redirect_uri'],
    [{ redirect_uris: CALLBACK }, 'invalid_redirect_uri'],
    [{ redirect_uris: [CALLBACK, 1] }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['nowhere'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: [`${CALLBACK}#there`] }, 'invalid_redirect_uri'],
    [{ redirect_uris: [CALLBACK], token_endpoint_auth_method: 'tls_client_auth' }, 'invalid_client_metadata'],
  ])('refuses %j with %s, and makes nothing', async (body, error) => {
    const tenant = await withRegistration();
    const before = await tenant.rows('/clients');
    const reply = await register(tenant, body);
    expect([reply.status, reply.body['error']]).toEqual([400, error]);
    expect(await tenant.rows('/clients')).toHaveLength(before.length);
  });
});
