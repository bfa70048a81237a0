import type { Address } from './model/address.ts';
import type { Policy } from './model/config.ts';
import { isMatch, segments } from './model/path.ts';
import { isException, isLike, isSelected, selectorOf, withoutMark } from './model/selector.ts';
import type { Selectable, Selector } from './model/selector.ts';
import { typeOf } from './catalog/catalog.ts';
import type { Catalog, Type } from './catalog/catalog.ts';

/** What of a tenant is left alone, in full or in part: the one place where the policy's selectors are read. */
export interface Selection {
  /** Whether a resource is never read for change: a selector names it, its type, its parent, or the list it is in. */
  isExcluded: (resource: Selectable) => boolean;
  /** Whether it is excluded by more than the name of its whole type. */
  isExcludedByName: (resource: Selectable) => boolean;
  /** Whether what is known by its key alone may be excluded: selectors may go by its name or by its fields. */
  mayBeExcluded: (resource: Selectable) => boolean;
  /** Whether a whole type is excluded by its name. */
  isTypeExcluded: (type: Type) => boolean;
  /** The selector that may exclude some of a type by their names. */
  partlyExcludedBy: (type: Type) => string | undefined;
  /** The selector that keeps a resource from being deleted or replaced. */
  protectedBy: (resource: Selectable) => string | undefined;
  /** Whether resources of a type may be deleted. */
  allowsDelete: (type: Type) => boolean;
  /** Whether any fields are left to others. */
  ignoresFields: boolean;
  /** The path patterns, in bodies of a type, of the fields that are left to others. */
  ignoredFields: (type: Type) => string[];
  /** The types of children whose lists are left to others. */
  ignoredLists: ReadonlySet<Type>;
}

/** What a command is to be about, by selectors. */
export interface Choice {
  selectors: readonly ChoiceSelector[];
  /** Whether it names a resource, or the list that it is in. */
  names: (resource: Selectable) => boolean;
  /** Whether an address is named that lies inside of a list. */
  isInside: (list: Address) => boolean;
}

/** One selector of a choice. */
export interface ChoiceSelector extends Pick<Selector, 'text' | 'isWhole'> {
  /** Whether it is about a type at the top. */
  isOf: (type: string) => boolean;
  names: (resource: Selectable) => boolean;
}

/** What selectors choose for one run. */
export function choiceOf(texts: readonly string[], catalog: Catalog): Choice {
  const selectors = texts.map((text): ChoiceSelector => {
    const selector = selectorOf(text);
    return {
      text,
      isWhole: selector.isWhole,
      isOf: (type) => isLike(type, selector.type),
      names: (resource) => isSelected(selector, typeOf(catalog, resource.type).root.name, resource),
    };
  });
  return {
    selectors,
    names: (resource) => selectors.some(({ names }) => names(resource)),
    isInside: (list) => texts.some((text) => text.startsWith(`${list}/`)),
  };
}

/** What the policy of an environment selects. */
export function selectionOf(policy: Policy, catalog: Catalog): Selection {
  const { ignore, delete: deletes } = policy;
  const exclude = policy.exclude.filter((text) => !isException(text)).map(selectorOf);
  const excepted = policy.exclude.filter(isException).map((text) => selectorOf(withoutMark(text)));
  const include = policy.include.map(selectorOf);
  const protect = policy.protect.map(selectorOf);
  const rootOf = (type: string): string => typeOf(catalog, type).root.name;
  const isNamed = (selector: Selector, resource: Selectable): boolean =>
    isSelected(selector, rootOf(resource.type), resource);
  const isOf = (selector: Selector, type: string): boolean => isLike(rootOf(type), selector.type);
  const choosesTypes = include.some(({ isWhole }) => isWhole);
  // A type that is included whole leaves out the types that nothing includes; one by its resources, the others of its type.
  const isTypeLeftOut = (type: string): boolean => choosesTypes && !include.some((one) => isOf(one, type));
  const isLeftOut = (resource: Selectable): boolean => {
    // What belongs to a resource is included with it.
    const own = resource.parent === undefined ? include.filter((one) => isOf(one, resource.type)) : [];
    return own.length > 0 && !own.some((one) => one.isWhole || isNamed(one, resource));
  };
  const isExcepted = (resource: Selectable): boolean => excepted.some((one) => isNamed(one, resource));
  const hasExceptions = (type: string): boolean => excepted.some((one) => isOf(one, type));
  const wholeOf = (type: string): Selector | undefined => exclude.find((one) => one.isWhole && isLike(type, one.text));
  return {
    isExcluded: (resource) =>
      (exclude.some((selector) => isNamed(selector, resource)) && !isExcepted(resource)) ||
      isTypeLeftOut(resource.type) ||
      isLeftOut(resource),
    isExcludedByName: (resource) =>
      (exclude.some((one) => (one.text !== resource.type || hasExceptions(resource.type)) && isNamed(one, resource)) &&
        !isExcepted(resource)) ||
      isLeftOut(resource),
    mayBeExcluded: (resource) =>
      (exclude.some((one) => isNamed(one, resource) || (!one.isWhole && isOf(one, resource.type))) &&
        !isExcepted(resource)) ||
      isTypeLeftOut(resource.type) ||
      include.some((one) => !one.isWhole && isOf(one, resource.type)),
    isTypeExcluded: ({ name }) => (wholeOf(name) !== undefined && !hasExceptions(name)) || isTypeLeftOut(name),
    partlyExcludedBy: ({ name }) =>
      ([...exclude, ...include].find((one) => !one.isWhole && isOf(one, name)) ?? wholeOf(name))?.text,
    protectedBy: (resource) => {
      const { type, parent } = resource;
      // To take an item out of a list is an edit of its parent, which protection allows unless the item itself is named.
      const isOfParent = (selector: Selector): boolean =>
        parent !== undefined && isEdit(typeOf(catalog, type)) && isNamed(selector, { type, address: parent });
      const found = protect.find((selector) => isNamed(selector, resource) && !isOfParent(selector));
      return found?.text;
    },
    allowsDelete: ({ root }) => (Array.isArray(deletes) ? deletes.includes(root.name) : deletes),
    ignoresFields: Object.keys(ignore).length > 0,
    ignoredFields: (type) => ignoredFields(type, ignore),
    ignoredLists: new Set([...catalog.values()].filter((type) => isIgnoredList(type, ignore))),
  };
}

/** Whether taking a resource away is an edit of its parent, because nothing is lost that the files could not give back. */
export function isEdit({ child }: Type): boolean {
  return child !== undefined && child.isGuarded !== true;
}

function isIgnoredList({ root, child }: Type, ignore: Policy['ignore']): boolean {
  if (child === undefined) return false;
  return (ignore[root.name] ?? []).some((pattern) => isMatch(pattern.replace(/\[\]$/, ''), segments(child.path), true));
}

/** The patterns of a type; those of a child may be said of its parent, too. Keys are never left to others. */
function ignoredFields({ name, root, child, identity }: Type, ignore: Policy['ignore']): string[] {
  const starts = child === undefined ? [] : [`${child.path}[].`, `${child.path}.`];
  const above = starts.flatMap((start) =>
    (ignore[root.name] ?? []).flatMap((pattern) => (pattern.startsWith(start) ? [pattern.slice(start.length)] : [])),
  );
  return [...(ignore[name] ?? []), ...above].filter((pattern) => !identity.keys.includes(pattern));
}
