import type { ManagementClient } from 'auth0';
import { Failure } from '../model/failure.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { strangeAnswer, toFailure } from './failures.ts';
import { messages } from './messages.ts';

/**
 * The SDK's management client with its method names and argument counts kept and its bodies loosened to JSON.
 *
 * Bodies are checked against the schemas before a request is built, so the catalog needs names, not shapes.
 */
export type Api = Loose<ManagementClient>;

type Loose<Client> = {
  readonly [Name in keyof Client]: Client[Name] extends (...parameters: infer Parameters) => unknown
    ? (...parameters: LooseParameters<Parameters>) => Promise<unknown>
    : Client[Name] extends object
      ? Loose<Client[Name]>
      : never;
};

type LooseParameters<Parameters> = {
  [Index in keyof Parameters]: Parameters[Index] extends string ? string : Json | undefined;
};

/** The resource that a request is about. */
export interface Target {
  /** The server's handle; empty for singletons and for what is addressed by its keys. */
  id: string;
  /** The fields of the identity, in the API's form. */
  keys: Body;
  /** The handle of the parent; empty at the top. */
  parent: string;
}

/** The requests of a resource type. A verb that is absent cannot be planned. */
export interface Endpoints {
  /** All resources, or all children of `target.parent`. */
  list?: (api: Api, target: Target) => Promise<Body[]>;
  /** The same as `list` without the secrets in it: Auth0 logs who is given one. */
  listWithoutSecrets?: (api: Api) => Promise<Body[]>;
  /** The children of all parents in one listing; each row carries its parent's id in the field `parent`. */
  listAll?: { parent: string; list: (api: Api) => Promise<Body[]> };
  /** One resource; `undefined` when there is none. Beside `list`: its rows leave out fields that matter. */
  get?: (api: Api, target: Target) => Promise<Body | undefined>;
  create?: (api: Api, target: Target, body: Body) => Promise<Body>;
  update?: (api: Api, target: Target, body: Body) => Promise<Body>;
  delete?: (api: Api, target: Target) => Promise<Body>;
  /** Children that are written many at a time, at most `size` in one request. */
  batch?: {
    size: number;
    create: (api: Api, parent: string, bodies: Body[]) => Promise<Body>;
    delete: (api: Api, parent: string, keys: Body[]) => Promise<Body>;
  };
}

/** The usual five methods of an SDK client. */
export interface CrudClient {
  list(parameters?: Json): Promise<unknown>;
  create(body: Json): Promise<unknown>;
  update(id: string, body?: Json): Promise<unknown>;
  delete(id: string): Promise<unknown>;
}

/** The endpoints of a type that lists whole resources and writes them by id. */
export function crud(client: (api: Api) => CrudClient, parameters: Body = {}): Endpoints {
  return {
    list: (api) => rows(client(api).list({ per_page: 100, ...parameters })),
    create: (api, _target, body) => answer(client(api).create(body)),
    update: (api, target, body) => answer(client(api).update(target.id, body)),
    delete: (api, target) => answer(client(api).delete(target.id)),
  };
}

/** The endpoints of a section without fields of its own: all that it has belongs to its children. */
export const emptySection: Endpoints = { get: () => Promise.resolve({}) };

/** The endpoints of what a tenant has once. The statuses in `absent` say that nothing of it was ever set. */
export function singleton(
  get: (api: Api) => Promise<unknown>,
  update: (api: Api, body: Body) => Promise<unknown>,
  absent: readonly number[] = [],
): Endpoints {
  return {
    list: async (api) => {
      const found = await optional(get(api), absent);
      return found === undefined ? [] : [found];
    },
    update: (api, _target, body) => answer(update(api, body)),
  };
}

/** A page of a list as the SDK gives it. */
interface SdkPage {
  data: Body[];
  response: Json;
  hasNextPage(): boolean;
  getNextPage(): Promise<SdkPage>;
}

/** Every item of a paged list, or the items of a list that is not paged. Throws a `Failure`. */
export function rows(list: Promise<unknown>): Promise<Body[]> {
  return orFailure(async () => {
    const first = await list;
    if (Array.isArray(first)) return distinct(first as Json[]);
    const found = new Map<string, Body>();
    let pagesWithoutNews = 0;
    for (let page = first as SdkPage; ; page = await page.getNextPage()) {
      const { data, response } = page;
      // The SDK takes what it does not know for an empty list, and on an empty list everything would be made once more.
      if (!Array.isArray(data) || !data.every(isBody) || !isOf(response, data)) throw strangeAnswer(200, response);
      // A row that is there twice, as when others add some while we read, is one: whether all are there only the others tell.
      const before = found.size;
      for (const row of data) found.set(rowId(row), row);
      pagesWithoutNews = found.size > before ? 0 : pagesWithoutNews + 1;
      // How full a page is says nothing about a next one, since a page may hold less than what was asked for: the total does.
      const total = isBody(response) ? response['total'] : undefined;
      const isShort = typeof total === 'number' && found.size < total;
      // What is missing from a list would be made once more.
      if (isShort && data.length === 0) throw messages.shortList(found.size, total);
      if (found.size > mostRows || pagesWithoutNews > mostEmptyPages) throw messages.endlessList(found.size);
      if (typeof total === 'number' ? !isShort : !page.hasNextPage()) return [...found.values()];
    }
  });
}

/** The rows of the one page that was asked for, whether the answer is an array or an object with one. Throws a `Failure`. */
export function onePage(list: Promise<unknown>): Promise<Body[]> {
  return orFailure(async () => {
    const { response } = (await list) as SdkPage;
    const found = Array.isArray(response)
      ? response
      : Object.values(isBody(response) ? response : {}).find(Array.isArray);
    if (!Array.isArray(found)) throw strangeAnswer(200, response);
    return distinct(found);
  });
}

/** More rows than any tenant has, or so many pages without a new one: such a list has no end. */
const [mostRows, mostEmptyPages] = [1_000_000, 20];

/** The rows of a list that is not paged, each once. */
function distinct(list: readonly Json[]): Body[] {
  if (!list.every(isBody)) throw strangeAnswer(200, list);
  return [...new Map(list.map((row) => [rowId(row), row])).values()];
}

/** What tells a row of a list from the others: an id of its own, or all of it. */
function rowId(row: Body): string {
  const id = row['id'] ?? row['log_id'] ?? row['client_id'];
  return typeof id === 'string' ? id : JSON.stringify(row);
}

/** Whether these rows are the list in a response. */
function isOf(response: Json, rows: readonly Body[]): boolean {
  const lists = Array.isArray(response)
    ? [response]
    : isBody(response)
      ? Object.values(response).filter(Array.isArray)
      : [];
  return lists.some(({ length }) => length === rows.length);
}

/** The items in one field of an answer that is not paged. Throws a `Failure`. */
export async function items(request: Promise<unknown>, field: string): Promise<Body[]> {
  const { [field]: list } = await one(request);
  if (!Array.isArray(list)) throw strangeAnswer(200, list);
  return distinct(list);
}

/** The one object that was asked for: what is none is not taken for an object without fields. Throws a `Failure`. */
export async function one(request: Promise<unknown>): Promise<Body> {
  const found = (await orFailure(() => request)) as Json;
  if (!isBody(found)) throw strangeAnswer(200, found);
  return found;
}

/** The values of an answer that is a list of strings. Throws a `Failure`. */
export async function strings(request: Promise<unknown>): Promise<string[]> {
  const found = await orFailure(() => request);
  if (!Array.isArray(found) || !found.every((value) => typeof value === 'string')) throw strangeAnswer(200, found);
  return found;
}

/** The body of an answer to a write; an answer without one is an empty body. Throws a `Failure`. */
export function answer(request: Promise<unknown>): Promise<Body> {
  return orFailure(async () => ((await request) ?? {}) as Body);
}

/** The body of an answer, or `undefined` when its status says that there is none. Throws a `Failure`. */
export async function optional(
  request: Promise<unknown>,
  absent: readonly number[] = [404],
): Promise<Body | undefined> {
  try {
    return await one(request);
  } catch (error) {
    if (error instanceof Failure && error.status !== undefined && absent.includes(error.status)) return undefined;
    throw error;
  }
}

async function orFailure<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw toFailure(error);
  }
}
