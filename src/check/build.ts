import { keyReferences } from '../canonical/references.ts';
import { targetTypeNames, typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import type { Unreadable } from '../model/snapshot.ts';
import type { Origin } from '../model/tree.ts';
import type { Selection } from '../selection.ts';
import type { Facts } from './facts.ts';
import { messages } from './messages.ts';
import type { CheckSource, Lack, Subject, World } from './world.ts';

/** What the files say, and what else is known. */
export interface Given {
  desired: DesiredState;
  catalog: Catalog;
  selection: Selection;
  sections: ReadonlyMap<string, Origin>;
  domain: string;
  now: number;
  facts: Facts;
}

/** The tenant as a plan would leave it. */
export interface Planned {
  /** What there will be of what the plan looked at. */
  expected: ReadonlyMap<Address, DesiredResource>;
  /** What there is, of all that was read. */
  live: ReadonlyMap<Address, LiveResource>;
  unreadable: readonly Unreadable[];
  /** The types that were read whole. */
  read: ReadonlySet<string>;
}

/** What rules look at when only the files are there. */
export function worldOfFiles(given: Given): World {
  const { desired, catalog, selection } = given;
  const subjects = [...desired.resources.values()].map((resource): Subject => ({ resource, isComplete: false }));
  const toKnow: Lack = { state: 'unknown', why: messages.needs('plan') };
  const isWhole = (type: Type): boolean => {
    const { root, child } = type;
    if (!desired.managed.types.has(root.name)) return false;
    if (child === undefined) return root.identity.keys.length === 0 || !isFixed(type);
    const parents = [...desired.resources.values()].filter((one) => one.type === root.name);
    return parents.every(({ address }) => desired.managed.lists.has(childAddress(address, child.name, '')));
  };
  return worldOf('files', subjects, given, (name) => {
    const type = typeOf(catalog, name);
    if (selection.isTypeExcluded(type)) return { state: 'skipped' };
    return isWhole(type) ? undefined : toKnow;
  });
}

/** What rules look at when there is a plan: what the tenant has, with the plan laid over it. */
export function worldOfPlan(given: Given, planned: Planned): World {
  const { expected, live } = planned;
  const others = [...live.values()].filter(({ address }) => !expected.has(address));
  const subjects = [...expected.values(), ...others.map(asDesired)].map((resource): Subject => {
    const before = live.get(resource.address);
    return {
      resource: { ...resource, source: resource.source ?? given.desired.resources.get(resource.address)?.source },
      isComplete: true,
      system: before?.system,
      answered: before?.answered,
      isNew: before === undefined,
      before: before?.body,
    };
  });
  return worldOf('plan', subjects, given, (name) => lackWhenRead(name, given, planned));
}

/** What rules look at when the tenant is there as it is. */
export function worldOfLive(given: Given, read: Omit<Planned, 'expected'>): World {
  const subjects = [...read.live.values()].map((live): Subject => ({
    resource: { ...asDesired(live), source: given.desired.resources.get(live.address)?.source },
    isComplete: true,
    system: live.system,
    answered: live.answered,
  }));
  return worldOf('live', subjects, given, (name) => lackWhenRead(name, given, read));
}

function asDesired(live: LiveResource): DesiredResource {
  return { ...live, body: { ...live.body, ...live.facts }, source: undefined };
}

function lackWhenRead(
  name: string,
  { catalog, selection }: Given,
  { unreadable, read }: Pick<Planned, 'unreadable' | 'read'>,
): Lack | undefined {
  const type = typeOf(catalog, name);
  if (selection.isTypeExcluded(type)) return { state: 'skipped' };
  const refusal = unreadable.find((one) => one.type === name || one.type === type.root.name);
  if (refusal !== undefined) return { state: 'unknown', why: messages.notReadable(refusal.reason) };
  return read.has(name) ? undefined : { state: 'unknown', why: messages.needs('live') };
}

function worldOf(on: CheckSource, all: readonly Subject[], given: Given, lackOf: World['lackOf']): World {
  const { selection, desired, catalog, sections, domain, now, facts } = given;
  const subjects = all.filter(({ resource }) => !selection.isExcluded(resource));
  const byType = groupBy(subjects, ({ resource }) => resource.type);
  return {
    on,
    catalog,
    subjects: new Map(subjects.map((subject) => [subject.resource.address, subject])),
    ofType: (type) => byType.get(type) ?? [],
    lackOf,
    sections,
    isManaged: (type) => desired.managed.types.has(typeOf(catalog, type).root.name),
    domain,
    now,
    facts,
    toKnow: messages.needs(on === 'files' ? 'plan' : 'live'),
  };
}

/** Whether there is a fixed set of its resources, so that those which the files leave out are there all the same. */
export function isFixed({ endpoints, possibleKeys }: Type): boolean {
  return possibleKeys !== undefined || (endpoints.create === undefined && endpoints.batch === undefined);
}

/** The types that have to be read for rules, of which a plan reads only a part or nothing: with those that parents and keys need. */
export function typesBeside(
  names: Iterable<string>,
  { desired, catalog }: Pick<Given, 'desired' | 'catalog'>,
): Set<string> {
  const all = new Set([...names].flatMap((name) => withParent(typeOf(catalog, name), catalog)));
  return new Set(
    [...all].filter((name) => {
      const type = typeOf(catalog, name);
      const isRead =
        type.child === undefined &&
        desired.managed.types.has(name) &&
        (!isFixed(type) || type.identity.keys.length === 0);
      const hasChild = [...all].some((other) => other !== name && typeOf(catalog, other).root.name === name);
      return !isRead || hasChild;
    }),
  );
}

/** A type with its parent, and with what its key is made of. */
function withParent(type: Type, catalog: Catalog): string[] {
  const keys = keyReferences(typeOf(catalog, type.root.name)).flatMap(([, reference]) =>
    reference.by === 'id' ? targetTypeNames(type, reference) : [],
  );
  return [...new Set([type.root.name, type.name, ...keys])];
}
