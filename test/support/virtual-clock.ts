import type { Clock } from '../../src/auth0/clock.ts';

/** A clock that stands still while anything works, and jumps to the next alarm when everything waits. */
export interface VirtualClock extends Clock {
  /** Runs work to its end, moving the time as needed. */
  run: <Result>(work: Promise<Result>) => Promise<Result>;
}

/** Starts a clock at a round time; `random` is always in the middle. */
export function virtualClock(start = Date.parse('2026-11-22T12:00:00Z')): VirtualClock {
  let time = start;
  let alarms: { at: number; ring: () => void }[] = [];
  const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => time,
    random: () => 0.5,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const alarm = { at: time + Math.max(0, milliseconds), ring: resolve };
        alarms.push(alarm);
        signal?.addEventListener('abort', () => {
          alarms = alarms.filter((other) => other !== alarm);
          reject(signal.reason as Error);
        });
      }),
    run: async (work) => {
      let isDone = false;
      const ended = work.finally(() => {
        isDone = true;
      });
      ended.catch(() => undefined);
      for (;;) {
        for (let turn = 0; turn < 3; turn += 1) await nextTurn();
        if (isDone) return ended;
        const [next] = [...alarms].sort((a, b) => a.at - b.at);
        if (next === undefined) throw new Error('everything waits, and no alarm is set');
        time = Math.max(time, next.at);
        const due = alarms.filter(({ at }) => at <= time);
        alarms = alarms.filter(({ at }) => at > time);
        for (const { ring } of due) ring();
      }
    },
  };
}
