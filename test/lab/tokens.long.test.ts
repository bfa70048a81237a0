import { afterEach, expect, it, vi } from 'vitest';
import { harbor, type Harbor } from './support/harbor.ts';

/** The token cache of the example, which is JavaScript. */
interface Cache {
  get: () => Promise<string>;
  forget: (token: string) => void;
}
const { tokensOf, fetchWith } = (await import(new URL('../../examples/parcels/token.js', import.meta.url).href)) as {
  tokensOf: (options: object) => Cache;
  fetchWith: (tokens: Cache) => typeof fetch;
};

const HOUR = 3_600_000;
const times = async (count: number, work: () => Promise<string>): Promise<string[]> => {
  const tokens: string[] = [];
  for (let index = 0; index < count; index += 1) tokens.push(await work());
  return tokens;
};
const cacheOf = ({ url, env }: Harbor, options: object = {}): Cache =>
  tokensOf({
    issuer: `${url}/`,
    timeout: 30,
    audience: env['PARCELS_AUDIENCE'],
    clientId: env['DISPATCH_SERVICE_CLIENT_ID'],
    clientSecret: env['DISPATCH_SERVICE_CLIENT_SECRET'],
    ...options,
  });

afterEach(() => void vi.useRealTimers());

it('1,000 calls cost one token, also when they all come before there is one', async () => {
  const server = await harbor();
  const cache = cacheOf(server);
  const tokens = await Promise.all(Array.from({ length: 500 }, () => cache.get()));
  tokens.push(...(await times(500, () => cache.get())));
  expect(new Set(tokens).size).toBe(1);
  expect(server.mints()).toEqual({ 200: 1 });
});

it('a token is renewed a minute before its end, and nobody waits for that', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const server = await harbor();
  const cache = cacheOf(server);
  const first = await cache.get();
  vi.setSystemTime(Date.now() + HOUR - 61_000);
  expect(await cache.get()).toBe(first);
  expect(server.mints()).toEqual({ 200: 1 });
  vi.setSystemTime(Date.now() + 2000);
  expect(await times(100, () => cache.get())).toEqual(Array.from({ length: 100 }, () => first));
  await vi.waitFor(async () => expect(await cache.get()).not.toBe(first));
  expect(server.mints()).toEqual({ 200: 2 });
});

it('a token that has ended is shown to no API', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const server = await harbor({ faults: { types: ['503'], at: [1, 2] } });
  const cache = cacheOf(server, { attempts: 1, pause: 0 });
  const first = await cache.get();
  vi.setSystemTime(Date.now() + HOUR - 30_000);
  expect(await cache.get()).toBe(first);
  await vi.waitFor(() => expect(server.mints()).toEqual({ 200: 1, 503: 1 }));
  vi.setSystemTime(Date.now() + 31_000);
  await expect(cache.get()).rejects.toThrow('503');
  await vi.waitFor(async () => expect(await cache.get()).not.toBe(first), 10_000);
});

it('a full token endpoint is asked again when it says, and not before', async () => {
  const server = await harbor({ tokenLimits: { perSecond: 0.25, burst: 1 } });
  await Promise.all([cacheOf(server).get(), cacheOf(server).get()]);
  expect(server.mints()[200]).toBe(2);
  expect(server.mints()[429]).toBeGreaterThan(0);
  // Two clients that asked without a pause would have been refused hundreds of times.
  expect(server.mints()[429]).toBeLessThan(10);
});

it('a token endpoint that hangs is given up after a while, and asked again', async () => {
  const server = await harbor({ faults: { types: ['hang'], at: [0] } });
  const cache = cacheOf(server, { timeout: 2 });
  expect(await cache.get()).toMatch(/^ey/);
  expect(server.mints()).toMatchObject({ 0: 1, 200: expect.any(Number) as number });
});

it('while the token endpoint hangs the old token is used as long as it holds', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const server = await harbor({ faults: { types: ['hang'], at: [1] } });
  const cache = cacheOf(server, { timeout: 2 });
  const first = await cache.get();
  vi.setSystemTime(Date.now() + HOUR - 30_000);
  const begun = performance.now();
  expect(await times(200, () => cache.get())).toEqual(Array.from({ length: 200 }, () => first));
  expect(performance.now() - begun).toBeLessThan(1000);
  await vi.waitFor(async () => expect(await cache.get()).not.toBe(first), 10_000);
});

it('what no repetition mends is asked once, and said to every caller', async () => {
  const server = await harbor();
  const cache = cacheOf(server, { clientSecret: 'wrong', pause: 300 });
  for (let index = 0; index < 100; index += 1) await expect(cache.get()).rejects.toThrow('401');
  expect(server.mints()).toEqual({ 401: 1 });
});

it('a token that an API refuses is replaced once, and a new one is not', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const server = await harbor();
  const cache = cacheOf(server);
  const call = fetchWith(cache);
  // Its Management API takes no token for another one.
  const refused = `${server.url}/api/v2/clients`;
  expect((await call(refused)).status).toBe(401);
  expect(server.mints()).toEqual({ 200: 1 });
  vi.setSystemTime(Date.now() + 11_000);
  expect((await call(refused)).status).toBe(401);
  for (let index = 0; index < 20; index += 1) await call(refused);
  expect(server.mints()).toEqual({ 200: 2 });
});
