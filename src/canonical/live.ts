import { addressOf, childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import type { Body } from '../model/json.ts';
import { compareText, keyText } from '../model/json.ts';
import { strip } from '../model/path.ts';
import type { Resource, State } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import { isLinked, keyOf, typeOf } from '../catalog/catalog.ts';
import { byDependency, learn, namesOf, noNames, idsToKeys } from './names.ts';
import type { Names } from './names.ts';

/** Live resources, and which of them share their key with another. */
export interface LiveState extends State {
  names: Names;
  /** Addresses that more than one live resource has, with the ids of all of them. */
  ambiguous: Map<Address, string[]>;
}

/** What changes the names of live resources. */
export interface Claims {
  /** The keys that the files give to resources by their ids, by `pinName`: they win over the live ones. */
  matchedById?: ReadonlyMap<string, string>;
  /** Resources about to be replaced: references to them stay ids, so that whatever refers to them shows as changed. */
  replaced?: ReadonlySet<Address>;
}

/** A live body on its way to canonical form. */
interface Draft {
  type: Type;
  body: Body;
  id?: string;
  parentId: string;
  told: Pick<Resource, 'system' | 'followUp'>;
}

/** The live bodies of a snapshot in canonical form. */
export function canonicalLive(snapshot: Snapshot, catalog: Catalog, claims: Claims = {}): LiveState {
  const { matchedById = new Map<string, string>(), replaced } = claims;
  const state: LiveState = { resources: new Map(), managed: new Set(), names: noNames(), ambiguous: new Map() };
  const parents = new Map<string, Address>();
  const lists = groupBy(snapshot.rows, ({ type }) => type);
  for (const type of byDependency(catalog)) {
    const rows = (lists.get(type.name) ?? []).flatMap(({ rows: bodies, parent }) =>
      bodies.map((row) => draftOf(type, row, parent, snapshot.ownClientId)),
    );
    if (lists.has(type.name)) state.managed.add(type.name);
    const isPinned = (draft: Draft): boolean => matchedById.has(idName(type.name, draft.id));
    for (const draft of [...rows.filter(isPinned), ...rows.filter((row) => !isPinned(row))]) {
      const resource = add(state, draft, parents, matchedById);
      if (type.child === undefined) parents.set(`${type.name}\n${resource.id ?? ''}`, resource.address);
      learn(state.names, resource);
    }
  }
  const resources = [...state.resources.values()];
  const names =
    replaced === undefined ? state.names : namesOf(resources.filter(({ address }) => !replaced.has(address)));
  for (const resource of resources) resource.body = idsToKeys(typeOf(catalog, resource.type), resource.body, names);
  return state;
}

/** How a resource is named by its kind and id. */
export function idName(type: string, id: string | undefined): string {
  return `${type}\n${id ?? ''}`;
}

/**
 * The live resources that the files name by their id, where that tells more than their key does: the key has changed, or
 * several have it.
 */
export function matchedByIdOf(desired: State, live: LiveState): Map<string, string> {
  const known = [...desired.resources.values()].flatMap(({ type, id, key, address }) => {
    const found = id === undefined ? undefined : live.names.keys.get(type)?.get(id);
    return found === undefined
      ? []
      : [{ name: idName(type, id), key, isPlain: found === key && !live.ambiguous.has(address) }];
  });
  return new Map(known.every(({ isPlain }) => isPlain) ? [] : known.map(({ name, key }) => [name, key]));
}

/** A body as the API gave it, in the shape of the files but with ids where names will be, and the id it has. */
export function canonicalBody(type: Type, row: Body): { body: Body; id?: string } {
  const raw = type.hooks?.fromApi?.(row) ?? row;
  const id = type.identity.id === undefined ? undefined : raw[type.identity.id];
  const children = type.child === undefined ? (type.root.children ?? []) : [];
  const apart = children.filter(({ path }) => !isLinked(type, path)).map(({ path }) => path);
  const body = strip(raw, [...(type.readOnly ?? []), ...apart]);
  return { body, ...(id === undefined || id === null ? {} : { id: keyText(id) }) };
}

function draftOf(type: Type, row: Body, parentId: string, ownClientId: string | undefined): Draft {
  const system = type.hooks?.isSystem?.(row, { ownClientId });
  const followUp = type.hooks?.followUp?.(row);
  const told = { ...(system === undefined ? {} : { system }), ...(followUp === undefined ? {} : { followUp }) };
  return { type, parentId, ...canonicalBody(type, row), told };
}

/** Adds a live resource under its key; one whose key is taken already gets its id as well. */
function add(
  state: LiveState,
  { type, body, id, parentId, told }: Draft,
  parents: ReadonlyMap<string, Address>,
  matchedById: ReadonlyMap<string, string>,
): Resource {
  const natural = matchedById.get(idName(type.name, id)) ?? keyOf(type, idsToKeys(type, body, state.names));
  const parent =
    type.child === undefined ? undefined : (parents.get(`${type.root.name}\n${parentId}`) ?? type.root.name);
  const at = (key: string): Address =>
    parent === undefined ? addressOf(type.name, key) : childAddress(parent, type.child?.name ?? '', key);
  const existing = state.resources.get(at(natural));
  if (existing !== undefined && !matchedById.has(idName(type.name, existing.id))) {
    const ids = state.ambiguous.get(existing.address) ?? [existing.id ?? ''];
    state.ambiguous.set(existing.address, [...ids, id ?? ''].sort(compareText));
  }
  const key = existing === undefined ? natural : `${natural}#${id ?? ''}`;
  const resource: Resource = {
    type: type.name,
    address: at(key),
    key,
    body,
    ...(parent === undefined ? {} : { parent }),
    ...(id === undefined ? {} : { id }),
    ...told,
  };
  state.resources.set(resource.address, resource);
  return resource;
}
