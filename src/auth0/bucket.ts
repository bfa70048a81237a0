import { allowance } from './budget.ts';
import type { Clock } from './clock.ts';
import { refillGauge } from './refill.ts';
import type { Gauge, Sight } from './refill.ts';

/** What an answer says about the bucket that its request took from. */
export interface BucketState {
  limit: number;
  remaining: number;
  /** When one more will be there, and what time it is there, in whole seconds since the epoch, if the answer says so. */
  reset?: number;
  date?: number;
}

/** A bucket of the tenant as we know it from the answers. */
export interface Bucket {
  /** How long to wait before the next request may leave, in milliseconds; 0 when it may leave now. */
  wait: () => number;
  /** Notes that a request leaves; gives back its number. */
  leave: () => number;
  /** Notes that a request has ended: whether it has taken from the bucket for certain, and what its answer says of it, if anything. */
  hear: (request: number, hasTaken: boolean, state: BucketState | undefined) => void;
  /** The tenant tells nothing of limits: there are none that we could know. */
  unlimit: () => void;
  /** Nothing may leave before this time: the tenant has said so. */
  block: (until: number) => void;
  /** Requests per second that we may send, as far as that is known. */
  rate: () => number | undefined;
}

/** We keep this much off our part of the budget, for what cannot be measured exactly. */
const caution = 0.95;

/** Of a share this much: what is sent evenly does not arrive evenly. */
const shareCaution = 0.9;

/**
 * A bucket that learns its size and its rate from the answers.
 *
 * With a share of 1 we take what there is and leave a small reserve; with less we take that part of the rate.
 */
export function learningBucket(share: number, expected: (limit: number) => number, clock: Clock): Bucket {
  const gauge = refillGauge(expected);
  const content = bucketContent(gauge, clock);
  let limit: number | undefined;
  let isUnlimited = false;
  let [sent, ended, taken, lastLeft, blockedUntil] = [0, 0, 0, 0, 0];
  /** The requests that have not ended: when they left, and what had come of those before. */
  const open = new Map<number, Pick<Sight, 'left' | 'endedBefore' | 'takenBefore'>>();
  const rate = (): number => {
    if (isUnlimited) return Infinity;
    return share >= 1 ? gauge.rate() : shareCaution * share * gauge.rate();
  };
  const own = share >= 1 ? undefined : allowance(rate, clock);
  const limitWait = (): number => {
    if (isUnlimited) return 0;
    // The first answer tells what there is: nothing more leaves before it.
    if (limit === undefined) return open.size === 0 ? 0 : Infinity;
    return Math.max(
      content.wait(reserveOf(limit) + 1, open.size === 0 ? Infinity : clock.now() - lastLeft),
      own?.wait() ?? 0,
    );
  };

  return {
    wait: () => Math.max(0, blockedUntil - clock.now(), limitWait()),
    leave: () => {
      // What part of the rate we may have is known once the rate is: the first request has none of it.
      if (limit !== undefined) own?.take();
      content.take();
      sent += 1;
      lastLeft = clock.now();
      open.set(sent, { left: lastLeft, endedBefore: ended, takenBefore: taken });
      return sent;
    },
    hear: (request, hasTaken, state) => {
      const departure = open.get(request);
      open.delete(request);
      ended += 1;
      if (hasTaken) taken += 1;
      if (state === undefined || departure === undefined) return;
      ({ limit } = state);
      isUnlimited = false;
      const sight = { ...state, ...departure, heard: clock.now(), sentUntil: sent };
      gauge.note(sight);
      content.note(sight, state);
    },
    unlimit: () => {
      // What has told of limits once has them, whatever an answer tells nothing of.
      isUnlimited = limit === undefined;
    },
    block: (until) => {
      gauge.doubt();
      content.empty(until);
      blockedUntil = Math.max(blockedUntil, until);
    },
    rate: () => (limit === undefined ? undefined : rate()),
  };
}

/** What is in a bucket at least. */
interface Content {
  /**
   * How long to wait until so many are there, in milliseconds. Where that is only likely, one request tells more than
   * waiting does: after a second in which nothing left, or when all is answered.
   */
  wait: (needed: number, quietMilliseconds: number) => number;
  take: () => void;
  note: (sight: Sight, state: BucketState) => void;
  /** Nothing is there until this time. */
  empty: (until: number) => void;
}

/**
 * The least that is in a bucket, whatever the order was in which its requests were served: what remained at a sight, less all
 * that may have been served since, and more by what has been refilled.
 */
function bucketContent(gauge: Gauge, clock: Clock): Content {
  /** What there was at some time, and when there is one more for certain. */
  let least = { requests: 0, at: 0, more: Infinity };
  /** The least that the tenant's clock may be ahead of ours: every answer leaves a second open, all of them hardly anything. */
  let lead = -Infinity;
  let limit = 1;
  const sinceRefill = (): number => clock.now() - least.at - gauge.tick();
  /** What is there when it is refilled at a rate. */
  const present = (rate: number): number => {
    const gained = Math.max(0, (sinceRefill() * rate) / 1000, clock.now() >= least.more ? 1 : 0);
    return Math.min(limit, least.requests + gained);
  };
  return {
    wait: (needed, quiet) => {
      if (present(caution * gauge.sure()) >= needed) return 0;
      const rate = caution * gauge.rate();
      const missing = needed - present(rate);
      if (missing <= 0) return Math.max(0, 1000 - quiet);
      const wait = Math.max(0, -sinceRefill()) + (1000 * missing) / rate;
      const untilMore = least.more - clock.now();
      return missing <= 1 && untilMore > 0 ? Math.min(wait, untilMore) : wait;
    },
    take: () => {
      // A full bucket gains nothing.
      if (present(caution * gauge.sure()) === limit) least = { requests: limit, at: clock.now(), more: Infinity };
      least.requests -= 1;
    },
    note: ({ remaining, left, heard, endedBefore, sentUntil }, { reset, date, ...state }) => {
      ({ limit } = state);
      lead = Math.max(lead, 1000 * (date ?? -Infinity) - heard);
      const fewest = remaining - (sentUntil - endedBefore - 1);
      const most = remaining + 1 + ((heard - left + gauge.tick()) * gauge.rate()) / 1000;
      const now = present(caution * gauge.sure());
      if (fewest < now && now <= most) return;
      least = { requests: fewest, at: heard, more: 1000 * (reset ?? Infinity) - lead };
    },
    empty: (until) => {
      least = { requests: 0, at: until, more: Infinity };
    },
  };
}

/** What we leave in the bucket, so that a request of somebody else does not push us over the edge. */
function reserveOf(limit: number): number {
  return limit < 10 ? 0 : Math.ceil(limit * 0.02);
}
