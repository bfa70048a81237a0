import type { Body } from './body.ts';

/** More would make the memory of an emulator grow that is served for days; a real tenant keeps some days. */
const KEPT = 20_000;

/** The log of a tenant. It is no part of its state. */
export interface TenantLog {
  /** What can be read, in the order in which it became readable, which is not that of the dates. */
  readonly events: Body[];
  /** Notes an event; it can be read a while later. */
  readonly note: (event: Body) => void;
  /** Makes readable what is due. */
  readonly release: () => void;
}

/** How a log lags behind what happens: an event comes at a time between none and this many milliseconds later. */
export function tenantLog(now: () => number, lag = 0, kept: readonly Body[] = []): TenantLog {
  const events: Body[] = [...kept];
  let waiting: { due: number; event: Body }[] = [];
  let count = kept.length;
  const release = (): void => {
    const due = waiting.filter((one) => one.due <= now());
    if (due.length === 0) return;
    waiting = waiting.filter((one) => one.due > now());
    for (const { event, due: at } of due.sort((a, b) => a.due - b.due)) {
      const id = `${new Date(at).toISOString().replace(/\D/g, '')}${String((count += 1)).padStart(9, '0')}`;
      events.push({ _id: id, log_id: id, ...event });
    }
    if (events.length > KEPT) events.splice(0, events.length - KEPT);
  };
  return {
    events,
    release,
    note: (event) => {
      const date = new Date(now()).toISOString();
      // Some come soon and some late, the same ones on every run.
      const share = ((count + waiting.length) * 0.618_034) % 1;
      waiting.push({ due: now() + Math.round(share * lag), event: { date, ...event } });
      release();
    },
  };
}
