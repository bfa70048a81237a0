import type { Bucket, BucketState } from './bucket.ts';
import { learningBucket } from './bucket.ts';
import type { Clock } from './clock.ts';
import { expectedRate, limitGroups } from './limit-groups.ts';
import type { LimitGroup } from './limit-groups.ts';

/** What a rate limiter has done and knows. */
export interface RateFigures {
  requests: number;
  /** Responses with 429: each is a mistake of ours. */
  refused: number;
  /** Requests per second that may be sent, as far as that is known. */
  rate: number | undefined;
  /** How long it is until the next request may be sent, in milliseconds, when one waits for the limit. */
  heldFor: number;
}

/** Notes the response to a request, or that there was none. */
export type OnResponse = (response: Response | undefined) => void;

/** Sends requests when there is room for them. */
export interface RateLimiter {
  /** Waits for room; what comes back has to be called when the request has ended. */
  enter: (method: string, path: string) => Promise<OnResponse>;
  figures: () => RateFigures;
}

/** How a rate limiter may use the tenant. */
export interface RateLimiterOptions {
  /** The share of the tenant's budget, above 0 and at most 1. */
  share: number;
  /** The most requests in flight. */
  concurrency: number;
  clock: Clock;
}

/** Requests that wait for the same buckets. */
interface Queue {
  group: LimitGroup | undefined;
  bucket: Bucket | undefined;
  waiting: (() => void)[];
  /** What would be in the group's bucket by now, were it of one of the sizes that it may have. */
  supposed: { limit: number; perSecond: number; remaining: number; at: number }[];
}

/**
 * A rate limiter for one tenant: a bucket for the tenant, one for each stricter group of endpoints, and a number of requests in
 * flight that grows while all is well and is halved when it is not.
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const { share, clock } = options;
  const tenant = learningBucket(share, expectedRate, clock);
  const queues = new Map<string, Queue>();
  const figures = { requests: 0, refused: 0 };
  const gate = waitingRoom(tenant, queues, options);
  let [tenantLimit, blockedUntil]: [number | undefined, number] = [undefined, 0];

  const queueOf = (method: string, path: string): Queue => {
    const group = limitGroups.find((candidate) => candidate.methods.includes(method) && candidate.path.test(path));
    const known = queues.get(group?.name ?? '');
    if (known !== undefined) return known;
    const bucket = group === undefined ? undefined : learningBucket(share, rateOf(group), clock);
    const queue = { group, bucket, waiting: [], supposed: supposedOf(group) };
    queues.set(group?.name ?? '', queue);
    return queue;
  };

  const onResponse = (queue: Queue, numbers: readonly [number, number], response: Response | undefined): void => {
    const { group, bucket } = queue;
    const state = stateOf(response);
    const subject = subjectOf(state, group, tenantLimit);
    const isRefused = response?.status === 429;
    const hasTaken = response !== undefined && !isRefused;
    tenant.onResponse(numbers[0], hasTaken, subject === 'tenant' ? state : undefined);
    bucket?.onResponse(numbers[1], hasTaken, subject === 'group' ? state : undefined);
    if (subject === 'tenant') {
      tenantLimit = state?.limit ?? tenantLimit;
      if (response?.ok === true && state === undefined) tenant.unlimit();
      if (response?.ok === true && isFuller(state, queue)) bucket?.unlimit();
    }
    if (isRefused) {
      figures.refused += 1;
      const until = clock.now() + pauseOf(response, clock);
      blockedUntil = Math.max(blockedUntil, until);
      if (subject !== 'group') tenant.block(until);
      if (subject !== 'tenant') bucket?.block(until);
    }
    gate.ended(hasTaken && response.status < 500);
  };

  return {
    figures: () => {
      const heldFor = Math.max(blockedUntil, gate.heldUntil()) - clock.now();
      return { ...figures, rate: tenant.rate(), heldFor: Math.max(0, heldFor) };
    },
    enter: (method, path) => {
      const queue = queueOf(method, path);
      return new Promise((resolve) => {
        queue.waiting.push(() => {
          figures.requests += 1;
          for (const each of queue.supposed) takeFrom(each, clock.now());
          const numbers = [tenant.onRequest(), queue.bucket?.onRequest() ?? 0] as const;
          resolve((response) => onResponse(queue, numbers, response));
        });
        gate.pump();
      });
    },
  };
}

/**
 * Which bucket the headers of a response are about: they tell of one. It is the group's when its size is one that the group may
 * have, and unknown when the tenant's has this size as well. Without headers the response is about the tenant.
 */
function subjectOf(
  state: BucketState | undefined,
  group: LimitGroup | undefined,
  tenantLimit: number | undefined,
): 'tenant' | 'group' | 'unknown' {
  if (state === undefined || group?.perMinute[state.limit] === undefined) return 'tenant';
  return state.limit === tenantLimit ? 'unknown' : 'group';
}

/** Sends waiting requests, as many at a time as goes well. */
function waitingRoom(
  tenant: Bucket,
  queues: ReadonlyMap<string, Queue>,
  { concurrency, clock }: RateLimiterOptions,
): { pump: () => void; ended: (isWell: boolean) => void; heldUntil: () => number } {
  let inFlight = 0;
  let heldUntil = 0;
  let window = Math.min(4, concurrency);
  let alarm: AbortController | undefined;
  const pump = (): void => {
    alarm?.abort();
    let soonest = Infinity;
    for (const { bucket, waiting } of queues.values()) {
      while (waiting.length > 0 && inFlight < Math.floor(window)) {
        const wait = Math.max(tenant.wait(), bucket?.wait() ?? 0);
        soonest = Math.min(soonest, wait);
        if (wait > 0) break;
        inFlight += 1;
        waiting.shift()?.();
      }
    }
    heldUntil = 0;
    if (soonest === 0 || soonest === Infinity) return;
    heldUntil = clock.now() + soonest;
    alarm = new AbortController();
    clock.sleep(Math.ceil(soonest), alarm.signal).then(pump, () => undefined);
  };
  return {
    pump,
    heldUntil: () => heldUntil,
    ended: (isWell) => {
      inFlight -= 1;
      window = isWell ? Math.min(concurrency, window + 1 / window) : Math.max(1, window / 2);
      pump();
    },
  };
}

/** How long the tenant wants us to stay away, in milliseconds: what it says, at least a moment, at most a minute. */
export function pauseOf({ headers }: Response, clock: Clock): number {
  const seconds = headers.get('retry-after');
  const reset = headers.get('x-ratelimit-reset');
  const untilReset = reset === null ? 1000 : Number(reset) * 1000 - clock.now();
  const asked = seconds === null ? untilReset : Number(seconds) * 1000;
  return Math.min(60_000, Math.max(100, Number.isFinite(asked) ? asked : 1000));
}

/** More requests than any tenant has at a time. */
const mostLimit = 1_000_000;

function stateOf(response: Response | undefined): BucketState | undefined {
  const number = (name: string): number => Number(response?.headers.get(`x-ratelimit-${name}`) ?? Number.NaN);
  const [limit, remaining, reset] = [number('limit'), number('remaining'), number('reset')];
  // A size or a rest that no bucket has says nothing: by it we would wait for ever, or not at all.
  if (!Number.isInteger(limit) || limit < 1 || limit > mostLimit) return undefined;
  if (!Number.isInteger(remaining) || remaining < 0 || remaining > limit) return undefined;
  const date = Date.parse(response?.headers.get('date') ?? '') / 1000;
  return { limit, remaining, ...(Number.isFinite(reset) && Number.isFinite(date) && { reset, date }) };
}

function supposedOf(group: LimitGroup | undefined): Queue['supposed'] {
  return Object.entries(group?.perMinute ?? {}).map(([limit, perMinute]) => ({
    limit: Number(limit),
    perSecond: perMinute / 60,
    remaining: Number(limit),
    at: -Infinity,
  }));
}

function takeFrom(bucket: Queue['supposed'][number], now: number): void {
  const refilled = bucket.remaining + ((now - bucket.at) / 1000) * bucket.perSecond;
  bucket.remaining = Math.max(0, Math.min(bucket.limit, refilled) - 1);
  bucket.at = now;
}

/**
 * Whether the tenant's bucket is so full that the group's would be emptier, of whatever size: then the headers would have told
 * of that one, if there were one.
 */
function isFuller(tenant: BucketState | undefined, { supposed }: Queue): boolean {
  return (
    tenant === undefined ||
    supposed.every((each) => tenant.remaining / tenant.limit > (each.remaining + 1) / each.limit)
  );
}

function rateOf({ perMinute }: LimitGroup): (limit: number) => number {
  return (limit) => (perMinute[limit] ?? limit) / 60;
}
