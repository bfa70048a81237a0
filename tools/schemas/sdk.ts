import { sdkTypes } from '../sdk-types.ts';
import { applyFacts } from './facts.ts';
import { mapParts, mapValues, without } from './schema.ts';
import type { Defs, Schema } from './schema.ts';

/**
 * The named types of the SDK, the `others` that it has, and all they reach, in working form and with the facts that types
 * cannot say.
 */
export function sdkDefs(names: readonly string[], others: readonly string[] = []): Defs {
  const defs = mapValues<Schema, Schema>(sdkTypes(names, others).$defs, mark);
  applyFacts(defs);
  return defs;
}

/** Turns `null` among the values into a mark, and single values into lists of one. */
function mark(raw: Schema): Schema {
  const schema = mapParts(raw, mark);
  if (schema.const !== undefined) return { enum: [schema.const] };
  if (schema.enum) return without(schema, 'type');
  if (Array.isArray(schema.type) && schema.type.includes('null')) {
    const [first = 'null', ...rest] = schema.type.filter((type) => type !== 'null');
    return { ...schema, type: rest.length === 0 ? first : [first, ...rest], nullable: true };
  }
  if (!schema.anyOf) return schema;
  const members = schema.anyOf.filter((member) => !member.not);
  const [first, ...rest] = members.filter((member) => member.type !== 'null');
  const nullable = members.length > rest.length + 1;
  const core = rest.length === 0 ? (first ?? {}) : { ...schema, anyOf: [first ?? {}, ...rest] };
  return nullable ? { ...core, nullable } : core;
}
