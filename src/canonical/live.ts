import { addressOf, childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import type { Body } from '../model/json.ts';
import { compareText, keyText } from '../model/json.ts';
import { strip } from '../model/path.ts';
import type { Resource, State } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Kind, Kinds } from '../resources/kind.ts';
import { isLinked, keyOf, kindOf } from '../resources/kind.ts';
import { byDependency, learn, namesOf, noNames, relink } from './names.ts';
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
  pins?: ReadonlyMap<string, string>;
  /** Resources about to be replaced: references to them stay ids, so that whatever refers to them shows as changed. */
  replaced?: ReadonlySet<Address>;
}

/** A live body on its way to canonical form. */
interface Draft {
  kind: Kind;
  body: Body;
  id?: string;
  parentId: string;
  told: Pick<Resource, 'system' | 'followUp'>;
}

/** The live bodies of a snapshot in canonical form. */
export function canonicalLive(snapshot: Snapshot, kinds: Kinds, claims: Claims = {}): LiveState {
  const { pins = new Map<string, string>(), replaced } = claims;
  const state: LiveState = { resources: new Map(), managed: new Set(), names: noNames(), ambiguous: new Map() };
  const parents = new Map<string, Address>();
  const lists = groupBy(snapshot.rows, ({ kind }) => kind);
  for (const kind of byDependency(kinds)) {
    const rows = (lists.get(kind.name) ?? []).flatMap(({ rows: bodies, parent }) =>
      bodies.map((row) => draftOf(kind, row, parent, snapshot.ownClientId)),
    );
    if (lists.has(kind.name)) state.managed.add(kind.name);
    const isPinned = (draft: Draft): boolean => pins.has(pinName(kind.name, draft.id));
    for (const draft of [...rows.filter(isPinned), ...rows.filter((row) => !isPinned(row))]) {
      const resource = add(state, draft, parents, pins);
      if (kind.child === undefined) parents.set(`${kind.name}\n${resource.id ?? ''}`, resource.address);
      learn(state.names, resource);
    }
  }
  const resources = [...state.resources.values()];
  const names =
    replaced === undefined ? state.names : namesOf(resources.filter(({ address }) => !replaced.has(address)));
  for (const resource of resources) resource.body = relink(kindOf(kinds, resource.kind), resource.body, names);
  return state;
}

/** How a resource is named by its kind and id. */
export function pinName(kind: string, id: string | undefined): string {
  return `${kind}\n${id ?? ''}`;
}

/**
 * The live resources that the files name by their id, where that tells more than their key does: the key has changed, or
 * several have it.
 */
export function pinsOf(desired: State, live: LiveState): Map<string, string> {
  const known = [...desired.resources.values()].flatMap(({ kind, id, key, address }) => {
    const found = id === undefined ? undefined : live.names.keys.get(kind)?.get(id);
    return found === undefined
      ? []
      : [{ name: pinName(kind, id), key, isPlain: found === key && !live.ambiguous.has(address) }];
  });
  return new Map(known.every(({ isPlain }) => isPlain) ? [] : known.map(({ name, key }) => [name, key]));
}

/** A body as the API gave it, in the shape of the files but with ids where names will be, and the id it has. */
export function canonicalBody(kind: Kind, row: Body): { body: Body; id?: string } {
  const raw = kind.hooks?.fromApi?.(row) ?? row;
  const id = kind.identity.id === undefined ? undefined : raw[kind.identity.id];
  const children = kind.child === undefined ? (kind.type.children ?? []) : [];
  const apart = children.filter(({ path }) => !isLinked(kind, path)).map(({ path }) => path);
  const body = strip(raw, [...(kind.readOnly ?? []), ...apart]);
  return { body, ...(id === undefined || id === null ? {} : { id: keyText(id) }) };
}

function draftOf(kind: Kind, row: Body, parentId: string, ownClientId: string | undefined): Draft {
  const system = kind.hooks?.isSystem?.(row, { ownClientId });
  const followUp = kind.hooks?.followUp?.(row);
  const told = { ...(system === undefined ? {} : { system }), ...(followUp === undefined ? {} : { followUp }) };
  return { kind, parentId, ...canonicalBody(kind, row), told };
}

/** Adds a live resource under its key; one whose key is taken already gets its id as well. */
function add(
  state: LiveState,
  { kind, body, id, parentId, told }: Draft,
  parents: ReadonlyMap<string, Address>,
  pins: ReadonlyMap<string, string>,
): Resource {
  const natural = pins.get(pinName(kind.name, id)) ?? keyOf(kind, relink(kind, body, state.names));
  const parent =
    kind.child === undefined ? undefined : (parents.get(`${kind.type.name}\n${parentId}`) ?? kind.type.name);
  const at = (key: string): Address =>
    parent === undefined ? addressOf(kind.name, key) : childAddress(parent, kind.child?.name ?? '', key);
  const twin = state.resources.get(at(natural));
  if (twin !== undefined && !pins.has(pinName(kind.name, twin.id))) {
    const ids = state.ambiguous.get(twin.address) ?? [twin.id ?? ''];
    state.ambiguous.set(twin.address, [...ids, id ?? ''].sort(compareText));
  }
  const key = twin === undefined ? natural : `${natural}#${id ?? ''}`;
  const resource: Resource = {
    kind: kind.name,
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
