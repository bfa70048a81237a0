import { expect, it } from 'vitest';
import { fill } from '../support/large-tenant.ts';
import { emulated } from '../support/project.ts';
import { snapshotOf } from './support/pulled.ts';

it('a pull asks for no secret of a client, for each page once, and for children only where there may be some', async () => {
  const asked: string[] = [];
  const tenant = emulated({}, ({ url, method }) => {
    if (method === 'GET') asked.push(decodeURIComponent(url.replace(/^https:\/\/[^/]+\/api\/v2/, '')));
    return undefined;
  });
  for (let index = 0; index < 120; index += 1) await tenant.request('POST', '/clients', { name: `App ${index}` });
  await snapshotOf(tenant);
  const clients = asked.filter((path) => path.startsWith('/clients'));
  const lists = clients.filter((path) => path.includes('is_global=false'));
  expect(lists).toHaveLength(2);
  expect(lists.filter((path) => !path.includes('fields=client_secret&include_fields=false'))).toEqual([]);
  // The classic login page belongs to the global client.
  expect(clients.filter((path) => !lists.includes(path))).toHaveLength(1);
  expect(clients.find((path) => path.includes('is_global=true'))).toContain('fields=');
});

it('a pull of a large tenant is pages, what there is no list of, and children that no list gives', async () => {
  const numbers = { clients: 105, apis: 4, grants: 105, roles: 3, connections: 3, actions: 3, organizations: 2 };
  const tenant = emulated({ buildMilliseconds: 0 });
  await fill(tenant, numbers);
  const { collections } = tenant.emulator.snapshot();
  const countOf = (collection: string): number => Object.keys(collections[collection] ?? {}).length;
  const seen = tenant.emulator.requests.length;
  await snapshotOf(tenant);
  const times = new Map<string, number>();
  for (const { path } of tenant.emulator.requests.slice(seen)) {
    const [place = ''] = path.replace('/api/v2/', '').split('?');
    const shape = place.replace(/^(organizations|roles|connections)\/[^/]+/, '$1/*');
    times.set(shape, (times.get(shape) ?? 0) + 1);
  }
  const several = [...times].filter(([, count]) => count > 1);
  const organizations = countOf('organizations');
  expect(Object.fromEntries(several)).toEqual({
    // Two pages; the global client has the login page.
    clients: 3,
    'client-grants': 2,
    // Databases are read apart from other connections.
    connections: 2,
    'connections/*/clients': countOf('connections'),
    'organizations/*/clients': organizations,
    'organizations/*/client-grants': organizations,
    'organizations/*/connections': organizations,
    'organizations/*/discovery-domains': organizations,
    // The list of the tenant, and one of each organization.
    roles: 1 + organizations,
    'roles/*/permissions': countOf('roles'),
    // Parts of it are types of their own.
    'tenants/settings': 2,
    'guardian/factors/push-notification/selected-provider': 3,
  });
});
