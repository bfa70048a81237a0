import type { LiveState } from '../canonical/live.ts';
import { originAt } from '../canonical/origin.ts';
import { referencesOf } from '../canonical/references.ts';
import { childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Change, ChangedResource, Create, Delete, FieldChange, Replace, Update } from '../model/change.ts';
import { placeOf } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { compareNatural } from '../model/json.ts';
import { messages } from './messages.ts';
import { comparePaths, formatPath, isMatch } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import { hiddenSecrets } from '../secrets/secrets.ts';
import { noMemory } from '../secrets/secret-memory.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Selection } from '../selection.ts';
import { changedBeside, changedSecrets, compareBodies, describe, fieldsIn } from './fields.ts';
import type { Difference } from './fields.ts';

/** Both sides of a comparison, and what decides about it. */
export interface Question {
  desired: DesiredState;
  live: LiveState;
  catalog: Catalog;
  selection: Selection;
  /** Resources that are going to be replaced: their children are new. */
  replaced: ReadonlySet<Address>;
  /** Tells which secrets have changed, of those that the API does not return; without it none has. */
  memory?: SecretMemory;
}

/** What differs between the two sides. */
export interface Answer {
  changes: Change[];
  unchanged: number;
  diagnostics: Diagnostic[];
}

/** A change without what is to happen. */
type Subject = Omit<ChangedResource, 'fields'>;

/** One change for each managed resource that differs. */
export function changesBetween(question: Question): Answer {
  const { desired, live, catalog, selection } = question;
  const wanted = groupBy(desired.resources.values(), ({ type }) => type);
  const given = groupBy(live.resources.values(), ({ type }) => type);
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  let unchanged = 0;
  for (const type of catalog.values()) {
    const declared = (wanted.get(type.name) ?? []).filter((resource) => !selection.isExcluded(resource));
    const compared = declared.map((resource) => changeOf(question, type, resource));
    const differing = compared.filter(({ action }) => action !== 'none');
    unchanged += compared.length - differing.length;
    const found = [...differing, ...deletesOf(question, type, given.get(type.name) ?? [])];
    changes.push(...found.sort((a, b) => compareNatural(a.address, b.address)));
    diagnostics.push(...declared.flatMap((resource) => diagnosticsOf(question, resource)));
    diagnostics.push(...declared.flatMap((resource) => leftToSystem(question, type, resource)));
  }
  return {
    changes,
    unchanged,
    diagnostics: [...diagnostics, ...unknownSecrets(question)],
  };
}

/** Secrets of what exists of which nobody here knows whether they are the ones that were applied last. */
function unknownSecrets({ desired, live, catalog, selection, memory }: Question): Diagnostic[] {
  if (memory === undefined) return [];
  const unknown = [...desired.resources.values()].flatMap((resource) => {
    const existing = live.resources.get(resource.address);
    if (existing === undefined || selection.isExcluded(resource)) return [];
    return hiddenSecrets(typeOf(catalog, resource.type), resource.body, existing.body).filter(
      ({ path, value }) => memory.compare(resource.address, formatPath(path), value) === 'unknown',
    );
  });
  return unknown.length === 0 ? [] : [messages.secretsNotCompared(unknown.length)];
}

/** What is to happen to a declared resource. */
function changeOf({ live: { resources }, replaced, memory }: Question, type: Type, desired: DesiredResource): Change {
  const { address, parent = '', source } = desired;
  const body = desired.marked ?? desired.body;
  // The children of what is replaced go with it.
  const live = replaced.has(parent) ? undefined : resources.get(address);
  const subject = subjectOf(desired, live, resources.get(parent));
  const canCreate = type.endpoints.create !== undefined || type.endpoints.batch !== undefined;
  if (live === undefined && canCreate) return createOf(subject, type, desired);
  const differences = [
    ...compareBodies(type, body, live?.body ?? {}, source?.traces),
    ...changedSecrets(type, desired, live?.body ?? {}, memory ?? noMemory),
  ].sort((a, b) => comparePaths(a.path, b.path));
  if (differences.length === 0) return { ...subject, action: 'none', fields: [] };
  if (live !== undefined && isStandard(type, live) && canCreate) return createOf(subject, type, desired);
  const open = live?.system === undefined ? [] : differences.filter((one) => isOpen(type, one));
  if (open.length > 0) {
    const { withheld: _system, ...touched } = subject;
    return updateOf(touched, open);
  }
  const because = differences.filter(({ path }) => type.immutable?.some((pattern) => isMatch(pattern, path, true)));
  const isReplaced = because.length > 0 || type.endpoints.update === undefined;
  if (isReplaced) {
    const makes = describe(type, body, source?.traces);
    return { ...replaceOf(subject, differences, because), ...takenAlong(type), makes };
  }
  const beside = changedBeside(type, body, live?.body ?? {}, differences, source?.traces);
  return updateOf(
    subject,
    [...differences, ...beside].sort((a, b) => comparePaths(a.path, b.path)),
  );
}

function subjectOf(
  { address, type, parent, source }: DesiredResource,
  live: LiveResource | undefined,
  liveParent: LiveResource | undefined,
): Subject {
  return {
    address,
    type,
    ...(parent === undefined ? {} : { parent }),
    ...(source === undefined ? {} : { place: placeOf(source.node.origin) }),
    ...withheldBySystem(live?.system ?? liveParent?.system),
    ...(live?.id === undefined ? {} : { id: live.id }),
  };
}

function createOf(subject: Subject, type: Type, { body, marked = body, source }: DesiredResource): Create {
  return { ...subject, action: 'create', fields: describe(type, marked, source?.traces) };
}

function updateOf(subject: Subject, differences: readonly Difference[]): Update {
  return { ...subject, action: 'update', fields: fieldsOf(differences), fieldsToSend: fieldsIn(differences) };
}

function replaceOf(subject: Subject, differences: readonly Difference[], because: readonly Difference[]): Replace {
  const immutable = because.map(({ path }) => formatPath(path));
  return { ...subject, action: 'replace', fields: fieldsOf(differences), because: immutable };
}

function deleteOf({ address, type, id, parent }: LiveResource, liveParent: LiveResource | undefined): Delete {
  return {
    address,
    type,
    action: 'delete',
    fields: [],
    ...(id === undefined ? {} : { id }),
    ...(parent === undefined ? {} : { parent }),
    ...withheldBySystem(liveParent?.system),
  };
}

/** What goes with a resource; with a child nothing. */
function takenAlong({ root, child }: Type): { takesAlong?: string } {
  return root.takesAlong === undefined || child !== undefined ? {} : { takesAlong: root.takesAlong };
}

function fieldsOf(differences: readonly Difference[]): FieldChange[] {
  return differences.map(({ field }) => field);
}

/** Whether a field can be set although the resource is never touched otherwise. */
function isOpen({ hooks }: Type, { path }: Difference): boolean {
  return hooks?.systemTakes?.includes(String(path[0] ?? '')) === true;
}

/** What belongs to Auth0 or to the tool itself is shown, but not touched, and neither are its children. */
function withheldBySystem(system: string | undefined): Pick<Change, 'withheld'> {
  return system === undefined ? {} : { withheld: messages.systemResource(system) };
}

/** Live resources that the files, which say everything about their type or list, do not have. */
function deletesOf(question: Question, type: Type, live: readonly LiveResource[]): Delete[] {
  if (type.endpoints.delete === undefined && type.endpoints.batch === undefined) return [];
  const { desired, selection, replaced } = question;
  return live
    .filter(({ address }) => !desired.resources.has(address))
    .filter((resource) => isManaged(desired, type, resource) && !replaced.has(resource.parent ?? ''))
    .filter((resource) => resource.system === undefined && !selection.isExcluded(resource))
    .filter((resource) => !isStandard(type, resource))
    .filter((resource) => !leadsToUntouched(question, type, resource))
    .map((resource) => ({
      ...deleteOf(resource, question.live.resources.get(resource.parent ?? '')),
      ...takenAlong(type),
    }));
}

/** Whether a resource is what Auth0 shows, without a handle, where the tenant has none of its own. */
function isStandard({ identity, child }: Type, { id }: LiveResource): boolean {
  return child === undefined && identity.id !== undefined && id === undefined;
}

/** Whether the files say of a resource whether there should be one: they declare it, its type, or the list that it is in. */
export function isManaged(
  { managed, resources }: DesiredState,
  { name, child }: Type,
  { address, parent }: Pick<LiveResource, 'address' | 'parent'>,
): boolean {
  if (resources.has(address)) return true;
  if (child === undefined || parent === undefined) return managed.types.has(name);
  return resources.has(parent) && managed.lists.has(childAddress(parent, child.name, ''));
}

/**
 * Whether a resource that the files do not have belongs to one that is left alone: grants and links of a client that is
 * excluded by its address stay as they are, and so do links to what the tool never touches.
 */
function leadsToUntouched({ live, catalog, selection }: Question, type: Type, resource: LiveResource): boolean {
  const keys = referencesOf(resource, catalog).filter(({ field }) => type.identity.keys.includes(field));
  return keys.some(({ reference, targets }) =>
    targets.some(({ address }) => {
      const target = live.resources.get(address);
      if (target === undefined) return false;
      const isSystemLink = type.child !== undefined && reference.by === 'id' && target.system !== undefined;
      return isSystemLink || selection.isExcludedByName(target);
    }),
  );
}

/** The fields of a resource which is never touched that stay as they are beside those that can be set. */
function leftToSystem({ live }: Question, type: Type, resource: DesiredResource): Diagnostic[] {
  const { address, source, marked: body = resource.body } = resource;
  const existing = live.resources.get(address);
  if (existing?.system === undefined || type.hooks?.systemTakes === undefined) return [];
  const differences = compareBodies(type, body, existing.body, source?.traces);
  const left = differences.filter((one) => !isOpen(type, one));
  // A change that is withheld as a whole says so itself.
  if (left.length === 0 || left.length === differences.length) return [];
  const fields = left.map(({ path }) => formatPath(path)).join(', ');
  return [messages.systemFields(address, fields, existing.system, source?.node.origin)];
}

/** Names that several live resources have, where the files use them, and what has to be done before a resource works. */
function diagnosticsOf({ live, desired, catalog }: Question, resource: DesiredResource): Diagnostic[] {
  const { address } = resource;
  const ambiguous = (name: Address, path: Path): Diagnostic[] => {
    const ids = live.ambiguous.get(name);
    return ids === undefined ? [] : [messages.ambiguousResource(name, ids, originAt(resource, path))];
  };
  const references = live.ambiguous.size === 0 ? [] : referencesOf(resource, catalog);
  const named = references.flatMap(({ path, targets }) =>
    targets.flatMap((target) => (desired.resources.has(target.address) ? [] : ambiguous(target.address, path))),
  );
  const todo = live.resources.get(address)?.followUp;
  const open = todo === undefined ? [] : [messages.followUp(address, todo, originAt(resource, []))];
  return [...ambiguous(address, []), ...named, ...open];
}
