import type { LiveState } from '../canonical/live.ts';
import { originAt } from '../canonical/origin.ts';
import { referencesOf } from '../canonical/references.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { placeOf } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { compareText } from '../model/json.ts';
import { messages } from './messages.ts';
import { comparePaths, formatPath, isMatch } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import { noMemory } from '../secrets/secret-memory.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import type { Resource, State } from '../model/resource.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Selection } from '../selection.ts';
import { changedSecrets, compare, describe } from './fields.ts';

/** What differs between the files and the tenant. */
export interface Comparison {
  /** In the order of the catalog, then by address; equal resources are left out. */
  changes: Change[];
  unchanged: number;
  diagnostics: Diagnostic[];
}

/** Both sides of a comparison, and what is said about it. */
interface Sides {
  desired: State;
  live: LiveState;
  catalog: Catalog;
  selection: Selection;
  /** Resources that are going to be replaced: their children are new. */
  replaced: ReadonlySet<Address>;
  /** Tells which secrets have changed, of those that the API does not return. */
  memory: SecretMemory;
}

/** Compares desired and live state: one change for each managed resource that differs. */
export function diff(
  desired: State,
  live: LiveState,
  catalog: Catalog,
  selection: Selection,
  replaced: ReadonlySet<Address> = new Set(),
  memory: SecretMemory = noMemory,
): Comparison {
  const sides: Sides = { desired, live, catalog, selection, replaced, memory };
  const wanted = groupBy(desired.resources.values(), ({ type }) => type);
  const given = groupBy(live.resources.values(), ({ type }) => type);
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  let unchanged = 0;
  for (const type of catalog.values()) {
    const declared = (wanted.get(type.name) ?? []).filter((resource) => !selection.isExcluded(resource));
    const compared = declared.map((resource) => changeFor(sides, type, resource));
    const found = [
      ...compared.filter(({ action }) => action !== 'none'),
      ...removals(sides, type, given.get(type.name) ?? []),
    ];
    changes.push(...found.sort((a, b) => compareText(a.address, b.address)));
    unchanged += compared.filter(({ action }) => action === 'none').length;
    diagnostics.push(
      ...declared.flatMap((resource) => [...ambiguities(sides, resource), ...openEnds(sides, resource)]),
    );
  }
  return { changes, unchanged, diagnostics };
}

function changeFor({ live: { resources }, replaced, memory }: Sides, type: Type, desired: Resource): Change {
  const { address, parent, source, body } = desired;
  const isNew = parent !== undefined && replaced.has(parent);
  const live = isNew ? undefined : resources.get(address);
  const base = {
    address,
    type: type.name,
    ...(parent === undefined ? {} : { parent }),
    ...(source === undefined ? {} : { place: placeOf(source.node.origin) }),
    ...withheldBySystem(live, resources.get(parent ?? '')),
  };
  const canCreate = type.endpoints.create !== undefined || type.endpoints.batch !== undefined;
  if (live === undefined && canCreate) {
    const fields = describe(type, body, source?.traces);
    const writes = Object.keys(body).filter((field) => body[field] !== null);
    return { ...base, action: 'create', fields, fieldsToSend: writes.sort(compareText) };
  }
  const seen = compare(type, body, live?.body ?? {}, source?.traces);
  const hidden = changedSecrets(type, address, body, live?.body ?? {}, memory);
  const differences = [...seen, ...hidden].sort((a, b) => comparePaths(a.path, b.path));
  const because = differences.filter(({ path }) => type.immutable?.some((pattern) => isMatch(pattern, path, true)));
  const isReplaced = differences.length > 0 && (because.length > 0 || type.endpoints.update === undefined);
  const touched = new Set(differences.map(({ path }) => String(path[0] ?? '')));
  return {
    ...base,
    ...(live?.id === undefined ? {} : { id: live.id }),
    action: differences.length === 0 ? 'none' : isReplaced ? 'replace' : 'update',
    fields: differences.map(({ field }) => field),
    fieldsToSend: (isReplaced ? Object.keys(body) : [...touched]).sort(compareText),
    ...(isReplaced ? { because: because.map(({ path }) => formatPath(path)) } : {}),
  };
}

/** What belongs to Auth0 or to the tool itself is shown, but not touched, and neither are its children. */
function withheldBySystem(live: Resource | undefined, parent: Resource | undefined): Pick<Change, 'withheld'> {
  const system = live?.system ?? parent?.system;
  return system === undefined ? {} : { withheld: messages.systemResource(system) };
}

/** Live resources that the files, which say everything about their kind or list, do not have. */
function removals(sides: Sides, type: Type, live: readonly Resource[]): Change[] {
  if (type.endpoints.delete === undefined && type.endpoints.batch === undefined) return [];
  const { desired, selection, replaced } = sides;
  return live
    .filter(({ address }) => !desired.resources.has(address))
    .filter((resource) => isManaged(desired, type, resource) && !replaced.has(resource.parent ?? ''))
    .filter((resource) => resource.system === undefined && !selection.isExcluded(resource))
    .filter((resource) => !leadsToUntouched(sides, type, resource))
    .map(({ address, id, parent }) => ({
      address,
      type: type.name,
      action: 'delete',
      fields: [],
      fieldsToSend: [],
      ...(id === undefined ? {} : { id }),
      ...(parent === undefined ? {} : { parent }),
      ...withheldBySystem(undefined, sides.live.resources.get(parent ?? '')),
    }));
}

function isManaged({ managed, resources }: State, { name, child }: Type, { parent }: Resource): boolean {
  if (child === undefined || parent === undefined) return managed.has(name);
  return resources.has(parent) && managed.has(`${parent}/${child.name}`);
}

/**
 * Whether a resource that the files do not have belongs to one that is left alone: grants and links of a client that is
 * excluded by its address stay as they are, and so do links to what the tool never touches.
 */
function leadsToUntouched({ live, catalog, selection }: Sides, type: Type, resource: Resource): boolean {
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

/** What somebody still has to do before a live resource works, where the files declare it. */
function openEnds({ live }: Sides, resource: Resource): Diagnostic[] {
  const todo = live.resources.get(resource.address)?.followUp;
  return todo === undefined ? [] : [messages.followUp(resource.address, todo, originAt(resource, []))];
}

/** Names that several live resources have, where the files use them: the resource's own, and those it refers to. */
function ambiguities({ live: { ambiguous }, desired, catalog }: Sides, resource: Resource): Diagnostic[] {
  if (ambiguous.size === 0) return [];
  const told = (address: Address, path: Path): Diagnostic[] => {
    const ids = ambiguous.get(address);
    return ids === undefined ? [] : [messages.ambiguousResource(address, ids, originAt(resource, path))];
  };
  const named = referencesOf(resource, catalog).flatMap(({ path, targets }) =>
    targets.flatMap(({ address }) => (desired.resources.has(address) ? [] : told(address, path))),
  );
  return [...told(resource.address, []), ...named];
}
