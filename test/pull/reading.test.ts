import { expect, it } from 'vitest';
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
}, 60_000);
