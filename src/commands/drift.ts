import { goalOfPart } from '../goals.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import { isDifferent } from '../report/plan.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked, preview, showPlan } from './preview.ts';
import type { PreviewOptions } from './preview.ts';

/** Shows what in the tenant is not as the files say, and never writes. Exit 0 for nothing, 2 for drift, 1 for errors. */
export async function run(tenant: string | undefined, options: PreviewOptions, io: Io): Promise<number> {
  io.show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'wanted' });
  const files = goalOfPart(filesOf(workspace, options.env), options.only);
  await using session = await connectChecked(workspace, files, options, io.show);
  if (session === undefined) return 1;
  const ready = await preview(session, files, options, io.show);
  if (ready === undefined) return 1;
  await showPlan(ready, 'drift', io.show, options.format);
  return isDifferent(ready.plan, 'drift') ? 2 : 0;
}
