import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { resourceTypes } from '../../src/resources/index.ts';
import { makeByHand } from '../laws/by-hand.ts';
import type { ByHand } from '../laws/by-hand.ts';
import { emulated, planOf, runPlan } from '../support/project.ts';
import type { Emulated, Files } from '../support/project.ts';
import { planText } from '../support/report.ts';

/**
 * One folder per scenario, data only: `before.yaml` is applied first, `live.json` are requests that somebody then makes by
 * hand, and `tenant.yaml` is planned and applied. `plan.txt` and `requests.txt` are what that looks like; `-u` rewrites them.
 */
const root = import.meta.dirname;
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const scenarios = folders.flatMap(({ name }) => readdirSync(join(root, name)).map((what) => `${name}/${what}`));

it('there is a scenario for every type', () => {
  expect(folders.map(({ name }) => name).sort()).toEqual(resourceTypes.map(({ name }) => name).sort());
});

it.each(scenarios)('%s', async (scenario) => {
  const folder = join(root, scenario);
  const sent: Promise<string>[] = [];
  const tenant = emulated({ buildMilliseconds: 0 }, (request) => {
    if (request.method !== 'GET') sent.push(textOf(request));
    return undefined;
  });
  await prepare(folder, tenant);
  sent.length = 0;

  const planned = await planOf(filesIn(folder, 'tenant.yaml'), tenant);
  const shown = await planText(planned.plan);
  const outcomes = await runPlan(planned, tenant, true);
  const requests = await Promise.all(sent);
  expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
  const after = await planOf(filesIn(folder, 'tenant.yaml'), tenant);
  expect(after.plan.changes.filter(({ withheld }) => withheld === undefined)).toEqual([]);

  const names = [...planned.live.resources.values(), ...after.live.resources.values()];
  const named = names.reduce((text, { id, address }) => (id ? text.replaceAll(id, `{${address}}`) : text), requests.join('\n'));
  await expect(`${shown}\n`).toMatchFileSnapshot(join(folder, 'plan.txt'));
  await expect(`${named}\n`).toMatchFileSnapshot(join(folder, 'requests.txt'));
});

/** Brings a fresh tenant into the state in which the scenario begins. */
async function prepare(folder: string, tenant: Emulated): Promise<void> {
  const files = filesIn(folder, 'before.yaml');
  const before = existsSync(join(folder, 'before.yaml')) ? await planOf(files, tenant) : undefined;
  if (before !== undefined) await runPlan(before, tenant);
  if (!existsSync(join(folder, 'live.json'))) return;
  const live = before === undefined ? [] : [...(await planOf(files, tenant)).live.resources.values()];
  const ids = new Map(live.map(({ address, id }) => [address, id ?? '']));
  await makeByHand(tenant, JSON.parse(readFileSync(join(folder, 'live.json'), 'utf8')) as ByHand[], ids);
}

function filesIn(folder: string, main: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
  return {
    tenant: paths.includes(main) ? text(main) : '',
    environment: paths.includes('environment.yaml') ? text('environment.yaml') : 'domain: local\npolicy: { delete: true }\n',
    files: Object.fromEntries(paths.map((path) => [relative(folder, join(folder, path)), text(path)])),
  };
}

/** A request as a line: method, path and body. */
async function textOf(request: Request): Promise<string> {
  const { method, url } = request;
  const { pathname, search } = new URL(url);
  const body = await request.text();
  return `${method} ${pathname.replace('/api/v2', '')}${search}${body === '' ? '' : ` ${body}`}`;
}
