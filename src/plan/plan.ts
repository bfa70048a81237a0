import type { LiveState } from '../canonical/live.ts';
import { originAt } from '../canonical/origin.ts';
import { referencesOf } from '../canonical/references.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { messages } from './messages.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { DesiredState } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { graphOf } from './graph.ts';
import { wavesOf } from './waves.ts';

/** Both sides, and what differs. */
export interface Compared {
  changes: Change[];
  /** How many resources are as they should be. */
  unchanged: number;
  desired: DesiredState;
  live: LiveState;
}

/** Orders the changes of one environment into waves; cycles that cannot be broken come back as diagnostics. */
export function plan(
  { tenant, environment }: Config,
  { changes, unchanged, desired, live }: Compared,
  catalog: Catalog,
): { plan: Plan; diagnostics: Diagnostic[] } {
  const { waves, cycles } = wavesOf(graphOf(changes, desired, live, catalog));
  return {
    plan: {
      tenant,
      environment: environment.name,
      domain: environment.domain,
      changes,
      waves,
      requests: requestsFor(waves, changes, catalog),
      unchanged,
    },
    diagnostics: [
      ...cycles.map((cycle) => messages.referenceCycle(cycle)),
      ...danglingReferences(changes, desired, catalog),
    ],
  };
}

/** How many requests the waves take, with those together that the API takes together. */
function requestsFor(waves: readonly Step[][], changes: readonly Change[], catalog: Catalog): number {
  const known = new Map(changes.map((change) => [change.address, change]));
  const counts = waves.map((steps) => {
    const groups = groupBy(steps, ({ address, do: action }) => {
      const { type = '', parent = '' } = known.get(address) ?? {};
      const isAlone = action === 'update' || typeOf(catalog, type).endpoints.batch === undefined;
      return isAlone ? `${action} ${address}` : `${action} ${type} ${parent}`;
    });
    const sizes = [...groups.values()].map((group) => {
      const { type = '' } = known.get(group[0]?.address ?? '') ?? {};
      return Math.ceil(group.length / (typeOf(catalog, type).endpoints.batch?.size ?? 1));
    });
    return sizes.reduce((sum, size) => sum + size, 0);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** References to what the plan deletes: they would hold for this one run. */
function danglingReferences(changes: readonly Change[], desired: DesiredState, catalog: Catalog): Diagnostic[] {
  const gone = new Set<Address>();
  for (const { address, action, withheld } of changes)
    if (action === 'delete' && withheld === undefined) gone.add(address);
  if (gone.size === 0) return [];
  return [...desired.resources.values()].flatMap((resource) =>
    referencesOf(resource, catalog).flatMap(({ path, targets }) => {
      const lost = targets.find(({ address }) => gone.has(address));
      return lost === undefined || targets.some(({ address }) => desired.resources.has(address))
        ? []
        : [messages.deletedReference(lost.address, originAt(resource, path), resource.address)];
    }),
  );
}
