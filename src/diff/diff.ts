import type { LiveState } from '../canonical/live.ts';
import { originAt } from '../canonical/origin.ts';
import { isSelected } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Policy } from '../model/config.ts';
import { placeOf } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { compareText, keyText } from '../model/json.ts';
import { messages } from '../model/messages.ts';
import { comparePaths, formatPath, isMatch, select } from '../model/path.ts';
import { noMemory } from '../model/secret-memory.ts';
import type { SecretMemory } from '../model/secret-memory.ts';
import type { Resource, State } from '../model/resource.ts';
import { kindOf, referenceAddress, targetKinds } from '../resources/kind.ts';
import type { Kind, Kinds } from '../resources/kind.ts';
import { changedSecrets, compare, describe } from './compare.ts';

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
  kinds: Kinds;
  policy: Policy;
  /** Resources that are going to be replaced: their children are new. */
  replaced: ReadonlySet<Address>;
  /** Tells which secrets have changed, of those that the API does not return. */
  memory: SecretMemory;
}

/** Compares desired and live state: one change for each managed resource that differs. */
export function diff(
  desired: State,
  live: LiveState,
  kinds: Kinds,
  policy: Policy,
  replaced: ReadonlySet<Address> = new Set(),
  memory: SecretMemory = noMemory,
): Comparison {
  const sides: Sides = { desired, live, kinds, policy, replaced, memory };
  const wanted = groupBy(desired.resources.values(), ({ kind }) => kind);
  const given = groupBy(live.resources.values(), ({ kind }) => kind);
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  let unchanged = 0;
  for (const kind of kinds.values()) {
    const declared = (wanted.get(kind.name) ?? []).filter((resource) => !isExcluded(policy, kind, resource));
    const compared = declared.map((resource) => changeFor(sides, kind, resource));
    const found = [
      ...compared.filter(({ action }) => action !== 'none'),
      ...removals(sides, kind, given.get(kind.name) ?? []),
    ];
    changes.push(...found.sort((a, b) => compareText(a.address, b.address)));
    unchanged += compared.filter(({ action }) => action === 'none').length;
    diagnostics.push(
      ...declared.flatMap((resource) => [...ambiguities(sides, kind, resource), ...openEnds(sides, resource)]),
    );
  }
  return { changes, unchanged, diagnostics };
}

function changeFor({ live: { resources }, replaced, memory }: Sides, kind: Kind, desired: Resource): Change {
  const { address, parent, source, body } = desired;
  const isNew = parent !== undefined && replaced.has(parent);
  const live = isNew ? undefined : resources.get(address);
  const base = {
    address,
    kind: kind.name,
    ...(parent === undefined ? {} : { parent }),
    ...(source === undefined ? {} : { place: placeOf(source.node.origin) }),
    ...withheldBySystem(live, resources.get(parent ?? '')),
  };
  const canCreate = kind.endpoints.create !== undefined || kind.endpoints.batch !== undefined;
  if (live === undefined && canCreate) {
    const fields = describe(kind, body, source?.traces);
    const writes = Object.keys(body).filter((field) => body[field] !== null);
    return { ...base, action: 'create', fields, writes: writes.sort(compareText) };
  }
  const seen = compare(kind, body, live?.body ?? {}, source?.traces);
  const hidden = changedSecrets(kind, address, body, live?.body ?? {}, memory);
  const differences = [...seen, ...hidden].sort((a, b) => comparePaths(a.path, b.path));
  const because = differences.filter(({ path }) => kind.immutable?.some((pattern) => isMatch(pattern, path, true)));
  const isReplaced = differences.length > 0 && (because.length > 0 || kind.endpoints.update === undefined);
  const touched = new Set(differences.map(({ path }) => String(path[0] ?? '')));
  return {
    ...base,
    ...(live?.id === undefined ? {} : { id: live.id }),
    action: differences.length === 0 ? 'none' : isReplaced ? 'replace' : 'update',
    fields: differences.map(({ field }) => field),
    writes: (isReplaced ? Object.keys(body) : [...touched]).sort(compareText),
    ...(isReplaced ? { because: because.map(({ path }) => formatPath(path)) } : {}),
  };
}

/** What belongs to Auth0 or to the tool itself is shown, but not touched, and neither are its children. */
function withheldBySystem(live: Resource | undefined, parent: Resource | undefined): Pick<Change, 'withheld'> {
  const system = live?.system ?? parent?.system;
  return system === undefined ? {} : { withheld: messages.systemResource(system) };
}

/** Live resources that the files, which say everything about their kind or list, do not have. */
function removals(sides: Sides, kind: Kind, live: readonly Resource[]): Change[] {
  if (kind.endpoints.delete === undefined && kind.endpoints.batch === undefined) return [];
  const { desired, policy, replaced } = sides;
  return live
    .filter(({ address }) => !desired.resources.has(address))
    .filter((resource) => isManaged(desired, kind, resource) && !replaced.has(resource.parent ?? ''))
    .filter((resource) => resource.system === undefined && !isExcluded(policy, kind, resource))
    .filter((resource) => !leadsToUntouched(sides, kind, resource))
    .map(({ address, id, parent }) => ({
      address,
      kind: kind.name,
      action: 'delete',
      fields: [],
      writes: [],
      ...(id === undefined ? {} : { id }),
      ...(parent === undefined ? {} : { parent }),
      ...withheldBySystem(undefined, sides.live.resources.get(parent ?? '')),
    }));
}

function isManaged({ managed, resources }: State, { name, child }: Kind, { parent }: Resource): boolean {
  if (child === undefined || parent === undefined) return managed.has(name);
  return resources.has(parent) && managed.has(`${parent}/${child.name}`);
}

function isExcluded(policy: Policy, kind: Kind, { address, parent }: Resource): boolean {
  return policy.exclude.some((selector) => isSelected(selector, kind.type.name, address, parent));
}

/**
 * Whether a resource that the files do not have belongs to one that is left alone: grants and links of a client that is
 * excluded by its address stay as they are, and so do links to what the tool never touches.
 */
function leadsToUntouched({ live, kinds, policy }: Sides, kind: Kind, resource: Resource): boolean {
  const keys = Object.entries(kind.references ?? {}).filter(([path]) => kind.identity.keys.includes(path));
  return keys.some(([path, reference]) =>
    select(resource.body, path).some(({ value }) =>
      targetKinds(kind, reference).some((name) => {
        const target = live.resources.get(referenceAddress(kindOf(kinds, name), resource, keyText(value)));
        if (target === undefined) return false;
        const isSystemLink = kind.child !== undefined && reference.by === 'id' && target.system !== undefined;
        const named = policy.exclude.filter((selector) => selector !== name);
        return isSystemLink || named.some((selector) => isSelected(selector, name, target.address, target.parent));
      }),
    ),
  );
}

/** What somebody still has to do before a live resource works, where the files declare it. */
function openEnds({ live }: Sides, resource: Resource): Diagnostic[] {
  const todo = live.resources.get(resource.address)?.followUp;
  return todo === undefined ? [] : [messages.followUp(resource.address, todo, originAt(resource, []))];
}

/** Names that several live resources have, where the files use them: the resource's own, and those it refers to. */
function ambiguities({ live: { ambiguous }, desired, kinds }: Sides, kind: Kind, resource: Resource): Diagnostic[] {
  if (ambiguous.size === 0) return [];
  const told = (address: Address, path: readonly (string | number)[]): Diagnostic[] => {
    const ids = ambiguous.get(address);
    return ids === undefined ? [] : [messages.ambiguousResource(address, ids, originAt(resource, path))];
  };
  const references = Object.entries(kind.references ?? {}).flatMap(([path, reference]) =>
    select(resource.body, path).flatMap(({ path: place, value }) =>
      targetKinds(kind, reference)
        .map((name) => referenceAddress(kindOf(kinds, name), resource, keyText(value)))
        .filter((address) => !desired.resources.has(address))
        .flatMap((address) => told(address, place)),
    ),
  );
  return [...told(resource.address, []), ...references];
}
