import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Files } from '../cli/support/large-files.ts';

/** A tenant with a resource of every type. */
export const yaml = readFileSync(join(import.meta.dirname, 'tenant.yaml'), 'utf8');

/** The code and the pages that the YAML names, where it looks for them. */
export const files: Files = Object.fromEntries(
  [...yaml.matchAll(/\.\/([^\n'"]+?\.(?:html|js))/g)].map(([, path = '']) => [
    path.includes('custom_login_page') ? `clients/${path}` : path,
    path.endsWith('.html') ? '<html>{%- auth0:head -%}{%- auth0:widget -%}</html>\n' : 'function x() {}\n',
  ]),
);
const keywords = [...new Set([...yaml.matchAll(/##([A-Z_]+)##/g)].map(([, name = '']) => name))];

/** An environment with a value for every keyword. */
export function environment(url: string): string {
  const values = keywords.map((name) => `  ${name}: '${name.toLowerCase()}-value-of-thirty-two-characters-or-more'`);
  return `domain: ${url}\npolicy: { delete: true }\nkeywords:\n${values.join('\n')}\n`;
}

/** The YAML without what the API does not let go: the default domain, and a lifetime that was not set before. */
export const removable = yaml.replaceAll(/^ *(is_default: true|ephemeral_session_lifetime_in_minutes: .*)\n/gm, '');

/** The lists of the tenant, each of them empty, but for those that have these names. */
export function emptyLists(named: readonly string[] = []): string {
  const lists = Object.entries(parse(yaml) as Record<string, unknown>).filter(([, value]) => Array.isArray(value));
  const names = lists.map(([name]) => name).filter((name) => !named.includes(name));
  return names.map((name) => `${name}: []\n`).join('');
}
