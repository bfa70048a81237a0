// Prints the measures of the catalog: how many descriptors, how long they are, which traits they use, and their hooks.
// Exit 1 when a rule of the catalog is broken: a trait that only one type uses, a hook or a file that is too long.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resourceTypes } from '../src/resources/index.ts';
import { catalogOf } from '../src/catalog/catalog.ts';
import type { ResourceTypes } from '../src/catalog/resource-type.ts';

/** The most lines of a hook, of a file with descriptors, and of the median descriptor. */
const HOOK = 15;
const FILE = 120;
const MEDIAN = 45;
const folder = fileURLToPath(new URL('../src/resources', import.meta.url));
/** Files without descriptors. */
const others = new Set(['index.ts', 'schema.ts', 'baselines.ts']);

/** A named piece of source and how many lines it has. */
export interface Piece {
  file: string;
  name: string;
  lines: number;
}

/** What a catalog consists of. */
export interface Stats {
  descriptors: number;
  children: number;
  /** How many types and child types use each trait. */
  traits: Map<string, number>;
}

/** Traits that every type or every child has. */
const always = new Set([
  'name',
  'identity',
  'endpoints',
  'scopes',
  'type',
  'child',
  'path',
  'shape',
  'hooks',
  'children',
]);

/** Counts what descriptors use. Hooks count one by one, as do the details of references, files and children. */
export function statsOf(types: ResourceTypes): Stats {
  const catalog = [...catalogOf(types).values()];
  const used = catalog.flatMap((type) => [
    ...new Set([
      ...named('', { ...(type.child ?? type.root) }).filter((trait) => !always.has(trait)),
      ...named('hooks.', type.hooks ?? {}),
      ...Object.values(type.references ?? {}).flatMap(({ to: _to, by: _by, ...rest }) => named('references.', rest)),
      ...Object.values(type.files ?? {}).flatMap(({ type: _type, ...rest }) => named('files.', rest)),
    ]),
  ]);
  const traits = new Map<string, number>();
  for (const trait of used.toSorted()) traits.set(trait, (traits.get(trait) ?? 0) + 1);
  return { descriptors: types.length, children: catalog.length - types.length, traits };
}

function named(prefix: string, traits: object): string[] {
  return Object.entries(traits).flatMap(([name, value]) => (value === undefined ? [] : [`${prefix}${name}`]));
}

/** The descriptors of a source: constants of the types `ResourceType` and `ChildType`, as prettier writes them. */
export function descriptorsIn(file: string, source: string): Piece[] {
  const found = source.matchAll(/^(?:export )?const (\w+): (?:ResourceType|ChildType) = \{.*?^\};/gms);
  return [...found].map(([text, name = '']) => ({ file, name, lines: text.split('\n').length }));
}

/** The hooks of a source, and the functions that they call. */
export function hooksIn(file: string, source: string): Piece[] {
  const functions = [...source.matchAll(/^(?:export )?(?:async )?function (\w+)\(.*?^\}/gms)].map(
    ([text, name = '']) => ({
      file,
      name,
      lines: text.split('\n').length,
    }),
  );
  const blocks = [...source.matchAll(/^( *)hooks: \{\n(.*?)^\1\}/gms)];
  const hooks = blocks.flatMap(([, indent = '', body = '']) => {
    const margin = `${indent}  `;
    const parts = body.split('\n').reduce<string[][]>((all, line) => {
      const isComment = line.startsWith(`${margin}//`);
      const isStart = line.startsWith(margin) && /^\w/.test(line.slice(margin.length));
      if (isStart) all.push([line]);
      else if (!isComment && line !== '') all.at(-1)?.push(line);
      return all;
    }, []);
    return parts.map((lines) => ({ file, name: /\w+/.exec(lines[0] ?? '')?.[0] ?? '', lines: lines.length }));
  });
  return [...hooks, ...functions];
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function main(): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !others.has(basename(path)),
  );
  const sources = files.map((name) => [basename(name, '.ts'), readFileSync(join(folder, name), 'utf8')] as const);
  const { descriptors, children, traits } = statsOf(resourceTypes);
  const pieces = sources.flatMap(([file, source]) => descriptorsIn(file, source));
  const hooks = sources.flatMap(([file, source]) => hooksIn(file, source));
  const lengths = sources.map(([file, source]) => ({ file, lines: source.trimEnd().split('\n').length }));
  const total = lengths.reduce((sum, { lines }) => sum + lines, 0);
  const middle = median(pieces.map(({ lines }) => lines));
  const longest = pieces.toSorted((a, b) => b.lines - a.lines).slice(0, 5);
  const show = ({ file, name, lines }: Piece): string => `  ${String(lines).padStart(4)}  ${file}: ${name}`;
  const width = Math.max(...[...traits.keys()].map((trait) => trait.length));
  console.log(
    [
      `${descriptors} descriptors and ${children} children, ${total} lines in ${files.length} files`,
      `lines of a descriptor: median ${middle}, longest`,
      ...longest.map(show),
      'traits, and how many types and children use them',
      ...[...traits].map(([trait, count]) => `  ${trait.padEnd(width)}  ${count}`),
      'lines of hooks and of the functions they call',
      ...hooks.toSorted((a, b) => b.lines - a.lines).map(show),
    ].join('\n'),
  );
  const lonely = [...traits].filter(([trait, count]) => count === 1 && !trait.startsWith('hooks.'));
  const wrong = [
    ...lonely.map(([trait]) => `the trait ${trait} is used once: make it a hook, or remove it`),
    ...hooks
      .filter(({ lines }) => lines > HOOK)
      .map(({ file, name, lines }) => `${file}: ${name} has ${lines} lines, more than ${HOOK}`),
    ...lengths
      .filter(({ lines }) => lines > FILE)
      .map(({ file, lines }) => `${file} has ${lines} lines, more than ${FILE}: split it`),
    ...(middle > MEDIAN ? [`the median descriptor has ${middle} lines, more than ${MEDIAN}`] : []),
  ];
  for (const text of wrong) console.error(text);
  return wrong.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();
