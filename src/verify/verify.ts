import { canonicalLive } from '../canonical/live.ts';
import { childAddress } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Resource, State } from '../model/resource.ts';
import { compareAll } from '../pipeline.ts';
import type { Goal, Planned } from '../pipeline.ts';
import { read } from '../read/read.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Connection } from '../auth0/connect.ts';

/** What is not as it should be although it was just written, looked at once more when it may only be late. */
export async function verify(
  goal: Goal,
  plan: Plan,
  outcomes: readonly Outcome[],
  connection: Connection,
): Promise<Change[]> {
  const done = new Set(outcomes.filter(({ status }) => status === 'done').map(({ address }) => address));
  const open = new Set(outcomes.filter(({ status }) => status !== 'done').map(({ address }) => address));
  const changes = plan.changes.filter(({ address }) => done.has(address));
  const written = new Set(changes.flatMap(({ type }) => [type, typeOf(goal.catalog, type).root.name]));
  if (written.size === 0) return [];
  const part: Goal = {
    ...goal,
    desired: partOf(goal.desired, written),
    canonicalize: (live) => ({ ...goal.canonicalize(live), state: partOf(goal.canonicalize(live).state, written) }),
  };
  const look = async (): Promise<Change[]> => {
    const snapshot = await read(part.desired, goal.catalog, connection.reader, goal.selection, connection.ownClientId);
    const compared = compareAll(part, snapshot, undefined, (all) => all);
    return compared.changes
      .filter(({ address, withheld }) => withheld === undefined && !open.has(address))
      .filter(({ address, action }) => done.has(address) || action === 'update');
  };
  const first = await look();
  if (first.length === 0) return [];
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return look();
}

/** Resources that a plan takes away with their children, which go with them unseen. */
export async function lostChildren(
  plan: Plan,
  { live, catalog }: Planned,
  goal: Goal,
  connection: Connection,
): Promise<Resource[]> {
  const going = plan.changes.filter(
    ({ action, withheld }) => withheld === undefined && action !== 'create' && action !== 'update',
  );
  const parents = going.flatMap(({ address }) => live.resources.get(address) ?? []);
  const lists = parents.flatMap(({ type, address }) =>
    (typeOf(catalog, type).child === undefined ? (typeOf(catalog, type).root.children ?? []) : []).map(({ name }) =>
      childAddress(address, name, ''),
    ),
  );
  if (lists.length === 0) return [];
  const managed = new Set([...parents.map(({ type }) => type), ...lists]);
  const resources = new Map(parents.map((resource) => [resource.address, resource]));
  const snapshot = await read(
    { resources, managed },
    catalog,
    connection.reader,
    goal.selection,
    connection.ownClientId,
  );
  const found = [...canonicalLive(snapshot, catalog).resources.values()];
  return found.filter(({ parent, address }) => resources.has(parent ?? address));
}

/** The part of a state that is of some kinds. */
function partOf({ resources, managed }: State, catalog: ReadonlySet<string>): State {
  const kept = [...resources].filter(([, { type }]) => catalog.has(type));
  return {
    resources: new Map(kept),
    managed: new Set([...managed].filter((name) => catalog.has(name) || name.includes('/'))),
  };
}
