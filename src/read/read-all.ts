import { canonicalLive } from '../canonical/live.ts';
import { isLinked } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import type { PossibleKeys } from '../catalog/resource-type.ts';
import { Failure } from '../model/failure.ts';
import { keyText } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import { select } from '../model/path.ts';
import type { LiveResource } from '../model/resource.ts';
import type { Rows, Snapshot, Unreadable } from '../model/snapshot.ts';
import type { Selection } from '../selection.ts';
import { attempt, readChildren, readManaged, top } from './read.ts';
import type { Source } from './read.ts';
import { watched } from './watch.ts';

/**
 * Reads all that a tenant has of every type: for files that are to say all of it.
 *
 * What cannot be read is noted as that and stops nothing, whatever the reason; secrets that need not be read are not asked for.
 * With `only`, the types of these names.
 */
export async function readAll(
  { catalog, selection }: { catalog: Catalog; selection: Selection },
  given: Source,
  only?: ReadonlySet<string>,
): Promise<Snapshot> {
  const source: Source = { ...given, isWithoutSecrets: true };
  const unreadable = new Map<string, Unreadable>();
  const types = [...catalog.values()].filter(
    (type) => !selection.isTypeExcluded(type) && (only?.has(type.name) ?? true),
  );
  const tops = types.filter(({ child }) => child === undefined);
  const whole = (type: Type): Promise<Rows[]> => {
    return watched(source.onRead, type.name, () => readManaged(type, { resources: [] }, selection, source));
  };
  const first = await Promise.all(
    tops
      .filter(({ possibleKeys }) => possibleKeys === undefined)
      .map((type) => attempt(type, unreadable, () => whole(type), isAnswer)),
  );
  const keyed = await Promise.all(
    tops
      .filter(({ possibleKeys }) => possibleKeys !== undefined)
      .map((type) => attempt(type, unreadable, () => readEach(type, first.flat(), source), isAnswer)),
  );
  const rows = [...first, ...keyed].flat();
  const { resources } = canonicalLive({ rows, unreadable: [], ownClientId: given.ownClientId }, catalog);
  const parents = [...resources.values()].filter(
    (resource) => resource.system === undefined && !selection.isExcluded(resource),
  );
  const lists = await readLists(types, parents, unreadable, source);
  return {
    rows: [...rows, ...lists],
    unreadable: [...catalog.keys()].flatMap((name) => unreadable.get(name) ?? []),
    ownClientId: given.ownClientId,
  };
}

/** Reads all that belongs to some resources. */
export async function readBelonging(
  parents: readonly LiveResource[],
  catalog: Catalog,
  source: Source,
): Promise<Pick<Snapshot, 'rows' | 'unreadable'>> {
  const unreadable = new Map<string, Unreadable>();
  const rows = await readLists([...catalog.values()], parents, unreadable, source);
  return { rows, unreadable: [...unreadable.values()] };
}

async function readLists(
  types: readonly Type[],
  parents: readonly LiveResource[],
  unreadable: Map<string, Unreadable>,
  source: Source,
): Promise<Rows[]> {
  const lists = await Promise.all(
    types.map((type) =>
      attempt(type, unreadable, () => readChildren(type, parentIds(type, parents), source), isAnswer),
    ),
  );
  return lists.flat();
}

/** What a tenant answers to a request that it understands and does not carry out. */
function isAnswer(status: number): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 429;
}

/** The ids of the parents that may have children of a kind: where a list in the parent names them, it tells whether there are any. */
function parentIds(type: Type, parents: readonly LiveResource[]): string[] {
  const { child } = type;
  if (child === undefined) return [];
  const own = parents.filter((parent) => parent.type === type.root.name);
  const mayHave = ({ body }: LiveResource): boolean =>
    !isLinked(type, child.path) || select(body, `${child.path}[]`).length > 0;
  return own.filter(mayHave).map(({ id }) => id ?? '');
}

/** What can only be read one by one: all that there may be. What there is none of is not an error. */
async function readEach(type: Type, rows: readonly Rows[], { reader: api, onRead }: Source): Promise<Rows[]> {
  const { get } = type.endpoints;
  if (get === undefined) return [];
  const keys = (type.possibleKeys ?? []).flatMap((possible) => keysOf(possible, rows));
  let refusal: Failure | undefined;
  const found = await Promise.all(
    keys.map((one) =>
      watched(onRead, type.name, async () => {
        try {
          return await get(api, { ...top, keys: one });
        } catch (error) {
          const isAbsent = error instanceof Failure && (error.status === 400 || error.status === 404);
          if (!isAbsent) throw error;
          refusal = error;
          return undefined;
        }
      }),
    ),
  );
  const bodies = found.filter((body) => body !== undefined);
  // A tenant without the feature refuses all of them.
  if (bodies.length === 0 && refusal !== undefined) throw refusal;
  return [{ type: type.name, parent: '', rows: bodies }];
}

/** Every combination of the values that the fields of a key may have. */
function keysOf(possible: PossibleKeys, rows: readonly Rows[]): Body[] {
  return Object.entries(possible).reduce<Body[]>(
    (keys, [field, values]) => {
      const texts = isWords(values) ? values : valuesIn(values, rows);
      return keys.flatMap((key) => texts.map((text) => ({ ...key, [field]: text })));
    },
    [{}],
  );
}

function isWords(values: readonly string[] | { of: string; in: string }): values is readonly string[] {
  return Array.isArray(values);
}

function valuesIn(place: { of: string; in: string }, rows: readonly Rows[]): string[] {
  const bodies = rows.filter(({ type }) => type === place.of).flatMap((one) => one.rows);
  return bodies.flatMap((body) => select(body, place.in).map(({ value }) => keyText(value)));
}
