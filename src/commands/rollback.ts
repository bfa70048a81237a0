import { rollbackOf } from '../record/runs.ts';
import { connect } from '../session/connect.ts';
import { goalBeforeRun } from '../session/past-runs.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import { execute, insistOnAnswer } from './execute.ts';
import type { ExecuteOptions } from './execute.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { preview } from './preview.ts';

/** Options of `tenantry rollback`. */
export interface RollbackOptions extends ExecuteOptions {
  /** The id of a run; the last one when absent. */
  run?: string;
}

/** Plans the way back to before a run, tells what cannot be brought back, asks, and carries it out: a plan like any other. */
export async function run(tenant: string | undefined, options: RollbackOptions, io: Io): Promise<number> {
  insistOnAnswer(options, io);
  const { show } = io;
  io.show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'wanted' });
  // The files may be wrong: the goal does not come from them.
  await using session = await connect(workspace, filesOf(workspace, options.env), { ...options, writes: true });
  show.hide(session.secrets);
  show.diagnostics(session.warnings);
  const { goal, limits, run: undone } = goalBeforeRun(session, options.run);
  show.message(messages.goingBack(undone.id, undone.header.startedAt));
  if (limits.length > 0) show.message(messages.notBroughtBack(limits));
  const ready = await preview(session, goal, options, show);
  return ready === undefined ? 1 : await execute(session, ready, { what: rollbackOf(undone.id) }, options, io);
}
