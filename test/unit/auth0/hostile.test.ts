import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { once } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { applyOf, emulated, planOf, runPlan } from '../../support/project.ts';
import { isLong } from '../../support/long.ts';
import type { Before } from '../../support/project.ts';
import { realClock } from '../../../src/auth0/clock.ts';
import { connect } from '../../../src/auth0/connect.ts';
import { usualRetries } from '../../../src/auth0/retry.ts';
import { networkFetch } from '../../../src/session/network.ts';

const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

it.each(['', '.', '..', '../clients', 'a/b'])('an id that leads elsewhere is no part of a path: %j', async (id) => {
  const seen: string[] = [];
  const answer: Before = ({ method, url }) => {
    const { pathname } = new URL(url);
    if (method !== 'GET' && pathname !== '/oauth/token') seen.push(`${method} ${pathname}`);
    return method === 'GET' && pathname === '/api/v2/roles'
      ? json({ start: 0, limit: 100, total: 1, roles: [{ id, name: 'Stranger' }] })
      : undefined;
  };
  const tenant = emulated({}, answer);
  const planned = await planOf({ tenant: { roles: [] } }, tenant);
  const outcomes = await runPlan(planned, tenant);
  expect(outcomes).toMatchObject([{ address: 'roles/Stranger', status: 'failed' }]);
  expect(seen).toEqual([]);
});

it.each([
  ['an array for an object', [{ id: 'rol_0000000000000000', name: 'Stranger' }]],
  [
    'less than its total',
    { start: 0, limit: 100, total: 5, roles: [{ id: 'rol_0000000000000000', name: 'Stranger' }] },
  ],
  ['rows that are no objects', { start: 0, limit: 100, total: 2, roles: [null, 'Stranger'] }],
])('a list that is answered with %s is not believed', async (_what, body) => {
  const tenant = emulated({}, ({ method, url }) => {
    const { pathname, searchParams } = new URL(url);
    if (method !== 'GET' || pathname !== '/api/v2/roles') return undefined;
    return json((searchParams.get('page') ?? '0') === '0' ? body : { start: 1, limit: 100, total: 5, roles: [] });
  });
  await expect(planOf({ tenant: { roles: [] } }, tenant)).rejects.toThrow('cannot be read');
});

it('rows that a list has twice are one, and do not stand for those that it does not have', async () => {
  const role = { id: 'rol_0000000000000000', name: 'Courier' };
  const other = { id: 'rol_0000000000000001', name: 'Stranger' };
  const answered = (total: number, ...pages: object[][]): Before => {
    return ({ method, url }) => {
      const { pathname, searchParams } = new URL(url);
      if (method !== 'GET' || pathname !== '/api/v2/roles') return undefined;
      const start = Number(searchParams.get('page') ?? '0');
      return json({ start, limit: 100, total, roles: pages[start] ?? [] });
    };
  };
  const plan = (before: Before): ReturnType<typeof planOf> =>
    planOf({ tenant: { roles: [{ name: 'Courier' }] } }, emulated({}, before));
  expect((await plan(answered(2, [role, role], [other]))).plan.changes).toMatchObject([
    { action: 'delete', address: 'roles/Stranger' },
  ]);
  await expect(plan(answered(2, [role, role]))).rejects.toThrow('cannot be read');
});

it('a list whose pages never end, or have nothing new, is given up', async () => {
  let count = 0;
  const tenant = emulated({}, ({ method, url }) => {
    if (method !== 'GET' || new URL(url).pathname !== '/api/v2/organizations') return undefined;
    count += 1;
    return json({ next: `page${count}`, organizations: [{ id: 'org_0000000000000000', name: 'a' }] });
  });
  await expect(planOf({ tenant: { organizations: [] } }, tenant)).rejects.toThrow('cannot be read');
  expect(count).toBeLessThan(50);
});

it.runIf(isLong)('an answer that is larger than any is given up, packed or not', async () => {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  let sent = 0;
  const tenant = await served((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      while (sent < 1000 && !response.destroyed) {
        sent += 1;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end('{}');
    };
    more();
  });
  const { reader } = connect({
    domain: tenant.host,
    credentials: { type: 'token', clientId: 'a', token: 'a.b.c' },
    fetch: await networkFetch(`http://${tenant.host}`, { env: {}, clock: realClock }, new Set()),
    retries: usualRetries,
  });
  await expect(reader.tenants.settings.get()).rejects.toThrow('more than 100 MB');
  expect(sent).toBeLessThan(200);
});

it('an assertion that a server says back is masked, as the token is', async () => {
  const secrets = new Set<string>();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let assertion = '';
  const tenant = await served((_request, response) => {
    assertion = new URLSearchParams(tenant.bodies[0]).get('client_assertion') ?? '';
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error_description: `no: ${assertion}` }));
  });
  const { reader } = connect({
    domain: tenant.host,
    credentials: {
      type: 'key',
      clientId: 'a',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      algorithm: 'RS256',
    },
    fetch: await networkFetch(`http://${tenant.host}`, { env: {}, clock: realClock }, secrets),
    retries: usualRetries,
  });
  await expect(reader.tenants.settings.get()).rejects.toThrow('no: ');
  expect(assertion).not.toBe('');
  expect([...secrets]).toEqual([assertion]);
});

it.each([{ name: 'Courier' }, { id: '' }, { id: null }])(
  'a create that is answered with %j has failed, and nothing goes on with it',
  async (body) => {
    const tenant = emulated({}, ({ method, url }) =>
      method === 'POST' && new URL(url).pathname === '/api/v2/roles' ? json(body, 201) : undefined,
    );
    const role = {
      name: 'Courier',
      permissions: [{ permission_name: 'scan', resource_server_identifier: 'https://a.test' }],
    };
    const api = { name: 'A', identifier: 'https://a.test', scopes: [{ value: 'scan' }] };
    const outcomes = await applyOf({ tenant: { roles: [role], resourceServers: [api] } }, tenant);
    expect(outcomes.map(({ address, status }) => `${status} ${address}`)).toEqual([
      'done resourceServers/https://a.test',
      'failed roles/Courier',
      'skipped roles/Courier/permissions/https://a.test/scan',
    ]);
    expect(tenant.writes()).toEqual(['POST /resource-servers 201']);
  },
);

it.each([{}, null])('a create that is answered with %j is done, and what needs its id is not sent', async (body) => {
  const before: Before = async (request) => {
    if (request.method !== 'POST' || new URL(request.url).pathname !== '/api/v2/clients') return undefined;
    await tenant.request('POST', '/clients', await request.json());
    return json(body, 201);
  };
  const tenant = emulated({}, before);
  const files = {
    clients: [{ name: 'One', app_type: 'non_interactive' }],
    resourceServers: [{ name: 'A', identifier: 'https://a.test' }],
    clientGrants: [{ client_id: 'One', audience: 'https://a.test', scope: [] }],
  };
  const outcomes = await applyOf({ tenant: files }, tenant);
  expect(outcomes).toContainEqual(expect.objectContaining({ address: 'clients/One', status: 'done' }));
  expect(outcomes).toContainEqual(
    expect.objectContaining({ address: 'clientGrants/One/https://a.test', status: 'failed' }),
  );
  expect(tenant.writes().filter((write) => write.includes('client-grants'))).toEqual([]);
});

it.each(['{"message":"half', '{"message":"\u0001"}', 'Sorry'])(
  'a refusal that claims to be JSON and is not, %j, is told by its status',
  async (said) => {
    const headers = { 'content-type': 'application/json' };
    const tenant = emulated({}, ({ method, url }) =>
      Promise.resolve(
        method === 'POST' && new URL(url).pathname === '/api/v2/roles'
          ? new Response(said, { status: 400, headers })
          : undefined,
      ),
    );
    const outcomes = await applyOf({ tenant: { roles: [{ name: 'Courier' }] } }, tenant);
    expect(outcomes.map(({ reason }) => reason)).toEqual([`the API answered 400: ${said}`]);
  },
);

async function served(listener: RequestListener): Promise<{ host: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
    request.on('end', () => listener(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return { host: `127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`, bodies };
}

it.each([301, 302, 307, 308])(
  'a redirect of the token request, a %i, is an error: nobody else gets the secret',
  async (status) => {
    const thief = await served((_request, response) => response.end('{"access_token":"a.b.c","expires_in":1}'));
    const tenant = await served((_request, response) =>
      response.writeHead(status, { location: `http://${thief.host}/oauth/token` }).end(),
    );
    const { reader } = connect({
      domain: tenant.host,
      credentials: { type: 'secret', clientId: 'a', clientSecret: 'the-secret' },
      fetch: await networkFetch(`http://${tenant.host}`, { env: {}, clock: realClock }, new Set()),
      retries: usualRetries,
    });
    await expect(reader.tenants.settings.get()).rejects.toThrow(`a redirect to ${thief.host}`);
    expect(tenant.bodies).toHaveLength(1);
    expect(thief.bodies).toEqual([]);
  },
);

it.each([304, 307])('a write that is answered with %i has failed', async (status) => {
  const tenant = emulated({}, ({ method, url }) =>
    method === 'POST' && new URL(url).pathname === '/api/v2/roles'
      ? new Response(null, { status, headers: { location: 'https://thief.test/' } })
      : undefined,
  );
  const outcomes = await applyOf({ tenant: { roles: [{ name: 'Courier' }] } }, tenant);
  expect(outcomes).toMatchObject([{ status: 'failed' }]);
});
