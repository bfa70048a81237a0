import { expect, it } from 'vitest';
import { emulated } from '../support/project.ts';
import { adopted, harbor } from './support/adopted.ts';

it('four environments of one tenant become the files that they were made from, whatever their order', async () => {
  const names = ['dev', 'local', 'prod', 'staging'];
  const tenants = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await harbor(name)] as const)));
  // That the plan of each is empty is proven before anything comes back.
  const adoption = await adopted(tenants);
  expect(adoption.adopted.keywords.map(({ name, uses }) => `${name} ${uses.length}`)).toEqual([
    'IDLE_SESSION_LIFETIME 1',
    'ENV_LABEL 1',
    'PORTAL_URL 7',
    'LOGIN_DOMAIN 1',
    'LOGO_URL 1',
    'SMTP_HOST 1',
    'SMTP_USER 1',
    'BILLING_API 2',
    'PARCELS_API 16',
    'CUSTOMER_PORTAL_CALLBACKS 1',
    'DEPOT_SCANNERS_FLEET 1',
    'OPS_TOOLBOX_PARCELS_SCOPE 1',
    'HARBOR_CUSTOMERS_DISABLE_SIGNUP 1',
  ]);
  expect([...adoption.adopted.own.values()].flat()).toEqual([]);
  expect(adoption.files.get('tenant.yaml')).toContain(
    "callbacks: ['##PORTAL_URL##/callback', '@@CUSTOMER_PORTAL_CALLBACKS@@']",
  );
  expect(adoption.files.get('actions/partner-tokens/code.js')).toContain("setCustomClaim('##PARCELS_API##/partner'");
  expect(adoption.files.get('pages/error_page.html')).toContain('<a href="##PORTAL_URL##">');

  const reversed = await adopted(Object.fromEntries(Object.entries(tenants).reverse()));
  expect(reversed.files).toEqual(adoption.files);
}, 120_000);

it('a keyword gets the name that the user wants, and one that does not exist is refused', async () => {
  const tenants = { dev: emulated(), prod: emulated() };
  await tenants.dev.request('PATCH', '/tenants/settings', { friendly_name: 'Dev of Harbor' });
  await tenants.prod.request('PATCH', '/tenants/settings', { friendly_name: 'Harbor' });
  const { adopted: found } = await adopted(tenants, { names: new Map([['FRIENDLY_NAME', 'TITLE']]) });
  expect(found.keywords.map(({ name, values }) => [name, values])).toEqual([['TITLE', ['Dev of Harbor', 'Harbor']]]);
  await expect(adopted(tenants, { names: new Map([['FRIENDLY', 'TITLE']]) })).rejects.toThrow(
    'the keyword FRIENDLY does not exist',
  );
}, 60_000);
