import type { Schema } from './schema.ts';

/** What the SDK's types and the catalog cannot say about the files' form of one resource type, or of one child type. */
export interface Row {
  /** Request types of the SDK, whose fields together are the fields in the files. */
  sdk?: readonly string[];
  /** Fields of which only the first of those types is right. */
  first?: readonly string[];
  /** Fields that those types forget, or have otherwise, by path. */
  add?: Readonly<Record<string, Schema>>;
  /** What those types do not say of their fields: lengths, ranges, patterns and enums, by path. */
  limits?: Readonly<Record<string, Schema>>;
  /** Fields of those types that the files do not have. */
  omit?: readonly string[];
  deprecated?: readonly string[];
  /** The required fields, where they are not the keys of the identity; a list is a choice. */
  required?: readonly (string | readonly string[])[];
  /** A field whose shape depends on another one. */
  variants?: Variants;
  children?: Readonly<Record<string, Row>>;
  /** The SDK's lists of the names that stand as keys in the section. */
  keys?: Readonly<Record<string, string>>;
}

/** How the shape of `field` depends on the value of `by`: by types of the SDK, or by the fields that the shape has. */
export type Variants = { by: string; field: string } & (
  { types: readonly string[] } | { members: Readonly<Record<string, string>> }
);

/** Descriptions by path for one resource type; the empty path is the type itself. */
export type Texts = Readonly<Record<string, string>>;

/** The schema of any string. */
export const string: Schema = { type: 'string' };
/** The schema of any integer. */
export const integer: Schema = { type: 'integer' };
/** The schema of a boolean. */
export const boolean: Schema = { type: 'boolean' };
/** The schema of strings by key; null removes one of them, or all. */
export const stringsByKey: Schema = {
  type: 'object',
  additionalProperties: { ...string, nullable: true },
  nullable: true,
};

/** An object with these fields and no others. */
export function object(properties: Record<string, Schema>, ...required: string[]): Schema {
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

/** A list of such objects. */
export function listOf(properties: Record<string, Schema>, ...required: string[]): Schema {
  return { type: 'array', items: object(properties, ...required) };
}

/** The words of a string. */
export function words(list: string): string[] {
  return list.trim().split(/\s+/);
}
