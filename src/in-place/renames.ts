import { isRenamable, typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { compareBodies } from '../compare/fields.ts';
import type { Sides } from '../compare/compare.ts';
import type { Address } from '../model/address.ts';
import { compareText, omit } from '../model/json.ts';
import { movesTo } from '../model/moves.ts';
import type { Move } from '../model/moves.ts';
import type { DesiredResource, LiveResource } from '../model/resource.ts';
import type { Selection } from '../selection.ts';

/** The ids of resources when they were last applied. */
export type KnownIds = ReadonlyMap<Address, string>;

/** What has another name in the tenant than in the files. */
export interface LiveRenames {
  /** The new address of each, by the old one, with the id that both have. */
  renamed: ReadonlyMap<Address, { address: Address; id: string }>;
  /** What may have another name, by either address: nobody can tell which. */
  unclear: ReadonlyMap<Address, Address[]>;
}

/** What decides about renames beside both sides. */
interface Context {
  catalog: Catalog;
  selection: Pick<Selection, 'isExcluded'>;
  known: KnownIds;
  moves: readonly Move[];
}

/**
 * What was renamed in the tenant: it has the id of what was last applied by the old name. Where no id was kept, it says all that
 * the files say, and nothing else does.
 */
export function renamesIn({ desired, live, moved }: Omit<Sides, 'diagnostics'>, context: Context): LiveRenames {
  const isOpen = (one: DesiredResource | LiveResource): boolean =>
    one.parent === undefined && isRenamable(typeOf(context.catalog, one.type)) && !context.selection.isExcluded(one);
  const gone = [...desired.resources.values()].filter(
    (one) => one.id === undefined && !live.resources.has(one.address) && isOpen(one),
  );
  const fresh = [...live.resources.values()].filter(
    (one) =>
      one.system === undefined &&
      // An answer without the field that names it is no new name.
      one.key !== '' &&
      !desired.resources.has(one.address) &&
      !isShared(one, live.ambiguous) &&
      isOpen(one),
  );
  // What has the new name no more, although it was applied, has got its old one back.
  const renamed = new Map<Address, { address: Address; id: string }>(
    [...moved].flatMap(([to, from]) => {
      const id = live.resources.get(to)?.id;
      return id !== undefined && context.known.get(to) === id ? [[to, { address: from, id }] as const] : [];
    }),
  );
  if (gone.length === 0) return { renamed, unclear: new Map() };
  const pair = ({ address }: DesiredResource, { address: now, id = '' }: LiveResource): void => {
    renamed.set(address, { address: now, id });
  };
  const withId = gone.map((one) => ({ one, id: idOf(one, context) }));
  for (const { one, id } of withId) {
    const same = fresh.find((given) => given.type === one.type && given.id === id);
    if (id !== undefined && same !== undefined) pair(one, same);
  }
  const taken = new Set([...renamed.values()].map(({ address }) => address));
  const ids = new Set(context.known.values());
  const rest = fresh.filter(({ address, id = '' }) => !taken.has(address) && !ids.has(id));
  const candidates = new Map(
    withId.flatMap(({ one, id }): [DesiredResource, LiveResource[]][] =>
      id === undefined ? [[one, rest.filter((given) => isAlike(one, given, context.catalog))]] : [],
    ),
  );
  const unclear = new Map<Address, Address[]>();
  for (const [one, found] of candidates) {
    const [only, ...others] = found;
    if (only === undefined) continue;
    const rivals = [...candidates].filter(([, more]) => more.includes(only));
    if (others.length === 0 && rivals.length === 1) pair(one, only);
    else {
      unclear.set(one.address, addresses(found));
      for (const { address } of found) unclear.set(address, [...(unclear.get(address) ?? []), one.address]);
    }
  }
  return { renamed, unclear };
}

/** The id that a resource had when it was last applied, by this name or by one that it had before. */
function idOf({ address }: DesiredResource, { known, moves }: Context): string | undefined {
  const names = [address, ...movesTo(address, moves).map(({ from }) => from)];
  return names.map((name) => known.get(name)).find((id) => id !== undefined);
}

/** Whether several have the name of a live resource. */
function isShared({ address, id = '' }: LiveResource, ambiguous: ReadonlyMap<Address, string[]>): boolean {
  return ambiguous.has(address) || [...ambiguous.values()].some((ids) => ids.includes(id));
}

/** Whether a live resource says all that the files say of another one, and that is more than its name. */
function isAlike(wanted: DesiredResource, given: LiveResource, catalog: Catalog): boolean {
  if (wanted.type !== given.type) return false;
  const type = typeOf(catalog, wanted.type);
  const body = omit(wanted.body, type.identity.keys);
  return Object.keys(body).length > 0 && compareBodies(type, body, given.body, wanted.source?.traces).length === 0;
}

function addresses(resources: readonly LiveResource[]): Address[] {
  return resources.map(({ address }) => address).sort(compareText);
}
