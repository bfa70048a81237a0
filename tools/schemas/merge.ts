import { isSame, mapParts, resolve, without } from './schema.ts';
import type { Defs, Schema } from './schema.ts';

/**
 * What either of two request types takes, as one schema: files describe a resource, not a create or an update.
 *
 * Fields come from both, a field is required when both require it, and where the two differ the first one's limits hold.
 */
export function merge(a: Schema, b: Schema, defs: Defs): Schema {
  const [first, second] = [resolve(a, defs), resolve(b, defs)];
  const nullable = [a, b, first, second].some((schema) => schema.nullable);
  const [x, y] = [without(first, 'nullable'), without(second, 'nullable')];
  const merged = isSame(x, y) ? a : mergeShapes(x, y, defs);
  return nullable ? { ...merged, nullable } : merged;
}

function mergeShapes(a: Schema, b: Schema, defs: Defs): Schema {
  if (a.properties && b.properties) return mergeObjects(a, b, defs);
  if (a.items && b.items) return { ...a, items: merge(a.items, b.items, defs) };
  if (a.enum && b.enum) return { ...a, enum: [...new Set([...a.enum, ...b.enum])] };
  if (isSame(withoutLimits(a), withoutLimits(b))) return a;
  return { anyOf: [a, b] };
}

function mergeObjects(a: Schema, b: Schema, defs: Defs): Schema {
  const properties = { ...b.properties };
  for (const [name, schema] of Object.entries(a.properties ?? {})) {
    const other = properties[name];
    properties[name] = other ? merge(schema, other, defs) : schema;
  }
  const required = (a.required ?? []).filter((name) => b.required?.includes(name));
  const isClosed = a.additionalProperties === false && b.additionalProperties === false;
  return {
    ...without(a, 'required', 'additionalProperties'),
    properties,
    ...(required.length > 0 && { required }),
    ...(isClosed && { additionalProperties: false }),
  };
}

const limits = ['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'format'] as const;

function withoutLimits(schema: Schema): Schema {
  const bare = without(mapParts(schema, withoutLimits), ...limits);
  return bare.type === 'integer' ? { ...bare, type: 'number' } : bare;
}
