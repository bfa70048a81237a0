import type { Change, Withheld } from '../model/change.ts';
import type { Policy } from '../model/config.ts';
import { messages } from './messages.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import { isEdit } from '../selection.ts';
import type { Selection } from '../selection.ts';

/** A rule over a change that takes something away: why it is kept back, or `undefined`. */
type Guard = (change: Change, type: Type, selection: Selection) => Withheld | undefined;

const isProtected: Guard = (change, _type, selection) => {
  const selector = selection.protectedBy(change);
  return selector === undefined ? undefined : messages.protectedResource(selector);
};

const isKept: Guard = (_change, type, selection) =>
  isEdit(type) || selection.allowsDelete(type) ? undefined : messages.deleteNotAllowed(type.root.name);

const guards: Guard[] = [isProtected, isKept];

/**
 * The changes, with those marked that a guard keeps back: deletes and replacements.
 *
 * Links in a list that the files declare in full are not among them: taking one out is an edit of the list.
 */
export function guard(changes: readonly Change[], catalog: Catalog, selection: Selection): Change[] {
  return changes.map((change) => {
    if (change.withheld !== undefined || !isDestructive(change)) return change;
    const found = guards.map((rule) => rule(change, typeOf(catalog, change.type), selection));
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
  return isDestructive(change) && !isEdit(typeOf(catalog, change.type));
}
