import { budget } from './budget.ts';
import type { Clock } from './clock.ts';
import { distrust, likelyRate, observe, unknownRefill } from './refill.ts';
import type { Sample } from './refill.ts';

/** What a response says about the bucket that its request took from. */
export interface BucketState {
  limit: number;
  remaining: number;
  /** When one more will be there, and what time it is there, in whole seconds since the epoch, if the response says so. */
  reset?: number;
  date?: number;
}

/** A bucket of the tenant as we know it from the responses. */
export interface Bucket {
  /** How long to wait before the next request may be sent, in milliseconds; 0 when it may be sent now. */
  wait: () => number;
  /** Notes that a request is sent; gives back its number. */
  onRequest: () => number;
  /** Notes that a request has ended: whether it has taken from the bucket for certain, and what its response says of it, if anything. */
  onResponse: (request: number, hasTaken: boolean, state: BucketState | undefined) => void;
  /** The tenant says nothing of limits: there are none that we could know. */
  unlimit: () => void;
  /** Nothing may be sent before this time: the tenant has said so. */
  block: (until: number) => void;
  /** Requests per second that we may send, as far as that is known. */
  rate: () => number | undefined;
}

/** We keep this much off our part of the budget, for what cannot be measured exactly. */
const caution = 0.95;

/** Of a share this much: what is sent evenly does not arrive evenly. */
const shareCaution = 0.9;

/**
 * A bucket that learns its size and its rate from the responses.
 *
 * With a share of 1 we take what there is and leave a small reserve; with less we take that part of the rate.
 */
export function learningBucket(share: number, expected: (limit: number) => number, clock: Clock): Bucket {
  let refill = unknownRefill;
  let level = unknownLevel;
  let limit: number | undefined;
  let isUnlimited = false;
  let [sent, ended, taken, lastSentAt, blockedUntil] = [0, 0, 0, 0, 0];
  /** The requests that have not ended: when they were sent, and what had come of those before. */
  const open = new Map<number, Pick<Sample, 'sentAt' | 'endedBefore' | 'takenBefore'>>();
  const rates = (): Rates => {
    const likely = likelyRate(refill, expected);
    return { sure: caution * Math.min(refill.low, likely), likely: caution * likely, tick: refill.tick };
  };
  const rate = (): number => {
    if (isUnlimited) return Infinity;
    return (share >= 1 ? 1 : shareCaution * share) * likelyRate(refill, expected);
  };
  const own = share >= 1 ? undefined : budget(rate, clock);
  const limitWait = (now: number): number => {
    if (isUnlimited) return 0;
    // The first response tells what there is: nothing more is sent before it.
    if (limit === undefined) return open.size === 0 ? 0 : Infinity;
    const quiet = open.size === 0 ? Infinity : now - lastSentAt;
    return Math.max(waitFor(reserveOf(limit) + 1, level, rates(), now, quiet), own?.wait() ?? 0);
  };

  return {
    wait: () => Math.max(0, blockedUntil - clock.now(), limitWait(clock.now())),
    onRequest: () => {
      // What part of the rate we may have is known once the rate is: the first request has none of it.
      if (limit !== undefined) own?.take();
      sent += 1;
      lastSentAt = clock.now();
      level = withoutOne(level, rates(), lastSentAt);
      open.set(sent, { sentAt: lastSentAt, endedBefore: ended, takenBefore: taken });
      return sent;
    },
    onResponse: (request, hasTaken, state) => {
      const departure = open.get(request);
      open.delete(request);
      ended += 1;
      if (hasTaken) taken += 1;
      if (state === undefined || departure === undefined) return;
      ({ limit } = state);
      isUnlimited = false;
      const sample = { ...state, ...departure, receivedAt: clock.now(), sentUntil: sent };
      refill = observe(refill, sample);
      level = observeLevel(level, rates(), sample, state);
    },
    unlimit: () => {
      // What has told of limits once has them, whatever a response does not say.
      isUnlimited = limit === undefined;
    },
    block: (until) => {
      refill = distrust(refill);
      level = { ...level, requests: 0, at: until, more: Infinity };
      blockedUntil = Math.max(blockedUntil, until);
    },
    rate: () => (limit === undefined ? undefined : rate()),
  };
}

/** How fast a bucket is refilled, in requests per second, with our caution; and how long it may not be, in milliseconds. */
interface Rates {
  sure: number;
  likely: number;
  tick: number;
}

/**
 * The least that is in a bucket, whatever the order was in which its requests were served: what remained at a sample, less all
 * that may have been served since, and more by what has been refilled.
 */
interface Level {
  limit: number;
  /** What there was at some time, in requests, and when there is one more for certain. */
  requests: number;
  at: number;
  more: number;
  /** The least that the tenant's clock may be ahead of ours: every response leaves a second open, all of them hardly anything. */
  lead: number;
}

const unknownLevel: Level = { limit: 1, requests: 0, at: 0, more: Infinity, lead: -Infinity };

/** What is there when it is refilled at a rate. */
function present({ limit, requests, at, more }: Level, rate: number, tick: number, now: number): number {
  const gained = Math.max(0, ((now - at - tick) * rate) / 1000, now >= more ? 1 : 0);
  return Math.min(limit, requests + gained);
}

/**
 * How long to wait until this many requests are there, in milliseconds. Where that is only likely, one request tells more than
 * waiting does: after a second in which nothing was sent, or when all have ended.
 */
function waitFor(needed: number, level: Level, { sure, likely, tick }: Rates, now: number, quiet: number): number {
  if (present(level, sure, tick, now) >= needed) return 0;
  const missing = needed - present(level, likely, tick, now);
  if (missing <= 0) return Math.max(0, 1000 - quiet);
  const wait = Math.max(0, tick - (now - level.at)) + (1000 * missing) / likely;
  const untilMore = level.more - now;
  return missing <= 1 && untilMore > 0 ? Math.min(wait, untilMore) : wait;
}

/** The level after one more request was sent. */
function withoutOne(level: Level, { sure, tick }: Rates, now: number): Level {
  // A full bucket gains nothing.
  const isFull = present(level, sure, tick, now) === level.limit;
  const before = isFull ? { ...level, requests: level.limit, at: now, more: Infinity } : level;
  return { ...before, requests: before.requests - 1 };
}

/** The level after one more sample; it counts where it tells something else than what we reckon with. */
function observeLevel(before: Level, { sure, likely, tick }: Rates, sample: Sample, state: BucketState): Level {
  const { limit, remaining, sentAt, receivedAt, endedBefore, sentUntil } = sample;
  const lead = Math.max(before.lead, 1000 * (state.date ?? -Infinity) - receivedAt);
  const level = { ...before, limit, lead };
  const fewest = remaining - (sentUntil - endedBefore - 1);
  const most = remaining + 1 + ((receivedAt - sentAt + tick) * (likely / caution)) / 1000;
  const now = present(level, sure, tick, receivedAt);
  if (fewest < now && now <= most) return level;
  return { ...level, requests: fewest, at: receivedAt, more: 1000 * (state.reset ?? Infinity) - lead };
}

/** What we leave in the bucket, so that a request of another client does not push us over the edge. */
function reserveOf(limit: number): number {
  return limit < 10 ? 0 : Math.ceil(limit * 0.02);
}
