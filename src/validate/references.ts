import { isKnown } from '../canonical/names.ts';
import type { Names } from '../canonical/names.ts';
import { originAt } from '../canonical/origin.ts';
import { referencesOf } from '../canonical/references.ts';
import type { ResourceReference } from '../canonical/references.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { hasMarker, shield } from '../model/marker.ts';
import { messages } from './messages.ts';
import type { DesiredState } from '../model/resource.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Selection } from '../selection.ts';

/** The form of the ids of Auth0: only the tenant can tell whether one of it exists. */
const idForm =
  /^(?:[a-z]{2,6}_[A-Za-z0-9]{14,}|[A-Za-z0-9]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** References to names that neither the files nor the tenant have; `names` are those of both. */
export function checkReferences(desired: DesiredState, names: Names, catalog: Catalog): Diagnostic[] {
  return unknownReferences(desired, names, catalog, false);
}

/**
 * References to names that do not exist, as far as the files alone can tell: they have to declare every type that the name
 * may belong to, and what is excluded may live in the tenant only.
 */
export function checkDeclaredReferences(
  desired: DesiredState,
  declared: Names,
  catalog: Catalog,
  selection: Selection,
): Diagnostic[] {
  return unknownReferences(desired, declared, catalog, true, ({ targets }) =>
    targets.every(
      ({ type, address }) =>
        desired.managed.types.has(type.root.name) && !selection.mayBeExcluded({ type: type.name, address }),
    ),
  );
}

function unknownReferences(
  desired: DesiredState,
  names: Names,
  catalog: Catalog,
  isOffline: boolean,
  canJudge: (reference: ResourceReference) => boolean = () => true,
): Diagnostic[] {
  return [...desired.resources.values()].flatMap((resource) =>
    referencesOf(resource, catalog).flatMap((found) => {
      const { path, reference, value, targets } = found;
      if (typeof value !== 'string' || value === '' || hasMarker(shield(value))) return [];
      const types = targets.map(({ type }) => type);
      if (isKnown(names, types, value) || !canJudge(found)) return [];
      const known = types.flatMap(({ name }) => [...(names.bodies.get(name)?.keys() ?? [])]);
      const builtIn = known.filter((name) => reference.builtIn?.test(name) === true);
      // Where none is known of the names that tenants have of their own, those have not been read.
      if (reference.builtIn?.test(value) === true && (isOffline || builtIn.length === 0)) return [];
      const named = types.map(({ name }) => name);
      const own = builtIn.find((name) => pathOf(name) === pathOf(value));
      return [
        messages.unknownReference({ types: named, name: value, known, own }, isOffline, {
          severity: isOffline && idForm.test(value) ? 'warning' : undefined,
          origin: originAt(resource, path),
          address: resource.address,
        }),
      ];
    }),
  );
}

/** What of an address is the same in every tenant. */
function pathOf(address: string): string {
  return address.replace(/^https?:\/\/[^/]*/, '');
}
