import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { valueAt } from '../model/path.ts';
import type { CompiledSchema } from './schema.ts';

/** An ajv for the schemas of this project: it reports all errors, and where in the schema each came from. */
export function newAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false, verbose: true, ...options });
  addFormats.default(ajv);
  return ajv;
}

/** Compiles one schema; this takes up to a tenth of a second, so it is done for the sections of a tenant only. */
export function compile(schema: Json): CompiledSchema {
  const ajv = newAjv({ code: { optimize: false } });
  const keys = valueAt(schema, ['$defs', 'Keys']);
  return {
    node: ajv.compile(isBody(schema) ? schema : {}),
    ...(isBody(keys) ? { keys: ajv.compile(keys) } : {}),
  };
}
