import { expect, it } from 'vitest';
import { applyOf, emulated, planOf } from '../support/project.ts';

it('an empty list of page templates on a tenant without a custom domain plans nothing', async () => {
  const { plan, diagnostics } = await planOf({ tenant: { branding: { templates: [] } } }, emulated());
  expect(plan.changes).toEqual([]);
  expect(diagnostics).toEqual([]);
});

it('an update beside credentials that the API does not return is planned', async () => {
  const smtp = {
    name: 'smtp',
    credentials: { smtp_host: 'a.test', smtp_port: 25, smtp_user: 'u', smtp_pass: 'p' },
  };
  const tenant = emulated();
  await applyOf({ tenant: { emailProvider: smtp } }, tenant);
  const { plan } = await planOf({ tenant: { emailProvider: { ...smtp, enabled: false } } }, tenant);
  expect(plan.changes.map(({ fields }) => fields.map(({ path }) => path))).toEqual([['enabled']]);
});
