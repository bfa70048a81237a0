import { expect, it } from 'vitest';
import { project, tenantry } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';

it('history is a table with what each run did, and show prints the plan of a run with what came of it, in all formats', async () => {
  const cwd = project({
    'tenant.yaml': 'roles: [{ name: Courier, description: Drives }, { name: Driver }]\n',
    'environments/dev.yaml': 'domain: local\npolicy: { delete: true }\n',
  });
  const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd });
  expect((await call('history')).stdout).toBe('No runs are recorded here.\n');
  expect(await call('apply', '--env', 'dev', '--yes')).toMatchObject({ code: 0 });

  const { stdout } = await call('history', 'acme');
  const id = stdout.split(' ')[0] ?? '';
  expect(stdout).toMatch(/^\S+ {2}acme\/dev {2}apply {2}\S+ {2}.*2 done \(2 created\)\n\nacme: 1 run\n$/);

  const text = await call('show', 'last');
  expect(text).toMatchObject({ code: 0 });
  expect(text.stdout).toContain(`run    ${id}\n`);
  expect(text.stdout).toContain('done + create roles/Courier');
  expect(text.stdout).toContain('description: Drives');
  const json = JSON.parse((await call('show', id.slice(0, -2), '--format', 'json')).stdout) as object;
  expect(json).toMatchObject({
    run: { id, state: 'ended', did: { created: 2 } },
    plan: { summary: { create: 2 } },
    outcomes: [
      { address: 'roles/Courier', action: 'create', status: 'done' },
      { address: 'roles/Driver', action: 'create', status: 'done' },
    ],
  });
  expect((await call('show', id, '--format', 'markdown')).stdout).toContain('### Done');
  expect((await call('show', id, '--format', 'html')).stdout).toContain('<h2 class="create">Done</h2>');
  expect(await call('show', 'x')).toMatchObject({ code: 1, stderr: expect.stringContaining('no run x') as string });
});
