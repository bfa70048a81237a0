import { isSet } from '../catalog/conditions.ts';
import { childTypeName, isLinked, typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { arrange } from '../canonical/comparable.ts';
import type { LiveState } from '../canonical/live.ts';
import { referencesOf } from '../canonical/references.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import { compareText, isBody, isEmpty, keyText, omit, own, pick, stableText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { select, strip, transformBody } from '../model/path.ts';
import type { LiveResource } from '../model/resource.ts';
import { put, withSecretMarks } from './secret-places.ts';
import type { Demands } from './secret-places.ts';

/** A resource as a file would declare it, with its children, and marks in the place of its secrets. */
export interface FileResource {
  /** A type at the top. */
  type: Type;
  address: Address;
  key: string;
  /** What it is called in the names of files and keywords, where that is not its key. */
  label?: string;
  body: Body;
  /** What it refers to, children included. */
  refersTo: Address[];
}

/** What is known while resources are turned to what files say. */
interface Known {
  live: LiveState;
  catalog: Catalog;
  demands: Demands;
}

/** What of a body goes without saying: the top-level fields that a tenant has by itself. */
export type Baseline = (type: Type, body: Body) => Body;

/** Nothing goes without saying. */
export const noBaseline: Baseline = () => ({});

/** Live resources as files would declare them, and those that cannot be declared because several have one name. */
export interface FileForm {
  resources: FileResource[];
  ambiguous: { address: Address; ids: string[] }[];
}

/**
 * What files would say of a live state, by the traits of its types alone.
 *
 * Left out is what Auth0 owns, what only the server sets, null, the other spellings of a field, and whole top-level fields that go
 * without saying. Inside of objects nothing is left out: the API replaces them whole.
 */
export function fileForm(live: LiveState, catalog: Catalog, demands: Demands): FileForm {
  const known: Known = { live, catalog, demands };
  const ambiguous = [...live.ambiguous].map(([address, ids]) => ({ address, ids }));
  const isAmbiguous = ({ address, type, id }: LiveResource): boolean =>
    ambiguous.some(
      (one) => one.address === address || (one.address.startsWith(`${type}/`) && one.ids.includes(id ?? '')),
    );
  const all = [...live.resources.values()].filter(
    (resource) => resource.system === undefined && !isAmbiguous(resource),
  );
  const children = groupBy(
    all.filter(({ parent }) => parent !== undefined),
    ({ parent = '' }) => parent,
  );
  const tops = all.filter(
    (resource) => resource.parent === undefined && isMade(resource, typeOf(catalog, resource.type)),
  );
  const resources = tops.map((resource): FileResource => {
    const type = typeOf(catalog, resource.type);
    const inside = children.get(resource.address) ?? [];
    const refersTo = [resource, ...inside].flatMap((one) =>
      referencesOf(one, catalog).flatMap(({ targets }) => targets.map(({ address }) => address)),
    );
    const body = withChildren(type, fieldsOf(type, resource, known), inside, known);
    return { type, address: resource.address, key: resource.key, body, refersTo };
  });
  return { resources, ambiguous };
}

/** Whether a live resource is one: a standard that is listed where nobody has made one has no id. */
function isMade({ id }: LiveResource, { identity, endpoints }: Type): boolean {
  return id !== undefined || identity.id === undefined || endpoints.create === undefined;
}

/** The fields of a resource without what goes without saying; `undefined` when nothing is left to be said. */
export function withoutBaseline(resource: FileResource, baseline: Baseline): FileResource | undefined {
  const { type, body } = resource;
  const usual = baseline(type, body);
  const kept = [...type.identity.keys, ...(type.requiredOnCreate ?? [])];
  const isUsual = (field: string): boolean =>
    !kept.includes(field) &&
    Object.hasOwn(usual, field) &&
    stableText(arrange(type, pick(usual, [field]))) === stableText(arrange(type, pick(body, [field])));
  const children = (type.root.children ?? []).filter(({ shape }) => shape === 'one');
  const inside = children.flatMap(({ path }) => {
    const child = own(body, path);
    const known = own(usual, path);
    return isBody(child) &&
      isBody(known) &&
      Object.keys(child).every((field) => stableText(child[field] ?? null) === stableText(known[field] ?? null))
      ? [path]
      : [];
  });
  const rest = Object.fromEntries(Object.entries(body).filter(([field]) => !isUsual(field) && !inside.includes(field)));
  return saysNothing(type, rest) ? undefined : { ...resource, body: rest };
}

/** Whether nothing is left but the key of what is there anyway: a setting of the tenant, or one that can be made by writing alone. */
function saysNothing(type: Type, body: Body): boolean {
  const { create, delete: remove } = type.endpoints;
  const said = omit(body, type.identity.keys);
  const isSetting = remove === undefined || create === undefined || type.identity.keys.length === 0;
  return isSetting && Object.values(said).every((value) => isEmpty(value));
}

/** The own fields of a resource, in the form of a file. */
function fieldsOf(type: Type, resource: LiveResource, known: Known): Body {
  const { body } = resource;
  const twins = Object.entries(type.aliases ?? {}).flatMap(([older, field]) =>
    Object.hasOwn(body, field) ? [older] : [],
  );
  const once = type.hooks?.toFile?.(body) ?? body;
  const spoken = withoutNulls(omit(once, [...twins, ...(resource.unsettled ?? [])]));
  const marked = withSecretMarks(type, withOneSide(type, spoken), known.demands);
  return sorted(type, namedByParts({ ...resource, body: marked }, known));
}

/** A body with one side of each choice: the first that says something. A file with both would be refused. */
function withOneSide(type: Type, body: Body): Body {
  const says = (path: string): boolean => select(body, path).some(({ value }) => isSet(value));
  const others = (type.exclusive ?? []).flatMap(({ sides }) => {
    const chosen = sides.find((side) => side.some(says));
    return chosen === undefined ? [] : sides.filter((side) => side !== chosen).flat();
  });
  return strip(body, others);
}

/** Null says what saying nothing says; in lists it keeps its place. */
function withoutNulls(body: Body): Body {
  const kept = Object.entries(body).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([field, value]) => [field, innerWithoutNulls(value)]));
}

function innerWithoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(innerWithoutNulls);
  return isBody(value) ? withoutNulls(value) : value;
}

/** A reference to what several fields name is written with those fields in its place, as far as they say something. */
function namedByParts(resource: LiveResource, { live, catalog }: Known): Body {
  return referencesOf(resource, catalog).reduce<Body>((body, { path, targets, value }) => {
    const [field] = path;
    const target = targets.find(({ type: one }) => one.identity.keys.length > 1);
    if (target === undefined || path.length !== 1 || typeof field !== 'string' || typeof value !== 'string')
      return body;
    const found = live.resources.get(target.address);
    if (found === undefined) return body;
    const parts = pick(withoutNulls(found.body), target.type.identity.keys);
    const said = Object.entries(parts).filter(([part, text]) => text !== target.type.defaults?.[part]);
    return { ...omit(body, [field]), ...Object.fromEntries(said) };
  }, resource.body);
}

/** A parent with its children in their places. */
function withChildren(type: Type, body: Body, inside: readonly LiveResource[], known: Known): Body {
  return (type.root.children ?? []).reduce((rest, child) => {
    const childType = typeOf(known.catalog, childTypeName(type.name, child));
    const own = inside.filter((one) => one.type === childType.name);
    if (own.length === 0) return rest;
    const items = new Map(own.map((one) => [one.key, itemOf(childType, one, known)]));
    if (child.shape === 'one') return put(rest, child.path.split('.'), items.values().next().value ?? null);
    if (isLinked(type, child.path)) return transformBody(rest, child.path, (list) => linkedItems(list, items));
    const ordered = [...items].sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
    return put(rest, child.path.split('.'), ordered);
  }, body);
}

/** A child as an item of its parent's list. */
export function itemForm(child: LiveResource, live: LiveState, catalog: Catalog, demands: Demands): Json {
  return itemOf(typeOf(catalog, child.type), child, { live, catalog, demands });
}

function itemOf(type: Type, resource: LiveResource, known: Known): Json {
  const body = fieldsOf(type, resource, known);
  const item = type.child?.item;
  return item !== undefined && Object.keys(body).length === 1 ? (body[item] ?? body) : body;
}

/** The children in the place of the references to them. */
function linkedItems(list: Json, items: ReadonlyMap<string, Json>): Json {
  if (!Array.isArray(list)) return list;
  return list.map((item) => (isBody(item) ? (items.get(keyText(Object.values(item)[0] ?? '')) ?? item) : item));
}

/** A body with the lists that have no order in one. */
function sorted(type: Type, body: Body): Body {
  return Object.entries(type.sets ?? {}).reduce<Body>(
    (rest, [pattern, by]) =>
      transformBody(rest, pattern, (list) => {
        if (!Array.isArray(list)) return list;
        const keyed = list.map((item): [string, Json] => [
          stableText(by !== true && isBody(item) ? (item[by] ?? null) : item),
          item,
        ]);
        return keyed.sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
      }),
    body,
  );
}
