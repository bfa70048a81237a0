import { referencesOf, targetsOf } from '../canonical/references.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Along, Plan } from '../model/plan.ts';
import type { DesiredResource, DesiredState, Managed, Resource } from '../model/resource.ts';
import { selectorOf } from '../model/selector.ts';
import type { Selectable } from '../model/selector.ts';
import { didYouMean, withPart } from '../model/suggest.ts';
import type { Choice, Selection } from '../selection.ts';
import type { Sides } from './compare.ts';
import { messages } from './messages.ts';

/** What has to be read for a part of a tenant. */
export interface WantedPart {
  resources: Map<Address, DesiredResource>;
  managed: Managed;
  /** The types of what the part refers to: whether it exists decides what has to be made with the part. */
  named: ReadonlySet<string>;
}

/** The part of the changes that a run is about. */
export interface Chosen {
  /** The resources that were named, and those taken along. */
  only: ReadonlySet<Address>;
  /** The parents of those that are in a list. */
  parents: ReadonlySet<Address>;
  along: Along[];
  /** How many changes are left for another run, of what was read. */
  others: number;
  diagnostics: Diagnostic[];
}

/** What a part is chosen from. */
export interface ChoiceContext {
  choice: Choice;
  catalog: Catalog;
  selection: Selection;
}

/** Selectors that can name nothing, whatever the tenant has: of no type, or of one that the files leave alone. */
export function checkChoice(
  { selectors }: Choice,
  { resources, managed }: DesiredState,
  catalog: Catalog,
): Diagnostic[] {
  const types = [...catalog.values()].filter(({ child }) => child === undefined).map(({ name }) => name);
  return selectors.flatMap(({ text, isOf }) => {
    const named = types.filter(isOf);
    if (named.length === 0) {
      const meant = didYouMean(text, [...resources.keys()]) ?? didYouMean(selectorOf(text).type, types);
      return [messages.unknownChoice(text, meant)];
    }
    return named.some((type) => managed.types.has(type)) ? [] : [messages.unmanagedChoice(text, named)];
  });
}

/** What has to be read to plan for a part of what the files say. */
export function wantedOf(desired: DesiredState, { choice, catalog }: ChoiceContext): WantedPart {
  const resources = new Map<Address, DesiredResource>();
  const add = (resource: DesiredResource): void => {
    if (resources.has(resource.address)) return;
    resources.set(resource.address, resource);
    neededBy(resource, desired, catalog).forEach(({ resource: needed }) => add(needed));
  };
  const chosen = chosenOf(desired, choice);
  [...desired.resources.values()].filter((one) => chosen.has(one.address)).forEach(add);
  const ofParts = new Set([...resources.values()].flatMap((resource) => listOf(resource, catalog)));
  const lists = listsOf(desired).filter(
    ({ list, parent }) =>
      choice.names(list) || chosen.has(parent.address) || ofParts.has(list.address) || choice.isInside(list.address),
  );
  // A list is read at its parent.
  lists.forEach(({ parent }) => add(parent));
  const types = new Set(
    [...desired.managed.types].filter((type) => choice.selectors.some((selector) => selector.isOf(type))),
  );
  const roots = [...resources.values()].map(({ type }) => typeOf(catalog, type).root.name);
  const named = new Set(roots.filter((type) => !types.has(type)));
  return { resources, managed: { types, lists: new Set(lists.map(({ list }) => list.address)) }, named };
}

/** The resources of a part with what its changes need and the tenant does not have, and what is left out. */
export function choose(
  { desired, live }: Sides,
  changes: readonly Change[],
  wanted: WantedPart,
  context: ChoiceContext,
): Chosen {
  const { choice, catalog } = context;
  const named = new Set([...chosenOf(desired, choice), ...chosenOf(live, choice)]);
  const along = new Map<Address, Along>();
  const open = [...changes].filter(({ address, withheld }) => named.has(address) && withheld === undefined);
  const visit = (resource: DesiredResource): void => {
    for (const { resource: needed, why } of neededBy(resource, desired, catalog)) {
      const { address } = needed;
      if (named.has(address) || along.has(address) || live.resources.has(address)) continue;
      along.set(address, { address, why, of: resource.address });
      visit(needed);
    }
  };
  for (const { address } of open) {
    const resource = desired.resources.get(address);
    if (resource !== undefined) visit(resource);
  }
  const only = new Set([...named, ...along.keys()]);
  const parents = [...only].map((address) => (desired.resources.get(address) ?? live.resources.get(address))?.parent);
  const isJudged = judgeOf(wanted, context);
  const others = changes.filter(({ address, withheld }) => {
    const both = [desired.resources.get(address), live.resources.get(address)].filter((one) => one !== undefined);
    return !only.has(address) && withheld === undefined && isJudged(both);
  });
  const diagnostics = checkNamed(context, desired, live);
  return {
    only,
    parents: new Set(parents.filter((one) => one !== undefined)),
    along: [...along.values()],
    others: others.length,
    diagnostics,
  };
}

/** The addresses of what a choice names; what belongs to a resource is named with it. */
function chosenOf({ resources }: { resources: ReadonlyMap<Address, Resource> }, choice: Choice): Set<Address> {
  const found = new Set<Address>();
  for (const resource of resources.values()) {
    const parent = resources.get(resource.parent ?? '');
    if (choice.names(resource) || (parent !== undefined && choice.names(parent))) found.add(resource.address);
  }
  return found;
}

/** What has to be there for a resource, of what the files declare: its parent, what it refers to, what its type requires. */
function neededBy(
  { type, address, parent, body }: DesiredResource,
  { resources }: DesiredState,
  catalog: Catalog,
): { resource: DesiredResource; why: Along['why'] }[] {
  const at = (target: Address, why: Along['why']): { resource: DesiredResource; why: Along['why'] }[] => {
    const resource = resources.get(target);
    return resource === undefined ? [] : [{ resource, why }];
  };
  const required = (typeOf(catalog, type).requirements ?? []).map((one) => one.type);
  const named = targetsOf({ type, address, body, ...(parent === undefined ? {} : { parent }) }, catalog);
  return [
    ...(parent === undefined ? [] : at(parent, 'parent')),
    ...named.flatMap((target) => at(target, 'reference')),
    ...(required.length === 0 ? [] : [...resources.values()].filter((one) => required.includes(one.type))).map(
      (resource) => ({ resource, why: 'requirement' as const }),
    ),
  ];
}

/** The lists of children that the files declare, each with its parent. */
function listsOf({ resources, managed }: DesiredState): { list: Selectable; parent: DesiredResource }[] {
  return [...managed.lists].flatMap((address) => {
    const parent = resources.get(address.slice(0, address.lastIndexOf('/')));
    return parent === undefined ? [] : [{ list: { type: parent.type, address, parent: parent.address }, parent }];
  });
}

/** The list of children that a resource is in. */
function listOf({ type, parent }: Selectable, catalog: Catalog): Address[] {
  const { child } = typeOf(catalog, type);
  return child === undefined || parent === undefined ? [] : [childAddress(parent, child.name, '')];
}

/** Whether enough was read to say of a resource, of which this is one side or both, whether it differs. */
function judgeOf({ managed, named }: WantedPart, { catalog }: ChoiceContext): (sides: readonly Resource[]) => boolean {
  const isRead = (resource: Resource): boolean => {
    const { type } = resource;
    const [list] = listOf(resource, catalog);
    if (list !== undefined) return managed.lists.has(list);
    return managed.types.has(type) && typeOf(catalog, type).endpoints.list !== undefined;
  };
  const areNamesRead = (resource: Resource): boolean =>
    referencesOf(resource, catalog)
      .filter(({ reference }) => reference.by !== 'key')
      .every(({ targets }) =>
        targets.every(({ type }) => managed.types.has(type.root.name) || named.has(type.root.name)),
      );
  return (sides) => sides.every((side) => isRead(side) && (sides.length === 1 || areNamesRead(side)));
}

/** Selectors that name nothing of what the files declare, nor of what was read of the tenant. */
export function checkNamed(
  context: ChoiceContext,
  desired: DesiredState,
  live: { resources: ReadonlyMap<Address, Resource> },
): Diagnostic[] {
  const lists = listsOf(desired).map(({ list }) => list);
  return unfoundOf(context, [...desired.resources.values(), ...live.resources.values(), ...lists]);
}

/** The selectors that name nothing of what there is in the files, and of what they manage in the tenant. */
function unfoundOf({ choice, selection }: ChoiceContext, all: readonly Selectable[]): Diagnostic[] {
  return choice.selectors.flatMap(({ text, isWhole, names }) => {
    if (isWhole) return [];
    const found = all.filter((one) => names(one));
    if (found.some((one) => !selection.isExcluded(one))) return [];
    const [left] = found;
    if (left !== undefined) return [messages.excludedChoice(text, left.address)];
    const known = [...new Set(all.map(({ address }) => address))];
    const parts = withPart(text, known);
    const meant = parts.length === 0 ? undefined : `did you mean ${parts.join(' or ')}?`;
    return [messages.unknownChoice(text, didYouMean(text, known) ?? meant)];
  });
}

/** What a plan says of the part that it is about. */
export function partIn(choice: Choice | undefined, chosen: Chosen | undefined): Pick<Plan, 'part'> {
  if (choice === undefined || chosen === undefined) return {};
  const { along, others } = chosen;
  return { part: { only: choice.selectors.map(({ text }) => text), along, others } };
}
