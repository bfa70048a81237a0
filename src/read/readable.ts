import { namesOf } from '../canonical/names.ts';
import { originAt } from '../canonical/origin.ts';
import { childAddress, isSelected } from '../model/address.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { capabilityMessages } from '../model/capability-messages.ts';
import { segments } from '../model/path.ts';
import type { Resource, State } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Origin } from '../model/tree.ts';
import { kindOf } from '../resources/kind.ts';
import type { Kind, Kinds } from '../resources/kind.ts';
import { usesOf, withKeyKinds } from './uses.ts';

/**
 * What it means for the files that kinds cannot be read: one diagnostic for each.
 *
 * An error when the files manage the kind or name something of it. Where only live resources are named after it they are
 * shown by their ids, which is a warning, unless the files exclude some of them by those names.
 */
export function checkReadable(snapshot: Snapshot, desired: State, config: Config, kinds: Kinds): Diagnostic[] {
  const { exclude } = config.environment.policy;
  const resources = [...desired.resources.values()].filter(({ kind, address, parent }) => {
    const { name } = kindOf(kinds, kind).type;
    return !exclude.some((selector) => isSelected(selector, name, address, parent));
  });
  const declared = namesOf(resources);
  return snapshot.unreadable.map((lack) => {
    const kind = kindOf(kinds, lack.kind);
    if (kind.child !== undefined) {
      return capabilityMessages.managed(lack, listOrigin(kind, resources, desired.managed));
    }
    if (desired.managed.has(kind.name) && !exclude.includes(kind.name)) {
      return capabilityMessages.managed(lack, config.sections.get(kind.name));
    }
    for (const resource of resources) {
      const use = usesOf(resource, kinds, declared).find(({ targets }) =>
        targets.some((target) => withKeyKinds(target, kinds).has(kind)),
      );
      if (use !== undefined) return capabilityMessages.named(lack, originAt(resource, use.path), resource.address);
    }
    const selector = exclude.find((one) => one.startsWith(`${kind.name}/`) || one.includes('*'));
    return selector === undefined ? capabilityMessages.inKeys(lack) : capabilityMessages.excluded(lack, selector);
  });
}

/** Where the files first declare the list of children. */
function listOrigin(
  { type, child }: Kind,
  resources: readonly Resource[],
  managed: ReadonlySet<string>,
): Origin | undefined {
  const parent = resources.find(
    ({ kind, address }) => kind === type.name && managed.has(childAddress(address, child?.name ?? '', '')),
  );
  return parent === undefined ? undefined : originAt(parent, segments(child?.path ?? ''));
}
