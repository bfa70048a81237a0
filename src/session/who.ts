import { connect as connectTo } from '../auth0/connect.ts';
import { tenantLog } from '../auth0/tenant-log.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import { isOurs } from '../logs/digest.ts';
import { eventOf } from '../logs/event.ts';
import type { LogEvent, LoggedWrite } from '../model/log.ts';
import type { Session } from './connect.ts';

/** Who changed a resource last, as the tenant's log has it. */
export interface Author {
  address: Address;
  /** When, and by what: a user of the dashboard, or a client. */
  at: string;
  by: string;
  /** Where it came from. */
  channel: LoggedWrite['channel'];
}

/** Who changed what differs, and what of the log could be read. */
export type Authors =
  { type: 'found'; authors: Author[]; reachesBackTo: string | undefined } | { type: 'refused'; reason: string };

/** What the log is asked: since when, and for which handle of a resource or of its parent. */
export interface Since {
  since: string;
  idOf: (change: Change) => string | undefined;
}

/** More pages of the log are not looked at. */
const mostPages = 10;

/**
 * Who wrote, by the tenant's log, what was changed live since a time; not by this tool itself. The log has bodies of
 * requests, which may hold secrets: nothing of them is looked at.
 */
export async function authorsOf(
  { connection }: Pick<Session, 'connection'>,
  changes: readonly Change[],
  catalog: Catalog,
  { since, idOf }: Since,
): Promise<Authors> {
  const wanted = changes.filter(isLive);
  if (wanted.length === 0) return { type: 'found', authors: [], reachesBackTo: undefined };
  try {
    const log = tenantLog(connection.reader);
    const query = `type:sapi${since === '' ? '' : ` AND date:[${since} TO *]`}`;
    const writes = (await log.search(query, mostPages))
      .map(eventOf)
      .filter((event) => !isOurs(event, connection.ownClientId));
    const authors = await Promise.all(wanted.map((change) => authorOf(change, writes, idOf(change), catalog)));
    const oldest = await log.oldest();
    return {
      type: 'found',
      authors: authors.flat(),
      reachesBackTo: oldest === undefined ? undefined : eventOf(oldest).at,
    };
  } catch (error) {
    if (!(error instanceof Failure) || (error.status !== 403 && error.status !== 402)) throw error;
    return { type: 'refused', reason: error.message };
  }
}

function isLive({ cause, fields }: Change): boolean {
  return [cause, ...fields.map((field) => field.cause)].some(
    (one) => one === 'live' || one === 'both' || one === 'unknown',
  );
}

async function authorOf(
  { address, type }: Change,
  newest: readonly LogEvent[],
  id: string | undefined,
  catalog: Catalog,
): Promise<Author[]> {
  const path = id === undefined ? (await pathOf(type, catalog)).replace(/^\/api\/v2(?=\/)/, '') : undefined;
  const event = newest.find(({ write }) => {
    const called = write?.path ?? '';
    return path === undefined
      ? id !== undefined && called.split('/').includes(encodeURIComponent(id))
      : called === path;
  });
  if (event?.write === undefined) return [];
  const { by, channel } = event.write;
  return [{ address, at: event.at, by, channel }];
}

/** The path of what a tenant has once: where its endpoint asks, when it is called without a tenant. */
async function pathOf(name: string, catalog: Catalog): Promise<string> {
  const asked: string[] = [];
  const { reader } = connectTo({
    domain: 'tenant.invalid',
    credentials: { type: 'token', clientId: 'none', token: 'none' },
    fetch: async (url) => {
      asked.push(new URL(url).pathname);
      return Response.json({});
    },
  });
  const { list, get } = typeOf(catalog, name).endpoints;
  const target = { id: '', keys: {}, parent: '' };
  await (list ?? get)?.(reader, target)?.catch(() => undefined);
  return asked[0] ?? '';
}
