// Writes docs/resources.md and docs/resources/<type>.md from the catalog. With --check it writes nothing and fails when
// they are out of step.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { resourceTypes } from '../../src/resources/index.ts';
import type { ResourceTypes } from '../../src/catalog/resource-type.ts';
import { sectionsOf } from '../schemas/sections.ts';
import { keysOf, pageOf, placeOf, shapeOf } from './page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every page, its path and its text. */
export async function resourcePages(types: ResourceTypes): Promise<Map<string, string>> {
  const pages = new Map([
    ['docs/resources.md', index(types)],
    ...sectionsOf(types).map((section): [string, string] => [
      `docs/resources/${section.type.name}.md`,
      pageOf(section),
    ]),
  ]);
  const options = await prettier.resolveConfig(join(root, 'docs/resources.md'));
  const texts = [...pages].map(async ([path, text]): Promise<[string, string]> => [
    path,
    await prettier.format(text, { ...options, parser: 'markdown' }),
  ]);
  return new Map(await Promise.all(texts));
}

function index(types: ResourceTypes): string {
  const rows = types.map((type) => {
    const children = (type.children ?? []).map(({ path }) => `\`${path}\``).join(', ');
    return `| [\`${placeOf(type)}\`](resources/${type.name}.md) | ${shapeOf(type)} | ${keysOf(type)} | ${children} |`;
  });
  return [
    '# Resource types',
    'One page for each type: what it is, its fields, what is compared and how, the API scopes it needs, and an example.',
    ['| Key | Is a | Known by | Children |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    'What is common to all:',
    [
      '- A type that the files do not mention is left alone; a field that they do not mention keeps its value; `null` clears it.',
      '- An empty list, `roles: []`, says that there should be none; deletes need `policy.delete`.',
      '- Children stand inside their parent and are changes of their own. A list of them is complete when it is there.',
      '- What Auth0 owns is left alone, such as its system APIs and the grants to them.',
      '- People are not configuration: users, sessions, members of organizations and invitations are left out on purpose.',
      '- A field that is fixed once created plans a replacement: a delete and a create.',
    ].join('\n'),
    '`rules`, `rulesConfigs` and `hooks` reached their end of life on 2026-11-18; their presence is an error. Actions take their place.',
  ].join('\n\n');
}

function strays(pages: ReadonlyMap<string, string>): string[] {
  const folder = join(root, 'docs/resources');
  const found = existsSync(folder) ? readdirSync(folder) : [];
  return found.map((name) => `docs/resources/${name}`).filter((path) => !pages.has(path));
}

const isStale = (path: string, text: string): boolean =>
  !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text;

async function main(isCheck: boolean): Promise<number> {
  const pages = await resourcePages(resourceTypes);
  const stale = [...pages].filter(([path, text]) => isStale(path, text));
  const left = strays(pages);
  if (isCheck) {
    for (const [path] of stale) console.error(`${path} is out of step: run npm run docs:resources`);
    for (const path of left) console.error(`${path} belongs to no resource type: run npm run docs:resources`);
    return stale.length + left.length > 0 ? 1 : 0;
  }
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of left) rmSync(join(root, path));
  console.log(`${pages.size} pages, ${stale.length} written, ${left.length} removed`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.includes('--check'));
