import type { Clock } from './clock.ts';

/** The part of a tenant's rate that we allow ourselves. */
export interface Allowance {
  /** How long to wait until one request is allowed, in milliseconds. */
  wait: () => number;
  /** Notes that a request leaves. */
  take: () => void;
}

/** An allowance at a rate, in requests per second, that is given out in groups every so many milliseconds; both may change. */
export function allowance(rate: () => number, interval: () => number, clock: Clock): Allowance {
  let tokens = 0;
  let next = clock.now();
  const perGroup = (): number => (rate() * interval()) / 1000;
  return {
    wait: () => {
      // A group is given out at the start of the time that it is for; time in which nobody asked is not made up for.
      while (clock.now() >= next) {
        tokens = Math.min(perGroup() + 0.999, tokens + perGroup());
        next = Math.max(next, clock.now() - interval()) + interval();
      }
      if (tokens >= 1) return 0;
      return next - clock.now() + (Math.ceil((1 - tokens) / perGroup()) - 1) * interval();
    },
    take: () => {
      tokens -= 1;
    },
  };
}
