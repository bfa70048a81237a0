import type { Clock } from './clock.ts';

/** The part of a tenant's rate that we may use. */
export interface Budget {
  /** How long to wait until one request is allowed, in milliseconds. */
  wait: () => number;
  /** Notes that a request is sent. */
  take: () => void;
}

/** No time of this length has more requests than the rate allows; a little more than five seconds, as they travel. */
const windowMilliseconds = 5500;

/** Evenly sent requests may be ahead of their time by this many milliseconds. */
const ahead = 200;

/** In this many windows at first half of the requests are sent at once: a bucket has to go down before its refill can be seen. */
const bursts = 3;

/** A budget at a rate, in requests per second, that may change. No five seconds have more than their part. */
export function budget(rate: () => number, clock: Clock): Budget {
  let sent: number[] = [];
  let due = 0;
  let burst = { number: 0, since: -Infinity, sent: 0 };
  /** Until when the window is full. */
  const windowWait = (now: number): number => {
    const most = Math.floor((rate() * windowMilliseconds) / 1000);
    const length = most >= 1 ? windowMilliseconds : 1000 / rate();
    sent = sent.filter((time) => time > now - length);
    const first = sent.at(-Math.max(1, most));
    return first === undefined ? 0 : first + length - now;
  };
  const mayBurst = (now: number): boolean => burst.number < bursts && now - burst.since >= windowMilliseconds;
  const isBurst = (): boolean => burst.sent < (rate() * windowMilliseconds) / 2000;
  return {
    wait: () => {
      const now = clock.now();
      return Math.max(0, windowWait(now), mayBurst(now) || isBurst() ? 0 : due - ahead - now);
    },
    take: () => {
      const now = clock.now();
      if (mayBurst(now)) burst = { number: burst.number + 1, since: now, sent: 0 };
      due = (isBurst() ? now : Math.max(due, now)) + 1000 / rate();
      burst.sent += 1;
      sent.push(now);
    },
  };
}
