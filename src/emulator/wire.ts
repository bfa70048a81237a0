import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { additions, constraints, nullables, replacements, types } from './areas.ts';
import type { Json } from './body.ts';
import { invalidBody } from './errors.ts';
import { extended, type SchemaNode } from './schema.ts';
import document from './wire.json' with { type: 'json' };

const definitions: { readonly [name: string]: SchemaNode } = { ...document.$defs, ...types };

/** Compiles each type on its first use, and keeps it. */
const ajv = new Ajv2020({
  strict: false,
  validateFormats: false,
  validateSchema: false,
  allErrors: true,
  code: { optimize: false },
});

/** Refuses a body that is not of the SDK's request type and what the API is known to check beyond it. */
export function checkBody(type: string, payload: Json): void {
  const validate = ajv.getSchema(type) ?? ajv.compile(schemaOf(type));
  if (validate(payload) !== true) throw described(validate.errors ?? []);
}

function schemaOf(type: string): SchemaNode {
  const collected = new Set<string>();
  collect(type, collected);
  const $defs = Object.fromEntries([...collected].map((name) => [name, constrained(name)]));
  return { $id: type, $defs, $ref: `#/$defs/${type}` };
}

function constrained(name: string): SchemaNode | undefined {
  const plain = replacements[name] ?? definitions[name];
  const definition = plain === undefined ? plain : extended(plain, nullables[name], additions[name]);
  const constraint = constraints[name];
  return constraint === undefined ? definition : { allOf: [definition, constraint] };
}

/** Collects a type and every type it refers to. */
function collect(type: string, collected: Set<string>): void {
  if (collected.has(type)) return;
  const definition = definitions[type];
  if (definition === undefined) throw new Error(`wire.json has no ${type}: run tools/wire.ts`);
  collected.add(type);
  for (const [, name = ''] of JSON.stringify(definition).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g))
    collect(name, collected);
}

/** One error in the API's words: the deepest one, as the others mostly say that a union did not match. */
function described(errors: readonly ErrorObject[]): Error {
  const depth = ({ instancePath, keyword }: ErrorObject): number =>
    instancePath.split('/').length + (keyword === 'additionalProperties' ? 0.5 : 0);
  const specific = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'if', '$ref'].includes(keyword));
  const [error] = (specific.length > 0 ? specific : errors).toSorted((a, b) => depth(b) - depth(a));
  if (error === undefined) return invalidBody('Invalid body');
  const path = error.instancePath.split('/').slice(1);
  return invalidBody(reason(error), (error.keyword === 'false schema' ? path.slice(0, -1) : path).join('.'));
}

function reason({ keyword, params, instancePath, message = '' }: ErrorObject): string {
  const details: Record<string, unknown> = params;
  switch (keyword) {
    case 'additionalProperties':
      return `Additional properties not allowed: ${String(details['additionalProperty'])}`;
    case 'false schema':
      return `Additional properties not allowed: ${instancePath.split('/').at(-1)}`;
    case 'required':
      return `Missing required property: ${String(details['missingProperty'])}`;
    case 'type':
      return `Expected type ${String(details['type'])}`;
    case 'enum':
      return 'No enum match';
    case 'minProperties':
      return 'Too few properties defined, minimum 1';
    default:
      return message;
  }
}
