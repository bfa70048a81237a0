import { describe, expect, it } from 'vitest';
import { connect } from '../../../src/auth0/connect.ts';
import type { Connection } from '../../../src/auth0/connect.ts';
import { rateLimiter } from '../../../src/auth0/rate-limiter.ts';
import { usualRetries } from '../../../src/auth0/retry.ts';
import { tenantLog } from '../../../src/auth0/tenant-log.ts';
import { createEmulator } from '../../../src/emulator/emulator.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../../src/emulator/seed.ts';
import type { LogEvent } from '../../../src/model/log.ts';
import { idleMilliseconds, isFull, pagesFrom } from '../../../src/session/logs.ts';
import type { LogStart } from '../../../src/session/logs.ts';
import { virtualClock } from '../../support/virtual-clock.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';

/** A tenant whose log lags, with the limits of Auth0's Professional plan, and a connection that keeps to them. */
function laggingTenant(clock: VirtualClock, logLag: number): { emulator: Emulator; connection: Connection } {
  const emulator = createEmulator({ now: clock.now, logLag, limits: { burst: 50, perSecond: 16, groups: true } });
  const connection = connect({
    domain: 'local',
    credentials: { type: 'secret', ...DEPLOYER },
    fetch: async (url, init) => emulator.fetch(new Request(url, init)),
    limiter: rateLimiter({ share: 0.8, concurrency: 10, clock }),
    retries: { ...usualRetries, clock },
  });
  return { emulator, connection };
}

async function note(emulator: Emulator, events: readonly object[]): Promise<void> {
  await emulator.fetch(new Request('https://local/emulator/logs', { method: 'POST', body: JSON.stringify(events) }));
}

/** 500 events a second, each with a number of its own. */
async function burst(emulator: Emulator, clock: VirtualClock, seconds: number): Promise<number> {
  for (let tick = 0; tick < seconds * 10; tick += 1) {
    const numbers = Array.from({ length: 50 }, (_none, index) => tick * 50 + index);
    await note(
      emulator,
      numbers.map((number) => ({ type: 'seccft', client_id: `c${number}` })),
    );
    await clock.sleep(100);
  }
  return seconds * 500;
}

describe('a log that is followed', () => {
  it('gives every event of bursts that lag and come late, whatever is killed, and twice at most the page that was not shown', async () => {
    const clock = virtualClock();
    const { emulator, connection } = laggingTenant(clock, 8000);
    await note(emulator, [{ type: 's', client_id: 'before' }]);
    const began = clock.now();
    const seen = new Map<string, number>();
    let kills = 0;
    const follow = async (sent: Promise<number>): Promise<void> => {
      let isOver = false;
      void sent.then(() => (isOver = true));
      let start: LogStart = { type: 'time', time: new Date(began).toISOString(), said: '' };
      let pages = await pagesFrom(tenantLog(connection.reader), start);
      for (let turn = 1; ; turn += 1) {
        const page = await pages.next();
        for (const { clientId = '' } of page) seen.set(clientId, (seen.get(clientId) ?? 0) + 1);
        if (turn % 40 === 0 && page.length > 0) {
          // Killed when the page had been shown, and before that was noted.
          kills += 1;
          pages = await pagesFrom(tenantLog(connection.reader), start);
          continue;
        }
        start = { type: 'event', id: page.at(-1)?.id ?? (start.type === 'event' ? start.id : ''), said: '' };
        if (isFull(page)) continue;
        if (isOver && page.length === 0) return;
        await clock.sleep(idleMilliseconds);
      }
    };
    await clock.run(
      (async () => {
        const sent = burst(emulator, clock, 30);
        await Promise.all([sent, follow(sent)]);
      })(),
    );
    const numbers = emulator.requests.filter(({ path }) => path.startsWith('/api/v2/logs'));
    expect([...seen.keys()].filter((id) => /^c\d+$/.test(id)).length).toBe(15_000);
    expect([...seen.values()].filter((count) => count > 2)).toEqual([]);
    expect([...seen.values()].filter((count) => count === 2).length).toBeLessThanOrEqual(kills * 100);
    expect(kills).toBeGreaterThan(2);
    expect(numbers.filter(({ status }) => status === 429)).toEqual([]);
    expect((clock.now() - began) / 1000).toBeLessThan(240);
  });

  it('begins at a time without what was before, and with what came late', async () => {
    const clock = virtualClock();
    const { emulator, connection } = laggingTenant(clock, 5000);
    await note(emulator, [{ type: 's', date: '2026-11-22T11:59:00.000Z', client_id: 'earlier' }]);
    const read = async (): Promise<LogEvent[]> => {
      await clock.sleep(10_000);
      const pages = await pagesFrom(tenantLog(connection.reader), {
        type: 'time',
        time: '2026-11-22T12:00:00.000Z',
        said: '',
      });
      return [...(await pages.next()), ...(await pages.next())];
    };
    await note(emulator, [
      { type: 's', client_id: 'a' },
      { type: 'f', client_id: 'b' },
    ]);
    const events = await clock.run(read());
    expect(new Set(events.map(({ clientId }) => clientId))).toEqual(new Set(['a', 'b', 'earlier']));
  });

  it('says how far a log reaches back where that is less than was asked for', async () => {
    const clock = virtualClock();
    const { emulator, connection } = laggingTenant(clock, 0);
    await note(emulator, [{ type: 's', client_id: 'a' }]);
    const pages = await clock.run(
      pagesFrom(tenantLog(connection.reader), { type: 'time', time: '2026-11-01T00:00:00.000Z', said: '' }),
    );
    expect(pages.reachesBackTo).toBe('2026-11-22T12:00:00.000Z');
  });
});
