import { describe, expect, it } from 'vitest';
import { API, application, CALLBACK, ISSUER, type Application } from './browser.ts';

const said = ({ status, body }: { status: number; body: object }): string => `${status} ${JSON.stringify(body)}`;

async function codeOf(
  app: Application,
  changes: Record<string, string | undefined> = {},
): Promise<Record<string, string>> {
  const code = (await app.login(changes)).get('code') ?? '';
  return { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: app.verifier };
}

describe('a code', () => {
  it.each<[title: string, fields: Record<string, string | undefined>, status: number, error: string, text: string]>([
    [
      'with another verifier',
      { code_verifier: 'x'.repeat(43) },
      403,
      'invalid_grant',
      'Failed to verify code verifier',
    ],
    ['without a verifier', { code_verifier: undefined }, 403, 'invalid_grant', "Parameter 'code_verifier' is required"],
    [
      'with another redirect_uri',
      { redirect_uri: 'https://other' },
      403,
      'unauthorized_client',
      `The redirect URI is wrong. You sent https://other, and we expected ${CALLBACK}`,
    ],
    [
      'without a redirect_uri',
      { redirect_uri: undefined },
      403,
      'unauthorized_client',
      `The redirect URI is wrong. You sent null, and we expected ${CALLBACK}`,
    ],
    ['that nobody was given', { code: 'x' }, 403, 'invalid_grant', 'Invalid authorization code'],
    ['that is missing', { code: undefined }, 400, 'invalid_request', 'Missing required parameter: code'],
  ])('%s is refused', async (_title, fields, status, error, text) => {
    const app = await application();
    const answer = await app.exchange({ ...(await codeOf(app)), ...fields });
    expect(answer).toMatchObject({ status, body: { error, error_description: text } });
  });

  it('of a wrong verifier is spent: who has it may not guess', async () => {
    const app = await application();
    const fields = await codeOf(app);
    await app.exchange({ ...fields, code_verifier: 'x'.repeat(43) });
    expect(said(await app.exchange(fields))).toContain('Invalid authorization code');
  });

  it('holds for ten minutes', async () => {
    const app = await application();
    const fields = await codeOf(app);
    app.tenant.wait(601_000);
    expect(said(await app.exchange(fields))).toBe(
      '403 {"error":"invalid_grant","error_description":"Invalid authorization code"}',
    );
  });

  it('that is used twice revokes the refresh token that it brought', async () => {
    const app = await application();
    const fields = await codeOf(app, { scope: 'openid offline_access' });
    const { body } = await app.exchange(fields);
    const refresh = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) };
    expect((await app.exchange(refresh)).status).toBe(200);
    expect((await app.exchange(fields)).status).toBe(403);
    expect(said(await app.exchange(refresh))).toContain('Unknown or invalid refresh token.');
  });

  it('is for the client that it was given to', async () => {
    const app = await application();
    const fields = await codeOf(app);
    const { client_id } = await app.tenant.do('POST', '/clients', {
      name: 'other',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      callbacks: [CALLBACK],
    });
    expect(said(await app.exchange({ ...fields, client_id }))).toContain('Invalid authorization code');
    expect((await app.exchange(fields)).status).toBe(200);
  });

  it.each(['client_secret_post', 'client_secret_basic'])('of a client with %s needs its secret', async (method) => {
    const app = await application({ token_endpoint_auth_method: method, app_type: 'regular_web' });
    const fields = await codeOf(app, { code_challenge: undefined, code_challenge_method: undefined });
    const bare = { ...fields, code_verifier: undefined };
    expect(said(await app.exchange(bare))).toBe('401 {"error":"access_denied","error_description":"Unauthorized"}');
    expect((await app.exchange({ ...bare, client_secret: app.secret })).status).toBe(200);
  });
});

it('a Basic header that is none is refused', async () => {
  const app = await application({ token_endpoint_auth_method: 'client_secret_basic', app_type: 'regular_web' });
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${Buffer.from('%:%').toString('base64')}`,
  };
  const answer = await app.tenant.raw('POST', '/oauth/token', 'grant_type=authorization_code&code=x', headers);
  expect(said(answer)).toBe('401 {"error":"access_denied","error_description":"Unauthorized"}');
});

describe('tokens of users', () => {
  it('without an API are a handle that opens /userinfo', async () => {
    const app = await application();
    const tokens = await app.tokens({ audience: undefined });
    expect(tokens.access_token).not.toContain('.');
    const userinfo = await app.tenant.raw('GET', '/userinfo', undefined, {
      authorization: `Bearer ${tokens.access_token}`,
    });
    expect(userinfo.body).toEqual({
      sub: 'auth0|ada',
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      email_verified: true,
    });
    app.tenant.wait(86_401_000);
    const late = await app.browser.visit('/userinfo', { headers: { authorization: `Bearer ${tokens.access_token}` } });
    expect(late.status).toBe(401);
    expect(late.headers.get('www-authenticate')).toContain('invalid_token');
  });

  it('for an API open /userinfo when openid is asked for, and nothing else does', async () => {
    const app = await application();
    const ask = async (token: string): Promise<number> =>
      (await app.browser.visit('/userinfo', { method: 'POST', headers: { authorization: `Bearer ${token}` } })).status;
    expect(await ask((await app.tokens()).access_token)).toBe(200);
    const without = await app.tokens({ scope: 'read:parcels' });
    expect(without).not.toHaveProperty('id_token');
    expect((await app.claims(without.access_token)).aud).toBe(API);
    expect(await ask(without.access_token)).toBe(401);
    expect(await ask(String((await app.tokens())['id_token']))).toBe(401);
    expect((await app.browser.visit('/userinfo')).status).toBe(401);
  });

  it('hold the scopes that are asked for and the API has', async () => {
    const app = await application();
    expect((await app.tokens({ scope: 'openid read:parcels fly:parcels' })).scope).toBe('openid read:parcels');
  });

  it('hold what a grant for users has, where the API wants one', async () => {
    const app = await application({}, { subject_type_authorization: { user: { policy: 'require_client_grant' } } });
    const grant = { client_id: app.clientId, audience: API, scope: ['read:parcels'], subject_type: 'user' };
    await app.tenant.do('POST', '/client-grants', grant);
    expect((await app.tokens({ scope: 'openid read:parcels write:parcels' })).scope).toBe('openid read:parcels');
  });

  it.each([
    ['strict', 'read:parcels'],
    ['permissive', 'read:parcels write:parcels'],
  ])('of a %s third party hold what its grant has, or what the API has', async (mode, wanted) => {
    const app = await application({ is_first_party: false, third_party_security_mode: mode });
    const grant = { default_for: 'third_party_clients', audience: API, scope: ['read:parcels'], subject_type: 'user' };
    await app.tenant.do('POST', '/client-grants', grant);
    expect((await app.tokens({ scope: 'openid read:parcels write:parcels' })).scope).toBe(`openid ${wanted}`);
  });

  it('hold what roles and permissions give, where the API enforces them', async () => {
    const app = await application({}, { enforce_policies: true, token_dialect: 'access_token_authz' });
    const scope = 'openid read:parcels write:parcels';
    const before = await app.claims((await app.tokens({ scope })).access_token);
    expect(before).toMatchObject({ scope: 'openid', permissions: [] });
    const { id } = await app.tenant.do('POST', '/roles', { name: 'Reader' });
    const permission = { resource_server_identifier: API, permission_name: 'read:parcels' };
    await app.tenant.do('POST', `/roles/${id}/permissions`, { permissions: [permission] });
    const state = app.tenant.emulator.snapshot();
    const user_roles = { a: { user_id: 'auth0|ada', role_id: id } };
    app.tenant.emulator.restore({ ...state, collections: { ...state.collections, user_roles } });
    const after = await app.claims((await app.tokens({ scope })).access_token);
    expect(after).toMatchObject({ scope: 'openid read:parcels', permissions: ['read:parcels'] });
    expect((await app.claims((await app.tokens({ scope: 'openid' })).access_token))['permissions']).toEqual([
      'read:parcels',
    ]);
  });

  it('are in the dialect of the API', async () => {
    const app = await application({}, { token_dialect: 'rfc9068_profile', token_lifetime: 600 });
    const { access_token: token, expires_in } = await app.tokens();
    const claims = await app.claims(token);
    expect(claims).toMatchObject({ client_id: app.clientId, jti: expect.any(String) as string });
    expect(claims).not.toHaveProperty('azp');
    expect(expires_in).toBe(600);
  });

  it.each(['RS256', 'PS256'])('are signed with %s where the client wants it', async (alg) => {
    const app = await application({ jwt_configuration: { alg, lifetime_in_seconds: 60 } });
    const id = await app.claims(String((await app.tokens())['id_token']));
    expect(Number(id.exp) - Number(id.iat)).toBe(60);
  });

  it('are signed with the secret of a client that wants HS256', async () => {
    const { jwtVerify } = await import('jose');
    const app = await application({ jwt_configuration: { alg: 'HS256' } });
    const secret = new TextEncoder().encode(app.secret);
    const options = { issuer: ISSUER, audience: app.clientId, currentDate: new Date(app.tenant.now()) };
    const { payload } = await jwtVerify(String((await app.tokens())['id_token']), secret, options);
    expect(payload.sub).toBe('auth0|ada');
  });
});

describe('organizations', () => {
  async function withOrganization(client: object = {}): Promise<Application & { org: string }> {
    const app = await application({ organization_usage: 'allow', ...client });
    const { id } = await app.tenant.do('POST', '/organizations', { name: 'acme' });
    const state = app.tenant.emulator.snapshot();
    const member = { organization_id: id, user_id: 'auth0|ada', roles: [] };
    const organization_members = { [`${id}|auth0|ada`]: member };
    app.tenant.emulator.restore({ ...state, collections: { ...state.collections, organization_members } });
    return { ...app, org: id };
  }

  it('are named in tokens, by name where the tenant lets it', async () => {
    const app = await withOrganization();
    const tokens = await app.tokens({ organization: app.org });
    for (const token of [tokens.access_token, String(tokens['id_token'])]) {
      const claims = await app.claims(token);
      expect(claims).toMatchObject({ org_id: app.org });
      expect(claims).not.toHaveProperty('org_name');
    }
    await app.tenant.do('PATCH', '/tenants/settings', { allow_organization_name_in_authentication_api: true });
    const named = await app.tokens({ organization: 'acme' });
    expect(await app.claims(named.access_token)).toMatchObject({ org_id: app.org, org_name: 'acme' });
  });

  it('let only members in', async () => {
    const app = await withOrganization();
    const back = await app.login({ organization: app.org, login_hint: 'bob@example.com' });
    expect(back.get('error_description')).toBe(`user auth0|bob is not part of the ${app.org} organization`);
  });

  it('are chosen for a user who is in one alone, where the client requires one and asks after the login', async () => {
    const app = await withOrganization({
      organization_usage: 'require',
      organization_require_behavior: 'post_login_prompt',
    });
    expect(await app.claims((await app.tokens()).access_token)).toMatchObject({ org_id: app.org });
    const back = await app.login({ login_hint: 'auth0|bob' });
    expect(back.get('error_description')).toContain('user does not belong to any organization');
  });
});
