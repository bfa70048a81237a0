import { hasErrors } from '../model/diagnostic.ts';
import { explanationReport, typeReport } from '../report/explanation.ts';
import { explainAddress } from '../session/explain.ts';
import { runsFor } from '../session/records.ts';
import { environmentName, environmentsOf, filesOf, openWorkspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked, refuse } from './preview.ts';
import type { PreviewOptions } from './preview.ts';
import { watchReading } from './reading.ts';

/** Options of `tenantry explain`. */
export interface ExplainOptions extends PreviewOptions {
  offline?: boolean;
}

/** Says why a resource or field is what it is, and never writes. Exit 0, or 1 when there is no such resource. */
export async function run(tenant: string | undefined, options: ExplainOptions, io: Io): Promise<number> {
  const { show, named } = io;
  const { offline = false, format } = options;
  show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'ignored' });
  const { project } = workspace;
  const name = environmentName(project.loaded, options.env);
  const files = filesOf(workspace, name);
  const others = environmentsOf(project, undefined).flatMap((one) => (one === name ? [] : [filesOf(workspace, one)]));
  show.hide([files, ...others].flatMap(({ secrets }) => secrets));
  await using session = offline ? undefined : await connectChecked(workspace, files, options, show);
  if (hasErrors(files.diagnostics)) {
    if (!offline) return 1;
    show.diagnostics(files.diagnostics);
    await refuse(files, files.diagnostics, options, show);
    return 1;
  }
  const runs = session?.runs ?? (await runsFor(project.loaded.tenant, name, io));
  const text = named[0] ?? '';
  using watch = session === undefined ? undefined : watchReading(show.screen, session.connection.figures);
  const reading = watch === undefined ? {} : { onRead: watch.onRead };
  const found = await explainAddress({ text, files, others, session, runs, schemas: project.schemas, ...reading });
  await show.report('address' in found ? explanationReport(found, show.mask) : typeReport(found, show.mask), format);
  return 0;
}
