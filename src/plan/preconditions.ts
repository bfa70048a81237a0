import type { LiveState } from '../canonical/live.ts';
import type { Address } from '../model/address.ts';
import { digest } from '../model/inputs.ts';
import { compareText, keyText } from '../model/json.ts';
import { select, strip } from '../model/path.ts';
import type { Plan } from '../model/plan.ts';
import type { Resource, State } from '../model/resource.ts';
import { typeOf, referenceAddress, targetTypeNames } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';

/** The live resources that a plan rests on: a digest of each by its address, and `absent` for what is not there. */
export type Preconditions = Record<Address, string>;

/** The resources that a plan touches, their parents, and what those refer to, as they are now. Secrets are left out. */
export function preconditionsOf(plan: Plan, desired: State, live: LiveState, catalog: Catalog): Preconditions {
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

function targetsOf(resource: Resource, catalog: Catalog): Address[] {
  const type = typeOf(catalog, resource.type);
  return Object.entries(type.references ?? {}).flatMap(([path, reference]) =>
    select(resource.body, path).flatMap(({ value }) =>
      targetTypeNames(type, reference).map((name) => referenceAddress(typeOf(catalog, name), resource, keyText(value))),
    ),
  );
}

function digestOf(resource: Resource | undefined, catalog: Catalog): string {
  if (resource === undefined) return 'absent';
  const { secret = [], sensitive = [] } = typeOf(catalog, resource.type);
  return digest({ id: resource.id ?? null, body: strip(resource.body, [...secret, ...sensitive]) });
}
