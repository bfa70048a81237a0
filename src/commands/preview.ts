import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { FilesGoal, Goal } from '../goals.ts';
import { mapOfChanges } from '../mapping.ts';
import { refusalReport } from '../report/diagnostics.ts';
import type { FormatName } from '../report/formats/index.ts';
import { mapView } from '../report/map/of-map.ts';
import type { MapView } from '../report/map/view.ts';
import type { Wording } from '../report/messages.ts';
import { planReport } from '../report/plan.ts';
import type { Report } from '../report/view.ts';
import { withSecretPlaces } from '../report/secret-places.ts';
import { connect } from '../session/connect.ts';
import type { Session, SessionOptions } from '../session/connect.ts';
import { connectOffline } from '../session/offline.ts';
import { plan } from '../session/plan.ts';
import type { PlanningOptions, Ready } from '../session/plan.ts';
import type { Workspace } from '../session/workspace.ts';
import { watchReading } from './reading.ts';
import type { Show } from './show.ts';

/** Options of all commands on a tenant's files. */
export interface FileOptions {
  env?: string;
  set?: string[];
  strict?: boolean;
  allowPath?: string[];
}

/** Options of all commands that compare files and tenant. */
export interface PreviewOptions extends FileOptions, SessionOptions, PlanningOptions {
  format?: FormatName;
  /** What the command is to be about; everything without it. */
  only?: string[];
  /** Whether a snapshot stands for the tenant, which is not asked. */
  offline?: boolean;
}

/** Says what is wrong with the files of an environment, and connects to its tenant unless there are errors. */
export async function connectChecked(
  workspace: Workspace,
  files: FilesGoal,
  options: PreviewOptions,
  show: Show,
): Promise<Session | undefined> {
  const isBroken = hasErrors(files.diagnostics);
  const open = options.offline === true ? connectOffline : connect;
  const session = isBroken ? undefined : await open(workspace, files, options);
  show.hide(session?.secrets ?? files.secrets);
  show.diagnostics([...files.diagnostics, ...(session?.warnings ?? [])]);
  if (isBroken) await refuse(files, files.diagnostics, options, show);
  return session;
}

/** Plans, and says what is wrong beyond the goal, of which that has been said; nothing when there is no plan. */
export async function preview(
  session: Session,
  goal: Goal,
  options: PreviewOptions,
  show: Show,
): Promise<Ready | undefined> {
  using watch = watchReading(show.screen, session.connection.figures);
  const found = await plan(session, goal, { ...options, onRead: watch.onRead });
  show.diagnostics(found.diagnostics.filter((diagnostic) => !goal.diagnostics.includes(diagnostic)));
  if (found.type === 'planned') {
    show.tell({ type: 'planned', session, ready: found });
    return found;
  }
  await refuse(goal, found.diagnostics, options, show);
  return undefined;
}

/**
 * Shows a plan in the form that was asked for; `more` is what programs are told besides. Who reads text has been told the
 * diagnostics on stderr.
 */
export async function showPlan(
  ready: Ready,
  wording: Wording,
  show: Show,
  format: FormatName = 'text',
  more: object = {},
): Promise<void> {
  const { plan: found, diagnostics } = ready;
  const hasUnknown = diagnostics.some(({ code }) => code === 'secret-missing');
  const reportOf = (said: readonly Diagnostic[]): Report => {
    const report = planReport(found, wording, show.mask, said);
    const whole = hasUnknown && wording === 'plan' ? withSecretPlaces(report, found, show.mask) : report;
    const map = (): MapView | undefined => touched(ready, show);
    return { ...whole, ...(wording === 'plan' ? { map } : {}), data: { ...whole.data, ...more } };
  };
  await show.report(reportOf(format === 'text' ? [] : diagnostics), format);
  show.tell({ type: 'report', report: reportOf(diagnostics) });
}

/** What of who may call what a plan touches. */
function touched(ready: Ready, { mask }: Show): MapView | undefined {
  const map = mapOfChanges(ready, ready.goal.target);
  return map === undefined ? undefined : mapView(map, mask);
}

/** Says that there is no plan, and why in the form that was asked for: who reads text has been told that on stderr. */
export async function refuse(
  goal: Goal,
  diagnostics: readonly Diagnostic[],
  { format = 'text' }: PreviewOptions,
  show: Show,
): Promise<void> {
  const { tenant, environment } = goal.target.config;
  const report = refusalReport(`${tenant}/${environment.name}`, diagnostics, show.mask);
  if (format !== 'text') await show.report(report, format);
  else show.tell({ type: 'report', report });
  show.message(report.counts);
}
