import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resourceTypes } from '../../src/resources/index.ts';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { asFolder } from '../support/as-folder.ts';
import { isLong } from '../support/long.ts';
import { deployer, emulate, project, tenantry, writeFiles } from '../cli/support/tenantry.ts';
import type { Result, Served } from '../cli/support/tenantry.ts';
import type { Files } from '../cli/support/large-files.ts';
import { emptyLists, environment, files, removable, yaml } from './files.ts';

/** What a tenant of these files does: the binary in a folder, against an emulator of its own. */
async function tenantOf(content: Files): Promise<{
  server: Served;
  call: (command: string, ...args: string[]) => Promise<Result>;
  write: (files: Files) => void;
}> {
  const server = await emulate();
  const cwd = project({ ...content, 'environments/dev.yaml': environment(server.url) });
  return {
    server,
    call: (command, ...args) => tenantry([command, 'acme', '--env', 'dev', ...args], { cwd, env: deployer }),
    write: (more) => writeFiles(join(cwd, 'tenants/acme'), more),
  };
}

interface PlanJson {
  changes: { address: string; type: string; action: string; place?: object }[];
  waves: object[];
}

async function planOf(call: (command: string, ...args: string[]) => Promise<Result>): Promise<PlanJson> {
  const { stdout, stderr } = await call('plan', '--format', 'json');
  expect(stderr).not.toMatch(/ error /);
  const { changes, waves } = JSON.parse(stdout) as PlanJson;
  return { changes: changes.map(({ place: _place, ...change }) => change), waves };
}

const whole = { 'tenant.yaml': yaml, ...files };

it('a tenant with everything: the same plan from YAML and from folders of JSON', async () => {
  const [fromYaml, fromFolder] = await Promise.all([tenantOf(whole), tenantOf(asFolder(whole))]);
  const plan = await planOf(fromYaml.call);
  expect(await planOf(fromFolder.call)).toEqual(plan);

  // Types whose section only holds parts are known by these.
  const catalog = new Set(plan.changes.map(({ type }) => type));
  const parts = new Set([...catalog].map((type) => type.split('.')[0]));
  expect([...catalogOf(resourceTypes).keys()].filter((type) => !catalog.has(type) && !parts.has(type))).toEqual([]);
}, 600_000);

// emptied.test.ts does the same as what follows, without processes, rollbacks, and what no API can take away.
it.runIf(isLong).each([
  ['YAML', whole],
  ['folders of JSON', asFolder(whole)],
])(
  'a tenant with everything from %s: one apply, then nothing to do',
  async (_from, content) => {
    const { call, server } = await tenantOf(content);
    const applied = await call('apply', '--yes');
    expect(applied.stdout, applied.stderr).toMatch(/\d+ done$/m);
    expect(applied.code, applied.stdout.slice(-2000)).toBe(0);
    const { requests } = await server.requests();
    expect(requests.filter(({ method, status }) => method !== 'GET' && status >= 400)).toEqual([]);
    const again = await call('plan');
    expect(again.code, again.stdout).toBe(0);
  },
  600_000,
);

it.runIf(isLong)(
  'all of it goes again: lists by the files, settings by a rollback, and what is left is what the API cannot delete',
  async () => {
    const { call, server, write } = await tenantOf({
      'tenant.yaml': removable,
      ...files,
    });
    const fresh = await stateOf(server);
    const settings = await settingsOf(server);
    const applied = await call('apply', '--yes');
    expect(applied.code, applied.stdout.slice(-2000)).toBe(0);

    write({ 'tenant.yaml': `${emptyLists()}emailProvider: {}\n` });
    const deleted = await call('apply', '--yes');
    expect(deleted.code, deleted.stdout.slice(-2000)).toBe(0);
    const [, first = ''] = (await call('history')).stdout.split('\n').map((line) => line.split(' ')[0] ?? '');
    const back = await call('rollback', '--yes', '--run', first);
    expect(back.stdout.slice(-2000)).not.toMatch(/^failed/m);

    // Templates of emails, factors, partials, renderings and bindings have no delete: they are empty or switched off.
    const isKept = ([name]: [string, unknown]): boolean =>
      !/^(settings|email_templates|guardian_factors|partials|rendering|bindings)$/.test(name);
    expect(Object.entries(await stateOf(server)).filter(isKept)).toEqual(Object.entries(fresh).filter(isKept));
    expect(await settingsOf(server)).toEqual(settings);
  },
  600_000,
);

/** How many there are in each collection of the emulated tenant. */
async function stateOf({ url }: Served): Promise<Record<string, number>> {
  const { collections } = (await (await fetch(`${url}/emulator/state`)).json()) as {
    collections: Record<string, object>;
  };
  const counts = Object.entries(collections).map(([name, entries]): [string, number] => [
    name,
    Object.keys(entries).length,
  ]);
  return Object.fromEntries(counts.filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the tenant says of its settings, without what says nothing. */
async function settingsOf({ call }: Served): Promise<unknown[]> {
  const paths = [
    '/tenants/settings',
    '/branding',
    '/prompts',
    '/guardian/policies',
    '/risk-assessments/settings',
    '/supplemental-signals',
  ];
  return Promise.all(paths.map(async (path) => wording(await call('GET', path))));
}

function wording(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wording);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([field, inner]) => [field, wording(inner)] as const);
  const isNothing = (inner: unknown): boolean =>
    inner === null || inner === '' || inner === false || (typeof inner === 'object' && Object.keys(inner).length === 0);
  return Object.fromEntries(fields.filter(([, inner]) => !isNothing(inner)));
}
