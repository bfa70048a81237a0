import { addressOf, childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Config, Declared } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import type { Body, Json } from '../model/json.ts';
import { isBody, joined, omit, pick } from '../model/json.ts';
import { isUnmade, makeable, settable, withoutItem } from './left-out.ts';
import { messages } from './messages.ts';
import type { Place } from './messages.ts';
import { isInside, select, strip, transformBody } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, DesiredState, LiveResource, ResourceSource } from '../model/resource.ts';
import type { Node } from '../model/tree.ts';
import { nodeAt, secretsIn, traced } from '../model/tree.ts';
import { holds } from '../catalog/conditions.ts';
import { childTypeName, isLinked, keyOf, typeOf, targetTypeNames } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { ChildType } from '../catalog/resource-type.ts';
import { byDependency, keysWith, learn, namesOf, noNames, idsToKeys } from './names.ts';
import type { Names } from './names.ts';
import { withKnown, withMarks } from './unknown.ts';

/**
 * The desired side in canonical form, once it is known what is live.
 *
 * `live` names let a file use an id where it should use a name, and complete references that say only a part of a key.
 * Without them, as in `validate`, only what the files themselves declare is known, and nothing is left out for what the
 * tenant lacks.
 */
export type Canonicalize = (live?: Iterable<LiveResource>) => { state: DesiredState; diagnostics: Diagnostic[] };

/** A declared body on its way to canonical form. */
interface Draft extends ResourceSource {
  type: Type;
  body: Body;
  parent?: Draft;
  /** The names of the lists of children that it declares. */
  lists: string[];
}

/** What is known so far of names, while one draft after the other gets its own. */
interface Known {
  catalog: Catalog;
  /** Of what the files declare, and of all. */
  declared: Names;
  all: Names;
  addresses: Map<Draft, Address>;
  /** The bodies that the tenant has; absent while it is not known. */
  live?: ReadonlyMap<Address, Body>;
}

/** The resources of the files in canonical form: collected and ordered here, named when the live ones are known. */
export function canonicalDesired(config: Config, catalog: Catalog): Canonicalize {
  const drafts = inOrder(
    config.declared.flatMap((declared) => collect(declared, catalog)),
    catalog,
  );
  const types = new Set(config.sections.keys());
  return (given) => {
    // Once: what is given may be an iterator, which is empty after that.
    const live = given && [...given];
    const bodies = live && new Map(live.map(({ address, body }) => [address, body]));
    const names = namesOf(live ?? []);
    const known: Known = {
      catalog,
      declared: noNames(),
      all: names,
      addresses: new Map(),
      ...(bodies && { live: bodies }),
    };
    const resources = new Map<Address, DesiredResource>();
    const diagnostics: Diagnostic[] = [];
    for (const draft of drafts) {
      const resource = resourceOf(draft, known, diagnostics);
      if (isLeftOut(draft, resource, known, diagnostics)) {
        unlink(draft, resource.key, resources, known);
        continue;
      }
      const first = resources.get(addressOfFirst(draft, resource, known));
      if (first === undefined) resources.set(resource.address, resource);
      else diagnostics.push(messages.duplicateResource(first.address, draft.node.origin, first.source?.node.origin));
      known.addresses.set(draft, resource.address);
      for (const names of [known.all, known.declared]) learn(names, resource);
    }
    const lists = drafts.flatMap((draft) =>
      draft.lists.map((name) => childAddress(known.addresses.get(draft) ?? '', name, '')),
    );
    return { state: { resources, managed: { types, lists: new Set(lists) } }, diagnostics };
  };
}

/** Drafts in an order in which each comes behind those that its key is made of. */
function inOrder(drafts: readonly Draft[], catalog: Catalog): Draft[] {
  const byType = groupBy(drafts, ({ type }) => type.name);
  return byDependency(catalog).flatMap(({ name }) => byType.get(name) ?? []);
}

/** A declared resource and its children, which are taken out of its body. */
function collect(declared: Declared, catalog: Catalog): Draft[] {
  const whole = draftOf(declared, typeOf(catalog, declared.type));
  const { type } = whole;
  const children = (type.root.children ?? [])
    .filter(({ path }) => select(whole.body, path).length > 0)
    .map((child) => typeOf(catalog, childTypeName(type.name, child)));
  const parent = { ...whole, body: children.reduce((body, child) => withoutChildren(type, child, body), whole.body) };
  parent.lists = children.map(({ child }) => child?.name ?? '');
  return [parent, ...children.flatMap((child) => childDrafts(parent, whole.body, child))];
}

/** The body of what stands at a type's section, in the spelling of the API. */
export function bodyOf(type: Type, value: Json, captures: Body): Body {
  const field = type.root.value;
  const given = field === undefined ? (isBody(value) ? value : {}) : { [field]: value };
  return fromFile(type, joined(given, captures));
}

function draftOf({ node, value, captures }: Declared, type: Type): Draft {
  const field = type.root.value;
  const prefix = field === undefined ? [] : [field];
  return { type, body: bodyOf(type, value, captures), node, prefix, traces: tracesOf(type, node, prefix), lists: [] };
}

function fromFile(type: Type, body: Body): Body {
  const { aliases } = type;
  const renamed = Object.entries(body).map(([field, value]) => [aliases?.[field] ?? field, value] as const);
  const spelt = aliases === undefined ? body : Object.fromEntries(renamed);
  return type.hooks?.fromFile?.(spelt) ?? spelt;
}

/** The children of one type that a parent with that body declares. */
function childDrafts(parent: Draft, whole: Body, type: Type): Draft[] {
  const { child } = type;
  if (child === undefined) return [];
  const items = select(whole, child.path).flatMap(({ path, value }) => {
    const at = path.slice(parent.prefix.length);
    if (child.shape === 'one') return isBody(value) ? [{ body: value, at }] : [];
    return (Array.isArray(value) ? value : []).map((item, index) => ({
      body: itemBody(child, item),
      at: [...at, index],
    }));
  });
  return items.map(({ body, at }) => {
    const node = nodeAt(parent.node, at);
    const traces = tracesOf(type, node, []);
    return { type, body: fromFile(type, body), node, prefix: [], traces, parent, lists: [] };
  });
}

/** The body of a parent without its children of one type, or with references in their places. */
function withoutChildren(parent: Type, type: Type, body: Body): Body {
  const { child } = type;
  if (child === undefined) return body;
  const start = `${child.path}[].`;
  const field =
    Object.keys(parent.references ?? {})
      .find((path) => path.startsWith(start))
      ?.slice(start.length) ?? 'id';
  const keyed = (item: Json): Json => ({ [field]: keyOf(type, fromFile(type, itemBody(child, item))) });
  return transformBody(body, child.path, (value) =>
    isLinked(parent, child.path) && Array.isArray(value) ? value.map(keyed) : undefined,
  );
}

function itemBody(child: ChildType, item: Json): Body {
  if (isBody(item)) return item;
  return child.item === undefined ? {} : { [child.item]: item };
}

function resourceOf(draft: Draft, known: Known, diagnostics: Diagnostic[]): DesiredResource {
  const { type, node, prefix, parent, traces } = draft;
  const idField = type.identity.id ?? '';
  const id = draft.body[idField];
  const completed = complete(draft, known, diagnostics);
  const named = idsToKeys(type, strip(completed, type.readOnly ?? []), known.all);
  const key = keyOf(type, named);
  diagnostics.push(...secretsInKey(draft));
  const above = parent === undefined ? undefined : known.addresses.get(parent);
  const address = addressIn(draft, key, known);
  const place = placeIn(draft, address);
  const current = settable(type, named, place);
  const live = known.live === undefined ? undefined : (known.live.get(address) ?? {});
  const { body, diagnostics: unmade } =
    live === undefined
      ? { body: current.body, diagnostics: [] }
      : makeable(type, current.body, live, (path) => isUnknownIn(draft, path), place);
  diagnostics.push(...current.diagnostics, ...unmade);
  return {
    type: type.name,
    address,
    key,
    body: withKnown(type, body, traces),
    ...withMarks(type, body, traces),
    ...(above === undefined ? {} : { parent: above }),
    ...(typeof id === 'string' && type.readOnly?.includes(idField) === true ? { id } : {}),
    source: { node, prefix, traces },
  };
}

/** Where the places of a draft are written. */
function placeIn({ node, prefix }: Draft, address: Address): (path: Path) => Place {
  return (path) => ({ origin: nodeAt(node, path.slice(prefix.length)).origin, address });
}

/** Whether a value inside a place is in the files and not known here. */
function isUnknownIn({ traces }: Draft, place: Path): boolean {
  return traces.some(({ path, trace }) => trace.unresolved.length > 0 && isInside(path, place));
}

/** Whether the tenant does not have a resource of which the files lack what it is made with. */
function isLeftOut(draft: Draft, { address, body }: DesiredResource, known: Known, found: Diagnostic[]): boolean {
  const { type } = draft;
  if (known.live === undefined || known.live.has(address) || !isUnmade(type, body) || isUnknownIn(draft, []))
    return false;
  found.push(messages.unmade('', type.madeWith?.[''] ?? [], placeIn(draft, address)([])));
  return true;
}

/** Takes a resource that is left out away from the list that its parent keeps of its children. */
function unlink({ type, parent }: Draft, key: string, resources: Map<Address, DesiredResource>, known: Known): void {
  const above = resources.get((parent && known.addresses.get(parent)) ?? '');
  const { child } = type;
  if (above === undefined || child === undefined || parent === undefined || !isLinked(parent.type, child.path)) return;
  above.body = withoutItem(above.body, child.path, key);
}

/** The address of a resource that is declared before, if there is one: by its id, or else by its key. */
function addressOfFirst(draft: Draft, { id, key }: DesiredResource, known: Known): Address {
  const same = id === undefined ? undefined : known.declared.keys.get(draft.type.name)?.get(id);
  return addressIn(draft, same ?? key, known);
}

function addressIn({ type, parent }: Draft, key: string, { addresses }: Known): Address {
  const above = parent === undefined ? undefined : addresses.get(parent);
  return above === undefined ? addressOf(type.name, key) : childAddress(above, type.child?.name ?? '', key);
}

function secretsInKey({ type, node, traces }: Draft): Diagnostic[] {
  const { keys } = type.identity;
  const found = traces.find(({ path: [field], trace }) => secretsIn(trace).length > 0 && keys.includes(String(field)));
  return found === undefined ? [] : [messages.secretInName(secretsIn(found.trace), nodeAt(node, found.path).origin)];
}

/** Turns the fields that name another resource together, those of its key, into that key. */
function complete(draft: Draft, known: Known, diagnostics: Diagnostic[]): Body {
  const { type, node, body: given } = draft;
  return Object.entries(type.references ?? {}).reduce((body, [field, reference]) => {
    const [target] = targetTypeNames(type, reference).map((name) => typeOf(known.catalog, name));
    const fields = target?.identity.keys ?? [];
    const isWhole = fields.length < 2 || Object.hasOwn(body, field);
    if (target === undefined || isWhole || !fields.some((part) => Object.hasOwn(body, part))) return body;
    const parts = idsToKeys(target, pick(body, fields), known.all);
    const declared = keysWith(known.declared, target, parts);
    const fitting = declared.length > 0 ? declared : keysWith(known.all, target, parts);
    const candidates = fitting.length > 1 ? likely(draft, field, target, fitting, known) : fitting;
    if (candidates.length > 1) diagnostics.push(messages.ambiguousReference(target.name, candidates, node.origin));
    return { ...omit(body, fields), [field]: candidates[0] ?? keyOf(target, parts) };
  }, given);
}

/**
 * Of several that a reference may mean those that do for it, as exports of the Deploy CLI say only a part of a key; and of
 * these the one that the tenant has there.
 */
function likely({ type, parent }: Draft, field: string, target: Type, keys: string[], known: Known): string[] {
  const bodies = known.declared.bodies.get(target.name) ?? new Map<string, Body>();
  const rules = (type.targetRules ?? []).filter(({ of, where }) => of === field && where === undefined);
  const doing = keys.filter((key) => {
    const body = bodies.get(key) ?? known.all.bodies.get(target.name)?.get(key) ?? {};
    return !rules.some(({ when }) => when.every((test) => holds({ body }, test) !== undefined));
  });
  const above = parent === undefined ? undefined : known.addresses.get(parent);
  const there = doing.filter(
    (key) => above !== undefined && known.live?.has(childAddress(above, type.child?.name ?? '', key)) === true,
  );
  if (there.length === 1) return there;
  return doing.length > 0 ? doing : keys;
}

function tracesOf(type: Type, node: Node, prefix: ResourceSource['prefix']): ResourceSource['traces'] {
  const isItem = node.type === 'scalar' && type.child?.item !== undefined;
  const isSame = !isItem && prefix.length === 0 && type.aliases === undefined;
  return isSame
    ? traced(node)
    : traced(node).map(({ path, trace }) => {
        const [first, ...rest] = path;
        const spelt = typeof first === 'string' ? [type.aliases?.[first] ?? first, ...rest] : path;
        return { path: isItem ? [type.child?.item ?? ''] : [...prefix, ...spelt], trace };
      });
}
