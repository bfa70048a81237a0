import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';

/** How long what was written may take to be seen. */
const lateMilliseconds = 1000;

/** What differs now of some types, children's types among them, and what is there more than once, with the ids. */
export type Look = (
  types: ReadonlySet<string>,
) => Promise<{ changes: Change[]; ambiguous: ReadonlyMap<Address, string[]> }>;

/** What is not as it should be although it was just written, looked at once more when it may only be late. */
export async function verify(
  plan: Plan,
  outcomes: readonly Outcome[],
  catalog: Catalog,
  sleep: (milliseconds: number) => Promise<void>,
  look: Look,
): Promise<Change[]> {
  const done = new Set(outcomes.filter(({ status }) => status === 'done').map(({ address }) => address));
  const open = new Set(outcomes.filter(({ status }) => status !== 'done').map(({ address }) => address));
  const changes = plan.changes.filter(({ address }) => done.has(address));
  const written = new Set(changes.flatMap(({ type }) => [type, typeOf(catalog, type).root.name]));
  if (written.size === 0) return [];
  const notConverged = async (): Promise<Change[]> => {
    const found = await look(written);
    const differing = found.changes
      .filter(({ address, withheld }) => withheld === undefined && !open.has(address))
      .filter(({ address, action }) => done.has(address) || action === 'update');
    return [...differing, ...changes.flatMap((change) => duplicated(change, found.ambiguous.get(change.address)))];
  };
  const first = await notConverged();
  if (first.length === 0) return [];
  await sleep(lateMilliseconds);
  return notConverged();
}

/** A create that somebody else has made at the same time: the plan saw none of the two. */
function duplicated({ address, type, place }: Change, ids: string[] | undefined): Change[] {
  if (ids === undefined) return [];
  return [{ action: 'none', address, type, fields: [], duplicates: ids, ...(place === undefined ? {} : { place }) }];
}
