import { expect, it } from 'vitest';
import { hasErrors } from '../../../src/model/diagnostic.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import { applyOf, emulated, planOf, projectOf, textOf } from '../../support/project.ts';

const role = (description: string | null): object => ({ roles: [{ name: 'Courier', description }] });

it('a null that the API answers, but does not take, is valid and plans nothing while the tenant has nothing there', async () => {
  const tenant = emulated();
  await applyOf({ tenant: { roles: [{ name: 'Courier' }] } }, tenant);
  expect((await planOf({ tenant: role(null) }, tenant)).plan.changes).toEqual([]);
});

it('a null that would be sent where the API does not take one is refused by the plan', async () => {
  const tenant = emulated();
  await applyOf({ tenant: role('Delivers') }, tenant);
  await expect(planOf({ tenant: role(null) }, tenant)).rejects.toThrow('description cannot be set to null');
});

it('a required field stays required when it has no content', () => {
  const { diagnostics } = goalOfFiles(projectOf({ tenant: { roles: [{ name: null }] } }), 'local');
  expect(hasErrors(diagnostics)).toBe(true);
  expect(textOf(diagnostics)).toContain('name has to be a string, not null');
});

it('a client may have its addons and a profile its overrides set to null, as exports have them', async () => {
  const files = {
    tenant: {
      clients: [{ name: 'Shop', addons: null }],
      connectionProfiles: [{ name: 'Crew', strategy_overrides: null }],
    },
  };
  const tenant = emulated();
  await applyOf(files, tenant);
  expect((await planOf(files, tenant)).plan.changes).toEqual([]);
});
