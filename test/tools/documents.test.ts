import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const paths = ['.', 'docs', 'docs/decisions', 'docs/resources'].flatMap((folder) =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.md') ? [join(folder, name)] : [])),
);

/** The text of a document without its blocks of code. */
function proseOf(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/^```.*?^```$/gms, '');
}

/** The anchors of a document's headings, as GitHub writes them. */
function anchorsOf(path: string): string[] {
  const headings = [...proseOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

it.each(paths)('every link of %s leads to a file, and to a heading of it', (path) => {
  const targets = [...proseOf(path).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => target);
  const broken = targets.filter((target) => {
    const [file = '', anchor] = target.split('#');
    const found = file === '' ? path : join(dirname(path), file);
    return !existsSync(found) || (anchor !== undefined && !anchorsOf(found).includes(anchor));
  });
  expect(broken).toEqual([]);
});

it.each(paths)('every path of the repository that %s names exists', (path) => {
  const named = [...proseOf(path).matchAll(/`((?:src|test|tools|docs|schemas|tenants|\.github)\/[^`\s]*)`/g)];
  // A name in angle brackets or with an asterisk stands for many, acme for a tenant of the reader's.
  const exact = named.flatMap(([, name = '']) => (/[<*…]|^tenants\/acme/.test(name) ? [] : [name]));
  expect(exact.filter((name) => !existsSync(name))).toEqual([]);
});

it('every name that ARCHITECTURE.md finds in a file is in that file', () => {
  const found = [...proseOf('ARCHITECTURE.md').matchAll(/`(\w+)`(?: of| in|\s\(\[)\s?`(src\/[\w./-]+\.ts)`/g)];
  expect(found.length).toBeGreaterThan(10);
  const missing = found.filter(([, name = '', path = '']) => !readFileSync(path, 'utf8').includes(name));
  expect(missing.map(([text]) => text)).toEqual([]);
});
