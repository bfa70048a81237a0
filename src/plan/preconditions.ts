import type { LiveState } from '../canonical/live.ts';
import { targetsOf } from '../canonical/references.ts';
import type { Address } from '../model/address.ts';
import { digest } from '../model/inputs.ts';
import { compareText } from '../model/json.ts';
import { strip } from '../model/path.ts';
import type { Plan } from '../model/plan.ts';
import type { Resource, DesiredState } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';

/** The live resources that a plan rests on: a digest of each by its address, and `absent` for what is not there. */
export type Preconditions = Record<Address, string>;

/** The resources that a plan touches, their parents, and what those refer to, as they are now. Secrets are left out. */
export function preconditionsOf(plan: Plan, desired: DesiredState, live: LiveState, catalog: Catalog): Preconditions {
  const carried = plan.changes.filter(({ withheld }) => withheld === undefined);
  const addresses = carried.flatMap(({ address, parent }) => {
    const resource = desired.resources.get(address) ?? live.resources.get(address);
    const targets = resource === undefined ? [] : targetsOf(resource, catalog);
    return [
      address,
      ...(parent === undefined ? [] : [parent]),
      ...targets.filter((target) => live.resources.has(target)),
    ];
  });
  return preconditionsAt([...new Set(addresses)].sort(compareText), live, catalog);
}

/** The live resources with these addresses as they are now. */
export function preconditionsAt(addresses: readonly Address[], live: LiveState, catalog: Catalog): Preconditions {
  return Object.fromEntries(addresses.map((address) => [address, digestOf(live.resources.get(address), catalog)]));
}

function digestOf(resource: Resource | undefined, catalog: Catalog): string {
  if (resource === undefined) return 'absent';
  const { secret = [], sensitive = [] } = typeOf(catalog, resource.type);
  return digest({ id: resource.id ?? null, body: strip(resource.body, [...secret, ...sensitive]) });
}
