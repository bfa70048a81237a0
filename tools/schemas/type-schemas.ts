import { resourceTypes } from '../../src/resources/index.ts';
import type { Row, Texts } from './row.ts';

/** What the tools need to know of a type beside its descriptor. */
interface TypeSchema {
  schema: Row;
  texts: Texts;
  notes?: readonly string[];
}

/** The `schema.ts` in the folder of each type of the catalog, by the name of the type. */
export const typeSchemas: ReadonlyMap<string, TypeSchema> = new Map(
  await Promise.all(
    resourceTypes.map(
      async ({ name }) => [name, (await import(`../../src/resources/${name}/schema.ts`)) as TypeSchema] as const,
    ),
  ),
);
