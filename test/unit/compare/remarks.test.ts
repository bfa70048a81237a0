import { expect, it } from 'vitest';
import type { Json } from '../../../src/model/json.ts';
import { compareNatural } from '../../../src/model/json.ts';
import { changesBetween } from '../../../src/compare/changes.ts';
import { secretMemory } from '../../../src/secrets/fingerprints.ts';
import { selectionOf } from '../../../src/selection.ts';
import { applyOf, emulated, planOf } from '../../support/project.ts';
import { planText } from '../../support/report.ts';
import { catalogWith, desiredState, liveState, policyWith } from '../../support/stages.ts';

const role = (name: string, more: Record<string, Json> = {}): Record<string, Json> => ({
  name,
  description: 'Delivers parcels',
  ...more,
});

it('a resource under another name is told as what looks like a rename, and what is said to write keeps it', async () => {
  const tenant = emulated();
  await applyOf({ tenant: { roles: [role('Courier')] } }, tenant);
  const renamed = await planOf({ tenant: { roles: [role('Driver')] } }, tenant);
  expect(renamed.plan.changes.map(({ action, address }) => `${action} ${address}`)).toEqual([
    'delete roles/Courier',
    'create roles/Driver',
  ]);
  expect(renamed.diagnostics).toMatchObject([{ code: 'rename', severity: 'warning' }]);
  expect(renamed.diagnostics[0]?.message).toBe(
    'roles/Driver looks like a rename of roles/Courier, but would be made anew',
  );
  const [, moved = ''] = /to rename it, write (moved: .*)/.exec(renamed.diagnostics[0]?.hint ?? '') ?? [];
  const kept = await planOf(
    { tenant: `${JSON.stringify({ roles: [role('Driver')] }).slice(0, -1)}, ${moved} }` },
    tenant,
  );
  expect(kept.plan.changes).toMatchObject([{ action: 'update', address: 'roles/Driver', fields: [{ path: 'name' }] }]);
  expect(kept.diagnostics).toEqual([]);
});

it('another resource is no rename', async () => {
  const tenant = emulated();
  await applyOf({ tenant: { roles: [role('Courier')] } }, tenant);
  const other = await planOf({ tenant: { roles: [role('Driver', { description: 'Drives' })] } }, tenant);
  expect(other.diagnostics).toEqual([]);
});

it('a delete says what goes with it', async () => {
  const tenant = emulated();
  await applyOf({ tenant: { databases: [{ name: 'people' }], roles: [role('Courier')] } }, tenant);
  const { plan } = await planOf({ tenant: { databases: [], roles: [] } }, tenant);
  const text = await planText(plan);
  expect(text).toContain('- delete databases/people\n    its users go with it');
  expect(text).toContain('- delete roles/Courier\n    the assignments to its users go with it');
});

it('secrets that no recorded run has sent are told as not compared, once for all', () => {
  const catalog = catalogWith({ teams: { secret: ['token'] } });
  const bodies = { 'teams/A': { token: 'one' }, 'teams/B': { token: 'two' }, 'teams/New': { token: 'three' } };
  const both = {
    desired: desiredState(bodies),
    live: liveState({ 'teams/A': {}, 'teams/B': {} }),
    catalog,
    selection: selectionOf(policyWith(), catalog),
    replaced: new Set<string>(),
  };
  const [told, ...others] = changesBetween({ ...both, memory: secretMemory([], 'credential') }).diagnostics;
  expect(others).toEqual([]);
  expect(told).toMatchObject({ severity: 'warning', message: '2 secrets cannot be compared here' });
  expect(told?.hint).toContain('--send-secrets');
  const memory = { ...secretMemory([], 'credential'), compare: () => 'same' as const };
  expect(changesBetween({ ...both, memory }).diagnostics).toEqual([]);
});

it('numbers in names are ordered by their value', () => {
  const names = ['api10', 'api2', 'api', 'api02', 'b1', 'a10b2', 'a10b10', ''];
  expect(names.sort(compareNatural)).toEqual(['', 'a10b2', 'a10b10', 'api', 'api02', 'api2', 'api10', 'b1']);
});
