import { segments } from '../../src/model/path.ts';
import type { ResourceType } from '../../src/catalog/resource-type.ts';
import { isSame, mapParts, refName, refTo } from './schema.ts';
import type { Defs, Draft, Schema } from './schema.ts';

/** A type's schema, and what a person should know about it. */
export interface Section {
  type: ResourceType;
  draft: Draft;
  description: string;
  /** The names that may stand as a key of the section. */
  keys: Record<string, unknown[]>;
}

/** The whole tenant file: every type at its section. */
export function tenantFile(sections: readonly Section[], legacy: Record<string, Schema>): Draft {
  const defs: Defs = {};
  // A section inside another one goes into its schema, so the outer one comes first.
  const outerFirst = sections.toSorted((a, b) => patternOf(a.type).length - patternOf(b.type).length);
  const file = outerFirst.reduce<Schema>(
    (schema, section) =>
      place(schema, patternOf(section.type), absorb(defs, section.draft, section.type.name), section),
    { type: 'object', description: 'An Auth0 tenant as code.', properties: legacy, additionalProperties: false },
  );
  return { root: file, defs };
}

function patternOf({ name, section = `${name}[]` }: ResourceType): readonly string[] {
  return segments(section);
}

function place(at: Schema | undefined, pattern: readonly string[], leaf: Schema, section: Section): Schema {
  const [segment, ...rest] = pattern;
  if (segment === undefined) return leaf;
  if (segment === '[]') return { ...at, type: 'array', items: place(at?.items, rest, leaf, section) };
  if (segment.startsWith(':')) {
    const names = section.keys[segment.slice(1)];
    const entry = typeof at?.additionalProperties === 'object' ? at.additionalProperties : undefined;
    return {
      ...at,
      type: 'object',
      ...(names && { propertyNames: { enum: names } }),
      additionalProperties: place(entry, rest, leaf, section),
    };
  }
  const inner = place(at?.properties?.[segment], rest, leaf, section);
  const isWhole = rest.every((next) => next === '[]' || next.startsWith(':'));
  const field = isWhole ? { ...inner, description: section.description } : inner;
  return { type: 'object', additionalProperties: false, ...at, properties: { ...at?.properties, [segment]: field } };
}

/** Adds a draft's definitions to others; those that differ from one of the same name get the type's name before theirs. */
function absorb(into: Defs, { root, defs }: Draft, type: string): Schema {
  const renamed = new Set(Object.keys(defs).filter((name) => into[name] && !isSame(into[name], defs[name])));
  // What refers to a renamed definition is another one, too.
  for (let before = -1; before !== renamed.size;) {
    before = renamed.size;
    for (const [name, schema] of Object.entries(defs)) {
      if (into[name] && references(schema).some((inner) => renamed.has(inner))) renamed.add(name);
    }
  }
  const rename = (schema: Schema): Schema => {
    const name = schema.$ref === undefined ? undefined : refName(schema.$ref);
    if (name !== undefined && renamed.has(name)) return { ...schema, ...refTo(`${type}.${name}`) };
    return mapParts(schema, rename);
  };
  for (const [name, schema] of Object.entries(defs)) {
    if (renamed.has(name)) into[`${type}.${name}`] = rename(schema);
    else into[name] ??= rename(schema);
  }
  return rename(root);
}

function references(schema: Schema): string[] {
  const found: string[] = schema.$ref === undefined ? [] : [refName(schema.$ref)];
  mapParts(schema, (part) => {
    found.push(...references(part));
    return part;
  });
  return found;
}
