import { faces } from './places.ts';
import type { Draft, Schema } from './schema.ts';

/** What a value may consist of, whichever branch of its schema holds. */
export interface View {
  /** Every schema that has something to say of the value. */
  schemas: Schema[];
  /** The schemas of each field, by name. */
  fields: ReadonlyMap<string, Schema[]>;
  items: Schema[];
  /** The schemas of fields with free names. */
  rest: Schema[];
}

/** Looks at several schemas of one value as one. */
export function viewOf(schemas: readonly Schema[], draft: Draft): View {
  const all = schemas.flatMap((schema) => faces(schema, draft));
  const fields = new Map<string, Schema[]>();
  for (const schema of all) {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      fields.set(name, [...(fields.get(name) ?? []), field]);
    }
  }
  return {
    schemas: all,
    fields,
    items: all.flatMap(({ items }) => (items ? [items] : [])),
    rest: all.flatMap(({ additionalProperties }) =>
      typeof additionalProperties === 'object' ? [additionalProperties] : [],
    ),
  };
}

/** The schemas of the values that a path pattern reaches, or of what stands at it. */
export function schemasAt(schemas: readonly Schema[], steps: readonly string[], draft: Draft): Schema[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [...schemas];
  const view = viewOf(schemas, draft);
  if (step === '[]') return schemasAt(view.items, rest, draft);
  if (step === '*') return schemasAt([...view.fields.values()].flat().concat(view.rest), rest, draft);
  return schemasAt(view.fields.get(step) ?? view.rest, rest, draft);
}
