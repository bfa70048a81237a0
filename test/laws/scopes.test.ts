import { describe, expect, it } from 'vitest';
import type { Route } from '../../src/emulator/route.ts';
import { routes } from '../../src/emulator/areas.ts';
import { managementScopes } from '../../src/emulator/scopes.ts';
import { goalOfFiles } from '../../src/goals.ts';
import { scopes } from '../../src/pipeline.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import { valueAt } from '../../src/model/path.ts';
import type { EmulatorState } from '../../src/emulator/store.ts';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { scopesOf } from '../../src/scopes/scopes.ts';
import { someOf } from '../support/deep.ts';
import { emulated, planOf, projectOf, runPlan } from '../support/project.ts';
import type { Emulated, Files } from '../support/project.ts';
import { fullBodies, samples, withValue } from './bodies.ts';
import type { Row } from './row.ts';
import { allRows } from './rows.ts';
import { filesOf, filesWith, withoutResource } from './run.ts';

const rows = await allRows();
const catalog = [...catalogOf(resourceTypes).values()];
const verbs = ['read', 'create', 'update', 'delete'] as const;

/** All scopes that a type and its children can need. */
function scopesOfType(name: string): Set<string> {
  const own = catalog.filter((type) => type.root.name === name);
  return new Set(
    own.flatMap((type) =>
      [type.scopes, ...Object.values(type.fieldScopes ?? {})].flatMap((each) => scopesOf(type, each, verbs)),
    ),
  );
}

/** What happens to the resource of a row: it is made, changed some times, emptied of its children, renamed, taken away. */
interface Life {
  row: Row;
  steps: Files[];
  gone: Files[];
  scopes: string[];
}

function lifeOf(row: Row): Life {
  // Of children a few samples may change none that stays.
  const bodies = samples(fullBodies(row), row.children === undefined ? someOf(8) : 8);
  const [last = row.always] = bodies.slice(-1);
  const childless = Object.keys(row.children ?? {}).reduce((body, place) => {
    const path = place.split('.');
    return withValue(body, path, Array.isArray(valueAt(body, path)) ? [] : null);
  }, last);
  const steps = [...bodies, childless].map((body) => filesOf(row, body));
  const without = withoutResource(row);
  const gone = without === undefined ? [] : [filesWith(without)];
  const needed = [...steps, ...gone].flatMap((files) => scopes(goalOfFiles(projectOf(files), 'local')).apply);
  return { row, steps, gone, scopes: [...new Set(needed)] };
}

/** A tenant in use: what a change of the branding would reset has been set. */
async function stateOfUse(): Promise<EmulatorState> {
  const { emulator, request } = emulated();
  await request('PATCH', '/prompts', { identifier_first: true });
  return emulator.snapshot();
}

/** Lives as a client with these scopes, until something goes wrong; and the routes of the emulator that were asked. */
async function live(life: Life, held: readonly string[]): Promise<{ trouble: string | undefined; asked: Route[] }> {
  const tenant = emulated({ buildMilliseconds: 0, scopes: held, state: await stateOfUse() });
  const trouble = await firstTrouble(life, tenant).catch(String);
  const asked = routes.filter(({ method, path }) => {
    const pattern = new RegExp(`^/api/v2${path.replaceAll(/:[a-z_]+/gi, '[^/]+')}$`);
    return tenant.emulator.requests.some((one) => one.method === method && pattern.test(one.path.split('?')[0] ?? ''));
  });
  return { trouble, asked };
}

async function firstTrouble({ row, steps, gone }: Life, tenant: Emulated): Promise<string | undefined> {
  for (const files of steps) {
    const found = await applyTwice(files, tenant);
    if (found !== undefined) return found;
  }
  const renamed = await renaming(row, tenant);
  for (const files of [...renamed, ...gone]) {
    const found = await applyTwice(files, tenant);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function renaming(row: Row, tenant: Emulated): Promise<Files[]> {
  if (row.rename === undefined) return [];
  const { id, fields } = row.rename;
  const { live } = await planOf(filesOf(row, row.always), tenant);
  return [filesOf(row, { ...row.always, ...fields, [id]: live.resources.get(row.address)?.id ?? '' })];
}

async function applyTwice(files: Files, tenant: Emulated): Promise<string | undefined> {
  const outcomes = await runPlan(await planOf(files, tenant), tenant);
  const failed = outcomes.find(({ status }) => status !== 'done');
  if (failed !== undefined) return `${failed.address}: ${JSON.stringify(failed)}`;
  const [left] = (await planOf(files, tenant)).plan.changes;
  return left === undefined ? undefined : `${left.address} still differs`;
}

it('every scope of a descriptor is one of the API', () => {
  const known = new Set(managementScopes());
  const all = resourceTypes.flatMap(({ name }) => [...scopesOfType(name)]);
  expect(all.filter((scope) => !known.has(scope))).toEqual([]);
});

it.each(rows)('$title: the scopes are enough', async (row) => {
  const life = lifeOf(row);
  expect((await live(life, life.scopes)).trouble).toBeUndefined();
});

describe.each(resourceTypes)('$name', ({ name }) => {
  const lives = rows.filter(({ type }) => type === name).map(lifeOf);
  const own = scopesOfType(name);
  const needed = [...new Set(lives.flatMap((life) => life.scopes))].filter((scope) => own.has(scope)).sort();

  it.each(needed)('%s is needed', async (scope) => {
    for (const life of lives) {
      const held = life.scopes.filter((other) => other !== scope);
      const { trouble, asked } = await live(life, held);
      if (trouble !== undefined) return;
      // Where the API takes any of several scopes, one of the others may do.
      const users = asked.filter((route) => route.scopes.includes(scope));
      if (users.length > 0 && users.every((route) => route.scopes.some((other) => held.includes(other)))) return;
    }
    expect.unreachable(`nothing needs ${scope}`);
  });
});
