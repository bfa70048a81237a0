import type { ChildType, ResourceType, Traits } from '../../src/catalog/resource-type.ts';
import { segments } from '../../src/model/path.ts';
import { unpromised } from './answers.ts';
import { merge } from './merge.ts';
import type { Row } from './row.ts';
import { change, nodesAt, put, remove } from './places.ts';
import { closure, isSame, lookUp, refTo, without } from './schema.ts';
import type { Defs, Draft, Schema } from './schema.ts';
import { untangleUnions } from './unions.ts';
import { vary } from './variants.ts';

/** What stands at the section of a type: its schema from the SDK's types, its row and its descriptor. */
export function draftOf(type: ResourceType, row: Row, sdk: Defs): Draft {
  const draft = bodyOf(type, row, sdk, captures(type));
  for (const child of type.children ?? []) putChild(draft, child, row.children?.[child.name] ?? {}, sdk, type.name);
  refer(draft, type, row);
  keepInFiles(draft, type);
  const root = type.value === undefined ? draft.root : draft.root.properties?.[type.value];
  if (root === undefined) throw new Error(`${type.name} has no field ${type.value}`);
  return { root, defs: draft.defs };
}

/** The fields of a body that are written as keys of the section. */
function captures({ section = '' }: ResourceType): string[] {
  return segments(section).flatMap((segment) => (segment.startsWith(':') ? [segment.slice(1)] : []));
}

function bodyOf(traits: Traits, row: Row, sdk: Defs, captured: string[]): Draft {
  const root = without(mergedTypes(row, sdk), 'required', 'nullable');
  const varied = row.variants ? vary(root, row.variants, sdk) : root;
  const draft = structuredClone(untangleUnions({ root: varied, defs: sdk }));
  // The SDK's request types seldom know the places above what the server sets, and then there is nothing to say of it.
  for (const path of traits.readOnly ?? []) put(draft, path, { readOnly: true });
  for (const [path, schema] of Object.entries(row.add ?? {})) putOrFail(draft, path, structuredClone(schema));
  for (const [path, limits] of Object.entries(row.limits ?? {})) limitOrFail(draft, path, limits);
  for (const path of row.omit ?? []) remove(draft, path);
  for (const path of Object.keys(traits.former ?? {})) putOrFail(draft, path, { deprecated: true });
  for (const path of row.deprecated ?? []) change(draft, path, (schema) => ({ ...schema, deprecated: true }));
  addAliases(draft, traits, row);
  requireKeys(draft.root, traits, row, captured);
  const unsaid = [...unpromised(row.sdk ?? [], sdk), ...Object.entries(traits.madeWith ?? {}).flatMap(byObject)];
  for (const [path, fields] of unsaid) mayBeMissing(draft, path, fields, traits);
  return draft;
}

function putOrFail(draft: Draft, path: string, schema: Schema): void {
  if (!put(draft, path, schema)) throw new Error(`no schema has the place above ${path}`);
}

function limitOrFail(draft: Draft, path: string, limits: Schema): void {
  if (change(draft, path, (schema) => ({ ...schema, ...limits })) === 0) throw new Error(`no schema has ${path}`);
}

/** The fields with which an object is made, each at the object that has it. */
function byObject([path, fields]: [string, readonly string[]]): [string, string[]][] {
  return fields.map((field) => {
    const steps = [...segments(path), ...segments(field)];
    return [steps.slice(0, -1).join('.'), steps.slice(-1)];
  });
}

/** Marks fields that are required in requests alone; the one by which items are known is required everywhere. */
function mayBeMissing(draft: Draft, path: string, fields: readonly string[], { sets }: Traits): void {
  const key = sets?.[path.replace(/\.\[\]$/, '')];
  for (const node of nodesAt(draft, segments(path))) {
    const missing = fields.filter((field) => field !== key && node.required?.includes(field));
    const all = [...new Set([...(node.mayBeMissing ?? []), ...missing])];
    if (all.length > 0) node.mayBeMissing = all;
  }
}

function mergedTypes({ sdk: names = [], first = [] }: Row, sdk: Defs): Schema {
  const [type = { type: 'object', additionalProperties: false }, ...others] = names.map((name) => lookUp(name, sdk));
  return others.reduce<Schema>((merged, other) => {
    const fields = Object.entries(other.properties ?? {}).filter(([field]) => !first.includes(field));
    return merge(merged, other.properties ? { ...other, properties: Object.fromEntries(fields) } : other, sdk);
  }, type);
}

function addAliases(draft: Draft, { aliases = {} }: Traits, { add = {} }: Row): void {
  for (const [alias, field] of Object.entries(aliases)) {
    const schema = draft.root.properties?.[field];
    if (!schema) throw new Error(`the alias ${alias} stands for ${field}, which no schema has`);
    if (!add[alias]) putOrFail(draft, alias, { ...schema, deprecated: true });
  }
}

/** Requires the keys; where a key has several spellings, any of them will do. */
function requireKeys(root: Schema, { identity, aliases = {} }: Traits, row: Row, captured: string[]): void {
  const keys = row.required ?? identity.keys.filter((key) => !captured.includes(key));
  const spellings = keys.map((key) => {
    if (typeof key !== 'string') return key;
    return [key, ...Object.keys(aliases).filter((alias) => aliases[alias] === key)];
  });
  const required = spellings.flatMap(([key, ...others]) => (key !== undefined && others.length === 0 ? [key] : []));
  const choices = spellings.flatMap(([key = '', ...others]): Schema[] => {
    if (others.length === 0) return [];
    const isSpelled = others.map((other): Schema => ({ required: [other] }));
    return [{ if: isSpelled.length === 1 ? (isSpelled[0] ?? {}) : { anyOf: isSpelled }, else: { required: [key] } }];
  });
  if (required.length > 0) root.required = required;
  else delete root.required;
  if (choices.length > 0) root.allOf = [...(root.allOf ?? []), ...choices];
}

function putChild(draft: Draft, child: ChildType, row: Row, sdk: Defs, parent: string): void {
  const { root, defs } = childSchema(child, row, sdk);
  const name = `${parent}.${child.name}`;
  const isText = child.item !== undefined && Object.keys(root.properties ?? {}).every((field) => field === child.item);
  const items: Schema = isText ? { type: 'string' } : refTo(name);
  if (!isText) draft.defs[name] = root;
  for (const [key, schema] of Object.entries(defs)) {
    if (draft.defs[key] && !isSame(draft.defs[key], schema))
      throw new Error(`${name} needs another ${key} than ${parent}`);
    draft.defs[key] = schema;
  }
  putOrFail(draft, child.path, child.shape === 'one' ? { ...refTo(name), nullable: true } : { type: 'array', items });
}

function childSchema(child: ChildType, row: Row, sdk: Defs): Draft {
  const draft = bodyOf(child, row, sdk, []);
  refer(draft, child, row);
  keepInFiles(draft, child);
  return { root: draft.root, defs: closure(draft.root, draft.defs) };
}

/** References are names, whatever an id looks like. */
function refer(draft: Draft, { references = {} }: Traits, row: Row): void {
  for (const path of Object.keys(references)) {
    if (row.omit?.includes(path)) continue;
    if (change(draft, path, nameOf) === 0 && !path.includes('**')) putOrFail(draft, path, { type: 'string' });
  }
}

const nameOf = (schema: Schema): Schema => ({
  type: 'string',
  ...(schema.nullable && { nullable: true }),
  ...(schema.deprecated && { deprecated: true }),
});

function keepInFiles(draft: Draft, { files = {} }: Traits): void {
  for (const [path, { type, isMerged }] of Object.entries(files)) {
    if (path === '') draft.root.file = type;
    else if (isMerged) putOrFail(draft, path, { type: 'string', editorOnly: true });
    else if (change(draft, path, (schema) => ({ ...schema, file: type })) === 0) {
      putOrFail(draft, path, { type: 'string', file: type });
    }
  }
}
