import type { Clock } from './clock.ts';

/** The part of a tenant's rate that we allow ourselves. */
export interface Allowance {
  /** How long to wait until one request is allowed, in milliseconds. */
  wait: () => number;
  /** Notes that a request leaves. */
  take: () => void;
}

/** No time of this length has more requests than the rate allows; a little more than five seconds, as they travel. */
const windowMilliseconds = 5200;

/** Evenly sent requests may be ahead of their time by so much. */
const ahead = 200;

/**
 * An allowance at a rate, in requests per second, that may change. Requests may leave all at once, as long as no five
 * seconds have more than their part; `isEven` says when to spread them.
 */
export function allowance(rate: () => number, isEven: () => boolean, clock: Clock): Allowance {
  let sent: number[] = [];
  let due = 0;
  /** Until when the window is full. */
  const windowWait = (now: number): number => {
    const most = Math.floor((rate() * windowMilliseconds) / 1000);
    const length = most >= 1 ? windowMilliseconds : 1000 / rate();
    sent = sent.filter((time) => time > now - length);
    const first = sent.at(-Math.max(1, most));
    return first === undefined ? 0 : first + length - now;
  };
  return {
    wait: () => {
      const now = clock.now();
      return Math.max(0, windowWait(now), isEven() ? due - ahead - now : 0);
    },
    take: () => {
      const now = clock.now();
      sent.push(now);
      due = Math.max(due, now) + 1000 / rate();
    },
  };
}
