import { canonicalLive } from '../canonical/live.ts';
import { addressOf } from '../model/address.ts';
import { Failure } from '../model/failure.ts';
import { groupBy } from '../model/group.ts';
import type { Body } from '../model/json.ts';
import { keyText, pick } from '../model/json.ts';
import { movesTo } from '../model/moves.ts';
import { messages } from './messages.ts';
import type { Resource } from '../model/resource.ts';
import type { Rows, Snapshot, Unreadable } from '../model/snapshot.ts';
import type { Api, Target } from '../catalog/endpoints.ts';
import { keyOf, typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Selection } from '../selection.ts';
import { watched } from './watch.ts';
import type { OnRead } from './watch.ts';
import { readScopeOf } from './read-scope.ts';
import { withKeyTypes } from './uses.ts';
import type { ReadScope, Wanted } from './read-scope.ts';

/** The tenant that is read. */
export interface Source {
  reader: Api;
  /** The client id that the tool itself uses. */
  ownClientId: string | undefined;
  onRead?: OnRead | undefined;
  /** Whether it is asked for without the secrets that its lists have. */
  isWithoutSecrets?: boolean;
}

/** The target of a request for what stands at the top. */
export const top: Target = { id: '', keys: {}, parent: '' };

/** Answers by which the API says that a scope is missing, or a feature: what could be read with it is not known. */
const lacks: readonly number[] = [402, 403, 404];

/**
 * Reads what the plan needs from the tenant and nothing else: the managed types, the types whose names the files use,
 * and those lists of children that the files declare. What the tenant does not let it read is noted as that.
 */
export async function read(
  desired: Wanted,
  { catalog, selection }: { catalog: Catalog; selection: Selection },
  source: Source,
): Promise<Snapshot> {
  const { ownClientId } = source;
  const wanted = readScopeOf(desired, catalog, selection);
  const { managed, named } = wanted;
  const reads = [...catalog.values()].filter((type) => managed.has(type) || named.has(type));
  const unreadable = new Map<string, Unreadable>();
  const parents = await Promise.all(
    reads.map((type) =>
      attempt(type, unreadable, () =>
        watched(source.onRead, type.name, () =>
          managed.has(type) ? readManaged(type, wanted, selection, source) : readNames(type, source.reader),
        ),
      ),
    ),
  );
  const snapshot: Snapshot = { rows: parents.flat(), unreadable: [], ownClientId };
  const { resources: live } = canonicalLive(rowsOfParents(snapshot, wanted, catalog), catalog);
  const ids = new Set([...live.values()].map(({ type, id }) => `${type}\n${id ?? ''}`));
  const liveId = ({ type, id, address }: Resource): string[] => {
    if (id !== undefined && ids.has(`${type}\n${id}`)) return [id];
    const old = movesTo(address, desired.moves ?? []).map(({ from }) => live.get(from));
    const existing = live.get(address) ?? old.find((one) => one !== undefined);
    return existing === undefined ? [] : [existing.id ?? ''];
  };
  const lists = await Promise.all(
    [...catalog.values()].map((type) =>
      attempt(type, unreadable, () => readChildren(type, wanted.parentsOf(type).flatMap(liveId), source)),
    ),
  );
  const lacking = [...catalog.keys()].flatMap((name) => unreadable.get(name) ?? []);
  return { ...snapshot, rows: [...snapshot.rows, ...lists.flat()], unreadable: lacking };
}

/** Of what was read that by which the parents of the lists are found: these, and what their keys are made of. */
function rowsOfParents(snapshot: Snapshot, { lists }: ReadScope, catalog: Catalog): Snapshot {
  const parents = [...lists].flatMap(({ root }) => [...withKeyTypes(typeOf(catalog, root.name), catalog)]);
  const names = new Set(parents.map(({ name }) => name));
  return { ...snapshot, rows: snapshot.rows.filter(({ type }) => names.has(type)) };
}

/** What a type has, or nothing and a note that it cannot be read. */
export async function attempt(
  type: Type,
  unreadable: Map<string, Unreadable>,
  request: () => Promise<Rows[]>,
  isLack = (status: number): boolean => lacks.includes(status),
): Promise<Rows[]> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof Failure) || error.status === undefined) throw error;
    if (!isLack(error.status)) throw messages.cannotRead(type.name, error);
    const { message: reason, status, scopes } = error;
    unreadable.set(type.name, { type: type.name, reason, status, scopes });
    return [];
  }
}

async function readNames(type: Type, api: Api): Promise<Rows[]> {
  const rows = await type.endpoints.list?.(api, top);
  return rows === undefined ? [] : [{ type: type.name, parent: '', rows }];
}

/** All resources of a type, whole; of what can only be read one by one, those that the files declare. */
export async function readManaged(
  type: Type,
  { resources }: Pick<ReadScope, 'resources'>,
  selection: Selection,
  source: Source,
): Promise<Rows[]> {
  const { get, listWithoutSecrets } = type.endpoints;
  const { reader: api, onRead } = source;
  const list = source.isWithoutSecrets === true ? (listWithoutSecrets ?? type.endpoints.list) : type.endpoints.list;
  const rowsOf = (rows: Body[]): Rows[] => [{ type: type.name, parent: '', rows }];
  if (list !== undefined) {
    const rows = await list(api, top);
    if (get === undefined) return rowsOf(rows);
    // Gone meanwhile is as good as not listed whole.
    const detail = async (row: Body): Promise<Body> => {
      const address = addressOf(type.name, keyOf(type, row));
      if (selection.isExcluded({ type: type.name, address, body: row })) return row;
      const id = keyText(row[type.identity.id ?? 'id'] ?? '');
      try {
        const target = { ...top, id, keys: pick(row, type.identity.keys) };
        return (await watched(onRead, type.name, async () => get(api, target))) ?? row;
      } catch (error) {
        if (error instanceof Failure && error.status === 404) return row;
        throw error;
      }
    };
    return rowsOf(await Promise.all(rows.map(detail)));
  }
  if (get === undefined) return [];
  const declared = resources.filter((resource) => resource.type === type.name);
  const targets = type.identity.keys.length === 0 ? [{}] : declared.map(({ body }) => pick(body, type.identity.keys));
  const found = await Promise.all(
    targets.map((keys) => watched(onRead, type.name, async () => get(api, { ...top, keys }))),
  );
  return rowsOf(found.filter((body) => body !== undefined));
}

/** The children of one kind of these parents. */
export async function readChildren(type: Type, parents: readonly string[], source: Source): Promise<Rows[]> {
  const { reader: api, onRead } = source;
  const { list, listAll } = type.endpoints;
  if (parents.length === 0) return [];
  if (listAll !== undefined) {
    const rows = groupBy(await watched(onRead, type.name, async () => listAll.list(api)), (row) =>
      keyText(row[listAll.parent] ?? ''),
    );
    return parents.map((parent) => ({ type: type.name, parent, rows: rows.get(parent) ?? [] }));
  }
  if (list === undefined) return [];
  return Promise.all(
    parents.map(async (parent) => {
      const rows = await watched(onRead, type.name, async () => list(api, { ...top, parent }));
      return { type: type.name, parent, rows };
    }),
  );
}
