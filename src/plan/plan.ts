import type { LiveState } from '../canonical/live.ts';
import { originAt } from '../canonical/origin.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { keyText } from '../model/json.ts';
import { messages } from '../model/messages.ts';
import { select } from '../model/path.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { State } from '../model/resource.ts';
import { kindOf, referenceAddress, targetKinds } from '../resources/kind.ts';
import type { Kinds } from '../resources/kind.ts';
import { graphOf } from './graph.ts';
import { wavesOf } from './waves.ts';

/** Orders the changes of one environment into waves; circles that cannot be broken come back as diagnostics. */
export function plan(
  { tenant, environment }: Config,
  changes: Change[],
  unchanged: number,
  desired: State,
  live: LiveState,
  kinds: Kinds,
): { plan: Plan; diagnostics: Diagnostic[] } {
  const { waves, circles } = wavesOf(graphOf(changes, desired, live, kinds));
  return {
    plan: {
      tenant,
      environment: environment.name,
      domain: environment.domain,
      changes,
      waves,
      requests: requestsFor(waves, changes, kinds),
      unchanged,
    },
    diagnostics: [
      ...circles.map((circle) => messages.referenceCircle(circle)),
      ...danglingReferences(changes, desired, kinds),
    ],
  };
}

/** How many requests the waves take, with those together that the API takes together. */
function requestsFor(waves: readonly Step[][], changes: readonly Change[], kinds: Kinds): number {
  const known = new Map(changes.map((change) => [change.address, change]));
  const counts = waves.map((steps) => {
    const groups = groupBy(steps, ({ address, do: action }) => {
      const { kind = '', parent = '' } = known.get(address) ?? {};
      const isAlone = action === 'update' || kindOf(kinds, kind).endpoints.batch === undefined;
      return isAlone ? `${action} ${address}` : `${action} ${kind} ${parent}`;
    });
    const sizes = [...groups.values()].map((group) => {
      const { kind = '' } = known.get(group[0]?.address ?? '') ?? {};
      return Math.ceil(group.length / (kindOf(kinds, kind).endpoints.batch?.size ?? 1));
    });
    return sizes.reduce((sum, size) => sum + size, 0);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** References to what the plan deletes: they would hold for this one run. */
function danglingReferences(changes: readonly Change[], desired: State, kinds: Kinds): Diagnostic[] {
  const gone = new Set<Address>();
  for (const { address, action, withheld } of changes)
    if (action === 'delete' && withheld === undefined) gone.add(address);
  if (gone.size === 0) return [];
  return [...desired.resources.values()].flatMap((resource) => {
    const kind = kindOf(kinds, resource.kind);
    return Object.entries(kind.references ?? {}).flatMap(([path, reference]) =>
      select(resource.body, path).flatMap(({ path: place, value }) => {
        const targets = targetKinds(kind, reference).map((name) =>
          referenceAddress(kindOf(kinds, name), resource, keyText(value)),
        );
        const lost = targets.find((address) => gone.has(address));
        return lost === undefined || targets.some((address) => desired.resources.has(address))
          ? []
          : [messages.deletedReference(lost, originAt(resource, place), resource.address)];
      }),
    );
  });
}
