import type { Body } from './body.ts';
import { groups } from './limit-groups.ts';

/** How many requests a tenant takes: a bucket that holds `burst` and is refilled at `perSecond`. */
export interface Limits {
  readonly burst: number;
  readonly perSecond: number;
  /** Whether the stricter limits of single endpoints hold, too. */
  readonly groups?: boolean;
}

/** What a bucket says about itself, in the API's headers. */
export interface LimitHeaders {
  readonly 'x-ratelimit-limit': string;
  readonly 'x-ratelimit-remaining': string;
  readonly 'x-ratelimit-reset': string;
}

/** The verdict on one request. */
export interface Admission {
  readonly isAdmitted: boolean;
  readonly headers: LimitHeaders;
  readonly body?: Body;
}

/** Judges requests by method and path below `/api/v2`. */
export type Admit = (method: string, path: string) => Admission;

/** A bucket at one moment. */
interface Bucket {
  readonly name: string;
  readonly burst: number;
  readonly perSecond: number;
  tokens: number;
  at: number;
}

/** What a tenant without limits says: plenty. */
const plenty = (now: number): LimitHeaders => ({
  'x-ratelimit-limit': '5000',
  'x-ratelimit-remaining': '4999',
  'x-ratelimit-reset': String(Math.floor(now / 1000) + 1),
});

/**
 * Token buckets for the tenant and, where they are wanted, for the groups of endpoints that have their own. A request takes
 * a token from the tenant's bucket first, then from its group's; the headers are those of the bucket that is nearer to empty.
 */
export function limiter(limits: Limits | undefined, now: () => number): Admit {
  if (limits === undefined) return () => ({ isAdmitted: true, headers: plenty(now()) });
  const bucket = (name: string, burst: number, perSecond: number): Bucket => ({
    name,
    burst,
    perSecond,
    tokens: burst,
    at: now(),
  });
  const tenant = bucket('Global', limits.burst, limits.perSecond);
  const own = groups.map((group) => ({ group, bucket: bucket(group.name, group.burst, group.perMinute / 60) }));
  return (method, path) => {
    const found =
      limits.groups === true
        ? own.find(({ group }) => group.methods.includes(method) && group.path.test(path))
        : undefined;
    const buckets = [tenant, ...(found === undefined ? [] : [found.bucket])];
    for (const each of buckets) refill(each, now());
    const empty = buckets.find(({ tokens }) => tokens < 1);
    if (empty !== undefined) return refusal(empty, now());
    for (const each of buckets) each.tokens -= 1;
    const tightest = buckets.reduce((a, b) => (b.tokens / b.burst < a.tokens / a.burst ? b : a));
    return { isAdmitted: true, headers: headersOf(tightest, now()) };
  };
}

function refill(bucket: Bucket, now: number): void {
  const added = ((now - bucket.at) / 1000) * bucket.perSecond;
  bucket.tokens = Math.min(bucket.burst, bucket.tokens + Math.max(0, added));
  bucket.at = now;
}

function refusal(bucket: Bucket, now: number): Admission {
  return {
    isAdmitted: false,
    headers: headersOf(bucket, now),
    body: {
      statusCode: 429,
      error: 'Too Many Requests',
      message: `${bucket.name} limit has been reached`,
      errorCode: 'too_many_requests',
    },
  };
}

/** The reset is the second in which the next request will be let in. */
function headersOf({ burst, tokens, perSecond }: Bucket, now: number): LimitHeaders {
  const wait = tokens >= 1 ? 1 / perSecond : (1 - tokens) / perSecond;
  return {
    'x-ratelimit-limit': String(burst),
    'x-ratelimit-remaining': String(Math.max(0, Math.floor(tokens))),
    'x-ratelimit-reset': String(Math.ceil(now / 1000 + wait)),
  };
}
