import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import { compareText } from '../model/json.ts';
import type { FailureGroup, ForeignChange, LogDigest, LogEvent } from '../model/log.ts';

/** What there is to know about the tenant beside its log. */
export interface LogContext {
  /** The client id by which this tool writes. */
  ownClientId: string;
  /** The resource that a path of the API is about, as far as it is known. */
  subjectOf: (path: string) => string | undefined;
  /** What the last run changed. */
  changed: readonly Address[];
}

/** What some events say: failures first and those of the same reason as one, and whose the changes are. */
export function digest(events: readonly LogEvent[], context: LogContext): LogDigest {
  const { ownClientId, subjectOf } = context;
  const writes = events.filter(({ write }) => write !== undefined);
  const plain = events.filter((event) => event.class === 'success' && event.write === undefined);
  return {
    events: events.length,
    failures: groupsOf(
      events.filter(({ isTrial }) => isTrial !== true),
      'error',
      context,
    ),
    warnings: groupsOf(events, 'warning', context),
    ours: writes.filter((event) => isOurs(event, ownClientId)).length,
    others: writes.filter((event) => !isOurs(event, ownClientId)).flatMap((event) => changeOf(event, subjectOf)),
    trials: events.filter(({ isTrial }) => isTrial === true).length,
    successes: [...groupBy(plain, ({ title }) => title)]
      .map(([title, { length }]) => ({ title, count: length }))
      .sort((a, b) => b.count - a.count || compareText(a.title, b.title)),
  };
}

/** Whether a write is this tool's: by its own client, and by no other program that has the credentials. */
export function isOurs({ clientId, write }: LogEvent, ownClientId: string | undefined): boolean {
  if (write?.channel !== 'API' || clientId !== ownClientId) return false;
  return write.tool === undefined || write.tool === 'tenantry';
}

/** Who or what an event is about. */
export function whoOf({ action, client, user }: LogEvent): string {
  if (action !== undefined) return action.name;
  return client ?? user ?? '';
}

function groupsOf(events: readonly LogEvent[], wanted: LogEvent['class'], { changed }: LogContext): FailureGroup[] {
  const some = events.filter((event) => event.class === wanted);
  const reasonOf = (event: LogEvent): string => event.action?.error ?? event.description ?? '';
  const groups = groupBy(some, (event) => JSON.stringify([event.code, whoOf(event), reasonOf(event)]));
  return [...groups.values()].flatMap((members) => {
    const [one] = members;
    if (one === undefined) return [];
    const times = members.map(({ at }) => at).sort(compareText);
    const execution = members.at(-1)?.action?.execution;
    return [
      {
        who: whoOf(one),
        code: one.code,
        title: one.title,
        description: reasonOf(one),
        count: members.length,
        first: times[0] ?? '',
        last: times.at(-1) ?? '',
        changed: changed.filter((address) => isAbout(address, one)),
        ...(execution === undefined ? {} : { execution }),
      },
    ];
  });
}

/** Whether a change may be the reason of a failure: its address names what the event is about, all of it that is named at all. */
function isAbout(address: Address, { action, client, audience }: LogEvent): boolean {
  if (action !== undefined) return address.includes(action.name);
  const names = [client, audience].filter((name) => name !== undefined);
  return names.length > 0 && names.every((name) => address.includes(name));
}

function changeOf({ at, write }: LogEvent, subjectOf: LogContext['subjectOf']): ForeignChange[] {
  if (write === undefined) return [];
  const { path, by, channel, method, fields, tool } = write;
  const subject = subjectOf(path) ?? path;
  return [{ at, by, channel, method, subject, fields, ...(tool === undefined ? {} : { tool }) }];
}
