import { isSelected } from '../model/address.ts';
import type { Change, Withheld } from '../model/change.ts';
import type { Policy } from '../model/config.ts';
import { messages } from '../model/messages.ts';
import { kindOf } from '../resources/kind.ts';
import type { Kind, Kinds } from '../resources/kind.ts';

/** A rule over a change that takes something away: why it is kept back, or `undefined`. */
type Guard = (change: Change, kind: Kind, policy: Policy) => Withheld | undefined;

const isProtected: Guard = ({ address, parent }, { type, child }, { protect }) => {
  const isNamed = (selector: string): boolean => isSelected(selector, type.name, address, parent);
  // To take an item out of a list is an edit of its parent, which protection allows unless the item itself is named.
  const isOfParent = (selector: string): boolean => parent !== undefined && isSelected(selector, type.name, parent);
  const isEdit = child !== undefined && child.isGuarded !== true;
  const found = protect.find((selector) => isNamed(selector) && !(isEdit && isOfParent(selector)));
  return found === undefined ? undefined : messages.protectedResource(found);
};

const isKept: Guard = (_change, { type, child }, policy) => {
  if (child !== undefined && child.isGuarded !== true) return undefined;
  const isAllowed = Array.isArray(policy.delete) ? policy.delete.includes(type.name) : policy.delete;
  return isAllowed ? undefined : messages.deleteNotAllowed(type.name);
};

const guards: Guard[] = [isProtected, isKept];

/**
 * The changes, with those marked that a guard keeps back: deletes and replacements.
 *
 * Links in a list that the files declare in full are not among them: taking one out is an edit of the list.
 */
export function guard(changes: readonly Change[], kinds: Kinds, policy: Policy): Change[] {
  return changes.map((change) => {
    if (change.withheld !== undefined || !isDestructive(change)) return change;
    const found = guards.map((rule) => rule(change, kindOf(kinds, change.kind), policy));
    const withheld = found.find((reason) => reason !== undefined);
    return withheld === undefined ? change : { ...change, withheld };
  });
}

/** Why all deletes are kept back: there are more than the policy, or the user for this run, allows. */
export function tooManyDeletes(
  changes: readonly Change[],
  kinds: Kinds,
  policy: Policy,
  allowDeletes: number | undefined,
): Withheld | undefined {
  const limit = Math.max(policy.maxDeletes ?? Infinity, allowDeletes ?? 0);
  const { length } = changes.filter((change) => change.withheld === undefined && isCounted(change, kinds));
  return length > limit ? messages.tooManyDeletes(length, limit) : undefined;
}

/** The changes without any delete or replacement. */
export function withoutDeletes(changes: readonly Change[], kinds: Kinds, withheld: Withheld): Change[] {
  return changes.map((change) =>
    change.withheld === undefined && isCounted(change, kinds) ? { ...change, withheld } : change,
  );
}

function isDestructive({ action }: Change): boolean {
  return action === 'delete' || action === 'replace';
}

function isCounted(change: Change, kinds: Kinds): boolean {
  const { child } = kindOf(kinds, change.kind);
  return isDestructive(change) && (child === undefined || child.isGuarded === true);
}
