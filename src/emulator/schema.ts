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

/** What an area checks beyond the SDK's types, by the name of the type: laid over it wherever it is used. */
export type Constraints = { readonly [type: string]: SchemaNode };
