import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isBody } from '../../../src/model/json.ts';
import type { Json } from '../../../src/model/json.ts';
import { isLong } from '../../support/long.ts';
import { parse } from '../../../src/yaml/parse.ts';
import type { Parsed } from '../../../src/yaml/parse.ts';
import { sourceOf } from '../../../src/model/tree.ts';

/** What comes of a text, without the text. Where a list or an object ends that a comment follows is a matter of taste. */
function read(text: string): string {
  const { root, diagnostics }: Parsed = parse(sourceOf('tenant.yaml', text));
  // A marker that begins a line where no value can stand is a comment as well.
  const hasComment = /\s#(?!#)|^\s*##/m.test(text);
  return JSON.stringify({ root, diagnostics }, (key, value: Json) => {
    if (key === 'source') return undefined;
    const isHolder = isBody(value) && (value['type'] === 'map' || value['type'] === 'list');
    return hasComment && isHolder ? { ...value, origin: 'somewhere' } : value;
  });
}

/** What may be an alias makes the whole file be read at once. */
const [apart, atOnce] = ['# _all\n', '# *all\n'];

/** Of a long list the items at the ends of its parts have everything that an item may have, and those between them little. */
const item = (index: number): string =>
  index % 64 < 2 || index % 64 > 61 ? rich(index) : `  - name: Service ${index}`;

const rich = (index: number): string =>
  [
    `  - name: Service ${index}`,
    `    # about ${index}`,
    `    callbacks: [https://a-${index}.example, "##URL##/${index}",`,
    `      ##LAST##]`,
    `    description: >-`,
    `      one`,
    `      two ${index}`,
    '',
    `    nested:`,
    `    - { a: ${index}, b: null }`,
    `    - 0x1F`,
    `    -`,
    `      - deep: ~`,
    ...(index % 7 === 0 ? ['', '# between', '', '      # deeper'] : []),
  ].join('\n');

const items = Array.from({ length: 130 }, (_, index) => item(index)).join('\n');

it.each([
  ['a list under a key', `roles: []\nclients:\n${items}\nactions:\n  - name: A\n`],
  ['a list that is not indented', `clients:\n${items.replaceAll(/^ {2}/gm, '')}\n\n# end\ntenant:\n  flags: {}`],
  ['two long lists', `clients:\n${items}\nroles:\n${items}\n`],
  ['a list whose last item is empty', `clients:\n${items}\n  -\n`],
  ['warnings about comments', `clients:\n${items.replaceAll('0x1F', 'x #1')}\n`],
  ['lists in lists', `clients:\n  -\n${items.replaceAll(/^/gm, '  ')}\n`],
])('reads %s in parts as it does at once', (_title, text) => {
  const [found, expected] = [read(apart + text), read(atOnce + text)];
  // Said in short: the two are long.
  expect(found === expected).toBe(true);
});

it('finds in a long list what it finds in a short one', () => {
  const broken = `clients:\n${items}\n  - name: A\n   x: 1\n`;
  expect(read(broken)).toContain('yaml-syntax');
  expect(read(`clients:\n${items}\n  - name: A\n    name: B\n`)).toContain('duplicate-key');
  expect(read(`%YAML 1.1\n---\nclients:\n${items}\n  - yes\n`)).toContain('"value":true');
  expect(read(`clients:\n${items}\n---\nroles: []\n`)).toContain('second document');
  expect(read(`x: &all [a]\nclients:\n${items}\n  - *all\n`)).toContain('"value":"a"');
});

/** Pieces of which values, keys and lines are made: what is plain, and whatever is next to it. */
const words =
  "a|a b|read:things|https://x.example/##URL##|##A##|'##A## x'|\"x\"|''|12|0|007|1.5|1e3|0x1F|-5|true|True|null|~|yes|[a, b]|[]|{}|{ }|{ a: 1 }|[ x, 'y' ]|[##A##, b]|[a: b]|[a|a: b|a #c|a # c|a #1|#1|# x|-|>|!!str 1|- a|?|@@A@@|x@@A@@|\\##A##|a\\|2024-01-01|1a|1_000|12:30|10.0.0.0/8|./x.js|.5|..|.inf|a]|[a,,b]|[a, ]|x\ty|é|\u00a0x|%a|a:|a:b|:a|-a|--|<<|it's|\"a\" b|[a] b|[[a]]|+5|1.|99999999999999999|123456789012345".split(
    '|',
  );
const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words.slice(0, 12)) }, fc.constantFrom(...words));
const other = fc.constantFrom(
  '',
  '  ',
  '# c',
  '  # c',
  '      # c',
  '  ##A##',
  '    ##A##',
  '\t',
  '      more',
  '    f: 1',
);
const field = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c-d', 'x.y', 'true', 'Null', '"q"', '2fa', '<<'),
    word,
    word,
    fc.integer({ min: 0, max: 7 }),
  )
  .map(([key, one, two, form]) => {
    if (form === 0) return [`    ${key}:`, `      g: ${one}`, `      h: ${two}`];
    if (form === 1) return [`    ${key}:`, `    - ${one}`, `    - ${two}`];
    if (form === 2) return [`    ${key}:`, `      - x: ${one}`, `        y: ${two}`];
    if (form === 3) return [`    ${key}: |`, `      ${one}`, '', `      # ${two}`];
    return [`    ${key}: ${one}`];
  });
const listItem = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: field },
        other.map((line) => [line]),
      ),
      { maxLength: 4 },
    ),
    word,
  )
  .map(([fields, name]) => [`  - name: ${name}`, ...fields.flat()]);
const entry = fc
  .tuple(
    fc.constantFrom('clients', 'roles', 'tenant', 'a b'),
    fc.oneof(word, fc.constant('')),
    fc.array(listItem, { maxLength: 5 }),
  )
  .map(([key, value, list]) => [`${key}: ${list.length > 0 ? '' : value}`.trimEnd(), ...list.flat()]);
const document = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: entry },
        other.map((line) => [line]),
      ),
      { maxLength: 4 },
    ),
    fc.constantFrom('\n', '', '\n\n', '\r\n'),
  )
  .map(([lines, end]) => lines.flat().join(end === '\r\n' ? end : '\n') + end);

it('reads whatever there is in parts as it does at once', () => {
  fc.assert(
    fc.property(document, (text) => {
      expect(read(apart + text)).toBe(read(atOnce + text));
    }),
    { numRuns: isLong ? 20_000 : 150, seed: 20261129 },
  );
});

it('reads every YAML file of this repository in parts as it does at once', () => {
  const root = join(import.meta.dirname, '../../..');
  const files = ['tenants', 'examples', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
  );
  const yaml = files.filter((name) => /\.ya?ml$/.test(name));
  expect(yaml.length).toBeGreaterThan(50);
  for (const path of yaml) {
    const text = readFileSync(path, 'utf8');
    expect({ path, found: read(apart + text) }).toEqual({ path, found: read(atOnce + text) });
  }
});
