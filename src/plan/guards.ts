import { isSelected } from '../model/address.ts';
import type { Change, Withheld } from '../model/change.ts';
import type { Policy } from '../model/config.ts';
import { messages } from './guard-messages.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';

/** A rule over a change that takes something away: why it is kept back, or `undefined`. */
type Guard = (change: Change, type: Type, policy: Policy) => Withheld | undefined;

const isProtected: Guard = ({ address, parent }, { root, child }, { protect }) => {
  const isNamed = (selector: string): boolean => isSelected(selector, root.name, address, parent);
  // To take an item out of a list is an edit of its parent, which protection allows unless the item itself is named.
  const isOfParent = (selector: string): boolean => parent !== undefined && isSelected(selector, root.name, parent);
  const isEdit = child !== undefined && child.isGuarded !== true;
  const found = protect.find((selector) => isNamed(selector) && !(isEdit && isOfParent(selector)));
  return found === undefined ? undefined : messages.protectedResource(found);
};

const isKept: Guard = (_change, { root, child }, policy) => {
  if (child !== undefined && child.isGuarded !== true) return undefined;
  const isAllowed = Array.isArray(policy.delete) ? policy.delete.includes(root.name) : policy.delete;
  return isAllowed ? undefined : messages.deleteNotAllowed(root.name);
};

const guards: Guard[] = [isProtected, isKept];

/**
 * The changes, with those marked that a guard keeps back: deletes and replacements.
 *
 * Links in a list that the files declare in full are not among them: taking one out is an edit of the list.
 */
export function guard(changes: readonly Change[], catalog: Catalog, policy: Policy): Change[] {
  return changes.map((change) => {
    if (change.withheld !== undefined || !isDestructive(change)) return change;
    const found = guards.map((rule) => rule(change, typeOf(catalog, change.type), policy));
    const withheld = found.find((reason) => reason !== undefined);
    return withheld === undefined ? change : { ...change, withheld };
  });
}

/** Why all deletes are kept back: there are more than the policy, or the user for this run, allows. */
export function tooManyDeletes(
  changes: readonly Change[],
  catalog: Catalog,
  policy: Policy,
  allowDeletes: number | undefined,
): Withheld | undefined {
  const limit = Math.max(policy.maxDeletes ?? Infinity, allowDeletes ?? 0);
  const { length } = changes.filter((change) => change.withheld === undefined && isCounted(change, catalog));
  return length > limit ? messages.tooManyDeletes(length, limit) : undefined;
}

/** The changes without any delete or replacement. */
export function withoutDeletes(changes: readonly Change[], catalog: Catalog, withheld: Withheld): Change[] {
  return changes.map((change) =>
    change.withheld === undefined && isCounted(change, catalog) ? { ...change, withheld } : change,
  );
}

function isDestructive({ action }: Change): boolean {
  return action === 'delete' || action === 'replace';
}

function isCounted(change: Change, catalog: Catalog): boolean {
  const { child } = typeOf(catalog, change.type);
  return isDestructive(change) && (child === undefined || child.isGuarded === true);
}
