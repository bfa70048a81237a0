import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf, project, tenantry, writeFiles } from './support/tenantry.ts';
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

it('a run notes the commit of its folder, also where a link leads to it, and none outside of a repository', async () => {
  const cwd = project({ 'tenant.yaml': 'roles: [{ name: Courier }]\n', 'environments/dev.yaml': 'domain: local\n' });
  const git = (...args: string[]): string =>
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...args], {
      cwd,
      encoding: 'utf8',
    }).stdout.trim();
  const noted = async (folder = cwd): Promise<unknown> => {
    await tenantry(['apply', '--env', 'dev', '--yes'], { cwd: folder });
    const { stdout } = await tenantry(['show', 'last', '--format', 'json'], { cwd: folder });
    return (JSON.parse(stdout) as { run: { commit?: string } }).run.commit;
  };
  expect(await noted()).toBeUndefined();
  git('init', '--quiet');
  git('add', 'tenants');
  git('commit', '--quiet', '--message', 'files');
  writeFiles(cwd, { 'tenants/acme/tenant.yaml': 'roles: [{ name: Driver }]\n' });
  const link = join(folderOf({}), 'link');
  symlinkSync(join(cwd, 'tenants/acme'), link);
  expect(await noted(link)).toBe(git('rev-parse', 'HEAD'));
});
