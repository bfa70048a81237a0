import { isOneOf, isSame, lookUp, mapParts, refName, resolve, when, without } from './schema.ts';
import type { Defs, Draft, Schema } from './schema.ts';

/**
 * Rewrites every `anyOf` so that one mistake in a value is one error.
 *
 * Members of different JSON types are told apart by type, objects by a tag (a field whose values differ between members)
 * or by a field that only one member has, all as `if`/`then`; what cannot be told apart becomes one object with the fields of all.
 */
export function untangleUnions({ root, defs }: Draft): Draft {
  const done: Defs = {};
  const visit = (schema: Schema): Schema => {
    const { $ref } = schema;
    if ($ref !== undefined) return visitReference(schema, $ref);
    if (schema.anyOf) {
      const { anyOf, ...rest } = schema;
      return { ...visit(union(anyOf, defs)), ...rest };
    }
    return mapParts(schema, visit);
  };
  const visitReference = (schema: Schema, $ref: string): Schema => {
    const name = refName($ref);
    const target = lookUp(name, defs);
    if (isPlain(target)) return visit(withoutPlainNames(schema, defs));
    if (!done[name]) {
      done[name] = {};
      done[name] = visit(target);
    }
    return schema;
  };
  return { root: visit(root), defs: done };
}

/** A reference to a bare string, number or single value, replaced by that. */
export function withoutPlainNames(schema: Schema, defs: Defs): Schema {
  if (schema.$ref === undefined) return schema;
  const target = lookUp(refName(schema.$ref), defs);
  return isPlain(target) ? { ...withoutPlainNames(target, defs), ...without(schema, '$ref') } : schema;
}

const isPlain = (schema: Schema): boolean =>
  schema.$ref !== undefined || (isScalar(schema) && (schema.enum?.length ?? 0) < 2);

const isScalar = (schema: Schema): boolean =>
  schema.enum !== undefined ||
  [schema.type ?? []].flat().some((type) => ['string', 'number', 'integer', 'boolean'].includes(type));

/** One schema for a value that is any of the members. */
function union(members: readonly Schema[], defs: Defs): Schema {
  const flat = distinct(members.flatMap((member) => flatten(member, defs)));
  const nullable = flat.some((member) => member.nullable || resolve(member, defs).nullable);
  const objects = flat.filter((member) => isObject(resolve(member, defs)));
  const arrays = flat.filter((member) => resolve(member, defs).type === 'array');
  const scalars = flat.map((member) => resolve(member, defs)).filter(isScalar);
  if (objects.length + arrays.length + scalars.length !== flat.length) return {};
  const parts: Schema[] = [];
  if (objects.length > 0) parts.push(objectUnion(objects, defs));
  if (arrays.length > 0) parts.push(arrayUnion(arrays, defs));
  if (scalars.length > 0) parts.push(scalarUnion(scalars));
  const united = byType(parts, defs);
  return nullable ? { ...united, nullable } : united;
}

const isObject = (schema: Schema): boolean => schema.type === 'object' || schema.properties !== undefined;

function flatten(member: Schema, defs: Defs): Schema[] {
  const target = resolve(member, defs);
  const nullable = member.nullable ?? target.nullable;
  if (!target.anyOf) return [member];
  return target.anyOf.flatMap((inner) => flatten(nullable ? { ...inner, nullable } : inner, defs));
}

function distinct(members: readonly Schema[]): Schema[] {
  return members.filter((member, index) => members.findIndex((other) => isSame(other, member)) === index);
}

function arrayUnion(arrays: Schema[], defs: Defs): Schema {
  const [only, ...rest] = arrays;
  if (only && rest.length === 0) return only;
  return { type: 'array', items: { anyOf: arrays.map((array) => resolve(array, defs).items ?? {}) } };
}

function scalarUnion(scalars: Schema[]): Schema {
  const [only, ...rest] = scalars;
  if (only && rest.length === 0) return only;
  const values = scalars.flatMap((scalar) => scalar.enum ?? []);
  const open = scalars.filter((scalar) => !scalar.enum);
  if (open.length === 0) return { enum: [...new Set(values)] };
  const types = [...new Set(open.flatMap((scalar) => scalar.type ?? []))];
  const [type = []] = types.length === 1 ? types : [types];
  return { type, ...(values.length > 0 && { suggestions: values }) };
}

/** Members of different JSON types, told apart by type. */
function byType(parts: Schema[], defs: Defs): Schema {
  const [only, ...rest] = parts;
  if (only && rest.length === 0) return only;
  const types = parts.map((part) => {
    const target = resolve(part, defs);
    return target.type ?? (target.enum ? [...new Set(target.enum.map((value) => typeof value))] : 'object');
  });
  const branches = parts.flatMap((part, index): Schema[] => {
    const type = types[index] ?? [];
    return Object.keys(part).length === 1 && part.type !== undefined ? [] : [when({ type }, part)];
  });
  return { type: types.flat(), ...(branches.length > 0 && { allOf: branches }) };
}

/** Objects, told apart by a tag, by a field of their own, or not at all. */
function objectUnion(members: Schema[], defs: Defs): Schema {
  const [only, ...rest] = members;
  if (only && rest.length === 0) return without(only, 'nullable');
  const objects = members.map((member) => resolve(member, defs));
  const tag = tagOf(objects, defs);
  if (tag !== undefined) return byTag(objects, tag, defs);
  const marks = objects.map((object) => ownField(object, objects));
  if (marks.every((mark) => mark !== undefined)) return byPresence(members, marks);
  return joined(objects);
}

/** One object with the fields of all, each of which is what it is in any of them. */
function joined(objects: Schema[]): Schema {
  const names = [...new Set(objects.flatMap(({ properties = {} }) => Object.keys(properties)))];
  const properties = names.map((name) => {
    const schemas = distinct(objects.flatMap((object) => object.properties?.[name] ?? []));
    return [name, schemas.length === 1 ? (schemas[0] ?? {}) : { anyOf: schemas }] as const;
  });
  const required = names.filter((name) => objects.every((object) => object.required?.includes(name)));
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    ...(objects.every((object) => object.additionalProperties === false) && { additionalProperties: false }),
  };
}

/** The field that parts the objects into the fewest groups, but more than one. */
function tagOf(objects: Schema[], defs: Defs): string | undefined {
  const [first] = objects;
  const candidates = Object.keys(first?.properties ?? {}).flatMap((name) => {
    const values = objects.map((object) => tagValues(object, name, defs));
    if (values.some((list) => list.length === 0)) return [];
    const count = new Set(values.map((list) => list.join())).size;
    return count > 1 ? [{ name, count }] : [];
  });
  return candidates.toSorted((a, b) => a.count - b.count)[0]?.name;
}

function tagValues(object: Schema, name: string, defs: Defs): unknown[] {
  const field = object.properties?.[name];
  return (field && resolve(field, defs).enum) ?? [];
}

function ownField(object: Schema, all: Schema[]): string | undefined {
  const others = all.filter((other) => other !== object);
  return object.required?.find((name) => others.every((other) => !other.properties?.[name]));
}

function byPresence(members: Schema[], marks: string[]): Schema {
  const [member = {}, ...rest] = members;
  const [mark = '', ...more] = marks;
  if (rest.length === 0) return member;
  return { ...when({ type: 'object', required: [mark] }, member), else: byPresence(rest, more) };
}

/** What all have in common stands once, before the branches; a branch has what differs. */
function byTag(objects: Schema[], tag: string, defs: Defs): Schema {
  const values = [...new Set(objects.flatMap((object) => tagValues(object, tag, defs)))];
  const names = [...new Set(objects.flatMap((object) => Object.keys(object.properties ?? {})))];
  const shared = names.filter((name) => {
    const [first, ...rest] = objects.map((object) => object.properties?.[name]);
    return name !== tag && first !== undefined && rest.every((other) => isSame(first, other));
  });
  const required = (objects[0]?.required ?? []).filter((name) =>
    objects.every((object) => object.required?.includes(name)),
  );
  const groups = groupBy(values, (value) => objects.filter((object) => tagValues(object, tag, defs).includes(value)));
  const isAllClosed = objects.every((object) => object.additionalProperties === false);
  const isUniform = groups.every(({ items }) => names.every((name) => items.some((item) => item.properties?.[name])));
  const common: Common = { tag, shared, required, isClosed: isAllClosed && isUniform };
  const [first] = objects;
  const base = names.filter((name) => shared.includes(name) || common.isClosed);
  const properties = base.map(
    (name) => [name, shared.includes(name) ? (first?.properties?.[name] ?? {}) : {}] as const,
  );
  return {
    type: 'object',
    properties: { ...Object.fromEntries(properties), [tag]: { enum: values } },
    ...(required.length > 0 && { required }),
    ...(common.isClosed && { additionalProperties: false }),
    allOf: groups.map(({ keys, items }) => when(isOneOf(tag, keys), branch(items, common, defs))),
  };
}

interface Common {
  tag: string;
  shared: string[];
  required: string[];
  isClosed: boolean;
}

function branch(members: Schema[], { tag, shared, required, isClosed }: Common, defs: Defs): Schema {
  const own = members.map((member) => trim(member, tag, shared, required));
  const part = without(objectUnion(own, defs), 'type');
  if (isClosed || part.additionalProperties !== false) return without(part, 'additionalProperties');
  const known = [tag, ...shared].filter((name) => members.some((member) => member.properties?.[name]));
  return { ...part, properties: { ...Object.fromEntries(known.map((name) => [name, {}])), ...part.properties } };
}

/** A member of a group without what the group says already. */
function trim(member: Schema, tag: string, shared: string[], required: string[]): Schema {
  const properties = Object.entries(member.properties ?? {}).filter(([name]) => name !== tag && !shared.includes(name));
  const rest = (member.required ?? []).filter((name) => !required.includes(name));
  return {
    ...without(member, 'required', 'nullable'),
    properties: Object.fromEntries(properties),
    ...(rest.length > 0 && { required: rest }),
  };
}

function groupBy(keys: unknown[], itemsOf: (key: unknown) => Schema[]): { keys: unknown[]; items: Schema[] }[] {
  const groups: { keys: unknown[]; items: Schema[] }[] = [];
  for (const key of keys) {
    const items = itemsOf(key);
    const same = groups.find(
      (group) => group.items.length === items.length && group.items.every((item, at) => item === items[at]),
    );
    if (same) same.keys.push(key);
    else groups.push({ keys: [key], items });
  }
  return groups;
}
