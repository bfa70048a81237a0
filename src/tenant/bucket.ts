import { allowance } from './allowance.ts';
import type { Clock } from './clock.ts';
import { refillGauge } from './gauge.ts';

/** What an answer says about the bucket that its request took from. */
export interface BucketState {
  limit: number;
  remaining: number;
}

/** A bucket of the tenant as we know it from the answers. */
export interface Bucket {
  /** How long to wait before the next request may leave, in milliseconds; 0 when it may leave now. */
  wait: () => number;
  /** Notes that a request leaves; gives back its number. */
  leave: () => number;
  /** Notes the answer to a request, with what it says of this bucket, if anything. */
  hear: (request: number, state: BucketState | undefined) => void;
  /** The tenant tells nothing of limits: there are none that we could know. */
  unlimit: () => void;
  /** Nothing may leave before this time: the tenant has said so. */
  block: (until: number) => void;
  /** Requests per second that we may send, as far as that is known. */
  rate: () => number | undefined;
}

/** We keep this much off our part of the budget, for what cannot be measured exactly. */
const caution = 0.95;

/**
 * A bucket that learns its size and its rate from the answers.
 *
 * With a share of 1 we take what there is and leave a small reserve; with less we take that part of the rate.
 */
export function learningBucket(share: number, expected: (limit: number) => number, clock: Clock): Bucket {
  const gauge = refillGauge(expected, clock);
  let limit: number | undefined;
  let isUnlimited = false;
  let sent = 0;
  let heard = 0;
  let blockedUntil = 0;
  let last = { request: 0, remaining: 0, at: 0 };
  const rate = (): number => {
    if (isUnlimited) return Infinity;
    return share >= 1 ? gauge.rate(limit) : caution * share * gauge.rate(limit);
  };
  // At first as many leave at once as may: a bucket has to go down before its refill can be seen.
  const own = share >= 1 ? undefined : allowance(rate, gauge.isMeasured, clock);

  const remainingWait = (): number => {
    // The first answer tells what there is: nothing more leaves before it.
    if (limit === undefined) return isUnlimited || sent === heard ? 0 : Infinity;
    const refill = (caution * gauge.rate(limit)) / 1000;
    const unseen = sent - last.request;
    const remaining = Math.min(limit, last.remaining - unseen + (clock.now() - last.at) * refill);
    const missing = reserveOf(limit) + 1 - remaining;
    return Math.max(0, missing / refill);
  };

  return {
    wait: () => {
      // What part of the rate we may have is known once the rate is: the first request has none of it.
      const ownWait = isUnlimited || limit === undefined ? 0 : (own?.wait() ?? 0);
      return Math.max(0, blockedUntil - clock.now(), remainingWait(), ownWait);
    },
    leave: () => {
      if (limit !== undefined) own?.take();
      sent += 1;
      return sent;
    },
    hear: (request, state) => {
      heard += 1;
      if (state === undefined) return;
      ({ limit } = state);
      isUnlimited = false;
      gauge.note(request, state.remaining, state.limit);
      // Answers may overtake each other: the latest request tells the latest state.
      if (request > last.request) last = { request, remaining: state.remaining, at: clock.now() };
    },
    unlimit: () => {
      isUnlimited = true;
    },
    block: (until) => {
      blockedUntil = Math.max(blockedUntil, until);
      last = { request: sent, remaining: 0, at: until };
    },
    rate: () => (limit === undefined ? undefined : rate()),
  };
}

/** What we leave in the bucket, so that a request of somebody else does not push us over the edge. */
function reserveOf(limit: number): number {
  return limit <= 10 ? 0 : Math.ceil(limit * 0.02);
}
