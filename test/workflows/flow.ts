import type { TestContext } from 'vitest';
import { deployer, tenantry } from '../cli/support/tenantry.ts';
import { merge, openPull, pullRequest } from './events.ts';
import type { Event, PullOptions } from './events.ts';
import { addDeployment } from './github-state.ts';
import type { Issue } from './github-state.ts';
import { git } from './repository.ts';
import { rerunFailed, run } from './runner.ts';
import type { Options, Run } from './run.ts';
import { configuration, tenant, tenantFiles, worldOfThis } from './world.ts';
import type { World } from './world.ts';

/** Steps that ran well, as `file job number`. */
export const ran = new Set<string>();

/** The test that is run: several are at a time, so that each says for itself what ends with it. */
type Test = Pick<TestContext, 'onTestFinished'>;

/** A world until the test has ended. */
export async function having(test: Test, environments?: readonly string[]): Promise<World> {
  const world = await worldOfThis(tenantFiles(environments));
  test.onTestFinished(world.close);
  return world;
}

/** Runs a workflow by the name of its file, and notes its steps. */
export async function flow({ repository }: World, name: string, event: Event, options?: Options): Promise<Run> {
  return noted(await run(repository, `.github/workflows/${name}.yml`, event, options));
}

/** Runs the failed jobs of a run again, and notes their steps. */
export async function again({ repository }: World, before: Run, options?: Options): Promise<Run> {
  return noted(await rerunFailed(repository, before, options));
}

/** Opens a pull request that changes the configuration, and plans it. */
export async function proposed(world: World, text: string, more: PullOptions = {}): Promise<{ pull: Issue; run: Run }> {
  const pull = openPull(world.repository, { [configuration]: text }, more);
  const event = pullRequest(world.repository, pull, more.actor);
  return { pull, run: await flow(world, 'plan', event) };
}

/** Merges a pull request and deploys what main is then. */
export async function deployed(world: World, pull: Issue, options?: Options): Promise<Run> {
  return flow(world, 'deploy', merge(world.repository, pull), options);
}

/** A world whose tenants have been deployed to before. */
export async function deployedBefore(test: Test, environments?: readonly string[]): Promise<World> {
  const world = await having(test, environments);
  const { repository, tenants } = world;
  const cwd = repository.folder;
  const sha = git(cwd, ['rev-parse', 'main']);
  for (const name of environments ?? Object.keys(tenants)) {
    const { code, stderr } = await tenantry(['apply', tenant, '--env', name, '--yes'], { cwd, env: deployer });
    if (code !== 0) throw new Error(stderr);
    addDeployment(repository.github.state, `${tenant}-${name}`, sha);
    tenants[name]?.forget();
  }
  return world;
}

/** What became of the jobs; of a matrix one word when all rows agree. */
export function results({ jobs }: Run): Record<string, string> {
  const keys = [...new Set(jobs.map(({ key }) => key))];
  return Object.fromEntries(
    keys.map((key) => [key, [...new Set(jobs.filter((one) => one.key === key).map(({ result }) => result))].join(' ')]),
  );
}

/** The comments on a pull request. */
export function commentsOn({ repository }: World, { number }: Issue): string[] {
  return repository.github.state.comments.filter(({ issue }) => issue === number).map(({ body }) => body);
}

function noted(done: Run): Run {
  for (const { file, key, steps } of done.jobs)
    for (const { at, outcome } of steps)
      if (outcome === 'success') ran.add(`${file} ${key.split(' / ').pop() ?? ''} ${at}`);
  return done;
}

/** How the jobs of a plan end that is as it should be. */
export const good = { targets: 'success', plan: 'success', comment: 'success', required: 'success' };

/** How those of a deploy do. */
export const applied = {
  targets: 'success',
  approved: 'success',
  dev: 'success',
  staging: 'success',
  'approve-prod': 'success',
  prod: 'success',
  comment: 'success',
};
