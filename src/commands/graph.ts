import { extname, resolve } from 'node:path';
import { hasErrors } from '../model/diagnostic.ts';
import type { TenantMap } from '../model/map.ts';
import { writeWhole } from '../record/disk.ts';
import { mapData } from '../report/map/data.ts';
import { mapFormats } from '../report/map/index.ts';
import type { MapFormatName } from '../report/map/index.ts';
import { mapView } from '../report/map/of-map.ts';
import { plain } from '../report/style.ts';
import { maskedJson } from '../secrets/mask.ts';
import { graphOfFiles, graphOfPart, graphOfPlan, graphOfTenant } from '../session/graph.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import type { Workspace } from '../session/workspace.ts';
import type { FilesGoal } from '../goals.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked, preview, refuse } from './preview.ts';
import type { PreviewOptions } from './preview.ts';
import { watchReading } from './reading.ts';

/** Options of `tenantry graph`. */
export interface GraphOptions extends Omit<PreviewOptions, 'format'> {
  on?: TenantMap['on'];
  format?: MapFormatName;
  /** The file that is written instead of stdout. */
  out?: string;
  team?: string[];
  client?: string[];
  api?: string[];
}

/** The forms of files, by how their names end. */
const endings: Record<string, MapFormatName> = {
  '.html': 'html',
  '.htm': 'html',
  '.svg': 'svg',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.dot': 'dot',
  '.gv': 'dot',
  '.json': 'json',
};

/** Draws who may call what, of the files, a plan or a tenant. Exit 0, or 1 when the files are wrong or nothing can be planned. */
export async function run(tenant: string | undefined, options: GraphOptions, io: Io): Promise<number> {
  const { show, cwd } = io;
  const { out, on = 'files', format: asked, ...given } = options;
  const format = asked ?? endings[extname(out ?? '').toLowerCase()] ?? 'text';
  show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...given, tenant, secrets: on === 'plan' ? 'wanted' : 'ignored' });
  const files = filesOf(workspace, options.env);
  const reading: PreviewOptions = { ...given, format: format === 'json' && out === undefined ? 'json' : 'text' };
  const whole = await (on === 'files'
    ? ofFiles(files, workspace, reading, io)
    : ofTenant(files, workspace, on, reading, io));
  if (whole === undefined) return 1;
  const map = graphOfPart(whole, { teams: options.team, clients: options.client, apis: options.api });
  if (out === undefined) {
    if (format === 'json') show.data(mapData(map));
    else if (format === 'text') show.result((await mapFormats.text())(mapView(map, show.mask), show.style));
    // Whatever is in it was masked before it was put there.
    else io.stdout.write(`${(await mapFormats[format]())(mapView(map, show.mask), plain)}\n`);
    return 0;
  }
  const text =
    format === 'json'
      ? maskedJson(mapData(map), show.mask)
      : (await mapFormats[format]())(mapView(map, show.mask), plain);
  writeWhole(resolve(cwd, out), `${text}\n`);
  show.message(messages.mapSaved(out));
  return 0;
}

async function ofFiles(
  files: FilesGoal,
  workspace: Workspace,
  options: PreviewOptions,
  { show }: Io,
): Promise<TenantMap | undefined> {
  show.hide(files.secrets);
  // Who may call what needs no values of secrets.
  show.diagnostics(files.diagnostics.filter(({ code }) => code !== 'secret-missing'));
  if (!hasErrors(files.diagnostics)) return graphOfFiles(files, workspace);
  await refuse(files, files.diagnostics, options, show);
  return undefined;
}

async function ofTenant(
  files: FilesGoal,
  workspace: Workspace,
  on: 'plan' | 'live',
  options: PreviewOptions,
  { show }: Io,
): Promise<TenantMap | undefined> {
  await using session = await connectChecked(workspace, files, options, show);
  if (session === undefined) return undefined;
  const ready = on === 'live' ? undefined : await preview(session, session.files, options, show);
  if (on === 'plan' && ready === undefined) return undefined;
  using watch = watchReading(show.screen, session.connection.figures);
  return await (ready === undefined ? graphOfTenant(session, watch.onRead) : graphOfPlan(session, ready, watch.onRead));
}
