import type { FilesGoal } from '../goals.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { milliseconds } from '../expect/duration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { casesReport } from '../report/cases.ts';
import { refusalReport } from '../report/diagnostics.ts';
import type { FormatName } from '../report/formats/index.ts';
import { lastWrite } from '../session/records.ts';
import type { Session } from '../session/connect.ts';
import { smoke } from '../session/smoke.ts';
import type { SmokeResult } from '../session/smoke.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import type { SmokeFile } from '../smoke/file.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked } from './preview.ts';
import type { PreviewOptions } from './preview.ts';
import type { Show } from './show.ts';

/** How tokens are tried. */
export interface TryOptions {
  maxTokens?: number | undefined;
  /** How long what fails is tried again, as a duration. */
  within?: string | undefined;
}

/** Options of `tenantry smoke`. */
export interface SmokeCommandOptions extends PreviewOptions, TryOptions {}

/** How long a tenant may need for what was just written, in milliseconds. */
const propagation = 60_000;

/**
 * Tries the tokens that the files promise. Exit 0 when all are as they should be, 3 when one is not or none could be tried, 1 for
 * errors.
 */
export async function run(tenant: string | undefined, options: SmokeCommandOptions, io: Io): Promise<number> {
  const { show } = io;
  checkWithin(options.within);
  show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'wanted' });
  const files = filesOf(workspace, options.env);
  if (hasErrors(files.diagnostics)) {
    show.hide(files.secrets);
    show.diagnostics(files.diagnostics);
    await tellNothingTried(files, files.diagnostics, options, show);
    return 1;
  }
  const tests = await checkedTests(files, options, io);
  if (tests === 'wrong') return 1;
  await using session = await connectChecked(workspace, files, options, show);
  return session === undefined ? 1 : await smokeAndShow(session, tests, options, io, lastWrite(session.runs));
}

/** The tests of a smoke file, once all that is wrong with it has been said. */
export async function checkedTests(
  files: FilesGoal,
  options: PreviewOptions,
  { show }: Io,
): Promise<SmokeFile | 'wrong'> {
  const { file, diagnostics } = files.smoke(true);
  show.hide(files.secrets);
  show.diagnostics(diagnostics);
  if (!hasErrors(diagnostics)) return file;
  await tellNothingTried(files, diagnostics, options, show);
  return 'wrong';
}

/** Says that nothing was tried, and why in the form that was asked for: who reads text has been told that on stderr. */
async function tellNothingTried(
  { target: { config } }: FilesGoal,
  diagnostics: readonly Diagnostic[],
  { format = 'text' }: PreviewOptions,
  show: Show,
): Promise<void> {
  const report = refusalReport(`${config.tenant}/${config.environment.name}`, diagnostics, show.mask);
  if (format !== 'text') await show.report(report, format);
  else show.tell({ type: 'report', report });
  show.message(messages.nothingTried());
}

/** Tries the tokens of a session's tenant, and shows what came of it; `written` is when something was written to it last. */
export async function smokeAndShow(
  session: Session,
  file: SmokeFile,
  options: TryOptions & { only?: string[]; format?: FormatName; stream?: 'stdout' | 'stderr' },
  { show, clock }: Io,
  written: number,
): Promise<number> {
  const { format = 'text', only, maxTokens = 20, stream } = options;
  const started = clock.now();
  const until = options.within === undefined ? written + propagation : started + withinOf(options.within);
  show.status(messages.tryingTokens());
  const result = await smoke(session, file, { only, maxTokens, until });
  show.diagnostics(result.diagnostics);
  if (hasErrors(result.diagnostics)) {
    show.message(messages.nothingTried());
    return 1;
  }
  const { config } = session.files.target;
  const isForPeople = format !== 'json' && format !== 'junit';
  const { tokens } = result;
  const report = casesReport(
    {
      title: `${config.tenant}/${config.environment.name}`,
      cases: isForPeople ? result.short : result.cases,
      data: { tenant: config.tenant, environment: config.environment.name, domain: config.environment.domain, tokens },
      remarks: remarksOf(result),
      closing: messages.tokens(tokens, clock.now() - started),
    },
    show.mask,
  );
  await show.report(report, format, stream);
  const isFailed = result.cases.some(({ state }) => state === 'failed');
  const isTried = result.cases.some(({ state }) => state === 'passed');
  return isFailed || !isTried ? 3 : 0;
}

function remarksOf({ untried, cases }: SmokeResult): string[] {
  const isTried = cases.some(({ state }) => state === 'passed' || state === 'failed');
  return [
    ...(untried.length === 0 ? [] : [messages.notTried(untried.map(({ suite, name }) => `${suite}: ${name}`))]),
    ...(isTried ? [] : [messages.noTokens()]),
  ];
}

/** Refuses what is no duration before anything is written. Throws a `UsageError`. */
export function checkWithin(within: string | undefined): void {
  if (within !== undefined) withinOf(within);
}

/** The milliseconds of an option. Throws a `UsageError` for what is no duration. */
function withinOf(text: string): number {
  const found = milliseconds(text);
  if (found === undefined) throw messages.withinForm(text);
  return found;
}
