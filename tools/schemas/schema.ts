// The working form of a schema while it is generated: JSON Schema, and a few marks that the flavours turn into it.

/** One schema node. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  patternProperties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  if?: Schema;
  then?: Schema;
  else?: Schema;
  not?: Schema;
  description?: string;
  deprecated?: boolean;
  readOnly?: boolean;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  uniqueItems?: boolean;
  format?: string;
  /** A keyword of editors: a warning where the value stands. */
  deprecationMessage?: string;
  /** A keyword of editors: not among the completions. */
  doNotSuggest?: boolean;
  /** Of the required fields those that the API's answers may lack: a file may, too, and only a request may not. */
  mayBeMissing?: string[];
  /** Mark: `null` is a value too. */
  nullable?: boolean;
  /** Mark: well-known values of an open text. */
  suggestions?: unknown[];
  /** Mark: the value may stand in a file, so that a person writes a path. */
  file?: 'text' | 'json';
  /** Mark: a field that people write and that is gone once files are read. */
  editorOnly?: true;
}

/** Schemas by name, for `#/$defs/` references. */
export type Defs = Record<string, Schema>;

/** A schema with the definitions it reaches: its own copy, which the generator may change. */
export interface Draft {
  root: Schema;
  defs: Defs;
}

const PREFIX = '#/$defs/';

/** A reference to a definition. */
export function refTo(name: string): Schema {
  return { $ref: PREFIX + name };
}

/** The name that a reference points to. */
export function refName(ref: string): string {
  return ref.slice(PREFIX.length);
}

/** A schema that holds only where a condition does. */
export function when(condition: Schema, schema: Schema): Schema {
  // oxlint-disable-next-line unicorn/no-thenable -- the name of JSON Schema's keyword
  return { if: condition, then: schema };
}

/** The condition that a field of an object is one of the values. */
export function isOneOf(field: string, values: unknown[]): Schema {
  const value = values.length === 1 ? { const: values[0] } : { enum: values };
  return { type: 'object', properties: { [field]: value }, required: [field] };
}

/** The definition of a name; an unknown one is a mistake in a table. */
export function lookUp(name: string, defs: Defs): Schema {
  const found = defs[name];
  if (found === undefined) throw new Error(`there is no schema named ${name}`);
  return found;
}

/** A node with its reference followed to the end. */
export function resolve(schema: Schema, defs: Defs): Schema {
  return schema.$ref === undefined ? schema : resolve(lookUp(refName(schema.$ref), defs), defs);
}

/** What a subschema describes: a value of its own, or an aspect of the value that the outer schema describes. */
type Position = 'value' | 'aspect';

/** A copy of a schema with its direct subschemas replaced; the conditions of `if` and `not` stay as they are. */
export function mapParts(schema: Schema, change: (part: Schema, position: Position) => Schema): Schema {
  const copy: Schema = { ...schema };
  const { properties, additionalProperties } = schema;
  if (properties) copy.properties = mapValues(properties, (part) => change(part, 'value'));
  if (typeof additionalProperties === 'object') copy.additionalProperties = change(additionalProperties, 'value');
  if (schema.items) copy.items = change(schema.items, 'value');
  for (const key of ['anyOf', 'allOf'] as const) {
    const parts = schema[key];
    if (parts) copy[key] = parts.map((part) => change(part, 'aspect'));
  }
  for (const key of ['then', 'else'] as const) {
    const part = schema[key];
    if (part) copy[key] = change(part, 'aspect');
  }
  return copy;
}

/** An object with every value replaced. */
export function mapValues<From, To>(object: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** The definitions that a schema reaches. */
export function closure(root: Schema, defs: Defs): Defs {
  const reached: Defs = {};
  const visit = (schema: Schema): Schema => {
    const conditions = [schema.if, schema.not, schema.propertyNames].filter((part) => part !== undefined);
    for (const { $ref } of [schema, ...conditions]) {
      const name = $ref === undefined ? undefined : refName($ref);
      if (name === undefined || reached[name]) continue;
      reached[name] = lookUp(name, defs);
      visit(reached[name]);
    }
    return mapParts(schema, visit);
  };
  visit(root);
  return reached;
}

/** A schema without some of its keywords. */
export function without(schema: Schema, ...keywords: (keyof Schema)[]): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keywords.some((keyword) => keyword === key)));
}

/** JSON text with sorted keys, the form in which schemas are compared and written. */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_key, inner: unknown) => sorted(inner), indent);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two schemas are the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return stableJson(a) === stableJson(b);
}
