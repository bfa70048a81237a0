import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resourceTypes } from '../../src/resources/index.ts';
import { environmentDefs, environmentFile } from './environment.ts';
import { flavoured } from './flavours.ts';
import { outputSchemas } from './outputs.ts';
import { mapValues, stableJson } from './schema.ts';
import type { Draft, Schema } from './schema.ts';
import type { Section } from './tenant-file.ts';
import { sectionsOf } from './sections.ts';
import { smokeFile } from './smoke.ts';
import { tenantFile } from './tenant-file.ts';
import { testFile } from './tests.ts';
import { usersFile } from './users.ts';

/** Every schema file of the repository, and the names of all fields in them: its path and its text. */
export function generate(): Map<string, string> {
  const sections = sectionsOf(resourceTypes);
  const types = resourceTypes.map(({ name }) => name);
  return new Map([
    ['schemas/tenant.schema.json', textOf(flavoured(tenantFile(sections, { ...legacySections, moved }), 'editor'))],
    ['schemas/environment.schema.json', textOf({ root: environmentFile(types, 'environment'), defs: environmentDefs })],
    ['schemas/defaults.schema.json', textOf({ root: environmentFile(types, 'defaults'), defs: environmentDefs })],
    ['schemas/smoke.schema.json', textOf({ root: smokeFile, defs: {} })],
    ['schemas/users.schema.json', textOf({ root: usersFile, defs: {} })],
    ['schemas/tests.schema.json', textOf({ root: testFile, defs: {} })],
    ...sections.map(({ type, draft, keys }): [string, string] => [
      `schemas/resources/${type.name}.schema.json`,
      textOf(withKeys(flavoured(draft, 'cli'), keys)),
    ]),
    ['src/secrets/field-names.json', `${JSON.stringify([...fieldNames(sections)].toSorted())}\n`],
    ...[...outputSchemas()].map(([name, draft]): [string, string] => [
      `schemas/output/${name}.schema.json`,
      textOf(draft),
    ]),
  ]);
}

/** The names of the fields that the schemas of resources have. */
function fieldNames(sections: readonly Section[]): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'properties' && typeof inner === 'object' && inner !== null)
        for (const name of Object.keys(inner)) found.add(name);
      visit(inner);
    }
  };
  for (const { draft } of sections) visit(flavoured(draft, 'cli'));
  return found;
}

function endOfLife(what: string): Schema {
  const description = `${what} reached their end of life on 2026-11-18 and no longer run. Actions take their place: see \`actions\` and \`triggers\`.`;
  return { deprecated: true, deprecationMessage: description, description };
}

const legacySections: Record<string, Schema> = {
  rules: endOfLife('Rules'),
  rulesConfigs: endOfLife('Rules and their settings'),
  hooks: endOfLife('Hooks'),
};

const address: Schema = { type: 'string', pattern: '^.+/.' };

const moved: Schema = {
  description:
    'Resources with another name than before, by their old and their new address: they are renamed, not made anew.',
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['from', 'to'],
    properties: {
      from: { ...address, description: 'The address that it had, such as `clients/Portal`.' },
      to: { ...address, description: 'The address that it has in the files.' },
    },
  },
};

/** The names that the section's keys may have, for those who check the keys: they are no part of the resource's value. */
function withKeys(draft: Draft, keys: Record<string, unknown[]>): Draft {
  if (Object.keys(keys).length === 0) return draft;
  const properties = mapValues(keys, (names): Schema => ({ enum: names }));
  return { ...draft, defs: { ...draft.defs, Keys: { type: 'object', properties } } };
}

function textOf({ root, defs }: Draft): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...root,
    ...(Object.keys(defs).length > 0 && { $defs: defs }),
  };
  return `${stableJson(schema, 2)}\n`;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The schema files that stand in the repository and that nothing generates. */
function straysBeside(files: ReadonlyMap<string, string>): string[] {
  return readdirSync(join(root, 'schemas'), { recursive: true, encoding: 'utf8' })
    .map((path) => `schemas/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.schema.json') && !files.has(path));
}

function isStale(path: string, text: string): boolean {
  return !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text;
}

function main(isCheck: boolean): number {
  const files = generate();
  const stale = [...files].filter(([path, text]) => isStale(path, text));
  const strays = straysBeside(files);
  if (isCheck) {
    for (const [path] of stale) console.error(`${path} is out of step: run npm run schemas`);
    for (const path of strays) console.error(`${path} belongs to no resource type: run npm run schemas`);
    return stale.length + strays.length > 0 ? 1 : 0;
  }
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of strays) rmSync(join(root, path));
  console.log(`${files.size} schemas, ${stale.length} written, ${strays.length} removed`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.includes('--check'));
