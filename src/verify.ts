import { canonicalLive } from './canonical/live.ts';
import { childAddress } from './model/address.ts';
import type { Change } from './model/change.ts';
import type { Outcome } from './model/outcome.ts';
import type { Plan } from './model/plan.ts';
import type { Resource, State } from './model/resource.ts';
import { compareAll } from './pipeline.ts';
import type { Goal, Planned } from './pipeline.ts';
import { read } from './read/read.ts';
import { kindOf } from './resources/kind.ts';
import type { Connection } from './tenant/connect.ts';

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
  const written = new Set(changes.flatMap(({ kind }) => [kind, kindOf(goal.kinds, kind).type.name]));
  if (written.size === 0) return [];
  const part: Goal = {
    ...goal,
    desired: partOf(goal.desired, written),
    settle: (live) => ({ ...goal.settle(live), state: partOf(goal.settle(live).state, written) }),
  };
  const look = async (): Promise<Change[]> => {
    const { policy } = goal.config.environment;
    const snapshot = await read(part.desired, goal.kinds, connection.reader, policy, connection.ownClientId);
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
  { live, kinds }: Planned,
  goal: Goal,
  connection: Connection,
): Promise<Resource[]> {
  const going = plan.changes.filter(
    ({ action, withheld }) => withheld === undefined && action !== 'create' && action !== 'update',
  );
  const parents = going.flatMap(({ address }) => live.resources.get(address) ?? []);
  const lists = parents.flatMap(({ kind, address }) =>
    (kindOf(kinds, kind).child === undefined ? (kindOf(kinds, kind).type.children ?? []) : []).map(({ name }) =>
      childAddress(address, name, ''),
    ),
  );
  if (lists.length === 0) return [];
  const managed = new Set([...parents.map(({ kind }) => kind), ...lists]);
  const resources = new Map(parents.map((resource) => [resource.address, resource]));
  const { policy } = goal.config.environment;
  const snapshot = await read({ resources, managed }, kinds, connection.reader, policy, connection.ownClientId);
  const found = [...canonicalLive(snapshot, kinds).resources.values()];
  return found.filter(({ parent, address }) => resources.has(parent ?? address));
}

/** The part of a state that is of some kinds. */
function partOf({ resources, managed }: State, kinds: ReadonlySet<string>): State {
  const kept = [...resources].filter(([, { kind }]) => kinds.has(kind));
  return {
    resources: new Map(kept),
    managed: new Set([...managed].filter((name) => kinds.has(name) || name.includes('/'))),
  };
}
