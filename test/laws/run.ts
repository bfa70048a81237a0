import assert from 'node:assert/strict';
import type { Body, Json } from '../../src/model/json.ts';
import { isBody } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { ResourceTypes } from '../../src/catalog/resource-type.ts';
import { applyOf, emulated, planOf, runPlan } from '../support/project.ts';
import type { Before, Emulated, Files } from '../support/project.ts';
import type { Row } from './row.ts';

/** Files whose sections are data. */
export type RowFiles = Files & { tenant: Body };

/** A tenant whose actions are built at once. */
export function freshTenant(before?: Before): Emulated {
  return emulated({ buildMilliseconds: 0 }, before);
}

/** The files that declare a row's resource with this body. */
export function filesOf(row: Row, body: Body, policy: Body = { delete: true }): RowFiles {
  return filesWith({ ...row.around, ...row.at(body) }, policy);
}

/** Files with these sections. */
export function filesWith(tenant: Body, policy: Body = { delete: true }): RowFiles {
  return { tenant, environment: { domain: 'local', policy } };
}

/** The sections without the row's resource; `undefined` when taking it out of the files says nothing. */
export function withoutResource(row: Row): Body | undefined {
  if (row.gone === 'never') return undefined;
  const mark = '(gone)';
  const sections = row.at({ ...row.always, [mark]: true });
  const kept = Object.entries(sections).map(([section, value]): [string, Json] => [
    section,
    Array.isArray(value) ? value.filter((item) => !(isBody(item) && mark in item)) : value,
  ]);
  return { ...row.around, ...(row.gone ?? Object.fromEntries(kept)) };
}

/** Plans and applies, and insists that everything was done and that the API took every request. */
export async function applyAll(files: Files, tenant: Emulated, resourceTypes: ResourceTypes): Promise<void> {
  assert.deepEqual(unfinished(await applyOf(files, tenant, resourceTypes)), []);
  assert.deepEqual(refused(tenant), []);
}

/** Carries out a plan, and insists as `applyAll`. */
export async function execute(planned: Awaited<ReturnType<typeof planOf>>, tenant: Emulated): Promise<void> {
  assert.deepEqual(unfinished(await runPlan(planned, tenant)), []);
  assert.deepEqual(refused(tenant), []);
}

/** Insists that a plan has these changes and no others. */
export async function expectChanges(
  files: Files,
  tenant: Emulated,
  resourceTypes: ResourceTypes,
  expected: readonly string[],
  why = '',
): Promise<Awaited<ReturnType<typeof planOf>>> {
  const planned = await planOf(files, tenant, resourceTypes);
  assert.deepEqual(changesOf(planned.plan), expected, why);
  return planned;
}

/** The changes of a plan as texts: `update clients/Portal: description, name`. */
export function changesOf({ changes }: Plan): string[] {
  return changes
    .map(({ address, action, fields, withheld }) => {
      const paths =
        action === 'update'
          ? `: ${fields
              .map(({ path }) => path)
              .sort()
              .join(', ')}`
          : '';
      return `${withheld === undefined ? '' : `withheld by ${withheld.guard}: `}${action} ${address}${paths}`;
    })
    .sort();
}

/** The wave in which a resource is written, or deleted; -1 when it is not. */
export function waveOf({ waves }: Plan, address: string): number {
  return waves.findIndex((steps) => steps.some((step) => step.address === address));
}

/** Requests that the emulator refused: the tool asked for something that the API does not take. */
export function refused({ emulator }: Emulated): string[] {
  return emulator.requests
    .filter(({ status, method }) => status >= 400 && method !== 'GET')
    .map(({ method, path, status }) => `${method} ${path} ${status}`);
}

function unfinished(outcomes: Awaited<ReturnType<typeof runPlan>>): object[] {
  return outcomes.filter(({ status }) => status !== 'done');
}
