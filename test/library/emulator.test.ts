import { createServer } from 'node:http';
import { readdirSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import type { Emulator } from '../../src/library/emulator-api.d.ts';
import { startEmulator } from '../../src/library/emulator.ts';
import { project } from '../cli/support/tenantry.ts';

const PARCELS = 'https://parcels.example';
const files = {
  'tenant.yaml': `
clients:
  - { name: Dispatch, app_type: non_interactive, grant_types: [client_credentials] }
  - { name: Portal, app_type: spa, callbacks: ['##PORTAL##'] }
resourceServers:
  - { name: Parcels, identifier: '${PARCELS}', scopes: [{ value: 'read:parcels' }, { value: 'scan:parcels' }], token_lifetime: 3600 }
  - { name: Billing, identifier: 'https://billing.example', signing_alg: HS256, signing_secret: a-secret-of-enough-bytes-for-hs256 }
clientGrants:
  - { client_id: Dispatch, audience: '${PARCELS}', scope: ['read:parcels', 'scan:parcels'] }
  - { client_id: Dispatch, audience: 'https://billing.example', scope: [] }
`,
  'environments/local.yaml': 'domain: local\nkeywords: { PORTAL: http://localhost:3000 }\n',
  'environments/prod.yaml': 'domain: acme.eu.auth0.com\nkeywords: { PORTAL: https://portal.example }\n',
};

/** An emulator that is stopped when the test has ended. */
async function started(options: Parameters<typeof startEmulator>[0] = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  return emulator;
}

/** The key set as an emulator has it now. */
async function keysOf({ url }: Emulator): Promise<ReturnType<typeof createLocalJWKSet>> {
  return createLocalJWKSet((await (await fetch(`${url}/.well-known/jwks.json`)).json()) as never);
}

it('a fresh tenant is served, and stopped', async () => {
  const emulator = await startEmulator();
  const { url, domain, issuer, clientId, clientSecret } = emulator;
  expect({ domain, issuer }).toEqual({ domain: new URL(url).host, issuer: `${url}/` });
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const asked = new URLSearchParams({ ...grant, audience: `https://${domain}/api/v2/` });
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', body: asked });
  const { access_token: token } = (await response.json()) as { access_token: string };
  const roles = await fetch(`${url}/api/v2/roles`, { headers: { authorization: `Bearer ${token}` } });
  expect(await roles.json()).toEqual([]);
  expect(emulator.requests).toMatchObject([
    { method: 'POST', path: '/oauth/token', status: 200 },
    { method: 'GET', path: '/api/v2/roles', status: 200 },
  ]);
  await emulator.stop();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

it('the files of an environment are applied, and nothing is left beside them', async () => {
  const cwd = project(files);
  const emulator = await started({ cwd, tenant: 'acme' });
  expect(Object.keys(emulator.clients).sort()).toEqual(['Dispatch', 'Portal']);
  const { clientId = '', clientSecret = '' } = emulator.clients['Dispatch'] ?? {};
  const asked = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience: PARCELS,
  };
  const response = await fetch(`${emulator.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(asked) });
  expect(await response.json()).toMatchObject({ scope: 'read:parcels scan:parcels', expires_in: 3600 });
  expect(readdirSync(cwd)).toEqual(['tenants']);
  // An environment of a live tenant is emulated as well: that tenant is not asked.
  const prod = await started({ cwd, tenant: 'acme', env: 'prod' });
  expect(prod.clients).toHaveProperty('Portal');
});

it('tokens are those of the token endpoint, by the name of client and API', async () => {
  const emulator = await started({ cwd: project(files), env: 'local' });
  const token = await emulator.token('Dispatch', { audience: 'Parcels', scope: ['scan:parcels'] });
  const found = await jwtVerify(token, await keysOf(emulator), { audience: PARCELS, issuer: emulator.issuer });
  expect(found.payload).toMatchObject({
    scope: 'scan:parcels',
    sub: `${emulator.clients['Dispatch']?.clientId}@clients`,
  });
  await expect(emulator.token('Dispatch', { audience: PARCELS, scope: 'write:parcels' })).rejects.toMatchObject({
    name: 'TenantryError',
    code: 'token-refused',
    status: 403,
  });
  await expect(emulator.token('Dispach', { audience: PARCELS })).rejects.toMatchObject({
    code: 'client-unknown',
    hint: 'did you mean Dispatch?',
  });
});

it('each broken token is refused for the one thing that is wrong with it', async () => {
  const emulator = await started({ cwd: project(files), env: 'local' });
  const keys = await keysOf(emulator);
  const good = await emulator.token('Dispatch', { audience: PARCELS });
  const expected = { audience: PARCELS, issuer: emulator.issuer, typ: 'JWT', requiredClaims: ['iat'] };
  await jwtVerify(good, keys, expected);
  const broken = emulator.brokenTokens(good);
  const codes = await Promise.all(
    Object.entries(broken).map(async ([name, token]: [string, string]) => {
      const error = await jwtVerify(token, keys, expected).then(
        () => ({ code: 'accepted' }),
        (thrown: unknown) => thrown as { code: string; claim?: string },
      );
      return [name, 'claim' in error ? `${error.code} ${error.claim ?? ''}` : error.code];
    }),
  );
  expect(Object.fromEntries(codes)).toEqual({
    expired: 'ERR_JWT_EXPIRED exp',
    notYet: 'ERR_JWT_CLAIM_VALIDATION_FAILED nbf',
    wrongIssuer: 'ERR_JWT_CLAIM_VALIDATION_FAILED iss',
    wrongAudience: 'ERR_JWT_CLAIM_VALIDATION_FAILED aud',
    wrongKey: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    algNone: 'ERR_JOSE_NOT_SUPPORTED',
    tampered: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    wrongTyp: 'ERR_JWT_CLAIM_VALIDATION_FAILED typ',
  });
  expect(() => emulator.brokenTokens('none')).toThrow('is no JSON web token');
});

it('tokens that are signed with a secret are broken as well', async () => {
  const emulator = await started({ cwd: project(files), env: 'local' });
  const secret = new TextEncoder().encode('a-secret-of-enough-bytes-for-hs256');
  const good = await emulator.token('Dispatch', { audience: 'Billing' });
  await jwtVerify(good, secret);
  const { expired, wrongKey, wrongIssuer } = emulator.brokenTokens(good);
  await expect(jwtVerify(expired, secret)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  await expect(jwtVerify(wrongKey, secret)).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  await expect(jwtVerify(wrongIssuer, secret, { issuer: emulator.issuer })).rejects.toMatchObject({ claim: 'iss' });
});

it('a rotation is followed by who has the key set from before it, and older tokens still hold', async () => {
  const emulator = await started({ cwd: project(files), env: 'local' });
  const before = await keysOf(emulator);
  const [remote] = [createRemoteJWKSet(new URL(`${emulator.url}/.well-known/jwks.json`))];
  const old = await emulator.token('Dispatch', { audience: PARCELS });
  await emulator.rotateKeys();
  const young = await emulator.token('Dispatch', { audience: PARCELS });
  expect(decodeProtectedHeader(young).kid).not.toBe(decodeProtectedHeader(old).kid);
  for (const token of [old, young]) for (const keys of [before, remote]) await jwtVerify(token, keys);
  await emulator.rotateKeys();
  await jwtVerify(await emulator.token('Dispatch', { audience: PARCELS }), await keysOf(emulator));
});

it('time is moved on, and a reset takes all of it back', async () => {
  const emulator = await started({ cwd: project(files), env: 'local' });
  const token = await emulator.token('Dispatch', { audience: PARCELS });
  const management = async (): Promise<number> => {
    const headers = {
      authorization: `Bearer ${await emulator.token(emulator.clientId, { audience: 'https://local/api/v2/' })}`,
    };
    const body = JSON.stringify({ name: 'Courier' });
    const json = { ...headers, 'content-type': 'application/json' };
    return (await fetch(`${emulator.url}/api/v2/roles`, { method: 'POST', headers: json, body })).status;
  };
  emulator.advance('2h');
  const later = await emulator.token('Dispatch', { audience: PARCELS });
  await expect(jwtVerify(later, await keysOf(emulator))).resolves.toBeTruthy();
  const at = (text: string): number =>
    (JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as { iat: number }).iat;
  expect(at(later) - at(token)).toBeGreaterThanOrEqual(7200);
  expect([await management(), await management()]).toEqual([200, 409]);
  await emulator.reset();
  expect(emulator.requests).toEqual([]);
  expect(await management()).toBe(200);
  expect(at(await emulator.token('Dispatch', { audience: PARCELS })) - at(token)).toBeLessThan(600);
  expect(() => emulator.advance('soon')).toThrow('soon is not a duration');
});

it('what keeps an emulator from being started is an error with a code', async () => {
  const cwd = project({ ...files, 'roles.yaml': 'roles: [{ nmae: Courier }]\n' });
  await expect(startEmulator({ cwd, env: 'local' })).rejects.toMatchObject({
    name: 'TenantryError',
    code: 'files-wrong',
  });
  await expect(startEmulator({ cwd, env: 'locla' })).rejects.toMatchObject({ code: 'environment-missing' });
  await expect(startEmulator({ issuer: 'auth.example' })).rejects.toMatchObject({ code: 'issuer-url' });
  await expect(startEmulator({ prot: 1 } as object)).rejects.toMatchObject({ code: 'option-unknown' });
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  await expect(startEmulator({ port })).rejects.toMatchObject({ code: 'cannot-listen' });
});

it('users of the files and of the call can sign in, also after a reset', async () => {
  const cwd = project({ ...files, 'tests/users.yaml': 'users: [{ email: ada@x.example, name: Ada }]\n' });
  const users = [{ email: 'bob@x.example', name: 'Bob' }];
  const emulator = await started({ tenant: 'acme', env: 'local', cwd, users });
  const login = async (hint: string): Promise<string> => {
    const url = new URL('/authorize', emulator.url);
    url.search = new URLSearchParams({
      client_id: emulator.clients['Portal']?.clientId ?? '',
      redirect_uri: 'http://localhost:3000',
      response_type: 'code',
      scope: 'openid',
      login_hint: hint,
    }).toString();
    return (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
  };
  for (const hint of ['ada@x.example', 'bob@x.example'])
    expect(await login(hint)).toMatch(/^http:\/\/localhost:3000\?code=/);
  expect(await login('eve@x.example')).toContain('/u/login?state=');
  await emulator.reset();
  expect(await login('bob@x.example')).toContain('code=');
});

it('users that refer to what there is not are refused, as are files of them that are wrong', async () => {
  await expect(startEmulator({ users: [{ email: 'a@x', roles: ['Pilot'] }] })).rejects.toMatchObject({
    code: 'users-lack',
    message: expect.stringContaining('Pilot') as string,
  });
  const cwd = project({ ...files, 'tests/users.yaml': 'users: [{ email: a@x, roles: [Pilot] }]\n' });
  await expect(startEmulator({ tenant: 'acme', env: 'local', cwd })).rejects.toMatchObject({
    message: expect.stringContaining('tests/users.yaml:1:31') as string,
  });
});
