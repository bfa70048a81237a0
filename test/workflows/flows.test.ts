import { expect, it } from 'vitest';
import { commentsOn, deployed, having, proposed, results } from './flow.ts';
import { described } from './world.ts';

// The short form of flows.long.test.ts: one tenant, from a pull request to what it has.
it('a pull request is planned, shown in one comment, merged, and deployed', async (t) => {
  const world = await having(t, ['dev']);
  const { pull, run } = await proposed(world, described('Carries', 'Sorts'));
  expect(results(run)).toEqual({ targets: 'success', plan: 'success', comment: 'success', required: 'success' });
  const [comment = '', ...others] = commentsOn(world, pull);
  expect(others).toEqual([]);
  expect(comment).toMatch(/\n<!-- tenantry:plan:v1 sha256:[0-9a-f]{64} -->\s*$/);
  expect(world.tenants['dev']?.writes()).toEqual([]);

  const done = await deployed(world, pull);
  expect(results(done)).toMatchObject({ targets: 'success', approved: 'success', dev: 'success', comment: 'success' });
  expect(world.tenants['dev']?.writes().length).toBeGreaterThan(3);
}, 900_000);
