import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import type { FilesGoal, Goal } from '../goals.ts';
import { countText, diagnosticsData } from '../report/diagnostics.ts';
import { formatVersion, planData } from '../report/plan-data.ts';
import { planHtml } from '../report/plan-html.ts';
import { planMarkdown } from '../report/plan-markdown.ts';
import { planText } from '../report/plan-text.ts';
import type { Wording } from '../report/plan-text.ts';
import { masker } from '../secrets/mask.ts';
import { connect } from '../session/connect.ts';
import type { Session, SessionOptions } from '../session/connect.ts';
import { plan } from '../session/plan.ts';
import type { PlanningOptions, Ready } from '../session/plan.ts';
import type { Workspace } from '../session/workspace.ts';
import { messages } from './messages.ts';
import type { Show } from './show.ts';

/** Options of all commands on a tenant's files. */
export interface FileOptions {
  env?: string;
  set?: string[];
  strict?: boolean;
}

/** Options of all commands that compare files and tenant. */
export interface PreviewOptions extends FileOptions, SessionOptions, PlanningOptions {
  format?: 'text' | 'json' | 'markdown' | 'html';
}

/** Says what is wrong with the files of an environment, and connects to its tenant unless there are errors. */
export async function connectChecked(
  workspace: Workspace,
  files: FilesGoal,
  options: PreviewOptions,
  show: Show,
): Promise<Session | undefined> {
  const isBroken = hasErrors(files.diagnostics);
  const session = isBroken ? undefined : await connect(workspace, files, options);
  show.hide(session?.mask ?? masker(files.secrets));
  show.diagnostics(files.diagnostics);
  if (isBroken) refuse(files.diagnostics, options, show);
  return session;
}

/** Plans, and says what is wrong beyond the goal, of which that has been said; nothing when there is no plan. */
export async function preview(
  session: Session,
  goal: Goal,
  options: PreviewOptions,
  show: Show,
): Promise<Ready | undefined> {
  const found = await plan(session, goal, options);
  show.diagnostics(found.diagnostics.filter((diagnostic) => !goal.diagnostics.includes(diagnostic)));
  if (found.type === 'planned') return found;
  refuse(found.diagnostics, options, show);
  return undefined;
}

/** Shows a plan in the form that was asked for. */
export function showPlan(found: Plan, wording: Wording, format: PreviewOptions['format'], show: Show): void {
  switch (format ?? 'text') {
    case 'json':
      return show.data(planData(found));
    case 'markdown':
      return show.result(planMarkdown(found, wording));
    case 'html':
      return show.result(planHtml(found, wording));
    case 'text':
      return show.result(planText(found, wording, show.style));
  }
}

/** Says that there is no plan; programs that asked for JSON get the diagnostics as JSON then. */
function refuse(diagnostics: readonly Diagnostic[], { format }: PreviewOptions, show: Show): void {
  if (format === 'json') show.data({ formatVersion, diagnostics: diagnosticsData(diagnostics) });
  show.message(messages.noPlan(countText(diagnostics)));
}
