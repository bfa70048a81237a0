import type { LiveState } from '../canonical/live.ts';
import type { Address } from '../model/address.ts';
import { digest } from '../model/inputs.ts';
import { compareText, keyText } from '../model/json.ts';
import { select, strip } from '../model/path.ts';
import type { Plan } from '../model/plan.ts';
import type { Resource, State } from '../model/resource.ts';
import { kindOf, referenceAddress, targetKinds } from '../resources/kind.ts';
import type { Kinds } from '../resources/kind.ts';

/** The live resources that a plan rests on: a digest of each by its address, and `absent` for what is not there. */
export type Basis = Record<Address, string>;

/** The resources that a plan touches, their parents, and what those refer to, as they are now. Secrets are left out. */
export function basisOf(plan: Plan, desired: State, live: LiveState, kinds: Kinds): Basis {
  const carried = plan.changes.filter(({ withheld }) => withheld === undefined);
  const addresses = carried.flatMap(({ address, parent }) => {
    const resource = desired.resources.get(address) ?? live.resources.get(address);
    const targets = resource === undefined ? [] : targetsOf(resource, kinds);
    return [
      address,
      ...(parent === undefined ? [] : [parent]),
      ...targets.filter((target) => live.resources.has(target)),
    ];
  });
  return basisAt([...new Set(addresses)].sort(compareText), live, kinds);
}

/** The live resources with these addresses as they are now. */
export function basisAt(addresses: readonly Address[], live: LiveState, kinds: Kinds): Basis {
  return Object.fromEntries(addresses.map((address) => [address, digestOf(live.resources.get(address), kinds)]));
}

function targetsOf(resource: Resource, kinds: Kinds): Address[] {
  const kind = kindOf(kinds, resource.kind);
  return Object.entries(kind.references ?? {}).flatMap(([path, reference]) =>
    select(resource.body, path).flatMap(({ value }) =>
      targetKinds(kind, reference).map((name) => referenceAddress(kindOf(kinds, name), resource, keyText(value))),
    ),
  );
}

function digestOf(resource: Resource | undefined, kinds: Kinds): string {
  if (resource === undefined) return 'absent';
  const { secret = [], sensitive = [] } = kindOf(kinds, resource.kind);
  return digest({ id: resource.id ?? null, body: strip(resource.body, [...secret, ...sensitive]) });
}
