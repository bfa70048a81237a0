import { afterEach, describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { EmulatorOptions } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { serve } from '../../src/emulator/serve.ts';

/** A tenant with a clock of its own; `ask` makes a request with a token that was fetched before the conditions count. */
async function start(options: EmulatorOptions): Promise<{
  ask: (method: string, path: string, body?: object) => Promise<Response>;
  tick: (seconds: number) => void;
}> {
  let time = Date.parse('2026-11-22T12:00:00Z');
  const emulator = createEmulator({ ...options, now: () => time });
  const token = await tokenFor((request) => createEmulator({ now: () => time }).fetch(request), 'https://local');
  return {
    tick: (seconds) => {
      time += seconds * 1000;
    },
    ask: (method, path, body) =>
      emulator.fetch(
        new Request(`https://local/api/v2${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
  };
}

async function tokenFor(send: (request: Request) => Promise<Response>, origin: string): Promise<string> {
  const response = await send(
    new Request(`${origin}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: DEPLOYER.clientId,
        client_secret: DEPLOYER.clientSecret,
        audience: 'https://local/api/v2/',
      }),
    }),
  );
  return ((await response.json()) as { access_token: string }).access_token;
}

describe('limits', () => {
  it('let a burst in, then refuse, then refill at their rate', async () => {
    const { ask, tick } = await start({ limits: { burst: 3, perSecond: 2 } });
    const left = [];
    for (let n = 0; n < 3; n += 1) left.push((await ask('GET', '/roles')).headers.get('x-ratelimit-remaining'));
    expect(left).toEqual(['2', '1', '0']);
    const refused = await ask('GET', '/roles');
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      message: 'Global limit has been reached',
      errorCode: 'too_many_requests',
    });
    expect(Number(refused.headers.get('x-ratelimit-reset'))).toBe(Date.parse('2026-11-22T12:00:01Z') / 1000);
    tick(0.5);
    expect((await ask('GET', '/roles')).status).toBe(200);
    expect((await ask('GET', '/roles')).status).toBe(429);
    tick(60);
    expect((await ask('GET', '/roles')).headers.get('x-ratelimit-remaining')).toBe('2');
  });

  it('do no work for a request that they refuse', async () => {
    const { ask, tick } = await start({ limits: { burst: 1, perSecond: 1 } });
    expect((await ask('POST', '/roles', { name: 'a' })).status).toBe(200);
    expect((await ask('POST', '/roles', { name: 'b' })).status).toBe(429);
    tick(1);
    const roles = (await (await ask('GET', '/roles')).json()) as object[];
    expect(roles).toHaveLength(1);
  });

  it('are stricter for groups of endpoints, and the headers tell of the bucket that is nearer to empty', async () => {
    const { ask } = await start({ limits: { burst: 100, perSecond: 50, groups: true } });
    expect((await ask('GET', '/roles')).headers.get('x-ratelimit-limit')).toBe('100');
    expect((await ask('GET', '/organizations')).headers.get('x-ratelimit-limit')).toBe('5');
    for (let n = 0; n < 4; n += 1) expect((await ask('GET', '/organizations')).status).toBe(200);
    expect((await ask('GET', '/organizations')).status).toBe(429);
    expect((await ask('GET', '/roles')).status).toBe(200);
  });
});

describe('faults', () => {
  it('hit the requests they are told to, with and without the work', async () => {
    const broken = await start({ faults: { types: ['reset-before'], at: [0] } });
    await expect(broken.ask('POST', '/roles', { name: 'a' })).rejects.toThrow('before the request was read');
    expect(await (await broken.ask('GET', '/roles')).json()).toEqual([]);
    const after = await start({ faults: { types: ['reset-after'], at: [0] } });
    await expect(after.ask('POST', '/roles', { name: 'a' })).rejects.toThrow('before the answer was sent');
    expect(await (await after.ask('GET', '/roles')).json()).toHaveLength(1);
  });

  it('come as answers, too', async () => {
    for (const type of ['429', '500', '503'] as const) {
      const { ask } = await start({ faults: { types: [type], at: [1] } });
      expect((await ask('GET', '/roles')).status).toBe(200);
      expect((await ask('GET', '/roles')).status).toBe(Number(type));
      expect((await ask('GET', '/roles')).status).toBe(200);
    }
  });

  it('come at a rate, the same for the same seed', async () => {
    const statuses = async (seed: number): Promise<number[]> => {
      const { ask } = await start({ faults: { types: ['500'], rate: 0.3, seed } });
      const found = [];
      for (let n = 0; n < 100; n += 1) found.push((await ask('GET', '/roles')).status);
      return found;
    };
    const first = await statuses(1);
    expect(first).toEqual(await statuses(1));
    expect(first).not.toEqual(await statuses(2));
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(15);
    expect(first.filter((status) => status === 500).length).toBeLessThan(45);
  });

  it('hang until the client gives up', async () => {
    const emulator = createEmulator({ faults: { types: ['hang'], at: [0] } });
    const request = new Request('https://local/api/v2/roles', { signal: AbortSignal.timeout(20) });
    await expect(emulator.fetch(request)).rejects.toThrow('timeout');
  });
});

describe('a plan that lacks features', () => {
  it('refuses their paths and everything below, and nothing beside them', async () => {
    const lacking = [
      { path: '/roles', status: 403, message: 'Not in your plan', errorCode: 'feature_not_enabled' },
      { path: '/clients/*/credentials', status: 402, message: 'Upgrade' },
    ] as const;
    const { ask } = await start({ lacking });
    const answers = ['/roles', '/roles/rol_1/permissions', '/clients/DeployerOfTheEmulatedTenant00000/credentials'];
    const refused = await Promise.all(answers.map(async (path) => (await ask('GET', path)).json()));
    expect(refused).toMatchObject([
      { statusCode: 403, message: 'Not in your plan', errorCode: 'feature_not_enabled' },
      { statusCode: 403 },
      { statusCode: 402, message: 'Upgrade' },
    ]);
    expect((await ask('GET', '/clients')).status).toBe(200);
  });
});

describe('served', () => {
  const servers: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  it('cuts the connection, after the work or before it', async () => {
    const emulator = createEmulator({ faults: { types: ['reset-after'], at: [1] } });
    const server = await serve(emulator, { port: 0 });
    servers.push(server);
    const token = await tokenFor((request) => fetch(request), server.url);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const roles = `${server.url}/api/v2/roles`;
    await expect(fetch(roles, { method: 'POST', headers, body: '{"name":"a"}' })).rejects.toThrow('fetch failed');
    expect(await (await fetch(roles, { headers })).json()).toHaveLength(1);
  });

  it('takes its time', async () => {
    const server = await serve(createEmulator({ latency: 60 }), { port: 0 });
    servers.push(server);
    const started = performance.now();
    await fetch(`${server.url}/api/v2/roles`);
    expect(performance.now() - started).toBeGreaterThan(55);
  });
});
