import { closure, isSame, mapParts, mapValues, refTo, resolve, without } from './schema.ts';
import type { Defs, Draft, Schema } from './schema.ts';

/** Schemas for the CLI's checks, written with `if`/`else`, or for editors, written with `anyOf`. */
type Flavour = 'cli' | 'editor';

const guards: Defs = {
  // A keyword that has no value yet: a marker inside a string, or the whole of it.
  Placeholder: { type: 'string', pattern: '##[A-Za-z_][A-Za-z0-9_]*##|^@@[A-Za-z_][A-Za-z0-9_]*@@$' },
  PlaceholderOrNull: { anyOf: [{ type: 'null' }, refTo('Placeholder')] },
};

/** Shapes so common that they get a name: a schema is read, and compiled, at every place where it stands in full. */
const commonShapes: Defs = {
  Boolean: { type: 'boolean' },
  Number: { type: 'number' },
  Integer: { type: 'integer' },
  Texts: { type: 'array', items: { type: 'string' } },
};

/**
 * A draft as plain JSON Schema, in which a placeholder may stand for every value.
 *
 * Checks want one error for one mistake, which `if`/`else` gives; editors complete what stands in an `anyOf`.
 */
export function flavoured({ root, defs }: Draft, flavour: Flavour): Draft {
  const wrap = flavour === 'cli' ? guarded : sideBySide;
  const asValue = (schema: Schema): Schema => {
    const bare = flavour === 'editor' && schema.file === 'text' ? { type: 'string' } : asAspect(schema);
    const needsGuard = bare.$ref === undefined && !takesAnyText(bare, defs);
    const name = needsGuard ? Object.keys(commonShapes).find((shape) => isSame(commonShapes[shape], bare)) : undefined;
    const isPath = flavour === 'editor' && schema.file === 'json';
    const isNullable = schema.nullable === true;
    const whole =
      name === undefined ? wrap(bare, { isNullable, needsGuard, isPath }) : refTo(isNullable ? `${name}OrNull` : name);
    return { ...whole, ...(flavour === 'cli' ? marks(schema) : notes(schema)) };
  };
  const asAspect = (schema: Schema): Schema => {
    const keywords = withoutMarks(schema, flavour);
    const parts = mapParts(keywords, (part, position) => (position === 'value' ? asValue(part) : asAspect(part)));
    return schema.suggestions && flavour === 'editor' ? { anyOf: [{ enum: schema.suggestions }, parts] } : parts;
  };
  const common = Object.entries(commonShapes).flatMap(([name, shape]): [string, Schema][] => [
    [name, wrap(shape, { needsGuard: true })],
    [`${name}OrNull`, wrap(shape, { needsGuard: true, isNullable: true })],
  ]);
  // A file that is one placeholder as a whole is no tenant.
  const value = flavour === 'cli' ? asValue(root) : { ...asAspect(root), ...notes(root) };
  return {
    root: value,
    defs: closure(value, { ...mapValues(defs, asValue), ...Object.fromEntries(common), ...guards }),
  };
}

/** The keywords of a schema without what only the generator or a reader needs. */
function withoutMarks(schema: Schema, flavour: Flavour): Schema {
  const { nullable: _n, file: _f, editorOnly: _e, suggestions: _s, ...rest } = schema;
  const { description: _d, readOnly: _r, deprecated: _x, deprecationMessage: _m, ...keywords } = rest;
  if (flavour === 'editor') return withoutMissing(keywords);
  if (!keywords.properties) return keywords;
  const fields = Object.entries(keywords.properties).filter(([, field]) => !field.editorOnly);
  return { ...keywords, properties: Object.fromEntries(fields) };
}

/** An editor sees what is right in a file: what only requests have to have is not required there. */
function withoutMissing({ mayBeMissing, ...schema }: Schema): Schema {
  const required = schema.required?.filter((field) => mayBeMissing?.includes(field) !== true) ?? [];
  return required.length > 0 ? { ...schema, required } : without(schema, 'required');
}

function marks({ readOnly, deprecated }: Schema): Schema {
  return { ...(readOnly && { readOnly }), ...(deprecated && { deprecated }) };
}

/** What a person reads. `doNotSuggest` is a keyword of VS Code and the YAML language server. */
function notes(schema: Schema): Schema {
  const fallback = schema.readOnly ? 'Set by Auth0. It may stand in a file and has no effect there.' : undefined;
  const description = schema.description ?? fallback;
  return {
    ...(description !== undefined && { description }),
    ...marks(schema),
    ...(schema.deprecationMessage !== undefined && { deprecationMessage: schema.deprecationMessage }),
    ...((schema.readOnly || schema.deprecated) && { doNotSuggest: true }),
  };
}

interface Needs {
  isNullable?: boolean;
  needsGuard?: boolean;
  isPath?: boolean;
}

/** For checks: only the branch that is meant says what is wrong. */
function guarded(schema: Schema, { isNullable, needsGuard }: Needs): Schema {
  if (needsGuard) return { if: refTo(isNullable ? 'PlaceholderOrNull' : 'Placeholder'), else: schema };
  if (!isNullable) return schema;
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] };
  return { if: { type: 'null' }, else: schema };
}

/** For editors: everything that may stand here, side by side. */
function sideBySide(schema: Schema, { isNullable, needsGuard, isPath }: Needs): Schema {
  const others: Schema[] = isNullable ? [{ type: 'null' }] : [];
  if (isPath) others.push({ type: 'string' });
  else if (needsGuard) others.push(refTo('Placeholder'));
  if (others.length === 0) return schema;
  const isChoice = schema.anyOf && Object.keys(schema).length === 1;
  return { anyOf: [...((isChoice && schema.anyOf) || [schema]), ...others] };
}

const objectKeywords = new Set([
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
]);

/** Whether a placeholder passes as the ordinary text that it is. */
function takesAnyText(schema: Schema, defs: Defs): boolean {
  if (schema.$ref !== undefined) return takesAnyText(resolve(schema, defs), defs);
  const keys = Object.keys(schema);
  if (schema.anyOf && keys.length === 1) return schema.anyOf.some((part) => takesAnyText(part, defs));
  if (keys.every((key) => objectKeywords.has(key))) return true;
  const isText = [schema.type ?? 'string'].flat().includes('string');
  return isText && keys.every((key) => key === 'type' || (key === 'minLength' && (schema.minLength ?? 0) < 6));
}
