import { hasErrors } from '../model/diagnostic.ts';
import { goalOfPull } from '../goals.ts';
import { isWritten } from '../in-place/apply.ts';
import type { InPlaceOptions } from '../in-place/options.ts';
import { countsOf, openOf, pullLines } from '../in-place/say.ts';
import { checkAll, pull, writePulled } from '../session/pull.ts';
import { filesOf } from '../session/workspace.ts';
import type { Workspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked } from './preview.ts';
import type { PreviewOptions } from './preview.ts';
import { watchReading } from './reading.ts';

/** Options of a pull into files. */
export interface InPlacePullOptions extends Omit<PreviewOptions, 'format'> {
  check?: boolean;
  force?: boolean;
  as?: InPlaceOptions['as'];
  keywords?: InPlaceOptions['keywords'];
  new?: InPlaceOptions['new'];
  gone?: InPlaceOptions['gone'];
}

/** Brings what is live into the files. Exit 0 when all is in, 2 when something is left to decide or cannot be read, or would be written, 1 for errors. */
export async function pullIntoFiles(workspace: Workspace, options: InPlacePullOptions, io: Io): Promise<number> {
  const { show } = io;
  const files = goalOfPull(filesOf(workspace, options.env), options.only);
  const wrong = checkAll(workspace);
  if (hasErrors(wrong)) {
    show.diagnostics(wrong);
    show.message(messages.pullIntoBroken());
    return 1;
  }
  await using session = await connectChecked(workspace, files, options, show);
  if (session === undefined) return 1;
  using watch = watchReading(show.screen, session.connection.figures);
  const { environments, own, defaults, documents } = workspace.project.loaded;
  const { name } = files.target.config.environment;
  const wanted: InPlaceOptions = {
    as: options.as ?? 'shared',
    keywords: options.keywords ?? 'update',
    new: options.new ?? (environments.size > 1 ? 'here' : 'shared'),
    gone: options.gone ?? 'keep',
    ...(options.only === undefined ? {} : { only: options.only }),
  };
  const pulled = await pull(session, wanted, watch.onRead);
  show.diagnostics(pulled.diagnostics);
  if (pulled.type === 'refused') return 1;
  const { found, unread } = pulled;
  const known = new Map(workspace.project.loaded.files.read().map(({ path, text }) => [path, text]));
  for (const { source } of [...documents, ...[...own.values()].flat(), ...environments.values(), defaults ?? []].flat())
    known.set(source.path, source.text);
  const told = {
    environment: name,
    environmentFile: environments.get(name)?.source.path ?? '',
    before: (path: string): string | undefined => known.get(path),
  };
  const lines = pullLines(found, told);
  if (lines.length > 0) show.result(`${lines.join('\n')}\n`);
  const left = openOf(found).length;
  if (options.check === true) {
    const count = found.found.filter(isWritten).length + found.keywords.filter((one) => one.isWritten).length;
    show.message(messages.pullChecked(countsOf(found, told), left, unread));
    return count + left + unread.length > 0 ? 2 : 0;
  }
  const backup = writePulled(found, io, options.force === true);
  show.message(messages.pulled(countsOf(found, told), name, { left: found.left, unread }, backup));
  return left + unread.length > 0 ? 2 : 0;
}
