import { expect, it } from 'vitest';
import { applyOf, emulated, planOf } from '../../support/project.ts';

const files = (name: string): { tenant: object } => ({
  tenant: { clients: [{ name, external_client_id: 'https://agents.test/agent.json' }] },
});

it('a client whose document has another name says so, and is found once the files have it', async () => {
  const tenant = emulated();
  const [outcome] = await applyOf(files('Agent'), tenant);
  expect(outcome?.status).toBe('failed');
  expect(outcome?.reason).toContain('agent.json');
  const { plan } = await planOf(files('agent.json'), tenant);
  expect(plan.changes).toEqual([]);
});
