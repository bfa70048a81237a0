import { expect, it } from 'vitest';
import { UsageError } from '../../../src/model/failure.ts';
import { apply } from '../../../src/pipeline.ts';
import { emulated, planOf } from '../../support/project.ts';

it('a journal that cannot be written any more ends the run: nothing goes on without it', async () => {
  const tenant = emulated();
  const roles = Array.from({ length: 9 }, (_, index) => ({ name: `role ${index}`, description: 'x' }));
  const planned = await planOf({ tenant: { roles } }, tenant);
  let entries = 0;
  const note = (): Promise<void> => {
    entries += 1;
    const full = new UsageError('cannot-record', 'the disk is full', 'make room');
    return entries > 4 ? Promise.reject(full) : Promise.resolve();
  };
  const runWaves: Parameters<typeof apply>[3] = async (waves) => {
    for (const { jobs } of waves) for (const { run } of jobs) await run().catch(() => undefined);
  };
  const outcomes = await apply(planned.plan, planned, tenant.connection, runWaves, {
    journal: { note, close: () => Promise.resolve() },
  });
  expect(outcomes.map(({ status }) => status)).toEqual([
    'done',
    'done',
    'failed',
    ...Array<string>(6).fill('not started'),
  ]);
  expect(outcomes[2]).toMatchObject({ reason: 'the disk is full', hint: 'make room' });
  expect(outcomes[2]).not.toHaveProperty('defect');
  expect(tenant.writes()).toHaveLength(2);
});
