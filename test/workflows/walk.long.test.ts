import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { deployer, tenantry } from '../cli/support/tenantry.ts';
import { merge, openPull, pullRequest } from './events.ts';
import { commentsOn, flow, results } from './flow.ts';
import { git } from './repository.ts';
import { tenant, worldOfOthers } from './world.ts';

const page = readFileSync('docs/github-actions.md', 'utf8');

/** The words of the first command of the page that begins so, for the domains of two tenants. */
function commandOf(start: string, domains: Readonly<Record<string, string>>): string[] {
  const [, line = ''] = new RegExp(`^npx tenantry (${start}.*)$`, 'm').exec(page) ?? [];
  return line
    .split(' ')
    .map((word) => word.replace(/^(dev|prod)=.*$/, (_all, name: string) => `${name}=${domains[name] ?? ''}`));
}

it('the page leads from an empty repository and two tenants to a comment and a deploy', async () => {
  // The workflows are there, as the second step copies them from a release; files of tenants are not.
  const world = await worldOfOthers({});
  onTestFinished(world.close);
  const { repository, tenants } = world;
  const domains: Record<string, string> = {};
  for (const name of ['dev', 'prod']) {
    // The fourth step: environments by the names of the targets.
    for (const end of ['', '-plan']) {
      const own = repository.environments[`${tenant}-${name}${end}`];
      expect(page).toContain(`\`acme-${name}${end}\``);
      if (own !== undefined) repository.environments[`acme-${name}${end}`] = own;
      domains[name] = `http://${own?.vars?.['AUTH0_DOMAIN'] ?? ''}`;
    }
    await tenants[name]?.call('POST', '/roles', { name: 'Courier', description: 'Drives' });
    tenants[name]?.forget();
  }
  const { AUTH0_CLIENT_ID: id, AUTH0_CLIENT_SECRET: secret } = deployer;
  const env = {
    DEV_AUTH0_CLIENT_ID: id,
    DEV_AUTH0_CLIENT_SECRET: secret,
    PROD_AUTH0_CLIENT_ID: id,
    PROD_AUTH0_CLIENT_SECRET: secret,
  };
  for (const start of ['init acme', 'validate acme', 'scopes acme']) {
    const { code, stderr } = await tenantry(commandOf(start, domains), { cwd: repository.folder, env });
    expect(code, `${start}\n${stderr}`).toBe(0);
  }

  // The sixth: what the files say is what the tenants have.
  git(repository.folder, ['add', '--all']);
  const files = git(repository.folder, ['diff', '--cached', '--name-only']).split('\n');
  const first = Object.fromEntries(
    files.map((path) => [path, readFileSync(`${repository.folder}/${path}`, 'utf8')] as const),
  );
  expect(first['tenants/acme/environments/dev.yaml']).toContain('env: DEV_AUTH0_CLIENT_ID');
  git(repository.folder, ['reset', '--quiet', '--hard']);
  const adopted = openPull(repository, first);
  const quiet = await flow(world, 'plan', pullRequest(repository, adopted));
  expect(quiet.conclusion, quiet.jobs.map(({ log }) => log).join('\n')).toBe('success');
  expect(commentsOn(world, adopted)).toEqual([]);
  const untouched = await flow(world, 'deploy', merge(repository, adopted));
  expect(untouched.conclusion, untouched.jobs.map(({ log }) => log).join('\n')).toBe('success');

  const path = files.find((name) => (first[name] ?? '').includes('Drives')) ?? '';
  const change = openPull(repository, { [path]: (first[path] ?? '').replace('Drives', 'Delivers') });
  await flow(world, 'plan', pullRequest(repository, change));
  expect(commentsOn(world, change)).toEqual([expect.stringContaining('Delivers')]);
  const done = await flow(world, 'deploy', merge(repository, change));
  expect(results(done)).toMatchObject({ dev: 'success', staging: 'skipped', prod: 'success', comment: 'success' });
  for (const name of ['dev', 'prod'])
    expect(tenants[name]?.writes()).toEqual([expect.stringMatching(/^PATCH \/roles\//)]);
}, 900_000);
