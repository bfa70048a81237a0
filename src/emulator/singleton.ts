import { merge, shown, type MergeRule, type Write } from './collection.ts';
import { omit, type Body } from './body.ts';
import { absent } from './errors.ts';
import type { Noun } from './refusals.ts';
import { chooseFields, FIELDS } from './query.ts';
import { ok, operation, type Answer, type Call, type Route, type Tenant } from './route.ts';

/** One object that always exists: `GET`, `PATCH` and `PUT` on one path. */
export interface Singleton extends MergeRule {
  /** The key in the store's collection `settings`. Two paths may lead to one object. */
  readonly name: string;
  readonly path: string;
  /** What scopes name, as in `read:<stem>`. */
  readonly stem: string;
  /** The SDK's request types of PATCH and of PUT, which replaces everything; without one the operation does not exist. */
  readonly update?: string;
  readonly replace?: string;
  /** What a fresh tenant has. */
  readonly defaults: Body;
  /** What the API calls it, when a GET answers 404 until it is written. */
  readonly noun?: Noun;
  readonly fields?: true;
  /** Fields that can be written and never read. */
  readonly writeOnly?: readonly string[];
  /** There is no GET, and writes answer with nothing. */
  readonly isBlind?: true;
  readonly beforeStore?: (body: Body, write: Write) => Body;
  readonly reveal?: (body: Body, call: Call) => Body;
}

/** The stored body of a singleton. */
const settingsOf = (row: Pick<Singleton, 'name' | 'defaults'>, { store }: Tenant): Body =>
  store.get('settings', row.name) ?? row.defaults;

/** The operations of one singleton. */
export function singletonRoutes(row: Singleton): Route[] {
  const { name, path, stem, update, replace, fields, noun, isBlind = false } = row;
  const seen = (body: Body, call: Call): Body => (isBlind ? {} : omit(shown(row, body, call), row.writeOnly ?? []));
  const read = (call: Call): Answer => {
    if (noun !== undefined && call.store.get('settings', name) === undefined) throw absent(noun);
    return ok(chooseFields(seen(settingsOf(row, call), call), call.query));
  };
  const write = (call: Call, kept: Body): Answer => {
    const after = merge(kept, call.body, row);
    const prepared = row.beforeStore?.(after, { call, sent: call.body, before: kept }) ?? after;
    return ok(seen(call.store.put('settings', name, prepared), call));
  };
  const scope = `update:${stem}`;
  return [
    ...(isBlind ? [] : [operation(`GET ${path}`, `read:${stem}`, read, { query: fields ? FIELDS : {} })]),
    ...(update
      ? [operation(`PATCH ${path}`, scope, (call) => write(call, settingsOf(row, call)), { body: update })]
      : []),
    ...(replace ? [operation(`PUT ${path}`, scope, (call) => write(call, row.defaults), { body: replace })] : []),
  ];
}
