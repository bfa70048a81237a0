import type { FilesGoal } from '../goals.ts';
import type { Split } from '../pull/write.ts';
import { adoptionMessages } from '../report/adoption-messages.ts';
import { adoptionText } from '../report/adoption.ts';
import { connect } from '../session/connect.ts';
import type { SessionOptions } from '../session/connect.ts';
import { pullFresh, writeFresh } from '../session/pull-fresh.ts';
import type { Workspace } from '../session/workspace.ts';
import { viewOf } from './init.ts';
import type { Io } from './io.ts';
import { watchReading } from './reading.ts';

/** Options of a pull into a folder that has no files of the tenant yet. */
export interface FreshCommandOptions extends SessionOptions {
  split?: Split;
  all?: boolean;
  /** Whether it is only said what would be written. */
  check?: boolean;
}

/** Writes what a tenant has into such a folder. Exit 0; with `--check` 2, because there is something to write. */
export async function runFresh(
  workspace: Workspace,
  files: FilesGoal,
  options: FreshCommandOptions,
  { show }: Io,
): Promise<number> {
  await using session = await connect(workspace, files, options);
  show.hide(session.mask);
  show.diagnostics(session.warnings);
  using watch = watchReading(show.screen, session.connection.figures);
  const { split = 'auto', all = false } = options;
  const fresh = await pullFresh(session, { split, isAll: all, onRead: watch.onRead });
  show.result(adoptionText(viewOf(fresh), show.style));
  show.message('');
  if (options.check === true) {
    show.message(adoptionMessages.wouldWrite(fresh.files.size, fresh.folder));
    return 2;
  }
  writeFresh(session, fresh);
  const written = adoptionMessages.written(fresh.files.size, fresh.folder);
  show.message(`${written} ${adoptionMessages.planned([files.target.config.environment.name])}`);
  return 0;
}
