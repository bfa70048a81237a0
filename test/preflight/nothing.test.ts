import { expect, it } from 'vitest';
import { emulated, planOf } from '../support/project.ts';

it('an empty list of page templates on a tenant without a custom domain plans nothing', async () => {
  const { plan, diagnostics } = await planOf({ tenant: { branding: { templates: [] } } }, emulated());
  expect(plan.changes).toEqual([]);
  expect(diagnostics).toEqual([]);
});
