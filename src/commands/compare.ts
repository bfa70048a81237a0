import type { FilesGoal } from '../goals.ts';
import { isExpected } from '../model/comparison.ts';
import type { EnvironmentComparison } from '../model/comparison.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { comparisonReport } from '../report/comparison.ts';
import { refusalReport } from '../report/diagnostics.ts';
import type { FormatName } from '../report/formats/index.ts';
import { compareFiles, compareTenants } from '../session/compare.ts';
import type { CompareOptions } from '../session/compare.ts';
import { connect } from '../session/connect.ts';
import type { SessionOptions } from '../session/connect.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import { mergeDiagnostics } from '../validate/merge.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import type { FileOptions } from './preview.ts';
import { watchReading } from './reading.ts';

/** Options of `tenantry compare`. */
export interface CompareCommandOptions extends Omit<FileOptions, 'env'>, SessionOptions, CompareOptions {
  files?: boolean;
  format?: FormatName;
}

/** Shows what differs between two environments, and never writes. Exit 0 when all of it is expected, 2 when not, 1 for errors. */
export async function run(tenant: string | undefined, options: CompareCommandOptions, io: Io): Promise<number> {
  const { show, named } = io;
  const [first = '', second = ''] = named;
  const { format = 'text' } = options;
  show.status(messages.readingFiles());
  if (first === second) throw messages.sameEnvironment(first);
  const workspace = openWorkspace(io, { ...options, tenant, secrets: options.files === true ? 'ignored' : 'wanted' });
  const [a, b] = [filesOf(workspace, first), filesOf(workspace, second)];
  show.hide([...a.secrets, ...b.secrets]);
  const refuse = async (diagnostics: readonly Diagnostic[]): Promise<number> => {
    const report = refusalReport(workspace.project.loaded.tenant, diagnostics, show.mask);
    if (format !== 'text') await show.report(report, format);
    show.message(messages.noComparison());
    return 1;
  };
  const said = mergeDiagnostics(
    [a, b].map((files) => ({ environment: nameOf(files), diagnostics: files.diagnostics })),
  );
  show.diagnostics(said);
  if (hasErrors(said)) return refuse(said);
  const finish = async (comparison: EnvironmentComparison, diagnostics: readonly Diagnostic[]): Promise<number> => {
    const isText = format === 'text';
    const order = isText ? 'last' : 'first';
    await show.report(comparisonReport(comparison, show.mask, isText ? [] : diagnostics, order), format);
    return isExpected(comparison) ? 0 : 2;
  };
  if (options.files === true) return finish(compareFiles(a, b), said);
  await using left = await connect(workspace, a, options);
  await using right = await connect(workspace, b, options);
  show.hide(left.secrets);
  show.hide(right.secrets);
  using watch = watchReading(show.screen, left.connection.figures);
  const found = await compareTenants(left, right, { ...options, onRead: watch.onRead });
  const more = [...left.warnings, ...right.warnings, ...found.diagnostics];
  show.diagnostics(more);
  if (found.comparison === undefined) return await refuse(more);
  return await finish(found.comparison, [...said, ...more]);
}

function nameOf({ target }: FilesGoal): string {
  return target.config.environment.name;
}
