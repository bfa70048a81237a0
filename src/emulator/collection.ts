import { bodyOf, isBody, omit, pick, textOf, type Body, type Json } from './body.ts';
import { overlaid } from './defaults.ts';
import { absent, refuse } from './errors.ts';
import type { Noun, RefusalId } from './refusals.ts';
import { hasForm, type IdForm } from './ids.ts';
import { page, pageQuery, type Pages } from './paging.ts';
import { chooseFields, decoded, FIELDS, type ParameterRule, type QueryRule } from './query.ts';
import { created, ok, operation, param, timestamp, type Answer, type Call, type Route } from './route.ts';
import type { Entry } from './store.ts';

/** A query parameter that narrows a list. */
export type Filter = readonly [rule: ParameterRule, matches: (body: Body, values: readonly string[]) => boolean];

/** What a hook may use to judge and complete a body before it is stored. */
export interface Write {
  readonly call: Call;
  /** What the caller sent. */
  readonly sent: Body;
  /** What was stored before; undefined on a create. */
  readonly before: Body | undefined;
}

/**
 * How a patch is merged: the fields that merge key by key, of which `{}` clears the first and leaves the second,
 * and those that stay as an explicit null when cleared.
 */
export interface MergeRule {
  readonly merged?: readonly string[];
  readonly mergedParts?: readonly string[];
  /** Fields that merge at every depth. */
  readonly mergedDeep?: readonly string[];
  readonly nullable?: readonly string[];
}

/** One plain collection of the API. */
export interface Collection extends MergeRule {
  /** The name in the store. */
  readonly name: string;
  /** Below `/api/v2`. The last parameter of an item's path is `:id`. */
  readonly path: string;
  /** The field with the handle, and the form of new handles. */
  readonly id: readonly [field: string, form: IdForm];
  /** The form of new handles where it depends on the body. */
  readonly idForm?: (body: Body) => IdForm;
  /** What scopes name, as in `read:<stem>`. */
  readonly stem: string;
  /** Operations that need another scope, or for which another one is enough, too. */
  readonly scopes?: { readonly read?: string; readonly create?: string; readonly update?: string };
  /** What the API calls one. */
  readonly noun: Noun;
  /** The SDK's request types; without one the operation does not exist. */
  readonly create?: string;
  readonly update?: string;
  /** Whether PUT updates, too. */
  readonly put?: string;
  /** The paging of the list, its filters, and the fields of its rows where they are not all. */
  readonly list?: Pages & {
    readonly filters?: Readonly<Record<string, Filter>>;
    readonly summary?: readonly string[];
    readonly without?: readonly string[];
  };
  /** Whether reads take `fields` and `include_fields`. */
  readonly fields?: true;
  /** Fields that are shown whatever is asked for. */
  readonly alwaysShown?: readonly string[];
  /** Query parameters that reads take and the emulator ignores. */
  readonly ignored?: QueryRule;
  /** How a handle in the path that is not of the form of handles is refused; where it is not said, nothing has it. */
  readonly malformed?: string;
  /** Another field by which an item can be addressed. */
  readonly alias?: string;
  /** Fields that no two items share all of, and the refusal of a second one. */
  readonly unique?: readonly [fields: readonly string[], refusal: RefusalId];
  /** How many there may be. */
  readonly limit?: number;
  /** The parent: the parameter in the path, its row, and the field of the item that holds the parent's handle. */
  readonly parent?: readonly [parameter: string, row: Collection, field: string];
  /** Whether items carry `created_at` and `updated_at`. */
  readonly stamped?: true;
  /** Fields that can be written and never read: stored behind a `_`. */
  readonly writeOnly?: readonly string[];
  /** What an item has by default. */
  readonly defaults?: Body;
  /** The statuses of success, where they are not 201 and 204. */
  readonly statuses?: { readonly create?: number; readonly remove?: number };
  /** What DELETE answers with, where it answers with a body. */
  readonly removed?: (call: Call) => Json;
  /** Fields that are left out of answers while they are empty. */
  readonly hiddenWhenEmpty?: readonly string[];
  /** Whether deleting what is not there is a success, as for most types. */
  readonly idempotentDelete?: true;
  /** Query parameters of DELETE. */
  readonly deleteQuery?: QueryRule;
  /** Refuses or completes a body before it is stored. */
  readonly beforeStore?: (body: Body, write: Write) => Body;
  /** What a caller sees of a stored body. */
  readonly reveal?: (body: Body, call: Call) => Body;
  /** Refuses a delete, or removes what goes with the body. */
  readonly beforeDelete?: (body: Body, call: Call) => void;
}

/** A body as the API shows it. */
export function shown(row: Pick<Collection, 'reveal' | 'hiddenWhenEmpty'>, body: Body, call: Call): Body {
  const revealed = row.reveal?.(body, call) ?? body;
  const isHidden = (key: string, value: Json): boolean =>
    key.startsWith('_') || (row.hiddenWhenEmpty?.includes(key) === true && isEmpty(value));
  return Object.fromEntries(Object.entries(revealed).filter(([key, value]) => !isHidden(key, value)));
}

const isEmpty = (value: Json): boolean => typeof value === 'object' && Object.keys(value ?? {}).length === 0;

/** Finds the item that a path names, in its parent; refuses with 404. */
export function find(row: Collection, call: Call, parameter = 'id'): Body {
  const body = seek(row, call, param(call, parameter));
  if (body === undefined) throw absent(row.noun);
  return body;
}

function seek(row: Collection, call: Call, handle: string): Body | undefined {
  const parent = parentOf(row, call);
  const { alias, malformed } = row;
  if (malformed !== undefined && !hasForm(handle, row.id[1])) {
    throw refuse('path.malformed', { detail: malformed.replace('{id}', () => handle) });
  }
  const found =
    call.store.get(row.name, handle) ??
    (alias === undefined ? undefined : call.store.find(row.name, (body) => isNamed(body[alias], handle)));
  return found === undefined || parent === undefined || found[parent.field] === parent.id ? found : undefined;
}

/** An alias, which is often a URL, may be encoded once more than it has to be. */
const isNamed = (alias: Json | undefined, handle: string): boolean => alias === handle || alias === decoded(handle);

function parentOf(row: Collection, call: Call): { field: string; id: string } | undefined {
  if (row.parent === undefined) return undefined;
  const [parameter, parent, field] = row.parent;
  return { field, id: idOf(parent, find(parent, call, parameter)) };
}

const idOf = (row: Collection, body: Body): string => textOf(body[row.id[0]]);

/** Top-level keys of a patch replace; merged ones go key by key, where null removes one key and `{}` all of them. */
export function merge(before: Body, patch: Body, rule: MergeRule): Body {
  const { merged = [], mergedParts = [], mergedDeep = [], nullable = [] } = rule;
  const after = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null && !nullable.includes(key)) delete after[key];
    else if (isBody(value) && merged.includes(key)) after[key] = mergeKeys(bodyOf(before[key]), value);
    else if (isBody(value) && mergedParts.includes(key)) after[key] = { ...bodyOf(before[key]), ...value };
    else if (isBody(value) && mergedDeep.includes(key)) after[key] = overlaid(bodyOf(before[key]), value);
    else after[key] = value;
  }
  return after;
}

function mergeKeys(before: Body, patch: Body): Body {
  if (Object.keys(patch).length === 0) return {};
  return Object.fromEntries(Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null));
}

/** The operations of one collection. */
export function collectionRoutes(row: Collection): Route[] {
  const { path, stem, create: body, update: patch, put, list } = row;
  const item = `${path}/:id`;
  const {
    read: toRead = `read:${stem}`,
    create: toCreate = `create:${stem}`,
    update: toUpdate = `update:${stem}`,
  } = row.scopes ?? {};
  const query = { ...(row.fields ? FIELDS : {}), ...row.ignored };
  return [
    operation(`GET ${item}`, toRead, (call) => ok(read(row, call)), { query }),
    operation(`DELETE ${item}`, `delete:${stem}`, (call) => remove(row, call), { query: row.deleteQuery ?? {} }),
    ...(list ? [listOperation(row, list, toRead, query)] : []),
    ...(body ? [operation(`POST ${path}`, toCreate, (call) => create(row, call), { body })] : []),
    ...(patch ? [operation(`PATCH ${item}`, toUpdate, (call) => update(row, call), { body: patch })] : []),
    ...(put ? [operation(`PUT ${item}`, toUpdate, (call) => update(row, call), { body: put })] : []),
  ];
}

type List = NonNullable<Collection['list']>;

function listOperation(row: Collection, list: List, scopes: string, common: QueryRule): Route {
  const filters = Object.entries(list.filters ?? {}).map(([name, [rule]]): [string, ParameterRule] => [name, rule]);
  const query = { ...pageQuery(list), ...common, ...Object.fromEntries(filters) };
  return operation(`GET ${row.path}`, scopes, (call) => listAll(row, list, call), { query });
}

const chosen = (row: Collection, body: Body, call: Call): Body => {
  const seen = shown(row, body, call);
  return { ...(row.alwaysShown && pick(seen, row.alwaysShown)), ...chooseFields(seen, call.query) };
};

const read = (row: Collection, call: Call): Body => chosen(row, find(row, call), call);

function listAll(row: Collection, list: List, call: Call): Answer {
  const parent = parentOf(row, call);
  const matches = ({ body }: Entry): boolean =>
    (parent === undefined || body[parent.field] === parent.id) &&
    Object.entries(list.filters ?? {}).every(([name, [, test]]) => {
      const values = call.query[name];
      return values === undefined || test(body, values);
    });
  const show = (body: Body): Body => {
    const seen = omit(chosen(row, body, call), list.without ?? []);
    return list.summary === undefined ? seen : pick(seen, list.summary);
  };
  return ok(page(list, call.query, call.store.entries(row.name).filter(matches), show));
}

function create(row: Collection, call: Call): Answer {
  const { store } = call;
  const parent = parentOf(row, call);
  const siblings = parent === undefined ? store.count(row.name) : childCount(row, call, parent);
  if (siblings >= (row.limit ?? Infinity)) throw refuse('entities.too-many');
  const [field, form] = row.id;
  const fresh: Body = {
    [field]: '',
    ...row.defaults,
    ...merge({}, call.body, row),
    ...(row.stamped && { created_at: timestamp(call), updated_at: timestamp(call) }),
    ...(parent && { [parent.field]: parent.id }),
  };
  refuseTaken(row, call, fresh, undefined);
  const id = store.newId(row.idForm?.(fresh) ?? form);
  const body = prepared(row, { ...fresh, [field]: id }, { call, sent: call.body, before: undefined });
  const answer = created(shown(row, store.put(row.name, id, body), call));
  return { ...answer, status: row.statuses?.create ?? answer.status };
}

function childCount(row: Collection, call: Call, parent: { field: string; id: string }): number {
  return call.store.all(row.name).filter((body) => body[parent.field] === parent.id).length;
}

function update(row: Collection, call: Call): Answer {
  const before = find(row, call);
  const id = idOf(row, before);
  const after = { ...merge(before, call.body, row), ...(row.stamped && { updated_at: timestamp(call) }) };
  refuseTaken(row, call, after, id);
  const stored = call.store.put(row.name, id, prepared(row, after, { call, sent: call.body, before }));
  return ok(shown(row, stored, call));
}

function prepared(row: Collection, body: Body, write: Write): Body {
  const after = row.beforeStore?.(body, write) ?? body;
  const hidden = (row.writeOnly ?? []).filter((field) => after[field] !== undefined);
  if (hidden.length === 0) return after;
  return { ...omit(after, hidden), ...Object.fromEntries(hidden.map((field) => [`_${field}`, after[field] ?? null])) };
}

function refuseTaken(row: Collection, call: Call, body: Body, id: string | undefined): void {
  if (row.unique === undefined) return;
  const [fields, refusalId] = row.unique;
  const isSame = (other: Body): boolean => fields.every((field) => other[field] === body[field]);
  const isTaken = call.store.some(row.name, (other) => isSame(other) && idOf(row, other) !== id);
  if (isTaken) throw refuse(refusalId);
}

function remove(row: Collection, call: Call): Answer {
  const body = seek(row, call, param(call, 'id'));
  const answer: Answer = { status: row.statuses?.remove ?? 204, ...(row.removed && { body: row.removed(call) }) };
  if (body === undefined) {
    if (row.idempotentDelete) return answer;
    throw absent(row.noun);
  }
  row.beforeDelete?.(body, call);
  call.store.remove(row.name, idOf(row, body));
  return answer;
}
