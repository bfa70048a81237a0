import facts from './facts.json' with { type: 'json' };
import { segments } from '../../src/model/path.ts';
import type { Defs, Schema } from './schema.ts';

type Constraint = Omit<Schema, 'type'> & { type?: string };

const table: Record<string, Record<string, Constraint>> = facts;

/**
 * Adds what the SDK's types do not say: lengths, patterns, ranges, and `null` where they forget it.
 *
 * The table is keyed by the SDK's type and by the path of a field in it; the empty path is the type itself.
 */
export function applyFacts(defs: Defs): void {
  for (const [name, constraints] of Object.entries(table)) {
    const schema = defs[name];
    if (schema === undefined) continue;
    for (const [path, { type, ...limits }] of Object.entries(constraints)) {
      const target = segments(path).reduce<Schema | undefined>(step, schema);
      if (target === undefined) throw new Error(`facts.json: the SDK's ${name} has no place ${path}`);
      Object.assign(target, limits);
      if (type === 'integer' && target.type === 'number') target.type = 'integer';
    }
  }
}

function step(schema: Schema | undefined, segment: string): Schema | undefined {
  return segment === '[]' ? schema?.items : schema?.properties?.[segment];
}
