import { tenantLog, pageSize } from '../auth0/tenant-log.ts';
import type { TenantLog } from '../auth0/tenant-log.ts';
import type { Connection } from '../auth0/connect.ts';
import { eventOf } from '../logs/event.ts';
import { milliseconds } from '../expect/duration.ts';
import type { LogContext } from '../logs/digest.ts';
import type { Address } from '../model/address.ts';
import { Failure } from '../model/failure.ts';
import type { LogEvent } from '../model/log.ts';
import { keepCursor, readCursor } from '../record/log-cursor.ts';
import type { RunRecord } from '../record/runs.ts';
import { lastApplied } from '../record/state.ts';
import type { Session } from './connect.ts';
import { messages } from './messages.ts';
import { stateFolder } from './workspace.ts';

/** Where in a log reading begins: behind an event, or at a time. */
export type LogStart = { said: string } & ({ type: 'event'; id: string } | { type: 'time'; time: string });

/** A log that is being read: its pages in order, and how far it reaches back where that is less than was asked for. */
export interface LogReading {
  start: LogStart;
  /** The first event that is still kept, when it is younger than the start. */
  reachesBackTo: string | undefined;
  /** The next page; empty when there is nothing more for now. Never one that was given before. */
  next: () => Promise<LogEvent[]>;
  /** Notes that all that was given so far has been shown: `--since last` goes on behind it. */
  shown: () => void;
}

/** Events become readable a while after what they tell of, not all in order: reading by time begins this much earlier. */
const lateMilliseconds = 120_000;

/** How long to wait before a log is asked again that had nothing new. */
export const idleMilliseconds = 5000;

/** Where to begin: `run`, `last`, a duration such as `15m`, or a time in ISO 8601; without one at the last run, or 15 minutes ago. Throws a `UsageError`. */
export function startOf(session: Session, since: string | undefined): LogStart {
  const { tenant, environment } = session.files.target.config;
  const { surroundings } = session.workspace;
  const run = runsHere(session).at(-1);
  const now = surroundings.clock.now();
  if (since === 'run' || (since === undefined && run !== undefined)) {
    if (run === undefined) throw messages.noRunForLog();
    return startOfRun(run);
  }
  if (since === 'last') {
    const cursor = readCursor(stateFolder(surroundings), tenant, environment.name);
    if (cursor?.domain !== environment.domain) throw messages.noLogCursor();
    return { type: 'event', id: cursor.id, said: messages.sinceLast(cursor.at) };
  }
  const length = milliseconds(since ?? '15m');
  const time = length === undefined ? Date.parse(since ?? '') : now - length;
  if (Number.isNaN(time)) throw messages.logSince(since ?? '');
  return { type: 'time', time: new Date(time).toISOString(), said: messages.sinceTime(new Date(time).toISOString()) };
}

function startOfRun({ id, header, entries }: RunRecord): LogStart {
  const checkpoint = entries.find((entry) => entry.event === 'log');
  const said = messages.sinceRun(id, header.startedAt);
  return checkpoint?.event === 'log'
    ? { type: 'event', id: checkpoint.id, said }
    : { type: 'time', time: header.startedAt, said };
}

/** Begins to read the log of a session's tenant. Throws a `Failure` when the token lacks `read:logs`. */
export async function readLog(session: Session, start: LogStart): Promise<LogReading> {
  const log = tenantLog(session.connection.reader);
  const { tenant, environment } = session.files.target.config;
  const { surroundings } = session.workspace;
  const reading = await pagesFrom(log, start).catch((error: unknown) => {
    throw error instanceof Failure && error.status === 403 ? messages.logNeedsScope(error) : error;
  });
  let last: LogEvent | undefined;
  return {
    start,
    reachesBackTo: reading.reachesBackTo,
    next: async () => {
      const page = await reading.next();
      last = page.at(-1) ?? last;
      return start.type === 'time' ? page.filter(({ at }) => at >= start.time) : page;
    },
    shown: () => {
      if (last === undefined) return;
      const { domain, name } = environment;
      keepCursor(stateFolder(surroundings), tenant, name, { domain, id: last.id, at: last.at });
    },
  };
}

/** The pages of a log from a start on, none twice. */
export async function pagesFrom(log: TenantLog, start: LogStart): Promise<Pick<LogReading, 'reachesBackTo' | 'next'>> {
  const oldest = await log.oldest();
  const first = oldest === undefined ? undefined : eventOf(oldest);
  // An event that is no longer kept is passed over by the API, to the first one behind it.
  let from = start.type === 'event' ? start.id : '';
  const waiting: LogEvent[] = [];
  const seek = async (time: string): Promise<void> => {
    const found = await log.firstSince(new Date(Date.parse(time) - lateMilliseconds).toISOString());
    if (found === undefined) return;
    const event = eventOf(found);
    from = event.id;
    waiting.push(event);
  };
  const asked = start.type === 'time' ? start.time : undefined;
  return {
    reachesBackTo: asked !== undefined && first !== undefined && first.at > asked ? first.at : undefined,
    next: async () => {
      // As long as the log is empty there is nothing to read behind.
      if (from === '') await seek(asked ?? '1970-01-01T00:10:00.000Z');
      if (waiting.length > 0) return waiting.splice(0);
      if (from === '') return [];
      const page = (await log.behind(from)).map(eventOf);
      from = page.at(-1)?.id ?? from;
      return page;
    },
  };
}

/** The newest event of the log, for `--since run`; nothing when the token may not read the log, or it cannot be read now. */
export async function newestEvent({ reader, grantedScopes }: Connection): Promise<string | undefined> {
  try {
    if ((await grantedScopes())?.has('read:logs') !== true) return undefined;
    const newest = await tenantLog(reader).newest();
    return newest === undefined ? undefined : eventOf(newest).id;
  } catch {
    // A run does not fail because nobody will know which event was the last before it: its time is known all the same.
    return undefined;
  }
}

/** Whether more is to be had at once behind a page of this size. */
export function isFull(page: readonly LogEvent[]): boolean {
  return page.length >= pageSize - 1;
}

/** What is known beside the log: the tool's own client, the ids of what was applied, and what the last run changed. */
export function contextOf(session: Session): LogContext {
  const { connection, files } = session;
  const state = lastApplied(session.runs, files.target.config.environment.domain);
  const run = runsHere(session).at(-1);
  const changed = run?.entries.flatMap((entry) => (entry.event === 'done' ? [entry.address] : [])) ?? [];
  const byId = new Map<string, Address>();
  if (state.type === 'known') {
    for (const { address, id } of state.resources.values()) if (id !== undefined) byId.set(id, address);
  }
  return {
    ownClientId: connection.ownClientId,
    changed,
    subjectOf: (path) => {
      const parts = path.split('/').map(decoded);
      const place = parts.findLastIndex((part) => byId.has(part));
      const address = byId.get(parts[place] ?? '');
      return address === undefined ? undefined : [address, ...parts.slice(place + 1)].join('/');
    },
  };
}

function runsHere({ runs, files }: Session): RunRecord[] {
  return runs.filter(({ header }) => header.domain === files.target.config.environment.domain);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
