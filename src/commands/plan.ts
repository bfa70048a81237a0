import { keptAnswers } from '../auth0/kept.ts';
import { goalOfPart } from '../goals.ts';
import { hasSteps } from '../model/plan.ts';
import { digestOf, writePlanFile } from '../session/saved-plan.ts';
import { filesOf, foldersOf, openWorkspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { isForMany } from './many.ts';
import type { ManyOptions } from './many.ts';
import { messages } from './messages.ts';
import { connectChecked, preview, showPlan } from './preview.ts';
import type { PreviewOptions } from './preview.ts';
import { watchFiles } from './watch-files.ts';

/** Options of `tenantry plan`. */
export interface PlanCommandOptions extends PreviewOptions, ManyOptions {
  out?: string;
  watch?: boolean;
}

/** With `watch`, how old what was read of the tenant may be when files change. */
const keptMilliseconds = 10 * 60_000;

/**
 * Shows what an apply would do, and saves it when asked to. Exit 0 for nothing, 2 for changes, 1 for errors. With `watch` it
 * does so behind every change of a file, of the tenant as it was read once, and the user ends it: exit 0.
 */
export async function run(tenant: string | undefined, options: PlanCommandOptions, io: Io): Promise<number> {
  if (options.watch !== true) return once(tenant, options, io);
  const kept = keptAnswers(io.clock);
  const until = (): number => (kept.readAt() ?? Infinity) + keptMilliseconds;
  const turn = async (each: Io): Promise<void> => {
    if (until() < io.clock.now()) kept.forget();
    await once(tenant, { ...options, kept }, each);
  };
  const waiting = (): string => {
    const read = kept.readAt();
    return read === undefined ? messages.watching() : messages.watchingTenant(read, until());
  };
  return watchFiles(foldersOf(io, { ...options, tenant }), io, turn, { onEnter: kept.forget, waiting });
}

async function once(tenant: string | undefined, options: PlanCommandOptions, io: Io): Promise<number> {
  const { show } = io;
  if (isForMany(options)) return (await import('./fleet.ts')).planAll(tenant, options, io);
  io.show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant, secrets: options.offline === true ? 'absent' : 'wanted' });
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
  if (hasSteps(plan) && options.offline !== true)
    show.message(messages.effort(plan.requests, session.connection.figures().rate));
  return hasSteps(plan) ? 2 : 0;
}
