import { addressOf, childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import type { Body } from '../model/json.ts';
import { compareText, keyText, own, pick } from '../model/json.ts';
import { strip } from '../model/path.ts';
import type { DesiredResource, LiveResource } from '../model/resource.ts';
import type { KeptLive, Snapshot } from '../model/snapshot.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import { isLinked, keyOf, typeOf } from '../catalog/catalog.ts';
import { byDependency, learn, noNames, idsToKeys } from './names.ts';
import { keyReferences, referenceTargets, replaceIds } from './references.ts';
import type { Names } from './names.ts';

/** Live resources, and which of them share their key with another. */
export interface LiveState {
  resources: Map<Address, LiveResource>;
  names: Names;
  /** Addresses that more than one live resource has, with the ids of all of them. */
  ambiguous: Map<Address, string[]>;
}

/** A live body on its way to canonical form. */
interface Draft {
  type: Type;
  body: Body;
  id?: string;
  parentId: string;
  told: Pick<LiveResource, 'system' | 'followUp' | 'unsettled' | 'facts' | 'answered'>;
}

/**
 * The live bodies of a snapshot in canonical form.
 *
 * What `declared` names by its id has the key that it is declared with, whatever the tenant calls it.
 */
export function canonicalLive(
  snapshot: Snapshot,
  catalog: Catalog,
  declared: Iterable<DesiredResource> = [],
): LiveState {
  const state: LiveState = { resources: new Map(), names: noNames(), ambiguous: new Map() };
  const matched = matchedBy(declared, catalog);
  const parents = new Map<string, Address>();
  const lists = groupBy(snapshot.rows, ({ type }) => type);
  const kept = groupBy(snapshot.kept ?? [], ({ type }) => type);
  const ids = new Map((snapshot.kept ?? []).map(({ address, id = '' }) => [address, id]));
  const idOf = (parent: Address = ''): string => ids.get(parent) ?? '';
  for (const type of byDependency(catalog)) {
    const answered = (lists.get(type.name) ?? []).flatMap(({ rows: bodies, parent }) =>
      bodies.map((row) => draftOf(type, row, parent, snapshot.ownClientId)),
    );
    const rows = [...answered, ...(kept.get(type.name) ?? []).map((one) => draftOfKept(type, one, idOf))];
    const isMatched = (draft: Draft): boolean => matched(type, draft) !== undefined;
    for (const draft of [...rows.filter(isMatched), ...rows.filter((row) => !isMatched(row))]) {
      const resource = add(state, draft, parents, matched);
      if (type.child === undefined) parents.set(idName(resource), resource.address);
      learn(state.names, resource);
    }
  }
  for (const resource of state.resources.values()) {
    resource.body = idsToKeys(typeOf(catalog, resource.type), resource.body, state.names);
  }
  return state;
}

/** What is declared as a live resource, by its id or by what tells it as well. */
type Matched = (
  type: Type,
  live: { id?: string; body: Body },
) => (Pick<DesiredResource, 'key' | 'body'> & { isByKey: boolean }) | undefined;

function matchedBy(declared: Iterable<DesiredResource>, catalog: Catalog): Matched {
  const byId = new Map<string, DesiredResource>();
  const byOther = new Map<string, DesiredResource>();
  for (const resource of declared) {
    const { type: name, id, body } = resource;
    if (id !== undefined) byId.set(idName({ type: name, id }), resource);
    const other = own(body, typeOf(catalog, name).identity.also ?? '');
    if (typeof other === 'string' && other !== '') byOther.set(idName({ type: name, id: other }), resource);
  }
  return ({ name, identity: { also = '' } }, { id, body }) => {
    const known = byId.get(idName({ type: name, id }));
    if (known !== undefined) return { key: known.key, body: known.body, isByKey: false };
    const other = own(body, also);
    const same = typeof other === 'string' ? byOther.get(idName({ type: name, id: other })) : undefined;
    return same && { key: same.key, body: same.body, isByKey: true };
  };
}

/** The live state with ids in the place of the keys of some resources: whatever refers to them shows as changed. */
export function withoutNamesOf(live: LiveState, addresses: ReadonlySet<Address>, catalog: Catalog): LiveState {
  if (addresses.size === 0) return live;
  const resources = [...live.resources].map(([address, resource]): [Address, LiveResource] => {
    const type = typeOf(catalog, resource.type);
    const body = replaceIds(type, resource.body, (key, reference) => {
      const targets = referenceTargets(type, reference, resource, key, catalog);
      const found = targets.find((target) => addresses.has(target.address))?.address;
      return live.resources.get(found ?? '')?.id ?? key;
    });
    return [address, body === resource.body ? resource : { ...resource, body }];
  });
  return { ...live, resources: new Map(resources) };
}

/** How a resource is named by its type and id. */
function idName({ type, id }: { type: string; id?: string | undefined }): string {
  return `${type}\n${id ?? ''}`;
}

/** A body as the API gave it, in the shape of the files but with ids where names will be, and the id it has. */
export function canonicalBody(type: Type, row: Body): { body: Body; id?: string } {
  const raw = type.hooks?.fromApi?.(row) ?? row;
  const id = type.identity.id === undefined ? undefined : raw[type.identity.id];
  const children = type.child === undefined ? (type.root.children ?? []) : [];
  const apart = children.filter(({ path }) => !isLinked(type, path)).map(({ path }) => path);
  const body = strip(raw, [...(type.readOnly ?? []), ...Object.keys(type.former ?? {}), ...apart]);
  return { body, ...(id === undefined || id === null ? {} : { id: keyText(id) }) };
}

function draftOf(type: Type, row: Body, parentId: string, ownClientId: string | undefined): Draft {
  const system = type.hooks?.isSystem?.(row, { ownClientId });
  const followUp = type.hooks?.followUp?.(row);
  const facts = type.hooks?.facts?.(row);
  const answered = (type.readOnly ?? []).length > 0 || type.identity.also !== undefined ? { answered: row } : {};
  const unsettled = type.hooks?.unsettled?.(row) ?? [];
  const told = {
    system,
    followUp,
    ...(unsettled.length === 0 ? {} : { unsettled }),
    ...(facts === undefined ? {} : { facts }),
    ...answered,
  };
  return { type, parentId, ...canonicalBody(type, row), told };
}

/** The same of what was kept, which has names where ids were. */
function draftOfKept(
  type: Type,
  { body, id, parent, system }: KeptLive,
  idOf: (parent: Address | undefined) => string,
): Draft {
  const told = { system, followUp: undefined };
  return { type, body, parentId: idOf(parent), told, ...(id === undefined ? {} : { id }) };
}

/** Adds a live resource under its key; one whose key is taken already gets its id as well. */
function add(
  state: LiveState,
  { type, body, id, parentId, told }: Draft,
  parents: ReadonlyMap<string, Address>,
  matched: Matched,
): LiveResource {
  const match = matched(type, { ...(id === undefined ? {} : { id }), body });
  const bodyWithKey = match?.body ?? body;
  // The names that a key is made of may not have been known where it was declared.
  const isWhole = match?.isByKey === false && keyReferences(type).length === 0;
  const natural = isWhole ? match.key : keyOf(type, idsToKeys(type, bodyWithKey, state.names));
  const parent =
    type.child === undefined
      ? undefined
      : (parents.get(idName({ type: type.root.name, id: parentId })) ?? type.root.name);
  const at = (key: string): Address =>
    parent === undefined ? addressOf(type.name, key) : childAddress(parent, type.child?.name ?? '', key);
  const existing = state.resources.get(at(natural));
  if (existing !== undefined && matched(type, existing) === undefined) {
    const ids = state.ambiguous.get(existing.address) ?? [existing.id ?? ''];
    state.ambiguous.set(existing.address, [...ids, id ?? ''].sort(compareText));
  }
  const key = existing === undefined ? natural : `${natural}#${id ?? ''}`;
  const resource: LiveResource = {
    type: type.name,
    address: at(key),
    key,
    // Somebody else chooses the key of what is told by another field: the files cannot change it.
    body: match?.isByKey === true ? { ...body, ...pick(match.body, type.identity.keys) } : body,
    ...(parent === undefined ? {} : { parent }),
    ...(id === undefined ? {} : { id }),
    ...told,
  };
  state.resources.set(resource.address, resource);
  return resource;
}
