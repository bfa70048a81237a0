import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { refusal, startTenant, type Row, type Tenant } from './tenant.ts';

const AUDIENCE = 'https://parcels.example';
const TODAY = new Date('2026-11-22T12:00:00Z');

async function withApi(
  api: object = {},
  grant: object = {},
  client: object = {},
): Promise<Tenant & { form: Record<string, string>; ids: Record<string, string> }> {
  const tenant = startTenant();
  const scopes = [{ value: 'read:parcels' }, { value: 'write:parcels' }];
  await tenant.do('POST', '/resource-servers', { identifier: AUDIENCE, scopes, ...api });
  const { client_id, client_secret } = await tenant.do('POST', '/clients', {
    name: 'caller',
    app_type: 'non_interactive',
    ...client,
  });
  const scope = ['read:parcels'];
  const { id } = await tenant.do('POST', '/client-grants', { client_id, audience: AUDIENCE, scope, ...grant });
  return { ...tenant, form: { client_id, client_secret, audience: AUDIENCE }, ids: { client: client_id, grant: id } };
}

async function claimsOf(tenant: Tenant, accessToken: string): Promise<JWTPayload> {
  const keys = await tenant.raw('GET', '/.well-known/jwks.json');
  const options = { currentDate: TODAY };
  return (await jwtVerify(accessToken, createLocalJWKSet(keys.body as Row & JSONWebKeySet), options)).payload;
}

describe('the token endpoint', () => {
  it('answers with a token that the key set verifies', async () => {
    const tenant = startTenant();
    const { status, body } = await tenant.token();
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 86_400 });
    const claims = await claimsOf(tenant, body.access_token);
    expect(claims).toMatchObject({ iss: 'https://local/', aud: 'https://local/api/v2/', gty: 'client-credentials' });
    expect(claims).toMatchObject({ azp: DEPLOYER.clientId, sub: `${DEPLOYER.clientId}@clients` });
    expect(body.scope.split(' ')).toContain('update:connections_options');
    const configuration = await tenant.raw('GET', '/.well-known/openid-configuration');
    expect(configuration.body).toMatchObject({ issuer: 'https://local/', token_endpoint: 'https://local/oauth/token' });
  });

  it('takes a form, and the secret in a Basic header', async () => {
    const tenant = startTenant();
    const form = new URLSearchParams({ grant_type: 'client_credentials', audience: 'https://local/api/v2/' });
    const basic = Buffer.from(`${DEPLOYER.clientId}:${DEPLOYER.clientSecret}`).toString('base64');
    const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` };
    expect((await tenant.raw('POST', '/oauth/token', form.toString(), headers)).status).toBe(200);
  });

  it.each<[form: Record<string, string>, text: string]>([
    [{ client_secret: 'wrong' }, '401 Unauthorized'],
    [{ client_id: 'unknown' }, '401 Unauthorized'],
    [{ grant_type: 'password' }, '403 Unsupported grant type: password'],
    [{ grant_type: '' }, '400 Missing required parameter: grant_type'],
    [{ audience: 'https://unknown' }, '403 Service not found: https://unknown'],
    [{ audience: '' }, '403 No audience parameter was provided, and no default audience has been configured'],
    [{ scope: 'read:users no:such' }, '403 Client has not been granted scopes: no:such'],
  ])('refuses %j', async (form, text) => {
    const reply = await startTenant().token(form);
    expect(refusal(reply)).toBe(text);
    expect(Object.keys(reply.body)).toEqual(['error', 'error_description']);
  });

  it('gives tokens for an API by its grant, in its dialect', async () => {
    const plain = await withApi();
    const { body } = await plain.token(plain.form);
    expect(body.scope).toBe('read:parcels');
    expect(await claimsOf(plain, body.access_token)).not.toHaveProperty('permissions');

    const authz = await withApi({ token_dialect: 'rfc9068_profile_authz', enforce_policies: true, token_lifetime: 60 });
    const reply = await authz.token(authz.form);
    expect(decodeProtectedHeader(reply.body.access_token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    const claims = await claimsOf(authz, reply.body.access_token);
    expect(claims).toMatchObject({ client_id: authz.ids['client'], permissions: ['read:parcels'] });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(60);
    expect(claims).toHaveProperty('jti');
    expect(claims).not.toHaveProperty('azp');
  });

  it('refuses an API without a grant, with denied clients, or with a client that lacks the grant type', async () => {
    const denied = { subject_type_authorization: { client: { policy: 'deny_all' } } };
    const tenants = [await withApi(denied), await withApi({}, { subject_type: 'user' }), await withApi()];
    await tenants[2]?.do('DELETE', `/client-grants/${tenants[2].ids['grant']}`);
    for (const tenant of tenants) {
      expect(refusal(await tenant.token(tenant.form))).toMatch(/^403 Client is not authorized to access/);
    }
    const spa = await withApi({}, {}, { grant_types: ['authorization_code'] });
    expect(refusal(await spa.token(spa.form))).toMatch(/^403 Grant type 'client_credentials' not allowed/);
    const open = await withApi({}, {}, { token_endpoint_auth_method: 'none', grant_types: ['client_credentials'] });
    expect((await open.token(open.form)).status).toBe(401);
  });

  it('asks for organizations as the grant says', async () => {
    const tenant = await withApi({}, { organization_usage: 'require' });
    const { id } = await tenant.do('POST', '/organizations', { name: 'acme' });
    expect(refusal(await tenant.token(tenant.form))).toBe('403 An organization is required.');
    const form = { ...tenant.form, organization: 'acme' };
    expect(refusal(await tenant.token(form))).toBe('403 The client grant is not associated with the organization.');
    await tenant.do('POST', `/organizations/${id}/client-grants`, { grant_id: tenant.ids['grant'] });
    const { body } = await tenant.token(form);
    expect((await claimsOf(tenant, body.access_token))['org_id']).toBe(id);
    await tenant.do('PATCH', `/clients/${tenant.ids['client']}`, {
      default_organization: { organization_id: id, flows: ['client_credentials'] },
    });
    expect((await tenant.token(tenant.form)).status).toBe(200);
  });

  it('refuses an organization that the grant denies or nobody knows', async () => {
    const tenant = await withApi();
    await tenant.do('POST', '/organizations', { name: 'acme' });
    for (const organization of ['acme', 'unknown']) {
      expect(refusal(await tenant.token({ ...tenant.form, organization }))).toMatch(
        /^403 The organization cannot be used/,
      );
    }
  });

  it.each(['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'])(
    'signs %s with every algorithm, and the published keys or the secret verify it',
    async (token_dialect) => {
      const isRfc = token_dialect.startsWith('rfc9068');
      const isAuthz = token_dialect.endsWith('_authz');
      for (const signing_alg of ['RS256', 'PS256', 'RS512', 'HS256']) {
        const signing_secret = 'a secret of thirty-two characters';
        const own = signing_alg === 'HS256' ? { signing_secret } : {};
        const tenant = await withApi({ token_dialect, signing_alg, enforce_policies: true, ...own });
        const { access_token } = (await tenant.token(tenant.form)).body;
        const header = decodeProtectedHeader(access_token);
        expect(header).toMatchObject({ alg: signing_alg, typ: isRfc ? 'at+jwt' : 'JWT' });
        const claims =
          signing_alg === 'HS256'
            ? (await jwtVerify(access_token, Buffer.from(signing_secret), { currentDate: TODAY })).payload
            : await claimsOf(tenant, access_token);
        expect(claims).toMatchObject({ iss: 'https://local/', aud: AUDIENCE, scope: 'read:parcels' });
        expect(Object.hasOwn(claims, 'permissions')).toBe(isAuthz);
        expect(claims[isRfc ? 'client_id' : 'azp']).toBe(tenant.ids['client']);
        expect(Object.hasOwn(claims, 'gty')).toBe(!isRfc);
      }
    },
  );

  it('names an agent as the subject of a client that belongs to one', async () => {
    const tenant = await withApi();
    const { collections, ...rest } = tenant.emulator.snapshot();
    const client = { ...collections['clients']?.[String(tenant.ids['client'])], agent_id: 'agt_1' };
    const clients = { ...collections['clients'], [String(tenant.ids['client'])]: client };
    tenant.emulator.restore({ ...rest, collections: { ...collections, clients } });
    const { access_token } = (await tenant.token(tenant.form)).body;
    expect((await claimsOf(tenant, access_token)).sub).toBe('agt_1');
  });

  it('gives tokens of other APIs that the Management API refuses', async () => {
    const tenant = await withApi();
    const { access_token } = (await tenant.token(tenant.form)).body;
    const reply = await tenant.raw('GET', '/api/v2/roles', undefined, { authorization: `Bearer ${access_token}` });
    expect(refusal(reply)).toBe(`401 Bad audience: ${AUDIENCE}`);
  });
});

describe('an assertion', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const credentials = [{ credential_type: 'public_key', pem }];
  const seconds = TODAY.getTime() / 1000;
  let count = 0;

  const tenantWithKey = (): ReturnType<typeof withApi> =>
    withApi(
      {},
      {},
      { jwt_configuration: { alg: 'RS256' }, client_authentication_methods: { private_key_jwt: { credentials } } },
    );

  function form(tenant: Awaited<ReturnType<typeof withApi>>, claims: object, header = {}): Record<string, string> {
    const client_id = String(tenant.form['client_id']);
    count += 1;
    const all = {
      iss: client_id,
      sub: client_id,
      aud: 'https://local/',
      exp: seconds + 60,
      jti: `${count}`,
      ...claims,
    };
    const parts = [{ alg: 'RS256', ...header }, all];
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return {
      audience: AUDIENCE,
      client_id,
      client_assertion: `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
  }

  it('is taken when an associated key signed it, and then no secret is', async () => {
    const tenant = await tenantWithKey();
    const [credential] = await tenant.rows(`/clients/${tenant.form['client_id']}/credentials`);
    const kid = createHash('sha256').update(pem.trim()).digest('base64url');
    expect(credential).toMatchObject({ kid, alg: 'RS256' });
    expect(credential).not.toHaveProperty('pem');
    expect((await tenant.token(form(tenant, {}))).status).toBe(200);
    expect((await tenant.token(form(tenant, { iat: seconds, nbf: seconds, exp: seconds + 300 }, { kid }))).status).toBe(
      200,
    );
    expect((await tenant.token(tenant.form)).status).toBe(401);
  });

  it('is taken once', async () => {
    const tenant = await tenantWithKey();
    const first = form(tenant, { jti: 'once' });
    expect((await tenant.token(first)).status).toBe(200);
    expect((await tenant.token(first)).status).toBe(401);
    expect((await tenant.token(form(tenant, { jti: 'once', exp: seconds + 90 }))).status).toBe(401);
  });

  it.each<[why: string, claims: object, header?: object]>([
    ['it is for somebody else', { aud: 'https://elsewhere/' }],
    ['its audience is a list', { aud: ['https://local/'] }],
    ['its audience is the token endpoint', { aud: 'https://local/oauth/token' }],
    ['its audience lacks the slash', { aud: 'https://local' }],
    ['it has no id', { jti: undefined }],
    ['its id is too long', { jti: 'x'.repeat(65) }],
    ['it has ended', { exp: seconds - 1 }],
    ['it has no end', { exp: undefined }],
    ['it lives too long', { exp: seconds + 301 }],
    ['it was made too long before its end', { iat: seconds - 300, exp: seconds + 60 }],
    ['it is made in the future', { iat: seconds + 60, exp: seconds + 120 }],
    ['it does not hold yet', { nbf: seconds + 60, exp: seconds + 120 }],
    ['its issuer is not the client', { iss: 'another' }],
    ['its algorithm is not that of the credential', {}, { alg: 'RS384' }],
    ['it names another key', {}, { kid: 'another' }],
  ])('is refused when %s', async (_why, claims, header) => {
    const tenant = await tenantWithKey();
    expect((await tenant.token(form(tenant, claims, header))).status).toBe(401);
  });
});
