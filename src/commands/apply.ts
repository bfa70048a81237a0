import { goalOfPart } from '../goals.ts';
import { goalOfLastRun } from '../session/past-runs.ts';
import { agreedPart, checkAgreed, checkAgreedOrigin, disagreementText, openAgreed } from '../session/saved-plan.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import { allowsPlan, findingsExit } from './check.ts';
import { execute, insistOnAnswer } from './execute.ts';
import type { ExecuteOptions } from './execute.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked, preview } from './preview.ts';

/** Options of `tenantry apply`. */
export interface ApplyOptions extends ExecuteOptions {
  /** A file with a saved plan: nothing else is done. */
  plan?: string;
  /** Files with saved plans: nothing more is done. */
  approved?: string[];
  resume?: boolean;
}

/** Plans, asks, and carries out the plan: only when it is what was agreed to, or only what an interrupted run has left. */
export async function run(tenant: string | undefined, options: ApplyOptions, io: Io): Promise<number> {
  insistOnAnswer(options, io);
  const { plan: exact, approved = [] } = options;
  const agreed = openAgreed(exact, approved, io);
  const target = agreed?.plans[0]?.saved.plan;
  const [name, env] = [tenant ?? target?.tenant, options.env ?? target?.environment];
  io.show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant: name, secrets: 'needed' });
  const files = goalOfPart(filesOf(workspace, env), options.only ?? agreedPart(agreed));
  await using session = await connectChecked(workspace, files, { ...options, writes: true }, io.show);
  if (session === undefined) return 1;
  if (agreed !== undefined) checkAgreedOrigin(agreed, files);
  const { goal, run: resumed } = options.resume === true ? goalOfLastRun(session) : { goal: files };
  const ready = await preview(session, goal, options, io.show);
  if (ready === undefined) return 1;
  if (!(await allowsPlan(session, ready, options.format, io))) return findingsExit;
  const less = agreed === undefined ? [] : checkAgreed(agreed, session, ready);
  if (less.length > 0) io.show.message(messages.lessThanAgreed(less.map(disagreementText)));
  const what = agreed === undefined ? 'apply' : `apply of ${agreed.plans.map(({ path }) => path).join(', ')}`;
  return await execute(session, ready, { what, resumed }, options, io);
}
