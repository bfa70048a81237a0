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
import { isLong, someOf } from '../support/long.ts';
import { emulated, planOf, projectOf, runPlan } from '../support/project.ts';
import type { Emulated, Files } from '../support/project.ts';
import { fullBodies, samples, withValue } from './bodies.ts';
import type { Row } from './row.ts';
import { allRows } from './rows.ts';
import { seed } from './seed.ts';
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

const patterns = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.method} /api/v2${route.path.replaceAll(/:[a-z_]+/gi, '[^/]+')}$`),
}));

/** Lives as a client with these scopes, until something goes wrong; and the routes of the emulator that were asked. */
async function live(life: Life, held: readonly string[]): Promise<{ trouble: string | undefined; asked: Route[] }> {
  const tenant = emulated({ buildMilliseconds: 0, scopes: held, state: await stateOfUse() });
  const trouble = await firstTrouble(life, tenant, held).catch(String);
  const requests = [
    ...new Set(tenant.emulator.requests.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`)),
  ];
  const asked = patterns.filter(({ pattern }) => requests.some((request) => pattern.test(request)));
  return { trouble, asked: asked.map(({ route }) => route) };
}

async function firstTrouble(
  { row, steps, gone, scopes }: Life,
  tenant: Emulated,
  held: readonly string[],
): Promise<string | undefined> {
  // Outside of a long run the next step of a whole life is what reads again.
  const readsAgain = isLong || held.length < scopes.length;
  for (const files of steps) {
    const found = await applyTwice(files, tenant, readsAgain);
    if (found !== undefined) return found;
  }
  const renamed = await renaming(row, tenant);
  for (const files of [...renamed, ...gone]) {
    const found = await applyTwice(files, tenant, readsAgain);
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

async function applyTwice(files: Files, tenant: Emulated, readsAgain: boolean): Promise<string | undefined> {
  const outcomes = await runPlan(await planOf(files, tenant), tenant);
  const failed = outcomes.find(({ status }) => status !== 'done');
  if (failed !== undefined) return `${failed.address}: ${JSON.stringify(failed)}`;
  if (!readsAgain) return undefined;
  const [left] = (await planOf(files, tenant)).plan.changes;
  return left === undefined ? undefined : `${left.address} still differs`;
}

it('every scope of a descriptor is one of the API', () => {
  const known = new Set(managementScopes());
  const all = resourceTypes.flatMap(({ name }) => [...scopesOfType(name)]);
  expect(all.filter((scope) => !known.has(scope))).toEqual([]);
});

/** Outside of a long run every twelfth type, and others with another seed. */
const types = resourceTypes.filter((_type, index) => isLong || (index + seed) % 12 === 0);
const lives = rows.filter(({ type }) => types.some(({ name }) => name === type)).map(lifeOf);
const lived = new Map<Life, ReturnType<typeof live>>();

/** A life with all scopes that it needs, which is lived once. */
function wholeLife(life: Life): ReturnType<typeof live> {
  const known = lived.get(life) ?? live(life, life.scopes);
  lived.set(life, known);
  return known;
}

it.each(lives)('$row.title: the scopes are enough', async (life) => {
  expect((await wholeLife(life)).trouble).toBeUndefined();
});

/**
 * Whether a life comes to nothing without the scope. Outside of a long run it is enough that it asks a route that wants the
 * scope; what no route wants always, but for some bodies, is tried all the same.
 */
async function isNeeded(scope: string, life: Life): Promise<boolean> {
  const uses = (route: Route): boolean => route.scopes.includes(scope);
  if (!isLong && (await wholeLife(life)).asked.some(uses)) return true;
  const held = life.scopes.filter((other) => other !== scope);
  const { trouble, asked } = await live(life, held);
  if (trouble !== undefined) return true;
  // Where the API takes any of several scopes, one of the others may do.
  const users = asked.filter(uses);
  return users.length > 0 && users.every((route) => route.scopes.some((other) => held.includes(other)));
}

describe.each(types)('$name', ({ name }) => {
  const ofType = lives.filter(({ row }) => row.type === name);
  const own = scopesOfType(name);
  const needed = [...new Set(ofType.flatMap((life) => life.scopes))].filter((scope) => own.has(scope)).sort();

  it.each(needed)('%s is needed', async (scope) => {
    for (const life of ofType) if (await isNeeded(scope, life)) return;
    expect.unreachable(`nothing needs ${scope}`);
  });
});
