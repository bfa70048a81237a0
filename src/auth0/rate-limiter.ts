import type { Bucket, BucketState } from './bucket.ts';
import { learningBucket } from './bucket.ts';
import type { Clock } from './clock.ts';
import { expectedRate, limitGroups } from './limit-groups.ts';
import type { LimitGroup } from './limit-groups.ts';

/** What pacing has done and knows. */
export interface PaceFigures {
  requests: number;
  /** Answers with 429: each is a mistake of ours. */
  refused: number;
  /** Requests per second that may be sent, as far as that is known. */
  rate: number | undefined;
}

/** Notes the answer to a request, or that there was none. */
export type Hear = (answer: Response | undefined) => void;

/** Lets requests leave when there is room for them. */
export interface Pacer {
  /** Waits for room; what comes back has to be called when the request has ended. */
  enter: (method: string, path: string) => Promise<Hear>;
  figures: () => PaceFigures;
}

/** How a pacer may use the tenant. */
export interface PaceOptions {
  /** The share of the tenant's budget, above 0 and at most 1. */
  share: number;
  /** The most requests in flight. */
  concurrency: number;
  clock: Clock;
}

/** Requests that wait for the same buckets. */
interface Lane {
  group: LimitGroup | undefined;
  bucket: Bucket | undefined;
  waiting: (() => void)[];
  /** What would be in the group's bucket by now, were it of one of the sizes that it may have. */
  supposed: { limit: number; perSecond: number; remaining: number; at: number }[];
}

/**
 * A pacer for one tenant: a bucket for the tenant, one for each stricter group of endpoints, and a number of requests in
 * flight that grows while all is well and is halved when it is not.
 */
export function pacer(options: PaceOptions): Pacer {
  const { share, clock } = options;
  const tenant = learningBucket(share, expectedRate, clock);
  const lanes = new Map<string, Lane>();
  const figures = { requests: 0, refused: 0 };
  const gate = waitingRoom(tenant, lanes, options);
  let tenantLimit: number | undefined;

  const laneOf = (method: string, path: string): Lane => {
    const group = limitGroups.find((candidate) => candidate.methods.includes(method) && candidate.path.test(path));
    const known = lanes.get(group?.name ?? '');
    if (known !== undefined) return known;
    const bucket = group === undefined ? undefined : learningBucket(share, rateOf(group), clock);
    const lane = { group, bucket, waiting: [], supposed: supposedOf(group) };
    lanes.set(group?.name ?? '', lane);
    return lane;
  };

  const hear = (lane: Lane, numbers: readonly [number, number], answer: Response | undefined): void => {
    const { group, bucket } = lane;
    const state = stateOf(answer);
    // The headers tell of one bucket: the group's when its size is one that the group may have. A size that both may have
    // tells of neither.
    const mayBeOfGroup = state !== undefined && group?.perMinute[state.limit] !== undefined;
    const isOfGroup = mayBeOfGroup && state.limit !== tenantLimit;
    if (state !== undefined && !mayBeOfGroup) tenantLimit = state.limit;
    if (state === undefined && answer?.ok === true) tenant.unlimit();
    const hasTaken = answer !== undefined && answer.status !== 429;
    tenant.hear(numbers[0], hasTaken, mayBeOfGroup ? undefined : state);
    bucket?.hear(numbers[1], hasTaken, isOfGroup ? state : undefined);
    if (answer?.ok === true && !mayBeOfGroup && isFuller(state, lane)) bucket?.unlimit();
    if (answer?.status === 429) {
      figures.refused += 1;
      const until = clock.now() + pauseOf(answer, clock);
      if (!isOfGroup) tenant.block(until);
      if (mayBeOfGroup) bucket?.block(until);
    }
    gate.ended(answer !== undefined && answer.status !== 429 && answer.status < 500);
  };

  return {
    figures: () => ({ ...figures, rate: tenant.rate() }),
    enter: (method, path) => {
      const lane = laneOf(method, path);
      return new Promise((resolve) => {
        lane.waiting.push(() => {
          figures.requests += 1;
          for (const each of lane.supposed) takeFrom(each, clock.now());
          const numbers = [tenant.leave(), lane.bucket?.leave() ?? 0] as const;
          resolve((answer) => hear(lane, numbers, answer));
        });
        gate.pump();
      });
    },
  };
}

/** Lets waiting requests leave, as many at a time as goes well. */
function waitingRoom(
  tenant: Bucket,
  lanes: ReadonlyMap<string, Lane>,
  { concurrency, clock }: PaceOptions,
): { pump: () => void; ended: (isWell: boolean) => void } {
  let inFlight = 0;
  let window = Math.min(4, concurrency);
  let alarm: AbortController | undefined;
  const pump = (): void => {
    alarm?.abort();
    let soonest = Infinity;
    for (const { bucket, waiting } of lanes.values()) {
      while (waiting.length > 0 && inFlight < Math.floor(window)) {
        const wait = Math.max(tenant.wait(), bucket?.wait() ?? 0);
        soonest = Math.min(soonest, wait);
        if (wait > 0) break;
        inFlight += 1;
        waiting.shift()?.();
      }
    }
    if (soonest === 0 || soonest === Infinity) return;
    alarm = new AbortController();
    clock.sleep(Math.ceil(soonest), alarm.signal).then(pump, () => undefined);
  };
  return {
    pump,
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

function stateOf(answer: Response | undefined): BucketState | undefined {
  const number = (name: string): number => Number(answer?.headers.get(`x-ratelimit-${name}`) ?? Number.NaN);
  const [limit, remaining, reset] = [number('limit'), number('remaining'), number('reset')];
  if (!Number.isFinite(limit) || !Number.isFinite(remaining) || limit <= 0) return undefined;
  const date = Date.parse(answer?.headers.get('date') ?? '') / 1000;
  return { limit, remaining, ...(Number.isFinite(reset) && Number.isFinite(date) && { reset, date }) };
}

function supposedOf(group: LimitGroup | undefined): Lane['supposed'] {
  return Object.entries(group?.perMinute ?? {}).map(([limit, perMinute]) => ({
    limit: Number(limit),
    perSecond: perMinute / 60,
    remaining: Number(limit),
    at: -Infinity,
  }));
}

function takeFrom(bucket: Lane['supposed'][number], now: number): void {
  const refilled = bucket.remaining + ((now - bucket.at) / 1000) * bucket.perSecond;
  bucket.remaining = Math.max(0, Math.min(bucket.limit, refilled) - 1);
  bucket.at = now;
}

/**
 * Whether the tenant's bucket is so full that the group's would be emptier, of whatever size: then the headers would have told
 * of that one, if there were one.
 */
function isFuller(tenant: BucketState | undefined, { supposed }: Lane): boolean {
  return (
    tenant === undefined ||
    supposed.every((each) => tenant.remaining / tenant.limit > (each.remaining + 1) / each.limit)
  );
}

function rateOf({ perMinute }: LimitGroup): (limit: number) => number {
  return (limit) => (perMinute[limit] ?? limit) / 60;
}
