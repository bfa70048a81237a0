import type { Body, Json } from './body.ts';
import { absent } from './errors.ts';
import type { QueryRule } from './query.ts';
import type { Noun } from './refusals.ts';
import type { Store } from './store.ts';
import type { TenantLog } from './tenant-log.ts';

/** What stays the same for every request to one emulated tenant. */
export interface Tenant {
  readonly store: Store;
  readonly domain: string;
  /** Now, in milliseconds since the epoch. */
  readonly now: () => number;
  readonly buildMilliseconds: number;
  /** The tenant's log. */
  readonly log: TenantLog;
}

/** One request that passed authorization and validation. */
export interface Call extends Tenant {
  readonly method: string;
  readonly params: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: readonly string[] };
  /** The request's body when it is an object, else an empty one. */
  readonly body: Body;
  /** The request's body, whatever it is. */
  readonly payload: Json;
  /** The scopes of the token. */
  readonly scopes: ReadonlySet<string>;
}

/** What the API says: a status and, unless it is empty, a body. */
export interface Answer {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: { readonly [name: string]: string };
}

/** One operation of the Management API. */
export interface Route {
  readonly method: string;
  /** Below `/api/v2`, parameters as `:name`. */
  readonly path: string;
  /** Any of these is enough. */
  readonly scopes: readonly string[];
  readonly query?: QueryRule;
  /** The SDK's name for the type of the body. */
  readonly body?: string;
  readonly answer: (call: Call) => Answer;
}

/** What an operation takes beside its path. */
export type Input = Pick<Route, 'query' | 'body'>;

/** Writes an operation on one line: method and path, the scopes of which one is needed, the answer, what it takes. */
export function operation(line: string, scopes: string, answer: Route['answer'], input: Input = {}): Route {
  const [method = '', path = ''] = line.split(' ');
  return { method, path, scopes: scopes.split(' ').filter((scope) => scope !== ''), answer, ...input };
}

/** 200 with a body. */
export const ok = (body: Json): Answer => ({ status: 200, body });

/** 201 with a body. */
export const created = (body: Json): Answer => ({ status: 201, body });

/** 204. */
export const empty = (): Answer => ({ status: 204 });

/** The time of a call as the API writes it. */
export const timestamp = (tenant: Tenant): string => new Date(tenant.now()).toISOString();

/** A parameter of the path. */
export const param = (call: Call, name: string): string => call.params[name] ?? '';

/** The stored body that a parameter of the path names; refuses with 404. */
export function need(call: Call, collection: string, what: Noun, parameter = 'id'): Body {
  const body = call.store.get(collection, param(call, parameter));
  if (body === undefined) throw absent(what);
  return body;
}
