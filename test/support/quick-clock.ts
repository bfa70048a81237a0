import { realClock } from '../../src/auth0/clock.ts';
import type { Clock } from '../../src/auth0/clock.ts';

/**
 * A clock on which waiting for an hour takes two minutes, for what waits long between two tries. What does not wait goes by the
 * time of the machine: one that is busy makes no token old.
 */
export function quickClock(times = 30): Clock {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  return {
    now,
    sleep: async (milliseconds, signal) => {
      const end = now() + milliseconds;
      await realClock.sleep(milliseconds / times, signal);
      ahead = Math.max(ahead, end - Date.now());
    },
    random: realClock.random,
  };
}
