import { connect as connectTo } from '../auth0/connect.ts';
import { rows } from '../catalog/endpoints.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Session } from './connect.ts';

/** Who changed a resource last, as the tenant's log has it. */
export interface Author {
  address: Address;
  /** When, and by what: a user of the dashboard, or a client. */
  at: string;
  by: string;
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
 * Who wrote, by the tenant's log, what was changed live since a time; not the tool's own client. The log has bodies of
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
    const list = connection.reader.logs.list({ per_page: 100, page: 0, sort: 'date:-1', include_totals: true });
    const log = await rows(list, mostPages);
    const writes = log.filter((one) => one['type'] === 'sapi' && one['client_id'] !== connection.ownClientId);
    const newest = writes.filter(({ date }) => textOf(date) > since).sort((a, b) => compareDates(b, a));
    const authors = await Promise.all(wanted.map((change) => authorOf(change, newest, idOf(change), catalog)));
    const dates = log.map(({ date }) => textOf(date)).sort();
    return { type: 'found', authors: authors.flat(), reachesBackTo: dates[0] };
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
  newest: readonly Body[],
  id: string | undefined,
  catalog: Catalog,
): Promise<Author[]> {
  const path = id === undefined ? await pathOf(type, catalog) : undefined;
  const event = newest.find((one) => {
    const called = textOf(valueOf(valueOf(one, 'details'), 'request', 'path')).replace(/\?.*$/, '');
    return path === undefined
      ? id !== undefined && called.split('/').includes(encodeURIComponent(id))
      : called === path;
  });
  if (event === undefined) return [];
  const [user, client] = ['user_name', 'client_name'].map((field) => textOf(event[field]));
  return [
    {
      address,
      at: textOf(event['date']),
      by: user || textOf(event['user_id']) || client || textOf(event['client_id']),
    },
  ];
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

function valueOf(value: Json | undefined, ...names: string[]): Json | undefined {
  return names.reduce<Json | undefined>((rest, name) => (isBody(rest) ? rest[name] : undefined), value);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function compareDates(a: Body, b: Body): number {
  return textOf(a['date']) < textOf(b['date']) ? -1 : 1;
}
