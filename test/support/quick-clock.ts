import { realClock } from '../../src/auth0/clock.ts';
import type { Clock } from '../../src/auth0/clock.ts';

/** A clock on which an hour takes two minutes, for what waits long between two tries. */
export function quickClock(times = 30): Clock {
  const started = Date.now();
  return {
    now: () => started + (Date.now() - started) * times,
    sleep: (milliseconds, signal) => realClock.sleep(milliseconds / times, signal),
    random: realClock.random,
  };
}
