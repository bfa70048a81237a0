import { expect, it } from 'vitest';
import { applyOf, emulated, planOf } from '../../support/project.ts';

const files = (name: string): { tenant: object } => ({
  tenant: { clients: [{ name, external_client_id: 'https://agents.test/agent.json' }] },
});

it('a client with a metadata document is known by its address, whatever its document calls it', async () => {
  const tenant = emulated();
  const [outcome] = await applyOf(files('Agent'), tenant);
  expect(outcome?.status).toBe('done');
  for (const name of ['Agent', 'agent.json']) expect((await planOf(files(name), tenant)).plan.changes).toEqual([]);
});
