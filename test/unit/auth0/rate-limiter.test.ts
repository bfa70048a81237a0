import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limiter } from '../../../src/emulator/limits.ts';
import type { Limits } from '../../../src/emulator/limits.ts';
import { rateLimiter } from '../../../src/auth0/rate-limiter.ts';
import { someRows } from '../../support/long.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

interface Setting {
  limits: Limits;
  share: number;
  count: number;
  latency?: number;
  concurrency?: number;
  path?: (index: number) => string;
  /** Requests per second that another client sends. */
  others?: number;
  /** Every way takes up to that many milliseconds longer, by chance. */
  jitter?: number;
  /** Responses come in heaps, at intervals of that many milliseconds. */
  stall?: number;
  seed?: number;
  /** Whether the answer is lost. */
  isLost?: (index: number) => boolean;
  /** The bucket is filled at intervals of that many milliseconds. */
  step?: number;
}

/** Sends requests through a rate limiter to an emulated limiter, in virtual time. */
async function send({
  limits,
  share,
  count,
  latency = 80,
  concurrency = 10,
  path = () => '/roles',
  others = 0,
  jitter = 0,
  stall = 1,
  seed = 1,
  isLost = () => false,
  step = 1,
}: Setting): Promise<{
  times: number[];
  refused: number;
  seconds: number;
  rate: number | undefined;
}> {
  const clock = virtualClock();
  const admit = limiter(limits, () => Math.floor(clock.now() / step) * step);
  const rates = rateLimiter({ share, concurrency, clock });
  const started = clock.now();
  const times: number[] = [];
  const over = new AbortController();
  const delays = fc.sample(fc.noBias(fc.nat({ max: jitter })), { numRuns: 2 * count, seed });
  const one = async (index: number): Promise<void> => {
    const onResponse = await rates.enter('GET', path(index));
    await clock.sleep(latency / 2 + (delays[2 * index] ?? 0));
    const { isAdmitted, headers } = admit('GET', path(index));
    const date = new Date(clock.now()).toUTCString();
    times.push((clock.now() - started) / 1000);
    const arrival = clock.now() + latency / 2 + (delays[2 * index + 1] ?? 0);
    await clock.sleep(Math.ceil(arrival / stall) * stall - clock.now());
    if (isLost(index)) return onResponse(undefined);
    onResponse(new Response(null, { status: isAdmitted ? 200 : 429, headers: { ...headers, date } }));
  };
  const interference = async (): Promise<void> => {
    if (others === 0 || over.signal.aborted) return;
    await clock.sleep(1000 / others);
    admit('GET', '/roles');
    await interference();
  };
  await clock.run(
    Promise.all([
      interference(),
      Promise.all(Array.from({ length: count }, (_, index) => one(index))).then(() => {
        over.abort();
      }),
    ]),
  );
  return { times, refused: rates.figures().refused, seconds: Math.max(...times), rate: rates.figures().rate };
}

/** The most requests in any window of so many seconds. */
function most(times: readonly number[], seconds: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(...sorted.map((from) => sorted.filter((time) => time >= from && time < from + seconds).length));
}

describe('a share of 1', () => {
  it.each([
    { burst: 100, perSecond: 50, count: 1500 },
    { burst: 50, perSecond: 16, count: 500 },
    { burst: 10, perSecond: 2, count: 60 },
    { burst: 2, perSecond: 2, count: 60 },
    { burst: 20, perSecond: 20, count: 500 },
  ])(
    'uses the budget of $burst and $perSecond per second, and is never refused',
    async ({ burst, perSecond, count }) => {
      const { refused, seconds } = await send({ limits: { burst, perSecond }, share: 1, count });
      expect(refused).toBe(0);
      const possible = (count - burst) / perSecond;
      expect(seconds).toBeLessThan(possible / 0.93 + 2);
    },
  );

  it('learns the rate', async () => {
    const { rate } = await send({ limits: { burst: 100, perSecond: 50 }, share: 1, count: 1500 });
    expect(rate).toBeGreaterThan(45);
    expect(rate).toBeLessThan(55);
  });

  it('yields to others', async () => {
    const { refused } = await send({ limits: { burst: 100, perSecond: 50 }, share: 1, count: 1000, others: 20 });
    expect(refused).toBeLessThan(3);
  });
});

describe('a share of less', () => {
  it.each([
    { share: 0.5, burst: 100, perSecond: 50, count: 800 },
    { share: 0.5, burst: 50, perSecond: 16, count: 300 },
    { share: 0.8, burst: 100, perSecond: 50, count: 1000 },
    { share: 0.5, burst: 10, perSecond: 2, count: 40 },
  ])(
    'of $share stays below it in every five seconds ($burst, $perSecond)',
    async ({ share, burst, perSecond, count }) => {
      const { refused, times, seconds } = await send({ limits: { burst, perSecond }, share, count });
      expect(refused).toBe(0);
      expect(most(times, 5)).toBeLessThanOrEqual(share * perSecond * 5 + 1);
      expect(count / seconds).toBeGreaterThan(0.6 * share * perSecond);
    },
  );
});

describe('a network that is late, and a bucket that is filled by the second', () => {
  const buckets = [
    { burst: 100, perSecond: 50 },
    { burst: 50, perSecond: 16 },
    { burst: 20, perSecond: 40 },
    { burst: 10, perSecond: 2 },
    { burst: 2, perSecond: 2 },
  ];
  const networks = [
    { step: 1, jitter: 300, stall: 1 },
    { step: 1, jitter: 50, stall: 400 },
    { step: 1000, jitter: 0, stall: 1 },
    { step: 1000, jitter: 100, stall: 1 },
  ];
  const settings = [1, 0.8, 0.5].flatMap((share) =>
    buckets.flatMap((limits) => networks.map((network) => ({ share, ...limits, ...network }))),
  );

  it.each(someRows(settings))(
    'share $share of $burst and $perSecond per second, filled every $step ms, up to $jitter ms late, heard every $stall ms',
    async ({ share, burst, perSecond, step, jitter, stall }) => {
      const count = burst + 15 * perSecond;
      const limits = { burst, perSecond };
      const { refused, times, seconds } = await send({ limits, share, count, jitter, stall, step });
      expect(refused).toBe(0);
      // What the network lets through with ten requests in flight, of which one way takes half of the latency.
      const passable = 10_000 / (80 + jitter + stall);
      expect(count / seconds).toBeGreaterThan(0.2 * Math.min(share * perSecond, passable));
      expect(most(times, 5)).toBeLessThanOrEqual(share * perSecond * 5 + (share < 1 ? 1 : burst));
    },
  );
});

describe('what the answers do not tell', () => {
  it('of requests whose answer is lost keeps nobody waiting for ever', async () => {
    const limits = { burst: 100, perSecond: 50 };
    const { refused, seconds } = await send({ limits, share: 1, count: 1500, isLost: (index) => index % 20 === 1 });
    expect(refused).toBe(0);
    expect(seconds).toBeLessThan(1400 / 50 / 0.9 + 2);
  });

  it('is which bucket they are about, when the tenant and a group have the same size', async () => {
    const limits = { burst: 10, perSecond: 2, groups: true };
    const path = (index: number): string => (index % 5 === 0 ? '/email-templates/a' : '/roles');
    const { refused, seconds } = await send({ limits, share: 1, count: 100, path });
    expect(refused).toBe(0);
    expect(seconds).toBeLessThan(90 / 2 / 0.7 + 2);
  });
});

it.each([
  ['a size that is none', ['1e-300', '0']],
  ['a size beyond all measure', ['1e300', '0']],
  ['less than nothing', ['50', '-1000000000']],
  ['more than the size', ['10', '1000000000']],
  ['no numbers', ['many', 'some']],
])('headers with %s are as if there were none', async (_what, [limit = '', remaining = '']) => {
  const clock = virtualClock();
  const started = clock.now();
  const rates = rateLimiter({ share: 0.8, concurrency: 10, clock });
  const one = async (): Promise<void> => {
    const onResponse = await rates.enter('GET', '/roles');
    await clock.sleep(80);
    onResponse(new Response('{}', { headers: { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining } }));
  };
  await clock.run(Promise.all(Array.from({ length: 100 }, one)));
  expect(clock.now() - started).toBeLessThan(5000);
});

describe('groups of endpoints', () => {
  it.each([
    { share: 1, burst: 100, perSecond: 50, jitter: 100, isLimited: true, most: 95 },
    { share: 1, burst: 50, perSecond: 16, jitter: 0, isLimited: true, most: 95 },
    { share: 0.8, burst: 10, perSecond: 2, jitter: 100, isLimited: true, most: 260 },
    { share: 0.8, burst: 100, perSecond: 50, jitter: 100, isLimited: false, most: 15 },
  ])(
    'are paced by what the responses say of them, among responses about the tenant and lost ones: %o',
    async ({ share, burst, perSecond, jitter, isLimited, most: longest }) => {
      const paths = ['/email-templates/x', '/clients', '/organizations', '/connections', '/prompts/a/partials'];
      const { refused, seconds } = await send({
        limits: { burst, perSecond, groups: isLimited },
        share,
        count: 120,
        jitter,
        path: (index) => (index % 2 === 0 ? '/roles' : (paths[((index - 1) / 2) % 5] ?? '')),
        isLost: (index) => index % 17 === 3,
      });
      expect(refused).toBe(0);
      expect(seconds).toBeLessThan(longest);
    },
  );

  it('have a budget of their own, and do not hold up others', async () => {
    const limits = { burst: 100, perSecond: 50, groups: true };
    const path = (index: number): string => (index < 20 ? '/organizations' : '/roles');
    const { refused, times } = await send({ limits, share: 1, count: 520, path });
    expect(refused).toBe(0);
    expect(times.filter((time) => time < 12).length).toBeGreaterThan(490);
  });
});

describe('a tenant without limits', () => {
  it('is asked as much at a time as is allowed', async () => {
    const clock = virtualClock();
    const rates = rateLimiter({ share: 0.8, concurrency: 10, clock });
    let inFlight = 0;
    let highest = 0;
    const one = async (): Promise<void> => {
      const onResponse = await rates.enter('GET', '/roles');
      inFlight += 1;
      highest = Math.max(highest, inFlight);
      await clock.sleep(50);
      inFlight -= 1;
      onResponse(new Response());
    };
    await clock.run(Promise.all(Array.from({ length: 200 }, one)));
    expect(highest).toBe(10);
  });
});
