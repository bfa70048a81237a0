import type { ResourceTypes, ResourceType } from '../../src/catalog/resource-type.ts';
import { answerTypes } from './answers.ts';
import { draftOf } from './draft.ts';
import type { Row } from './row.ts';
import { change } from './places.ts';
import { lookUp, mapValues } from './schema.ts';
import type { Defs } from './schema.ts';
import { sdkDefs } from './sdk.ts';
import type { Section } from './tenant-file.ts';
import { typeSchemas } from './type-schemas.ts';

/** What the files may say of every type of a catalog, in the working form of schemas and with what a person should know. */
export function sectionsOf(resourceTypes: ResourceTypes): Section[] {
  const names = [...new Set([...typeSchemas.values()].flatMap(({ schema }) => sdkNames(schema)))];
  const sdk = sdkDefs(names, names.flatMap(answerTypes));
  return resourceTypes.map((type) => sectionOf(type, sdk));
}

function sdkNames(row: Row): string[] {
  const variants = row.variants && 'types' in row.variants ? row.variants.types : [];
  return [
    ...(row.sdk ?? []),
    ...variants,
    ...Object.values(row.keys ?? {}),
    ...Object.values(row.children ?? {}).flatMap(sdkNames),
  ];
}

function sectionOf(type: ResourceType, sdk: Defs): Section {
  const known = typeSchemas.get(type.name);
  if (known === undefined) throw new Error(`${type.name} is not in the catalog`);
  const { schema: row, texts } = known;
  const draft = draftOf(type, row, sdk);
  for (const [path, description] of Object.entries(texts)) {
    if (path !== '' && change(draft, path, (schema) => ({ ...schema, description })) === 0) {
      throw new Error(`${type.name} has a text for ${path}, which no schema has`);
    }
  }
  return {
    type,
    draft,
    description: texts[''] ?? '',
    keys: mapValues(row.keys ?? {}, (name) => lookUp(name, sdk).enum ?? []),
  };
}
