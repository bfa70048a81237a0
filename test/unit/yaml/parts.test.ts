import { expect, it } from 'vitest';
import { parse } from '../../../src/yaml/parse.ts';
import type { Parsed } from '../../../src/yaml/parse.ts';
import { sourceOf } from '../../../src/model/tree.ts';

/** What comes of a text, without the text. */
function read(text: string): string {
  const { root, diagnostics }: Parsed = parse(sourceOf('tenant.yaml', text));
  return JSON.stringify({ root, diagnostics }, (key, value: unknown) => (key === 'source' ? undefined : value));
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
