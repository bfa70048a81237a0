import { adoptionMessages } from '../report/adoption-messages.ts';
import { adoptionText } from '../report/adoption.ts';
import type { Split } from '../pull/write.ts';
import { connect } from '../session/connect.ts';
import type { SessionOptions } from '../session/connect.ts';
import { pullFresh, writeFresh } from '../session/pull-fresh.ts';
import { filesOf } from '../session/workspace.ts';
import type { Workspace } from '../session/workspace.ts';
import { viewOf } from './adopt.ts';
import type { Io } from './io.ts';
import type { FileOptions } from './preview.ts';
import { watchReading } from './reading.ts';

/** Options of a pull into a folder without files. */
export interface FreshPullOptions extends FileOptions, SessionOptions {
  split?: Split;
  all?: boolean;
  /** Whether it is only said what would be written. */
  check?: boolean;
}

/** Writes what a tenant has into a folder that has no files of it yet. Exit 0; with `--check` 2, because there is something to write. */
export async function pullIntoEmpty(workspace: Workspace, options: FreshPullOptions, io: Io): Promise<number> {
  const { show } = io;
  const files = filesOf(workspace, options.env);
  await using session = await connect(workspace, files, options);
  show.hide(session.secrets);
  show.diagnostics(session.warnings);
  using watch = watchReading(show.screen, session.connection.figures);
  const { split = 'auto', all = false } = options;
  const fresh = await pullFresh(session, { split, isAll: all, onRead: watch.onRead });
  const { name } = files.target.config.environment;
  show.result(adoptionText(viewOf(fresh, [name]), show.style, io.stdout.columns));
  show.message('');
  if (options.check === true) {
    show.message(adoptionMessages.wouldWrite(fresh.files.size, fresh.folder));
    return 2;
  }
  writeFresh(session, fresh);
  const written = adoptionMessages.written(fresh.files.size, fresh.folder);
  show.message(`${written} ${adoptionMessages.planned([name])}`);
  return 0;
}
