import { expect, it } from 'vitest';
import { emulated } from '../support/project.ts';
import { adoptedFrom, harbor, readTenants } from './support/adopted.ts';

it('four environments of one tenant become the files that they were made from, whatever their order', async () => {
  const names = ['dev', 'local', 'prod', 'staging'];
  const tenants = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await harbor(name)] as const)));
  // That the plan of each is empty is proven before anything comes back.
  const read = await readTenants(tenants);
  const adoption = adoptedFrom(read);
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

  const reversed = adoptedFrom(read.toReversed());
  expect(reversed.files).toEqual(adoption.files);
});

it('a keyword gets the name that the user wants, and one that does not exist is refused', async () => {
  const tenants = { dev: emulated(), prod: emulated() };
  await tenants.dev.request('PATCH', '/tenants/settings', { friendly_name: 'Dev of Harbor' });
  await tenants.prod.request('PATCH', '/tenants/settings', { friendly_name: 'Harbor' });
  const read = await readTenants(tenants);
  const { adopted: found } = adoptedFrom(read, { names: new Map([['FRIENDLY_NAME', 'TITLE']]) });
  expect(found.keywords.map(({ name, values }) => [name, values])).toEqual([['TITLE', ['Dev of Harbor', 'Harbor']]]);
  expect(() => adoptedFrom(read, { names: new Map([['FRIENDLY', 'TITLE']]) })).toThrow(
    'the keyword FRIENDLY does not exist',
  );
  for (const name of ['9TITLE', 'A-TITLE', 'TENANTRY_DOMAIN'])
    expect(() => adoptedFrom(read, { names: new Map([['FRIENDLY_NAME', name]]) })).toThrow(
      `${name} cannot be the name of a keyword`,
    );
});

it('what is said to be the same has to exist, and to be one thing in several environments', async () => {
  const tenants = { dev: emulated(), prod: emulated() };
  await tenants.dev.request('POST', '/roles', { name: 'Courier' });
  await tenants.dev.request('POST', '/roles', { name: 'Packer' });
  await tenants.prod.request('POST', '/roles', { name: 'Driver' });
  const read = await readTenants(tenants);
  const said =
    (same: [string, string][], notSame: [string, string][] = []) =>
    (): unknown =>
      adoptedFrom(read, { said: { same, notSame } });
  expect(said([['roles/Courier', 'roles/Drivers']])).toThrow('no environment has roles/Drivers');
  expect(said([], [['roles/Corier', 'roles/Driver']])).toThrow('no environment has roles/Corier');
  expect(said([['roles/Courier', 'roles/Packer']])).toThrow('roles/Courier and roles/Packer cannot be the same');
  const { adopted: found } = adoptedFrom(read, { said: { same: [['roles/Courier', 'roles/Driver']], notSame: [] } });
  expect(found.keywords.map(({ values }) => values)).toEqual([['Courier', 'Driver']]);
});

it('two resources of one name are left alone and excluded, and what is said to be another is another', async () => {
  const tenants = { dev: emulated(), prod: emulated() };
  for (const { request } of Object.values(tenants)) await request('POST', '/clients', { name: 'Portal' });
  await tenants.dev.request('POST', '/clients', { name: 'Shop' });
  await tenants.dev.request('POST', '/clients', { name: 'Shop' });
  await tenants.dev.request('POST', '/roles', { name: 'Courier dev' });
  await tenants.prod.request('POST', '/roles', { name: 'Courier' });
  const read = await readTenants(tenants);
  const found = adoptedFrom(read);
  expect(found.ambiguous.map(({ environment, address, ids }) => [environment, address, ids.length])).toEqual([
    ['dev', 'clients/Shop', 2],
  ]);
  expect(found.files.get('environments/dev.yaml')).toContain('exclude: [clients/Shop]');
  expect(found.files.get('tenant.yaml')).toContain("name: '##COURIER_NAME##'");
  const apart = adoptedFrom(read, { said: { same: [], notSame: [['roles/Courier dev', 'roles/Courier']] } });
  expect(apart.files.get('environments/dev/tenant.yaml')).toContain('Courier dev');
  expect(apart.files.get('environments/prod/tenant.yaml')).toContain('Courier');
});

it('a type that one tenant does not let be read is left out of all files, and named', async () => {
  const tenants = {
    dev: emulated({}, ({ url }) =>
      url.endsWith('/api/v2/roles?per_page=100') || url.includes('/api/v2/roles?')
        ? Response.json(
            {
              statusCode: 403,
              error: 'Forbidden',
              message: 'Insufficient scope, expected any of: read:roles',
              errorCode: 'insufficient_scope',
            },
            { status: 403 },
          )
        : undefined,
    ),
    prod: emulated(),
  };
  await tenants.prod.request('POST', '/roles', { name: 'Courier' });
  const found = adoptedFrom(await readTenants(tenants));
  expect(found.unreadable.map(({ environment, type }) => [environment, type])).toEqual([['dev', 'roles']]);
  expect([...found.files.values()].join('')).not.toContain('roles:');
});
