import type { Body, Json } from '../../src/model/json.ts';
import { isBody, keyText } from '../../src/model/json.ts';
import type { Emulated } from '../support/project.ts';

/** A request that somebody makes without the tool; `as` is the name under which later ones find its id, as `{name}`. */
export interface ByHand {
  post?: string;
  patch?: string;
  put?: string;
  delete?: string;
  body?: Json;
  as?: string;
}

/** Reads a path of the API; `undefined` for what is not there. */
export type Read = (path: string) => Promise<Json | undefined>;

/** Makes requests by hand, one after the other; throws when the API refuses one. Adds the ids of what they make to `ids`. */
export async function makeByHand(
  tenant: Emulated,
  requests: readonly ByHand[],
  ids: Map<string, string>,
): Promise<void> {
  for (const { as, body, ...rest } of requests) {
    const [method = '', path = ''] = Object.entries(rest)[0] ?? [];
    const answer = await tenant.request(method.toUpperCase(), named(path, ids), namedIn(body ?? {}, ids));
    if (answer.status >= 400) throw new Error(`${method} ${path} ${answer.status} ${JSON.stringify(answer.body)}`);
    if (as !== undefined) ids.set(as, idOf(answer.body as Json));
  }
}

/** A reader of a tenant. */
export function reader(tenant: Emulated): Read {
  return async (path) => {
    const { status, body } = await tenant.request('GET', path);
    if (status === 404 || status === 402) return undefined;
    if (status >= 400) throw new Error(`GET ${path} ${status} ${JSON.stringify(body)}`);
    return body as Json;
  };
}

/** The item of a list whose field has that value, read in full, with what stands at further paths below it. */
export function found(path: string, field: string, value: string, parts: Record<string, string> = {}) {
  return async (read: Read): Promise<Json | undefined> => {
    const list = await read(path);
    const lists = isBody(list) ? Object.values(list) : [list];
    const rows = lists.flatMap((part): Json[] => (Array.isArray(part) ? part : []));
    const row = rows.find((candidate) => isBody(candidate) && candidate[field] === value);
    if (!isBody(row)) return undefined;
    const id = idOf(row);
    const whole = (await read(`${path}/${id}`)) ?? row;
    const entries = await Promise.all(
      Object.entries(parts).map(async ([name, part]): Promise<[string, Json]> => [
        name,
        (await read(`${path}/${id}/${part}`)) ?? null,
      ]),
    );
    return { ...(isBody(whole) ? whole : {}), ...Object.fromEntries(entries) };
  };
}

function idOf(body: Json): string {
  const fields: Body = isBody(body) ? body : {};
  return keyText(fields['id'] ?? fields['custom_domain_id'] ?? fields['client_id'] ?? '');
}

function named(text: string, ids: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => ids.get(name) ?? whole);
}

function namedIn(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return named(value, ids);
  if (Array.isArray(value)) return value.map((item) => namedIn(item, ids));
  if (!isBody(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [named(key, ids), namedIn(inner, ids)]));
}
