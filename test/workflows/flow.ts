import { onTestFinished } from 'vitest';
import { merge, openPull, pullRequest } from './events.ts';
import type { Event, PullOptions } from './events.ts';
import type { Issue } from './github-state.ts';
import { rerunFailed, run } from './runner.ts';
import type { Options, Run } from './run.ts';
import { configuration, tenantFiles, worldOfThis } from './world.ts';
import type { World } from './world.ts';

/** Steps that ran well, as `file job number`. */
export const ran = new Set<string>();

/** A world until the test has ended. */
export async function having(environments?: readonly string[]): Promise<World> {
  const world = await worldOfThis(tenantFiles(environments));
  onTestFinished(world.close);
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

/** Deploys the configuration as it is, by a pull request that somebody has looked at. */
export async function begun(world: World): Promise<void> {
  const { pull } = await proposed(world, `${tenantFiles()[configuration] ?? ''}\n`);
  const { conclusion, jobs } = await deployed(world, pull);
  if (conclusion !== 'success') throw new Error(jobs.map(({ log }) => log).join('\n'));
  for (const served of Object.values(world.tenants)) served.forget();
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
