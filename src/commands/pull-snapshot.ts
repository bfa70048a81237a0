import { keepSnapshot } from '../session/offline.ts';
import { filesOf } from '../session/workspace.ts';
import type { Workspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked } from './preview.ts';
import type { PreviewOptions } from './preview.ts';
import { watchReading } from './reading.ts';

/** Writes what the files are about, as the tenant has it and without secrets, for plans without it. Exit 0, or 1 for errors. */
export async function pullSnapshot(
  workspace: Workspace,
  options: Omit<PreviewOptions, 'format'>,
  io: Io,
): Promise<number> {
  const { show } = io;
  await using session = await connectChecked(workspace, filesOf(workspace, options.env), options, show);
  if (session === undefined) return 1;
  using watch = watchReading(show.screen, session.connection.figures);
  const found = await keepSnapshot(session, watch.onRead);
  show.diagnostics(found.diagnostics);
  if (found.type === 'refused') return 1;
  show.message(messages.snapshotKept(found.path, found.count, found.isSame, found.at));
  return 0;
}
