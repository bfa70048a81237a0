import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { schemaCompiler } from '../../src/commands/schemas.ts';
import { load } from '../../src/load/load.ts';
import { isSame } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import { describe as understand, plan } from '../../src/pipeline.ts';
import type { Planned } from '../../src/pipeline.ts';
import { planData } from '../../src/report/plan-data.ts';
import { catalog } from '../../src/resources/index.ts';
import { kindsOf } from '../../src/resources/kind.ts';
import { schemaChecker } from '../../src/validate/schema.ts';
import { asFolder } from '../support/as-folder.ts';
import { emulated, runPlan, textOf } from '../support/project.ts';
import type { Emulated } from '../support/project.ts';
import { held, stays, untouched } from './leftovers.ts';

type Files = Record<string, string>;

const here = import.meta.dirname;
const schemas = schemaChecker(schemaCompiler(), false);
const environment = 'domain: local\npolicy: { delete: true }\n';
const beside = Object.fromEntries(
  readdirSync(join(here, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [path.slice(join(here, 'files').length + 1), readFileSync(path, 'utf8')]),
);

/** The files of one of the two descriptions of the tenant, of which the empty one refers to no others. */
function files(description: 'tenant.yaml' | 'emptied.yaml'): Files {
  const yaml = readFileSync(join(here, description), 'utf8');
  const others = description === 'tenant.yaml' ? beside : {};
  return { ...others, 'tenant.yaml': yaml, 'environments/local.yaml': environment };
}

/** Loads the files from a disk, as a command does, and plans. */
async function planOf(content: Files, { connection }: Emulated): Promise<Planned & { plan: Plan }> {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-everything-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  for (const [path, text] of Object.entries(content)) {
    mkdirSync(dirname(join(cwd, 'acme', path)), { recursive: true });
    writeFileSync(join(cwd, 'acme', path), text);
  }
  const loaded = load('acme', cwd);
  const sources = { set: {}, env: {}, secrets: 'needed', readSecret: () => undefined } as const;
  const described = understand({ loaded, catalog, schemas, sources }, 'local');
  expect(textOf(described.diagnostics)).toBe('');
  const planned = await plan(described, connection);
  if (planned.plan === undefined) throw new Error(textOf(planned.diagnostics));
  return { ...planned, plan: planned.plan };
}

/** Plans and applies; whatever is not done is told. */
async function deploy(content: Files, tenant: Emulated): Promise<{ refused: string[]; undone: string[] }> {
  tenant.writes();
  const outcomes = await runPlan(await planOf(content, tenant), tenant);
  const undone = outcomes.filter(({ status }) => status !== 'done').map((outcome) => JSON.stringify(outcome));
  const refused = tenant.emulator.requests
    .filter(({ method, status }) => method !== 'GET' && status >= 400)
    .map(({ method, path, status }) => `${method} ${path} ${status}`);
  return { refused, undone };
}

/** Whether a place of the emulator is one that nothing can take away. */
const isLeft = (place: string): boolean => Object.keys(stays).some((pattern) => fits(place, pattern));

/** A pattern is a place or the start of one, `*` in it any name. */
function fits(place: string, pattern: string): boolean {
  const names = place.split('/');
  return pattern.split('/').every((name, index) => name === '*' || name === names[index]);
}

const formats = [
  ['one YAML file', (given: Files): Files => given],
  ['a folder of JSON files', asFolder],
] as const;

it('has a resource of every type', async () => {
  const { plan: found } = await planOf(files('tenant.yaml'), emulated());
  const kinds = new Set(found.changes.map(({ kind }) => kind));
  expect([...kindsOf(catalog).keys()].filter((kind) => !kinds.has(kind) && !untouched.includes(kind))).toEqual([]);
});

it('has the same plan in both formats', async () => {
  const [yaml, folder] = await Promise.all(
    formats.map(async ([, convert]) => {
      const { plan: found } = await planOf(convert(files('tenant.yaml')), emulated());
      return JSON.stringify(planData(found), (key, value: unknown) => (key === 'place' ? undefined : value), 1);
    }),
  );
  expect(folder).toBe(yaml);
});

it.each(formats)('is applied in one run, and taken away again: %s', async (_name, convert) => {
  const tenant = emulated();
  const fresh = held(tenant.emulator.snapshot());
  expect(await deploy(convert(files('tenant.yaml')), tenant)).toEqual({ refused: [], undone: [] });
  expect((await planOf(convert(files('tenant.yaml')), tenant)).plan.changes).toEqual([]);
  expect(await deploy(convert(files('emptied.yaml')), tenant)).toEqual({ refused: [], undone: [] });
  expect((await planOf(convert(files('emptied.yaml')), tenant)).plan.changes).toEqual([]);
  const after = held(tenant.emulator.snapshot());
  const places = [...new Set([...fresh.keys(), ...after.keys()])];
  const differing = places.filter((place) => !isSame(fresh.get(place), after.get(place)));
  expect(differing.filter((place) => !isLeft(place))).toEqual([]);
  expect(Object.keys(stays).filter((pattern) => !differing.some((place) => fits(place, pattern)))).toEqual([]);
});
