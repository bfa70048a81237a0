import { goalOfPart } from '../goals.ts';
import { hasSteps } from '../model/plan.ts';
import { digestOf, writePlanFile } from '../session/saved-plan.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked, preview, showPlan } from './preview.ts';
import type { PreviewOptions } from './preview.ts';

/** Options of `tenantry plan`. */
export interface PlanCommandOptions extends PreviewOptions {
  out?: string;
}

/** Shows what an apply would do, and saves it when asked to. Exit 0 for nothing, 2 for changes, 1 for errors. */
export async function run(tenant: string | undefined, options: PlanCommandOptions, io: Io): Promise<number> {
  const { show } = io;
  io.show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'wanted' });
  const files = goalOfPart(filesOf(workspace, options.env), options.only);
  await using session = await connectChecked(workspace, files, options, show);
  if (session === undefined) return 1;
  const ready = await preview(session, files, options, show);
  if (ready === undefined) return 1;
  const { plan } = ready;
  const digest = digestOf(session, ready);
  if (options.out !== undefined) {
    writePlanFile(options.out, session, ready);
    show.message(messages.planSaved(options.out, digest));
  }
  await showPlan(ready, 'plan', show, options.format, { digest });
  if (hasSteps(plan)) show.message(messages.effort(plan.requests, session.connection.figures().rate));
  return hasSteps(plan) ? 2 : 0;
}
