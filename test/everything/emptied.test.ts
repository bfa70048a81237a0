import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { schemaCompiler } from '../../src/session/schemas.ts';
import { load } from '../../src/load/load.ts';
import { isSame } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import { goalOfFiles } from '../../src/goals.ts';
import { plan } from '../../src/pipeline.ts';
import type { Planned } from '../../src/pipeline.ts';
import { hasErrors } from '../../src/model/diagnostic.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import { schemaChecker } from '../../src/validate/schema.ts';
import type { Files } from '../cli/support/large-files.ts';
import { asFolder } from '../support/as-folder.ts';
import { emulated, runPlan, textOf } from '../support/project.ts';
import type { Emulated } from '../support/project.ts';
import { emptyLists, environment, files, removable } from './files.ts';
import { fits, held, isLeft, stays } from './leftovers.ts';

const schemas = schemaChecker(schemaCompiler());
const whole: Files = { ...files, 'tenant.yaml': removable };
const settings = readFileSync(join(import.meta.dirname, 'emptied.yaml'), 'utf8');
const emptied: Files = { 'tenant.yaml': settings + emptyLists(Object.keys(parse(settings) as object)) };

/** Loads the files from a disk, as a command does, and plans. */
async function planOf(content: Files, { connection }: Emulated): Promise<Planned & { plan: Plan }> {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-emptied-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  for (const [path, text] of Object.entries({ ...content, 'environments/local.yaml': environment('local') })) {
    mkdirSync(dirname(join(cwd, 'acme', path)), { recursive: true });
    writeFileSync(join(cwd, 'acme', path), text);
  }
  const loaded = load('acme', cwd);
  const sources = { set: {}, env: {}, secrets: 'needed', readSecret: () => undefined } as const;
  const described = goalOfFiles({ loaded, resourceTypes, schemas, sources }, 'local');
  if (hasErrors(described.diagnostics)) throw new Error(textOf(described.diagnostics));
  const planned = await plan(described, connection);
  if (planned.plan === undefined) throw new Error(textOf(planned.diagnostics));
  return { ...planned, plan: planned.plan };
}

/** Applies, and tells what was refused, what was not done and what a second plan would still do. */
async function deploy(content: Files, tenant: Emulated): Promise<object> {
  tenant.writes();
  const outcomes = await runPlan(await planOf(content, tenant), tenant);
  const refused = tenant.writes().filter((write) => / [45]\d\d$/.test(write));
  const undone = outcomes.filter(({ status }) => status !== 'done');
  return { refused, undone, open: (await planOf(content, tenant)).plan.changes };
}

it.each([
  ['YAML', (content: Files): Files => content],
  ['folders of JSON files', asFolder],
])('a tenant with everything is emptied by %s, and is then as it was at first', async (_name, convert) => {
  const tenant = emulated();
  const fresh = held(tenant.emulator.snapshot());
  const nothing = { refused: [], undone: [], open: [] };
  expect(await deploy(convert(whole), tenant)).toEqual(nothing);
  expect(await deploy(convert(emptied), tenant)).toEqual(nothing);

  const after = held(tenant.emulator.snapshot());
  const places = [...new Set([...fresh.keys(), ...after.keys()])];
  const differing = places.filter((place) => !isSame(fresh.get(place), after.get(place)));
  expect(differing.filter((place) => !isLeft(place))).toEqual([]);
  expect(Object.keys(stays).filter((pattern) => !differing.some((place) => fits(place, pattern)))).toEqual([]);
});
