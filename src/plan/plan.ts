import type { LiveState } from '../canonical/live.ts';
import { originAt } from '../canonical/origin.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { keyText } from '../model/json.ts';
import { messages } from './messages.ts';
import { select } from '../model/path.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { State } from '../model/resource.ts';
import { typeOf, referenceAddress, targetTypeNames } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { graphOf } from './graph.ts';
import { wavesOf } from './waves.ts';

/** Orders the changes of one environment into waves; circles that cannot be broken come back as diagnostics. */
export function plan(
  { tenant, environment }: Config,
  changes: Change[],
  unchanged: number,
  desired: State,
  live: LiveState,
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
function danglingReferences(changes: readonly Change[], desired: State, catalog: Catalog): Diagnostic[] {
  const gone = new Set<Address>();
  for (const { address, action, withheld } of changes)
    if (action === 'delete' && withheld === undefined) gone.add(address);
  if (gone.size === 0) return [];
  return [...desired.resources.values()].flatMap((resource) => {
    const type = typeOf(catalog, resource.type);
    return Object.entries(type.references ?? {}).flatMap(([path, reference]) =>
      select(resource.body, path).flatMap(({ path: place, value }) => {
        const targets = targetTypeNames(type, reference).map((name) =>
          referenceAddress(typeOf(catalog, name), resource, keyText(value)),
        );
        const lost = targets.find((address) => gone.has(address));
        return lost === undefined || targets.some((address) => desired.resources.has(address))
          ? []
          : [messages.deletedReference(lost, originAt(resource, place), resource.address)];
      }),
    );
  });
}
