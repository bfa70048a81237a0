import { expect, it } from 'vitest';
import { applyOf, emulated } from '../../support/project.ts';
import type { Before, Emulated } from '../../support/project.ts';

it('a create whose answer was lost is not done twice because lists lag behind', async () => {
  let lists = 0;
  const before: Before = async (request) => {
    const { pathname, search } = new URL(request.url);
    if (pathname !== '/api/v2/clients') return undefined;
    if (request.method === 'GET') {
      lists += 1;
      // The first is for the plan, the second comes too early.
      const old = (body: unknown): boolean => (body as { name: string }).name !== 'Worker';
      const { body } = await tenant.request('GET', `/clients${search}`);
      const { clients, total } = body as { clients: unknown[]; total: number };
      const seen = lists > 2 ? clients : clients.filter(old);
      return Response.json({ clients: seen, total: total - clients.length + seen.length });
    }
    await tenant.request('POST', '/clients', await request.json());
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  };
  const tenant: Emulated = emulated({}, before);
  const outcomes = await applyOf({ tenant: { clients: [{ name: 'Worker', app_type: 'non_interactive' }] } }, tenant);
  expect(outcomes).toMatchObject([{ address: 'clients/Worker', status: 'done' }]);
  expect(tenant.writes().filter((write) => write.startsWith('POST /clients'))).toHaveLength(1);
});
