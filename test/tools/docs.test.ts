import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { resourcePages } from '../../tools/docs/resources.ts';
import { resourceTypes } from '../../src/resources/index.ts';

const pages = await resourcePages(resourceTypes);
const page = (type: string): string => pages.get(`docs/resources/${type}.md`) ?? '';

it('has a page for every type, and every link leads to a page or to a heading', () => {
  expect([...pages.keys()]).toEqual([
    'docs/resources.md',
    ...resourceTypes.map(({ name }) => `docs/resources/${name}.md`),
  ]);
  for (const [path, text] of pages) {
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      const known = target.startsWith('#')
        ? headings.includes(target.slice(1))
        : pages.has(join(dirname(path), target)) || existsSync(target);
      expect(known, `${path}: ${target}`).toBe(true);
    }
  }
});

it('shows the traits of a field', () => {
  const row = (type: string, field: string): string =>
    page(type)
      .split('\n')
      .find((line) => line.startsWith(`| \`${field}\``))
      ?.replaceAll(/ +/g, ' ') ?? '';
  expect(row('connections', 'strategy')).toMatch(/Immutable: a change plans a replacement/);
  expect(row('actions', 'secrets[].value')).toMatch(/\*\*Secret\*\*: never read back/);
  expect(row('actions', 'code')).toMatch(/The text itself, or the path of a file with it/);
  expect(row('clients', 'callbacks')).toMatch(/Compared without order/);
  expect(row('clientGrants', 'client_id')).toMatch(/Names one of \[`clients`\]\(clients\.md\)/);
  expect(row('triggers', 'action_name')).toMatch(/Names one of \[`actions`\]\(actions\.md\)/);
  expect(row('roles', 'permissions')).toMatch(/see \[permissions\]\(#permissions\)/);
  expect(row('roles', 'id')).toBe('');
});

it('folds what is too much to read, and stays within what a page can hold', () => {
  expect(page('clients')).toMatch(/`addons` .*What is inside is in the schema/);
  expect(page('clients')).toContain('`jwt_configuration.alg`');
  for (const [path, text] of pages) expect(text.split('\n').length, path).toBeLessThan(260);
});

it('lists the scopes, those of deletes and of fields apart', () => {
  expect(page('roles')).toContain('**Scopes to apply**: `create:roles`, `update:roles`; to delete `delete:roles`');
  expect(page('tenant')).toContain('**Scopes to apply**: `update:tenant_settings`\n');
  expect(page('databases')).toContain('`options`: `read:connections_options`, `update:connections_options`');
});
