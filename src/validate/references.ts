import { isKnown } from '../canonical/names.ts';
import type { Names } from '../canonical/names.ts';
import { originAt } from '../canonical/origin.ts';
import { addressOf, isSelected } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { hasMarker, shield } from '../model/marker.ts';
import { messages } from './messages.ts';
import { select } from '../model/path.ts';
import type { State } from '../model/resource.ts';
import { typeOf, targetTypeNames } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';

/**
 * References to names that do not exist.
 *
 * `names` are those of the files and, online, of the tenant. Offline a name can only be judged when the files declare
 * every type that it may belong to, and `exclude` may name resources that live in the tenant only.
 */
export function checkReferences(
  desired: State,
  names: Names,
  catalog: Catalog,
  options: { isOffline: boolean; exclude: readonly string[] },
): Diagnostic[] {
  return [...desired.resources.values()].flatMap((resource) => {
    const type = typeOf(catalog, resource.type);
    return Object.entries(type.references ?? {}).flatMap(([path, reference]) => {
      const targets = targetTypeNames(type, reference);
      const canJudge =
        !options.isOffline || targets.every((name) => desired.managed.has(typeOf(catalog, name).root.name));
      const isExcluded = (key: string): boolean =>
        targets.some((name) => options.exclude.some((selector) => isSelected(selector, name, addressOf(name, key))));
      return select(resource.body, path).flatMap(({ path: place, value }) => {
        if (typeof value !== 'string' || value === '' || hasMarker(shield(value))) return [];
        if (!canJudge || reference.builtIn?.test(value) === true || isKnown(names, targets, value)) return [];
        if (options.isOffline && isExcluded(value)) return [];
        const known = targets.flatMap((name) => [...(names.bodies.get(name)?.keys() ?? [])]);
        return [
          messages.unknownReference(
            targets,
            value,
            options.isOffline,
            known,
            originAt(resource, place),
            resource.address,
          ),
        ];
      });
    });
  });
}
