import { lockEnvironment } from '../session/lock.ts';
import { goalOfLastRun } from '../session/past-runs.ts';
import { checkOrigin, checkPreconditions, openPlanFile } from '../session/saved-plan.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import { execute, insistOnAnswer } from './execute.ts';
import type { ExecuteOptions } from './execute.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked, preview } from './preview.ts';

/** Options of `tenantry apply`. */
export interface ApplyOptions extends ExecuteOptions {
  /** A file with a saved plan. */
  plan?: string;
  resume?: boolean;
}

/** Plans, asks, and carries out the plan, or exactly one that was saved, or what is left of one that was interrupted. */
export async function run(tenant: string | undefined, options: ApplyOptions, io: Io): Promise<number> {
  insistOnAnswer(options, io);
  const { plan: path = '' } = options;
  const saved = options.plan === undefined ? undefined : openPlanFile(path, io);
  const [name, env] = [tenant ?? saved?.plan.tenant, options.env ?? saved?.plan.environment];
  using _lock = await lockEnvironment(name, env, io);
  io.show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant: name, secrets: 'needed' });
  const files = filesOf(workspace, env);
  await using session = await connectChecked(workspace, files, options, io.show);
  if (session === undefined) return 1;
  if (saved !== undefined) checkOrigin(path, saved, files);
  const { goal, run: resumed } = options.resume === true ? goalOfLastRun(session) : { goal: files };
  const ready = await preview(session, goal, options, io.show);
  if (ready === undefined) return 1;
  if (saved === undefined) return await execute(session, ready, { what: 'apply', resumed }, options, io);
  checkPreconditions(saved, ready);
  return await execute(session, { ...ready, plan: saved.plan }, { what: `apply of ${path}` }, options, io);
}
