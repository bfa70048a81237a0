import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';

const management = 'https://local/api/v2/';

/** Asks an emulator at one of its own paths, or at another one. */
async function ask(
  emulator: Emulator,
  line: string,
  body?: object | string,
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const [method = '', path = ''] = line.split(' ');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init = {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: text }),
  };
  const response = await emulator.fetch(new Request(`https://local${path}`, init));
  const answer = await response.text();
  const read: unknown = answer === '' ? {} : JSON.parse(answer);
  return { status: response.status, body: read as Record<string, unknown>, headers: response.headers };
}

async function tokenOf(emulator: Emulator): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret } = DEPLOYER;
  const form = { grant_type: 'client_credentials', client_id, client_secret, audience: management };
  return String((await ask(emulator, 'POST /oauth/token', form)).body['access_token']);
}

it('says that it is there, and what it stands for', async () => {
  const emulator = createEmulator({ about: { name: 'harbor/local' }, now: () => Date.UTC(2026, 10, 29) });
  expect((await ask(emulator, 'GET /emulator/health')).body).toEqual({
    status: 'ok',
    name: 'harbor/local',
    domain: 'local',
    issuer: 'https://local/',
    now: '2026-11-29T00:00:00.000Z',
  });
  expect(emulator.requests).toEqual([]);
});

it('moves its clock on by a duration or by seconds, and by nothing else', async () => {
  const emulator = createEmulator({ now: () => Date.UTC(2026, 10, 29) });
  const token = await tokenOf(emulator);
  expect((await ask(emulator, 'POST /emulator/clock', { advance: '2h' })).body).toEqual({
    now: '2026-11-29T02:00:00.000Z',
  });
  expect((await ask(emulator, 'POST /emulator/clock', { advance: 90 })).body).toEqual({
    now: '2026-11-29T02:01:30.000Z',
  });
  for (const wrong of [{ advance: 'soon' }, { advance: '-2h' }, { advance: null }, {}, '[]', 'no'])
    expect((await ask(emulator, 'POST /emulator/clock', wrong)).status).toBe(400);
  expect((await ask(emulator, 'GET /emulator/clock')).body).toEqual({ now: '2026-11-29T02:01:30.000Z' });
  expect(Number(decodeJwt(await tokenOf(emulator)).iat) - Number(decodeJwt(token).iat)).toBe(7290);
});

it('rotates to a key that was published before, and the tokens of the last one hold', async () => {
  const emulator = createEmulator();
  const before = createLocalJWKSet((await ask(emulator, 'GET /.well-known/jwks.json')).body as never);
  const old = await tokenOf(emulator);
  const { status, body } = await ask(emulator, 'POST /emulator/keys/rotate');
  expect([status, (body['keys'] as object[]).length]).toEqual([200, 9]);
  const young = await tokenOf(emulator);
  expect(decodeProtectedHeader(young).kid).not.toBe(decodeProtectedHeader(old).kid);
  for (const token of [old, young]) await jwtVerify(token, before);
});

it('begins anew: contents, requests, clock and claims; keys stay', async () => {
  const emulator = createEmulator();
  const authorization = `Bearer ${await tokenOf(emulator)}`;
  const make = async (): Promise<number> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const role = { method: 'POST', headers, body: '{"name":"Courier"}' };
    return (await emulator.fetch(new Request('https://local/api/v2/roles', role))).status;
  };
  expect([await make(), await make()]).toEqual([200, 409]);
  await ask(emulator, 'POST /emulator/clock', { advance: '1h' });
  await ask(emulator, 'PUT /emulator/claims', { clients: { Deployer: { team: 'night' } } });
  expect((await ask(emulator, 'POST /emulator/reset')).status).toBe(204);
  expect(emulator.requests).toEqual([]);
  expect(emulator.now() - Date.now()).toBeLessThan(60_000);
  expect(await make()).toBe(200);
  expect(decodeJwt(await tokenOf(emulator))).not.toHaveProperty('team');
});

it('puts claims into tokens while it runs, by the name or the id of a client, and names those that there are', async () => {
  const emulator = createEmulator();
  for (const name of ['Deployer', DEPLOYER.clientId]) {
    const set = await ask(emulator, 'PUT /emulator/claims', { clients: { [name]: { team: name, aud: 'urn:other' } } });
    expect(set.status).toBe(200);
    expect(decodeJwt(await tokenOf(emulator))).toMatchObject({ team: name, aud: 'urn:other' });
  }
  expect((await ask(emulator, 'GET /emulator/claims')).body).toMatchObject({ users: {} });
  const unknown = await ask(emulator, 'PUT /emulator/claims', { clients: { Deploier: {} } });
  expect(unknown).toMatchObject({ status: 404, body: { errorCode: 'name_unknown', noun: 'client' } });
  for (const wrong of [{ client: {} }, { clients: [] }, { clients: { Deployer: 'x' } }, { users: { a: null } }, '"x"'])
    expect((await ask(emulator, 'PUT /emulator/claims', wrong)).status).toBe(400);
  await ask(emulator, 'PUT /emulator/claims', {});
  expect(decodeJwt(await tokenOf(emulator))).not.toHaveProperty('team');
});

it('gives tokens by names, with their broken copies, and refuses fields that it does not know', async () => {
  const emulator = createEmulator();
  const { body } = await ask(emulator, 'POST /emulator/tokens', {
    client: 'Deployer',
    audience: management,
    scope: 'read:clients',
  });
  expect(body).toMatchObject({ client: 'Deployer', scope: 'read:clients', expires_in: 86_400 });
  expect(Object.keys(body['broken'] as object)).toHaveLength(8);
  for (const [wrong, status] of [
    [{ client: 'Deployer', audience: management, scopes: 'read:clients' }, 400],
    [{ client: 'Deployer', audience: management, scope: ['read:clients'] }, 400],
    [{ client: 'Deployer', audience: management, claims: [] }, 400],
    [{ audience: management }, 400],
    [{ client: 'All Applications', audience: management }, 404],
    [{ client: 'Deployer', audience: 'Parcels' }, 404],
    [{ client: 'Deployer', audience: management, scope: 'read:nothing' }, 403],
  ] as const)
    expect([wrong, (await ask(emulator, 'POST /emulator/tokens', wrong)).status]).toEqual([wrong, status]);
});

it('a limit and a fault of the token endpoint speak as it does, and faults can be for its path alone', async () => {
  const emulator = createEmulator({
    faults: { types: ['429'], at: [0], path: '/oauth/' },
    tokenLimits: { burst: 1, perSecond: 1 },
  });
  const jwks = await ask(emulator, 'GET /.well-known/jwks.json');
  expect(jwks.status).toBe(200);
  const form = { grant_type: 'client_credentials', client_id: DEPLOYER.clientId, client_secret: DEPLOYER.clientSecret };
  const token = (): ReturnType<typeof ask> => ask(emulator, 'POST /oauth/token', { ...form, audience: management });
  const answers = [await token(), await token(), await token()];
  expect(answers.map(({ status }) => status)).toEqual([429, 200, 429]);
  for (const { status, headers, body } of answers) {
    expect(['limit', 'remaining', 'reset'].map((name) => headers.has(`x-ratelimit-${name}`))).toEqual([
      true,
      true,
      true,
    ]);
    expect(body['error']).toBe(status === 429 ? 'too_many_requests' : undefined);
  }
});
