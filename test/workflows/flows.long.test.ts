import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deployer, tenantry } from '../cli/support/tenantry.ts';
import { dispatch, merge, mergeGroup, openPull, pullRequest, schedule, workflowRun } from './events.ts';
import { again, commentsOn, deployed, deployedBefore, flow, having, proposed, ran, results } from './flow.ts';
import { addArtifact, addRun } from './github-state.ts';
import { commit, git } from './repository.ts';
import { jobsOf } from './runner.ts';
import { readWorkflow } from './workflow-file.ts';
import { configuration, described, tenant } from './world.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const everywhere = ['dev', 'staging', 'prod'];
const good = { targets: 'success', plan: 'success', comment: 'success', required: 'success' };
const applied = {
  targets: 'success',
  approved: 'success',
  dev: 'success',
  staging: 'success',
  'approve-prod': 'success',
  prod: 'success',
  comment: 'success',
};

// A flow waits for the processes of its steps most of the time.
describe.concurrent('flows', () => {
  it('a pull request is planned for three tenants, shown in one comment, merged, and deployed from ring to ring', async (t) => {
    const world = await having(t);
    const { pull, run } = await proposed(world, described('Carries', 'Sorts'));
    expect(results(run)).toEqual(good);
    const { artifacts, deployments } = world.repository.github.state;
    expect(artifacts.map(({ name }) => name).sort()).toEqual(
      everywhere.flatMap((name) => [`${tenant}-${name}.plan.html`, `tenantry-plan-${tenant}-${name}`]).sort(),
    );
    expect(deployments).toEqual([]);
    const [comment = '', ...others] = commentsOn(world, pull);
    expect(others).toEqual([]);
    expect(comment).toMatch(/\n<!-- tenantry:plan:v1 sha256:[0-9a-f]{64} -->\s*$/);
    for (const name of everywhere) expect(comment).toContain(name);
    expect(world.tenants['prod']?.writes()).toEqual([]);

    // The queue plans once more what main would be.
    const queued = await flow(world, 'plan', mergeGroup(world.repository, pull));
    expect(results(queued)).toEqual({ ...good, comment: 'skipped' });

    const done = await deployed(world, pull);
    expect(results(done)).toEqual(applied);
    for (const name of everywhere) expect(world.tenants[name]?.writes().length).toBeGreaterThan(3);
    expect(deployments.map(({ environment, statuses }) => [environment, statuses.at(-1)?.state])).toEqual(
      everywhere.map((name) => [`${tenant}-${name}`, 'success']),
    );
    expect(commentsOn(world, pull)).toHaveLength(1);
    expect(commentsOn(world, pull)[0]).not.toBe(comment);
    expect(done.concurrency[0]).toEqual({
      of: 'workflow',
      group: 'tenantry-deploy',
      isCancelling: false,
      queue: 'max',
    });
    expect(done.concurrency.map(({ group }) => group).slice(1)).toEqual(
      everywhere.map((name) => `tenantry-${tenant}-${name}`),
    );

    // Nothing is left to do, so a deploy by hand writes nothing.
    for (const served of Object.values(world.tenants)) served.forget();
    expect(results(await flow(world, 'deploy', dispatch(world.repository)))).toEqual(applied);
    expect(everywhere.flatMap((name) => world.tenants[name]?.writes() ?? [])).toEqual([]);
  }, 900_000);

  it('(a) two pull requests merged one after the other both deploy without a hand', async (t) => {
    const world = await deployedBefore(t, ['dev']);
    const one = await proposed(world, described('Carries', 'Sorts'));
    const two = await proposed(world, described('Delivers', 'Stacks'));
    const first = merge(world.repository, one.pull);
    const second = merge(world.repository, two.pull);
    expect((await flow(world, 'deploy', first)).conclusion).toBe('success');
    expect((await flow(world, 'deploy', second)).conclusion).toBe('success');
    expect(world.tenants['dev']?.writes()).toEqual([
      expect.stringMatching(/^PATCH \/roles\//),
      expect.stringMatching(/^PATCH \/roles\//),
    ]);
  }, 900_000);

  it('(a) what a deploy that was never run would have done is done by the next one, of both pull requests', async (t) => {
    const world = await deployedBefore(t, ['dev']);
    const one = await proposed(world, described('Carries', 'Sorts'));
    const two = await proposed(world, described('Delivers', 'Stacks'));
    merge(world.repository, one.pull, 'squash');
    expect((await deployed(world, two.pull)).conclusion).toBe('success');
    expect(world.tenants['dev']?.writes()).toHaveLength(2);
  }, 900_000);

  it('(b) an apply that failed half-way is finished by "re-run failed jobs"', async (t) => {
    const world = await having(t, ['dev', 'staging']);
    const { pull } = await proposed(world, described('Carries', 'Stacks'));
    world.tenants['staging']?.refuse(/^POST .*roles/);
    const failed = await deployed(world, pull);
    expect(results(failed)).toMatchObject({
      dev: 'success',
      staging: 'failure',
      'approve-prod': 'skipped',
      prod: 'skipped',
    });
    expect(world.tenants['staging']?.writes().length).toBeGreaterThan(2);
    world.tenants['staging']?.refuse();
    for (const served of Object.values(world.tenants)) served.forget();
    const finished = await again(world, failed);
    expect(finished).toMatchObject({ id: failed.id, attempt: 2, conclusion: 'success' });
    expect(world.tenants['dev']?.writes()).toEqual([]);
    expect(world.tenants['staging']?.writes()).toEqual(['POST /roles', 'POST /roles']);
  }, 900_000);

  it('(e) a secret of 8 characters that occurs in the name of a tenant does not empty the matrix', async (t) => {
    const world = await having(t, ['dev']);
    const { repository } = world;
    repository.secrets = { CRM_NAME: tenant };
    for (const environment of Object.values(repository.environments))
      environment.secrets = { ...environment.secrets, CRM_NAME: tenant };
    const { pull, run } = await proposed(world, described('Carries', 'Sorts'));
    expect(results(run)).toEqual(good);
    expect(jobsOf(run, 'targets')[0]?.outputs['matrix']).toContain(tenant);
    expect((await deployed(world, pull)).conclusion).toBe('success');
  }, 900_000);

  it('(e) a matrix that is lost all the same fails the check, and does not pass as one without changes', async (t) => {
    const world = await having(t, ['dev']);
    const { repository } = world;
    repository.secrets = { CRM_NAME: tenant };
    const file = '.github/workflows/plan.yml';
    const text = readFileSync(file, 'utf8').replace(
      '        id: targets\n',
      '        id: targets\n        env:\n          NAME: ${{ secrets.CRM_NAME }}\n',
    );
    const pull = openPull(repository, { [configuration]: described('Carries', 'Sorts'), [file]: text });
    const run = await flow(world, 'plan', pullRequest(repository, pull));
    expect(results(run)).toMatchObject({ targets: 'success', plan: 'failure', required: 'failure' });
  }, 900_000);

  it('(f) an artifact with the right name from the run of a fork is not taken', async (t) => {
    const world = await deployedBefore(t, ['dev']);
    const { repository } = world;
    const { pull } = await proposed(world, described('Carries', 'Sorts'));
    const { state } = repository.github;
    // A stranger makes the same commit run in a fork, later than ours, with a plan of their own under the same name.
    const head = pull.pull?.head ?? { sha: '', ref: '' };
    const forked = addRun(state, head.sha, { head_branch: head.ref, head_repository: 'mallory/tenants' });
    addArtifact(state, forked.id, `tenantry-plan-${tenant}-dev`, { [`${tenant}-dev/plan.json`]: '{}' });
    const done = await deployed(world, pull);
    expect(done.conclusion).toBe('success');
    expect(world.tenants['dev']?.writes()).toHaveLength(1);
  }, 900_000);

  it('a plan that is stale is refused with the difference, and goes on when somebody approves its digest', async (t) => {
    const world = await deployedBefore(t, ['dev']);
    const { pull } = await proposed(world, described('Carries', 'Sorts'));
    // Meanwhile somebody changes in the dashboard what the files say: taking that back was never shown.
    const roles = (await world.tenants['dev']?.call('GET', '/roles')) as { id: string; name: string }[];
    const depot = roles.find(({ name }) => name === 'Depot');
    await world.tenants['dev']?.call('PATCH', `/roles/${depot?.id ?? ''}`, { description: 'By hand' });
    world.tenants['dev']?.forget();
    const refused = await deployed(world, pull);
    expect(results(refused)).toMatchObject({ dev: 'failure', staging: 'skipped' });
    const [job] = jobsOf(refused, 'dev');
    expect(job?.log).toContain('By hand');
    expect(world.tenants['dev']?.writes()).toEqual([]);
    const [, digest = ''] = /--approve-digest ([0-9a-f]{64})/.exec(job?.log ?? '') ?? [];
    const approved = await flow(world, 'deploy', dispatch(world.repository, { 'approve-digest': digest }));
    expect(results(approved)).toMatchObject({ dev: 'success' });
    expect(world.tenants['dev']?.writes()).toHaveLength(2);
  }, 900_000);

  it('a staging that fails keeps production from beginning, and so does a no at the gate', async (t) => {
    const world = await deployedBefore(t);
    const { pull } = await proposed(world, described('Carries', 'Sorts'));
    world.tenants['staging']?.refuse(/^PATCH/);
    const failed = await deployed(world, pull);
    expect(results(failed)).toMatchObject({
      dev: 'success',
      staging: 'failure',
      'approve-prod': 'skipped',
      prod: 'skipped',
      comment: 'success',
    });
    expect(world.tenants['prod']?.writes()).toEqual([]);
    world.tenants['staging']?.refuse();
    world.repository.environments['prod-approval'] = { isGated: true };
    const rejected = await again(world, failed, { approve: () => false });
    expect(results(rejected)).toMatchObject({ staging: 'success', 'approve-prod': 'failure', prod: 'skipped' });
    expect(world.tenants['prod']?.writes()).toEqual([]);
  }, 900_000);

  it('a deploy that is cancelled while it applies leaves the rest to the next one', async (t) => {
    const world = await deployedBefore(t, ['dev', 'staging']);
    const { pull } = await proposed(world, described('Carries', 'Sorts'));
    const cancelBefore = ({ job, title }: { job: string; title: string }): boolean =>
      job === 'staging' && title === './';
    const cancelled = await deployed(world, pull, { cancelBefore });
    expect(cancelled.conclusion).toBe('cancelled');
    expect(results(cancelled)).toMatchObject({ dev: 'success', staging: 'cancelled', prod: 'skipped' });
    expect(world.tenants['staging']?.writes()).toEqual([]);
    const next = await flow(world, 'deploy', dispatch(world.repository));
    expect(next.conclusion).toBe('success');
    expect(world.tenants['staging']?.writes()).toHaveLength(1);
  }, 900_000);

  it('the plan of a fork is made from a snapshot without credentials, and a run of its own comments on it', async (t) => {
    const world = await deployedBefore(t, ['dev']);
    const pulling = ['pull', tenant, '--env', 'dev', '--snapshot'];
    const pulled = await tenantry(pulling, { cwd: world.repository.folder, env: deployer });
    expect(pulled.code, pulled.stderr).toBe(0);
    commit(world.repository, {}, 'A snapshot');
    world.tenants['dev']?.forget();
    const { pull, run } = await proposed(world, described('Carries', 'Sorts'), {
      fork: 'mallory/tenants',
    });
    expect(results(run)).toEqual({ ...good, comment: 'skipped' });
    expect(world.tenants['dev']?.emulator.requests).toEqual([]);
    const commented = await flow(world, 'fork-comment', workflowRun(world.repository, run));
    expect(results(commented)).toEqual({ comment: 'success' });
    const comments = commentsOn(world, pull);
    expect(comments).toHaveLength(1);
    // It approves nothing, whatever the fork says of itself.
    expect(comments[0]).not.toMatch(/<!-- tenantry:plan:v1 sha256/);
    const ours = await proposed(world, described('Carries', 'Stacks'));
    expect(results(await flow(world, 'fork-comment', workflowRun(world.repository, ours.run)))).toEqual({
      comment: 'skipped',
    });
  }, 900_000);

  it('drift is one issue for a tenant that was changed by hand, and closes when it is as its files say again', async (t) => {
    const world = await deployedBefore(t, ['dev', 'staging']);
    const { repository, tenants } = world;
    expect((await flow(world, 'drift', schedule(repository))).conclusion).toBe('success');
    const issues = (): string[] =>
      repository.github.state.issues.flatMap((one) => (one.pull === undefined ? [`${one.state} ${one.title}`] : []));
    expect(issues()).toEqual([]);
    const roles = (await tenants['dev']?.call('GET', '/roles')) as { id: string }[] | undefined;
    const role = roles?.[0];
    await tenants['dev']?.call('PATCH', `/roles/${role?.id ?? ''}`, { description: 'By hand' });
    expect((await flow(world, 'drift', schedule(repository))).conclusion).toBe('success');
    expect(issues()).toEqual([expect.stringMatching(/^open .*acme-crm/)]);
    await tenants['dev']?.call('PATCH', `/roles/${role?.id ?? ''}`, { description: 'Delivers' });
    await flow(world, 'drift', dispatch(repository));
    expect(issues()).toEqual([expect.stringMatching(/^closed/)]);
  }, 900_000);

  it('a pull request that changes no tenant passes its check without a plan', async (t) => {
    const world = await having(t, ['dev']);
    const pull = openPull(world.repository, { 'README.md': '# Ours\n' });
    const run = await flow(world, 'plan', pullRequest(world.repository, pull));
    expect(results(run)).toMatchObject({ targets: 'success', plan: 'skipped', required: 'success' });
    expect(commentsOn(world, pull)).toEqual([]);
  }, 900_000);

  it('a release commits the built action beside main, names it in the copies of the workflows, and publishes without a token', async (t) => {
    const world = await having(t, ['dev']);
    const { repository, called } = world;
    commit(repository, { 'CHANGELOG.md': `# Changelog\n\n## ${version}\n` }, 'Ready');
    expect(results(await flow(world, 'check', dispatchAs(dispatch(repository), 'push')))).toEqual({
      check: 'success',
      bytes: 'success',
    });
    const run = await flow(world, 'release', dispatch(repository));
    expect(results(run)).toEqual(
      Object.fromEntries(['build', 'tag', 'verify', 'publish', 'image'].map((job) => [job, 'success'])),
    );
    const published = called().filter((line) => /^(?:gh|npm publish|docker push)/.test(line));
    expect(published.sort()).toEqual([
      ...[version.slice(0, 1), version, 'latest'].map((tag) => `docker push ghcr.io/acme/tenants-emulator:${tag}`),
      `gh release create v${version} --verify-tag --generate-notes`,
      'npm publish --provenance --access public ./packed/tenantry.tgz',
    ]);
    expect(called().join('\n')).toMatch(/docker inspect [^]*docker push/);
    const [released, built] = git(repository.folder, ['log', '-2', '--format=%H', `v${version}`]).split('\n');
    expect(git(repository.folder, ['ls-tree', '--name-only', built ?? '', 'dist/'])).toContain('dist/action.js');
    const copy = git(repository.folder, ['show', `${released ?? ''}:examples/workflows/plan.yml`]);
    expect(copy).toContain(`uses: acme/tenants@${built ?? ''} # v${version}`);
    expect(git(repository.folder, ['rev-parse', `v${version.split('.')[0] ?? ''}`])).toBe(released);
  }, 900_000);
});

it('every step of every workflow ran well in one of these tests', () => {
  const steps = readdirSync('.github/workflows').flatMap((name) => {
    const { jobs } = readWorkflow(readFileSync(`.github/workflows/${name}`, 'utf8'));
    return Object.entries(jobs).flatMap(([key, job]) =>
      (job.steps ?? []).map((_step, at) => `.github/workflows/${name} ${key} ${at}`),
    );
  });
  expect(steps.length).toBeGreaterThan(60);
  expect(steps.filter((step) => !ran.has(step))).toEqual([]);
});

const dispatchAs = (event: ReturnType<typeof dispatch>, name: string): ReturnType<typeof dispatch> => ({
  ...event,
  name,
});
