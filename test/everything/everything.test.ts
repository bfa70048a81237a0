import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { catalog } from '../../src/resources/index.ts';
import { kindsOf } from '../../src/resources/kind.ts';
import { asFolder } from '../support/as-folder.ts';
import { deployer, emulate, project, tenantry } from '../cli/support/tenantry.ts';
import type { Result, Served } from '../cli/support/tenantry.ts';
import type { Files } from '../cli/support/large-files.ts';

const yaml = readFileSync(join(import.meta.dirname, 'tenant.yaml'), 'utf8');

/** The code and the pages that the YAML names, where it looks for them. */
const files: Files = Object.fromEntries(
  [...yaml.matchAll(/\.\/([^\n'"]+?\.(?:html|js))/g)].map(([, path = '']) => [
    path.includes('custom_login_page') ? `clients/${path}` : path,
    path.endsWith('.html') ? '<html>{%- auth0:head -%}{%- auth0:widget -%}</html>\n' : 'function x() {}\n',
  ]),
);
const keywords = [...new Set([...yaml.matchAll(/##([A-Z_]+)##/g)].map(([, name = '']) => name))];

function environment(url: string): string {
  const values = keywords.map((name) => `  ${name}: '${name.toLowerCase()}-value-of-thirty-two-characters-or-more'`);
  return `domain: ${url}\npolicy: { delete: true }\nkeywords:\n${values.join('\n')}\n`;
}

/** What a tenant of these files does: the binary in a folder, against an emulator of its own. */
async function tenantOf(content: Files): Promise<{ server: Served; call: (...args: string[]) => Promise<Result> }> {
  const server = await emulate();
  const cwd = project({ ...content, 'environments/dev.yaml': environment(server.url) });
  return { server, call: (...args) => tenantry([...args, 'acme', '--env', 'dev'], { cwd, env: deployer }) };
}

interface PlanJson {
  changes: { address: string; type: string; action: string; place?: object }[];
  waves: object[];
}

async function planOf(call: (...args: string[]) => Promise<Result>): Promise<PlanJson> {
  const { stdout, stderr } = await call('plan', '--format', 'json');
  expect(stderr).not.toMatch(/ error /);
  const { changes, waves } = JSON.parse(stdout) as PlanJson;
  return { changes: changes.map(({ place: _place, ...change }) => change), waves };
}

it('a tenant with everything: the same plan from YAML and from folders of JSON, one apply, then nothing to do', async () => {
  const whole = { 'tenant.yaml': yaml, ...files };
  const [fromYaml, fromFolder] = await Promise.all([tenantOf(whole), tenantOf(asFolder(whole))]);
  const plan = await planOf(fromYaml.call);
  expect(await planOf(fromFolder.call)).toEqual(plan);

  // Types whose section only holds parts are known by these.
  const kinds = new Set(plan.changes.map(({ type }) => type));
  const parts = new Set([...kinds].map((kind) => kind.split('.')[0]));
  expect([...kindsOf(catalog).keys()].filter((kind) => !kinds.has(kind) && !parts.has(kind))).toEqual([]);

  for (const { call, server } of [fromYaml, fromFolder]) {
    const applied = await call('apply', '--yes');
    expect(applied.stdout, applied.stderr).toMatch(/\d+ done$/m);
    expect(applied.code, applied.stdout.slice(-2000)).toBe(0);
    const { requests } = await server.requests();
    expect(requests.filter(({ method, status }) => method !== 'GET' && status >= 400)).toEqual([]);
    const again = await call('plan');
    expect(again.code, again.stdout).toBe(0);
  }
}, 120_000);
