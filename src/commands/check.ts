import { casesOf, fails } from '../check/cases.ts';
import { pageOf } from '../check/page.ts';
import { areaOf } from '../check/rule.ts';
import type { Severity } from '../check/rule.ts';
import type { FilesGoal } from '../goals.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { FormatName } from '../report/formats/index.ts';
import { checksReport } from '../report/checks.ts';
import type { Report } from '../report/view.ts';
import type { Mask } from '../secrets/mask.ts';
import {
  checkOffline,
  checkPlanned,
  checkTenant,
  chosenFor,
  hasCredentials,
  objectionsTo,
  ruleOf,
  severityOf,
} from '../session/check.ts';
import type { CheckOutcome, CheckRequest } from '../session/check.ts';
import type { Session } from '../session/connect.ts';
import type { Ready } from '../session/plan.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import type { Workspace } from '../session/workspace.ts';
import type { CheckSource } from '../check/world.ts';
import { fixInFiles } from './fix.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked, preview, refuse } from './preview.ts';
import type { PreviewOptions } from './preview.ts';
import { watchReading } from './reading.ts';

/** Options of `tenantry check`. */
export interface CheckOptions extends Omit<PreviewOptions, 'strict'> {
  on?: CheckSource;
  app?: string;
  rule?: string[];
  profile?: string[];
  failOn?: Severity;
  /** Whether what could not be told fails. */
  strict?: boolean;
  fix?: boolean;
  force?: boolean;
  baseline?: string;
  pruneBaseline?: boolean;
  explain?: string;
}

/** The exit code of findings that matter. */
export const findingsExit = 3;

/** Looks at rules, in files, a plan or a tenant. Exit 0, 3 for findings that matter, 1 when the files or the call are wrong. */
export async function run(tenant: string | undefined, options: CheckOptions, io: Io): Promise<number> {
  const { show } = io;
  if (options.explain !== undefined) {
    show.result(pageOf(ruleOf(options.explain)));
    return 0;
  }
  show.status(messages.readingFiles());
  const { strict, ...given } = options;
  const workspace = openWorkspace(io, { ...given, tenant, secrets: options.on === 'files' ? 'ignored' : 'wanted' });
  const files = filesOf(workspace, options.env);
  const request = requestOf(options);
  chosenFor(files, request);
  const checked = await checkedAs(files, workspace, request, { ...given }, io);
  if (checked === undefined) return 1;
  const { environment } = files.target.config;
  const failOn = options.failOn ?? severityOf(environment.checks.failOn);
  const left = options.fix === true ? await fixInFiles(checked, files, workspace, options, io) : checked;
  await show.report(outcomeReport(left, files, show.mask), options.format);
  return fails(left.results, failOn, strict === true) ? findingsExit : 0;
}

/** What is asked of a check by the options of a command. */
export function requestOf({ rule, profile, app, baseline, pruneBaseline }: CheckOptions): CheckRequest {
  return { rules: rule, profiles: profile, app, baseline, prunesBaseline: pruneBaseline };
}

/** The report of a check. */
export function outcomeReport(outcome: CheckOutcome, { target: { config } }: FilesGoal, mask: Mask): Report {
  const { on, results, counts, written } = outcome;
  return checksReport(
    {
      title: `${config.tenant}/${config.environment.name}`,
      on,
      cases: casesOf(results),
      counts,
      rules: results.map(({ rule, severity }) => ({
        id: rule.id,
        severity,
        says: rule.says,
        hint: rule.hint,
        page: pageOf(rule),
        tags: [areaOf(rule), ...rule.profiles],
      })),
      remarks: written === undefined ? [] : [messages.baselineWritten(written)],
    },
    mask,
  );
}

/** The result of a check as it was asked for; nothing when the files are wrong, of which has been told. */
async function checkedAs(
  files: FilesGoal,
  workspace: Workspace,
  request: CheckRequest,
  options: CheckOptions,
  io: Io,
): Promise<CheckOutcome | undefined> {
  const { show } = io;
  const on = options.on ?? (hasErrors(files.diagnostics) || !hasCredentials(files, workspace) ? 'files' : 'plan');
  if (on === 'files') {
    show.hide(files.secrets);
    // Rules of files need no values of secrets.
    show.diagnostics(files.diagnostics.filter(({ code }) => code !== 'secret-missing'));
    if (!hasErrors(files.diagnostics)) return checkOffline(files, workspace, request);
    await refuse(files, files.diagnostics, options, show);
    return undefined;
  }
  await using session = await connectChecked(workspace, files, options, show);
  if (session === undefined) return undefined;
  return await (on === 'live' ? live(session, request, io) : planned(session, request, options, io));
}

async function live(session: Session, request: CheckRequest, { show }: Io): Promise<CheckOutcome> {
  using watch = watchReading(show.screen, session.connection.figures);
  return await checkTenant(session, request, watch.onRead);
}

async function planned(
  session: Session,
  request: CheckRequest,
  options: CheckOptions,
  { show }: Io,
): Promise<CheckOutcome | undefined> {
  const ready = await preview(session, session.files, options, show);
  if (ready === undefined) return undefined;
  using watch = watchReading(show.screen, session.connection.figures);
  return await checkPlanned(session, ready, request, watch.onRead);
}

/** Whether a plan may be carried out: the checks that an environment requires pass on it. Else they are shown. */
export async function allowsPlan(
  session: Session,
  ready: Ready,
  format: FormatName | undefined,
  { show }: Io,
): Promise<boolean> {
  using watch = watchReading(show.screen, session.connection.figures);
  const outcome = await objectionsTo(session, ready, watch.onRead);
  if (outcome === undefined) return true;
  await show.report(outcomeReport(outcome, session.files, show.mask), format);
  show.message(messages.checksFailed());
  return false;
}
