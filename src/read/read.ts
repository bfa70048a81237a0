import { canonicalLive } from '../canonical/live.ts';
import { addressOf } from '../model/address.ts';
import type { Policy } from '../model/config.ts';
import { Failure } from '../model/failure.ts';
import { groupBy } from '../model/group.ts';
import type { Body } from '../model/json.ts';
import { keyText, pick } from '../model/json.ts';
import { messages } from '../model/messages.ts';
import type { Resource, State } from '../model/resource.ts';
import type { Rows, Snapshot, Unreadable } from '../model/snapshot.ts';
import type { Api, Target } from '../resources/endpoints.ts';
import { keyOf } from '../resources/kind.ts';
import type { Kind, Kinds } from '../resources/kind.ts';
import { reachOf } from './reach.ts';
import type { Reach } from './reach.ts';

const top: Target = { id: '', keys: {}, parent: '' };

/** Answers by which the API says that a scope is missing, or a feature: what could be read with it is not known. */
const lacks: readonly number[] = [402, 403, 404];

/**
 * Reads what the plan needs from the tenant and nothing else: the managed types, the types whose names the files use,
 * and those lists of children that the files declare. What the tenant does not let it read is noted as that.
 */
export async function read(
  desired: State,
  kinds: Kinds,
  api: Api,
  policy: Policy,
  ownClientId: string | undefined,
): Promise<Snapshot> {
  const wanted = reachOf(desired, kinds, policy);
  const { managed, named } = wanted;
  const reads = [...kinds.values()].filter((kind) => managed.has(kind) || named.has(kind));
  const unreadable = new Map<string, Unreadable>();
  const parents = await Promise.all(
    reads.map((kind) =>
      attempt(kind, unreadable, () => (managed.has(kind) ? readManaged(kind, wanted, api) : readNames(kind, api))),
    ),
  );
  const snapshot: Snapshot = { rows: parents.flat(), unreadable: [], ownClientId };
  const { resources: live } = canonicalLive(snapshot, kinds);
  const ids = new Set([...live.values()].map(({ kind, id }) => `${kind}\n${id ?? ''}`));
  const liveId = ({ kind, id, address }: Resource): string[] => {
    if (id !== undefined && ids.has(`${kind}\n${id}`)) return [id];
    const twin = live.get(address);
    return twin === undefined ? [] : [twin.id ?? ''];
  };
  const lists = await Promise.all(
    [...kinds.values()].map((kind) =>
      attempt(kind, unreadable, () => readChildren(kind, wanted.parentsOf(kind).flatMap(liveId), api)),
    ),
  );
  const lacking = [...kinds.keys()].flatMap((name) => unreadable.get(name) ?? []);
  return { ...snapshot, rows: [...snapshot.rows, ...lists.flat()], unreadable: lacking };
}

/** What a kind has, or nothing and a note that it cannot be read. */
async function attempt(
  kind: Kind,
  unreadable: Map<string, Unreadable>,
  request: () => Promise<Rows[]>,
): Promise<Rows[]> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof Failure) || error.status === undefined) throw error;
    if (!lacks.includes(error.status)) throw messages.cannotRead(kind.name, error);
    const { message: reason, status, scopes } = error;
    unreadable.set(kind.name, { kind: kind.name, reason, status, scopes });
    return [];
  }
}

async function readNames(kind: Kind, api: Api): Promise<Rows[]> {
  const rows = await kind.endpoints.list?.(api, top);
  return rows === undefined ? [] : [{ kind: kind.name, parent: '', rows }];
}

/** All resources of a kind, whole; of what can only be read one by one, those that the files declare. */
async function readManaged(kind: Kind, { resources, isExcluded }: Reach, api: Api): Promise<Rows[]> {
  const { list, get } = kind.endpoints;
  const rowsOf = (rows: Body[]): Rows[] => [{ kind: kind.name, parent: '', rows }];
  if (list !== undefined) {
    const rows = await list(api, top);
    if (get === undefined) return rowsOf(rows);
    // Gone meanwhile is as good as not listed whole.
    const detail = async (row: Body): Promise<Body> => {
      if (isExcluded(kind.name, addressOf(kind.name, keyOf(kind, row)))) return row;
      const id = keyText(row[kind.identity.id ?? 'id'] ?? '');
      try {
        return (await get(api, { ...top, id, keys: pick(row, kind.identity.keys) })) ?? row;
      } catch (error) {
        if (error instanceof Failure && error.status === 404) return row;
        throw error;
      }
    };
    return rowsOf(await Promise.all(rows.map(detail)));
  }
  if (get === undefined) return [];
  const declared = resources.filter((resource) => resource.kind === kind.name);
  const targets = kind.identity.keys.length === 0 ? [{}] : declared.map(({ body }) => pick(body, kind.identity.keys));
  const found = await Promise.all(targets.map((keys) => get(api, { ...top, keys })));
  return rowsOf(found.filter((body) => body !== undefined));
}

async function readChildren(kind: Kind, parents: readonly string[], api: Api): Promise<Rows[]> {
  const { list, listAll } = kind.endpoints;
  if (parents.length === 0) return [];
  if (listAll !== undefined) {
    const rows = groupBy(await listAll.list(api), (row) => keyText(row[listAll.parent] ?? ''));
    return parents.map((parent) => ({ kind: kind.name, parent, rows: rows.get(parent) ?? [] }));
  }
  if (list === undefined) return [];
  return Promise.all(
    parents.map(async (parent) => ({ kind: kind.name, parent, rows: await list(api, { ...top, parent }) })),
  );
}
