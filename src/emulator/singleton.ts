import { merge, shown, type MergeRule, type Settling } from './collection.ts';
import type { Body } from './body.ts';
import { chooseFields, FIELDS } from './query.ts';
import { ok, operation, type Answer, type Call, type Route, type Tenant } from './route.ts';

/** One object that always exists: `GET` and `PATCH` on one path. */
export interface Singleton extends MergeRule {
  /** The key in the store's collection `settings`. */
  readonly name: string;
  readonly path: string;
  /** What scopes name, as in `read:<stem>`. */
  readonly stem: string;
  /** The SDK's request type. */
  readonly update: string;
  /** What a fresh tenant has. */
  readonly defaults: Body;
  readonly fields?: true;
  readonly settle?: (body: Body, settling: Settling) => Body;
  readonly reveal?: (body: Body, call: Call) => Body;
}

/** The stored body of a singleton. */
export const settingsOf = (row: Pick<Singleton, 'name' | 'defaults'>, { store }: Tenant): Body =>
  store.get('settings', row.name) ?? row.defaults;

/** The operations of one singleton. */
export function singletonRoutes(row: Singleton): Route[] {
  const { name, path, stem, update: body } = row;
  const read = (call: Call): Answer => ok(chooseFields(shown(row, settingsOf(row, call), call), call.query));
  const update = (call: Call): Answer => {
    const before = settingsOf(row, call);
    const after = merge(before, call.body, row);
    const settled = row.settle?.(after, { call, sent: call.body, before }) ?? after;
    return ok(shown(row, call.store.put('settings', name, settled), call));
  };
  return [
    operation(`GET ${path}`, `read:${stem}`, read, { query: row.fields ? FIELDS : {} }),
    operation(`PATCH ${path}`, `update:${stem}`, update, { body }),
  ];
}
