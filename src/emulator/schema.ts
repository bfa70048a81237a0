/** A piece of JSON Schema. */
export type SchemaNode = { readonly [key: string]: unknown };

/** Fields that the type has and the operation refuses. */
export const refused = (...names: string[]): SchemaNode => Object.fromEntries(names.map((name) => [name, false]));
/** A string of these lengths, after a pattern if there is one. */
export const text = (minLength: number, maxLength: number, pattern?: string): SchemaNode => ({
  minLength,
  maxLength,
  ...(pattern !== undefined && { pattern }),
});
/** An integer within bounds. */
export const between = (minimum: number, maximum: number): SchemaNode => ({ type: 'integer', minimum, maximum });
/** An array of at least and at most these numbers of items. */
export const items = (minItems: number, maxItems = Infinity): SchemaNode => ({
  minItems,
  ...(maxItems !== Infinity && { maxItems }),
});
/** Metadata values have at most 255 characters; how many keys there may be is checked after the merge. */
export const metadata = { additionalProperties: { maxLength: 255 } };
/** A body that must not be empty. */
export const atLeastOne = { minProperties: 1 };

/** An address that needs https. */
export const httpsUrl = { pattern: '^https://' };

/** Fields that may be null, too, by the name of the type. */
export type Nullables = { readonly [type: string]: readonly string[] };

/** Fields that the SDK's types leave out, by the name of the type. */
export type Additions = { readonly [type: string]: { readonly [field: string]: SchemaNode } };

/** What an area checks beyond the SDK's types, by the name of the type: laid over it wherever it is used. */
export type Constraints = { readonly [type: string]: SchemaNode };

/** A definition in which some fields may be null, too, and that has some more. */
export function extended(
  definition: SchemaNode,
  nullable: readonly string[] = [],
  added: { readonly [field: string]: SchemaNode } = {},
): SchemaNode {
  const properties: unknown = definition['properties'];
  if (typeof properties !== 'object' || properties === null) return definition;
  const entries = Object.entries(properties).map(([field, schema]: [string, unknown]) => [
    field,
    nullable.includes(field) ? { anyOf: [schema, { type: 'null' }] } : schema,
  ]);
  return { ...definition, properties: { ...Object.fromEntries(entries), ...added } };
}
