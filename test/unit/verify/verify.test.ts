import { expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import { verify } from '../../../src/pipeline.ts';
import { outcomesReport } from '../../../src/report/outcomes.ts';
import { emulated, planOf, projectOf, runPlan } from '../../support/project.ts';
import { bare, written } from '../../support/report.ts';

const files = {
  tenant: {
    roles: [
      { name: 'Courier', description: 'Drives' },
      { name: 'Manager', description: 'Plans' },
    ],
    prompts: { identifier_first: true },
    branding: { colors: { primary: '#112233' } },
  },
};

it('what was written and is otherwise all the same is told with both values; what is as it should be is not', async () => {
  const tenant = emulated();
  const planned = await planOf(files, tenant);
  const outcomes = await runPlan(planned, tenant);
  const goal = goalOfFiles(projectOf(files), 'local');
  expect(await verify(goal, planned.plan, outcomes, tenant.connection)).toEqual([]);

  const { body } = await tenant.request('GET', '/roles');
  const roles = body as { id: string; name: string }[];
  const [courier, manager] = ['Courier', 'Manager'].map((name) => roles.find((role) => role.name === name)?.id ?? '');
  await tenant.request('PATCH', `/roles/${courier}`, { description: 'Flies' });
  await tenant.request('DELETE', `/roles/${manager}`);
  await tenant.request('PATCH', '/prompts', { identifier_first: false });
  const open = await verify(goal, planned.plan, outcomes, tenant.connection);
  expect(await written(outcomesReport(planned.plan, { outcomes, notConverged: open }, bare))).toBe(
    [
      'did not converge prompts\n    identifier_first: true in the files, false in the tenant',
      'did not converge roles/Courier\n    description: Drives in the files, Flies in the tenant',
      'did not converge roles/Manager\n    it is not there',
      'test/local: 4 done, 3 did not converge',
    ].join('\n\n'),
  );
});
