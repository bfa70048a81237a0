import { isFresh } from '../session/pull-fresh.ts';
import { openWorkspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { pullIntoEmpty } from './pull-fresh.ts';
import type { FreshPullOptions } from './pull-fresh.ts';
import { pullIntoFiles } from './pull-in-place.ts';
import type { InPlacePullOptions } from './pull-in-place.ts';
import { pullSnapshot } from './pull-snapshot.ts';

/** Options of `tenantry pull`. */
export type PullOptions = FreshPullOptions & InPlacePullOptions & { snapshot?: boolean };

/** Brings what a tenant has into its folder: into the files that are there, or into new ones. */
export async function run(tenant: string | undefined, options: PullOptions, io: Io): Promise<number> {
  io.show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'wanted' });
  if (options.snapshot === true) return pullSnapshot(workspace, options, io);
  const isNew = isFresh(workspace);
  if (isNew && options.only !== undefined) throw messages.onlyOfFiles();
  return isNew ? pullIntoEmpty(workspace, options, io) : pullIntoFiles(workspace, options, io);
}
