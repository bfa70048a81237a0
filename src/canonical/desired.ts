import { addressOf, childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Config, Declared } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import type { Body, Json } from '../model/json.ts';
import { isBody, omit, pick } from '../model/json.ts';
import { messages } from './messages.ts';
import type { Path } from '../model/path.ts';
import { select, strip, transformBody } from '../model/path.ts';
import type { Resource, State } from '../model/resource.ts';
import type { Node } from '../model/tree.ts';
import { nodeAt, secretsIn, traced } from '../model/tree.ts';
import { childTypeName, isLinked, keyOf, typeOf, targetTypeNames } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { ChildType } from '../catalog/resource-type.ts';
import { withoutUnknown } from './comparable.ts';
import { byDependency, keysWith, learn, namesOf, noNames, idsToKeys } from './names.ts';
import type { Names } from './names.ts';

type Traces = NonNullable<Resource['source']>['traces'];

/** What is known so far of the names of resources: of those that the files declare, and of all. */
interface Known {
  declared: Names;
  all: Names;
  catalog: Catalog;
}

/** A declared body on its way to canonical form. */
interface Draft {
  type: Type;
  body: Body;
  node: Node;
  prefix: Path;
  parent?: Draft;
  resource?: Resource;
}

/**
 * The resources of the files in canonical form.
 *
 * `live` names let a file use an id where it should use a name, and complete references that say only a part of a key.
 * Without them, as in `validate`, only what the files themselves declare is known.
 */
export function canonicalDesired(
  config: Config,
  catalog: Catalog,
  live: Iterable<Resource> = [],
): { state: State; diagnostics: Diagnostic[] } {
  const drafts: Draft[] = [];
  const managed = new Set(config.sections.keys());
  const collections: { parent: Draft; child: ChildType }[] = [];
  for (const declared of config.declared) {
    const draft = draftOf(declared, typeOf(catalog, declared.type));
    drafts.push(draft);
    for (const child of draft.type.root.children ?? []) {
      const items = childDrafts(draft, child, typeOf(catalog, childTypeName(draft.type.name, child)));
      if (items === undefined) continue;
      collections.push({ parent: draft, child });
      drafts.push(...items);
    }
  }
  const known: Known = { all: namesOf(live), declared: noNames(), catalog };
  const diagnostics: Diagnostic[] = [];
  const state: State = { resources: new Map(), managed };
  const byType = groupBy(drafts, ({ type }) => type.name);
  for (const type of byDependency(catalog)) {
    for (const draft of byType.get(type.name) ?? []) {
      const resource = finish(draft, known, diagnostics);
      draft.resource = resource;
      const { address, id } = resource;
      const same = id === undefined ? undefined : known.declared.keys.get(type.name)?.get(id);
      const existing = state.resources.get(same === undefined ? address : addressIn(draft, same));
      if (existing !== undefined)
        diagnostics.push(messages.duplicateResource(existing.address, draft.node.origin, existing.source?.node.origin));
      else state.resources.set(address, resource);
      for (const names of [known.all, known.declared]) learn(names, resource);
    }
  }
  for (const { parent, child } of collections) managed.add(`${parent.resource?.address ?? ''}/${child.name}`);
  return { state, diagnostics };
}

/** The body of what stands at a type's section, in the spelling of the API. */
export function bodyOf(type: Type, value: Json, captures: Body): Body {
  const field = type.root.value;
  const given = field === undefined ? (isBody(value) ? value : {}) : { [field]: value };
  return fromFile(type, { ...given, ...captures });
}

function draftOf({ node, value, captures }: Declared, type: Type): Draft {
  const field = type.root.value;
  return { type, body: bodyOf(type, value, captures), node, prefix: field === undefined ? [] : [field] };
}

function fromFile(type: Type, body: Body): Body {
  const aliases = type.aliases ?? {};
  const renamed = Object.entries(body).map(([field, value]) => [aliases[field] ?? field, value] as const);
  const spelt = Object.fromEntries(renamed);
  return type.hooks?.fromFile?.(spelt) ?? spelt;
}

/** The children that a parent declares in one place; `undefined` when it says nothing about them. Takes them out of its body. */
function childDrafts(parent: Draft, child: ChildType, type: Type): Draft[] | undefined {
  const found = select(parent.body, child.path);
  if (found.length === 0) return undefined;
  const items = found.flatMap(({ path, value }) => {
    const at = path.slice(parent.prefix.length);
    if (child.shape === 'one') return isBody(value) ? [{ body: value, at }] : [];
    return (Array.isArray(value) ? value : []).map((item, index) => ({
      body: itemBody(child, item),
      at: [...at, index],
    }));
  });
  const keyed = (item: Json): Json => {
    const field = Object.keys(parent.type.references ?? {}).find((path) => path.startsWith(`${child.path}[].`));
    return { [field?.slice(child.path.length + 3) ?? 'id']: keyOf(type, fromFile(type, itemBody(child, item))) };
  };
  const replaced = (value: Json): Json | undefined =>
    isLinked(parent.type, child.path) && Array.isArray(value) ? value.map(keyed) : undefined;
  parent.body = transformBody(parent.body, child.path, replaced);
  return items.map(({ body, at }) => ({
    type,
    body: fromFile(type, body),
    node: nodeAt(parent.node, at),
    prefix: [],
    parent,
  }));
}

function itemBody(child: ChildType, item: Json): Body {
  if (isBody(item)) return item;
  return child.item === undefined ? {} : { [child.item]: item };
}

function finish(draft: Draft, known: Known, diagnostics: Diagnostic[]): Resource {
  const { type, node, prefix, parent } = draft;
  const id = type.identity.id === undefined ? undefined : draft.body[type.identity.id];
  const completed = complete(draft, known, diagnostics);
  const body = idsToKeys(type, strip(completed, type.readOnly ?? []), known.all);
  const key = keyOf(type, body);
  const above = parent?.resource?.address;
  const traces = tracesOf(draft);
  const named = traces.find(
    ({ path, trace }) => secretsIn(trace).length > 0 && type.identity.keys.includes(String(path[0])),
  );
  if (named !== undefined)
    diagnostics.push(messages.secretInName(secretsIn(named.trace), nodeAt(node, named.path).origin));
  return {
    type: type.name,
    address: addressIn(draft, key),
    key,
    body: withKnown(type, body, traces),
    ...(above === undefined ? {} : { parent: above }),
    ...(typeof id === 'string' && type.readOnly?.includes(type.identity.id ?? '') ? { id } : {}),
    source: { node, prefix, traces },
  };
}

function addressIn({ type, parent }: Draft, key: string): Address {
  const above = parent?.resource?.address;
  return above === undefined ? addressOf(type.name, key) : childAddress(above, type.child?.name ?? '', key);
}

/** A body without the values that are not known here; keys stay, or nobody could say which resource it is. */
function withKnown(type: Type, body: Body, traces: Traces): Body {
  const unknown = traces.filter(({ path: [field = ''], trace }) => {
    return trace.unresolved.length > 0 && !type.identity.keys.includes(String(field));
  });
  return unknown.reduce((rest, { path }) => withoutUnknown(type, rest, path), body);
}

/** Turns the fields that name another resource together, those of its key, into that key. */
function complete({ type, node, body: given }: Draft, known: Known, diagnostics: Diagnostic[]): Body {
  return Object.entries(type.references ?? {}).reduce((body, [field, reference]) => {
    const [target] = targetTypeNames(type, reference).map((name) => typeOf(known.catalog, name));
    const fields = target?.identity.keys ?? [];
    const isWhole = fields.length < 2 || Object.hasOwn(body, field);
    if (target === undefined || isWhole || !fields.some((part) => Object.hasOwn(body, part))) return body;
    const parts = idsToKeys(target, pick(body, fields), known.all);
    const declared = keysWith(known.declared, target, parts);
    const candidates = declared.length > 0 ? declared : keysWith(known.all, target, parts);
    if (candidates.length > 1) diagnostics.push(messages.ambiguousReference(target.name, candidates, node.origin));
    return { ...omit(body, fields), [field]: candidates[0] ?? keyOf(target, parts) };
  }, given);
}

function tracesOf({ type, node, prefix }: Draft): Traces {
  const isItem = node.type === 'scalar' && type.child?.item !== undefined;
  return traced(node).map(({ path, trace }) => {
    const [first, ...rest] = path;
    const spelt = typeof first === 'string' ? [type.aliases?.[first] ?? first, ...rest] : path;
    return { path: isItem ? [type.child?.item ?? ''] : [...prefix, ...spelt], trace };
  });
}
