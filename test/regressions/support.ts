import { expect } from 'vitest';
import type { Body } from '../../src/model/json.ts';
import { keyText } from '../../src/model/json.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import { applyOf, planOf } from '../support/project.ts';
import type { Emulated, Files } from '../support/project.ts';

/** Applies, insists that everything was done, and gives back the writes with ids taken out. */
export async function applied(tenant: Emulated, files: Files): Promise<string[]> {
  tenant.writes();
  const outcomes = await applyOf(files, tenant);
  expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
  return tenant.writes().map((line) => line.replaceAll(/\/(rol|con|org|cli|act|[a-z]{2,4})_\w+/g, '/{id}'));
}

/** The changes of a plan: `update roles/Courier`, with `withheld` before it where a guard keeps it back. */
export async function changesOf(tenant: Emulated, files: Files): Promise<string[]> {
  return (await planOf(files, tenant)).plan.changes.map(
    ({ action, address, withheld }) => `${withheld === undefined ? '' : 'withheld '}${action} ${address}`,
  );
}

/** The rows of a list of the API. */
export async function rowsOf(tenant: Emulated, path: string): Promise<Body[]> {
  const { body } = await tenant.request('GET', path);
  const list = Array.isArray(body) ? body : Object.values(body as Body).find((value) => Array.isArray(value));
  return (list ?? []) as Body[];
}

/** The id of the row with that name. */
export async function idOf(tenant: Emulated, path: string, name: string): Promise<string> {
  const row = (await rowsOf(tenant, path)).find((one) => one['name'] === name) ?? {};
  return keyText(row['id'] ?? row['client_id'] ?? '');
}

/** Whether the catalog has a type. */
export const hasType = (name: string): boolean => resourceTypes.some((type) => type.name === name);

/** An API with two scopes. */
export const api: Body = {
  name: 'Parcels',
  identifier: 'https://parcels.test',
  scopes: [
    { value: 'read', description: 'See' },
    { value: 'scan', description: 'Scan' },
  ],
};
