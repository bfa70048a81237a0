import { goalOfPart } from '../goals.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import { withReasons } from '../session/drift.ts';
import { authorsOf } from '../session/who.ts';
import type { Authors } from '../session/who.ts';
import { isDifferent, noBase } from '../report/plan.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked, preview, showPlan } from './preview.ts';
import type { PreviewOptions } from './preview.ts';

/** Options of `tenantry drift`. */
export interface DriftOptions extends PreviewOptions {
  /** Whether the log of the tenant is asked who changed it. */
  who?: boolean;
}

/** Shows what in the tenant is not as the files say, and never writes. Exit 0 for nothing, 2 for drift, 1 for errors. */
export async function run(tenant: string | undefined, options: DriftOptions, io: Io): Promise<number> {
  io.show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'wanted' });
  const files = goalOfPart(filesOf(workspace, options.env), options.only);
  await using session = await connectChecked(workspace, files, options, io.show);
  if (session === undefined) return 1;
  const ready = await preview(session, files, options, io.show);
  if (ready === undefined) return 1;
  const { plan, why, ...asked } = withReasons(session, ready);
  if (why !== undefined && isDifferent(plan, 'drift')) io.show.message(noBase(why));
  io.show.tell({ type: 'planned', session, ready: { ...ready, plan } });
  await showPlan({ ...ready, plan }, 'drift', io.show, options.format);
  if (options.who === true) {
    const found = await authorsOf(session, plan.changes, ready.catalog, asked);
    if (found.type === 'found') io.show.tell({ type: 'authors', authors: found.authors });
    io.show.message(authorText(found));
  }
  return isDifferent(plan, 'drift') ? 2 : 0;
}

function authorText(found: Authors): string {
  if (found.type === 'refused') return messages.logRefused(found.reason);
  const { authors, reachesBackTo } = found;
  return [...authors.map(messages.author), ...(authors.length > 0 ? [] : [messages.noAuthor(reachesBackTo)])].join(
    '\n',
  );
}
