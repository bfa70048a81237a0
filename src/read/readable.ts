import { namesOf } from '../canonical/names.ts';
import { originAt } from '../canonical/origin.ts';
import { childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { messages } from './messages.ts';
import { segments } from '../model/path.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Origin } from '../model/tree.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Selection } from '../selection.ts';
import { usesOf, withKeyTypes } from './uses.ts';

/**
 * What it means for the files that types cannot be read: one diagnostic for each.
 *
 * An error when the files manage the type or name something of it. Where only live resources are named after it they are
 * shown by their ids, which is a warning, unless the files exclude some of them by those names.
 */
export function checkReadable(
  snapshot: Snapshot,
  desired: Pick<DesiredState, 'resources' | 'managed'>,
  { sections }: Pick<Config, 'sections'>,
  catalog: Catalog,
  selection: Selection,
): Diagnostic[] {
  const resources = [...desired.resources.values()].filter((resource) => !selection.isExcluded(resource));
  const declared = namesOf(resources);
  return snapshot.unreadable.map((lack) => {
    const type = typeOf(catalog, lack.type);
    if (type.child !== undefined) {
      return messages.managedUnreadable(lack, listOrigin(type, resources, desired.managed.lists));
    }
    if (desired.managed.types.has(type.name) && !selection.isTypeExcluded(type)) {
      return messages.managedUnreadable(lack, sections.get(type.name));
    }
    const uses = resources.flatMap((resource) =>
      usesOf(resource, catalog, declared)
        .filter(({ targets }) => targets.some((target) => withKeyTypes(target, catalog).has(type)))
        .map((use) => ({ ...use, origin: originAt(resource, use.path), address: resource.address })),
    );
    const needed = uses.find(({ isNeeded }) => isNeeded);
    if (needed !== undefined) return messages.namedUnreadable(lack, needed.origin, needed.address);
    const selector = selection.partlyExcludedBy(type);
    if (selector !== undefined) return messages.excludedUnreadable(lack, selector);
    const [checked] = uses;
    return checked === undefined
      ? messages.keysUnreadable(lack)
      : messages.uncheckable(lack, checked.origin, checked.address);
  });
}

/** Where the files first declare the list of children. */
function listOrigin(
  { root, child }: Type,
  resources: readonly DesiredResource[],
  lists: ReadonlySet<Address>,
): Origin | undefined {
  const parent = resources.find(
    ({ type, address }) => type === root.name && lists.has(childAddress(address, child?.name ?? '', '')),
  );
  return parent === undefined ? undefined : originAt(parent, segments(child?.path ?? ''));
}
