import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject, Options, ValidateFunction } from 'ajv/dist/2020.js';
import { additions, constraints, nullables, replacements, types } from './areas.ts';
import { extended, type SchemaNode } from './schema.ts';
import document from './wire.json' with { type: 'json' };

const definitions: { readonly [name: string]: SchemaNode } = { ...document.$defs, ...types };

/** How the checks of bodies are compiled. */
export const validatorOptions = {
  strict: false,
  validateFormats: false,
  validateSchema: false,
  allErrors: true,
} satisfies Options;

const ajv = new Ajv2020({ ...validatorOptions, code: { optimize: false } });

/**
 * The check of bodies of one type, compiled on its first use and kept. The build puts compiled checks in the place of this
 * module: compiling one leaves a process no time to answer a signal.
 */
export function validatorOf(type: string): ValidateFunction {
  return ajv.getSchema(type) ?? ajv.compile(schemaOf(type));
}

/** The schema of all types, each under its name in `$defs`. */
export function schemaOfAll(): AnySchemaObject & { $defs: object } {
  return { $defs: Object.fromEntries(Object.keys(definitions).map((name) => [name, constrained(name)])) };
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
