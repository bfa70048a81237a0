import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { runMessages } from '../model/run-messages.ts';
import type { Plan } from '../model/plan.ts';
import { describe, plan as makePlan } from '../pipeline.ts';
import type { Planned } from '../pipeline.ts';
import { countText, diagnosticsData } from '../report/diagnostics.ts';
import { formatVersion, planData } from '../report/plan-data.ts';
import { planHtml } from '../report/plan-html.ts';
import { planMarkdown } from '../report/plan-markdown.ts';
import { planText } from '../report/plan-text.ts';
import type { Telling } from '../report/plan-text.ts';
import { openConnection } from './connection.ts';
import type { OpenConnection, SendOptions } from './connection.ts';
import type { Io } from './io.ts';
import { environmentName, openProject } from './project.ts';
import type { ProjectOptions } from './project.ts';
import { showing } from './show.ts';
import type { Show } from './show.ts';

/** Options of all commands that compare files and tenant. */
export interface PreviewOptions extends ProjectOptions, SendOptions {
  env?: string;
  format?: 'text' | 'json' | 'markdown' | 'html';
  allowDeletes?: number;
}

/** A plan, ready to be shown or carried out; `planned.plan` is absent when there were errors, which have been told. */
export interface Preview {
  planned: Planned | undefined;
  open: OpenConnection | undefined;
  show: Show;
}

/** Loads, validates and plans one environment, and tells what is wrong with it. */
export async function preview(
  tenant: string | undefined,
  options: PreviewOptions,
  io: Io,
  secrets: 'needed' | 'wanted',
): Promise<Preview> {
  const project = openProject(tenant, options, io, secrets);
  const described = describe(project, environmentName(project.loaded, options.env));
  const isBroken = hasErrors(described.diagnostics);
  const { config } = described;
  const open = isBroken ? undefined : await openConnection(config.tenant, config.environment, options, io);
  const show = showing(io, [...described.secrets, ...(open?.secrets ?? [])]);
  show.diagnostics(described.diagnostics);
  if (open === undefined) return tell({ planned: undefined, open, show }, options, described.diagnostics);
  const planned = await Promise.race([
    makePlan(described, open.connection, options.allowDeletes),
    interruption(io.signal),
  ]);
  show.diagnostics(planned.diagnostics);
  return tell({ planned, open, show }, options, [...described.diagnostics, ...planned.diagnostics]);
}

/** Shows a plan in the form that was asked for. */
export function showPlan(plan: Plan, telling: Telling, format: PreviewOptions['format'], show: Show): void {
  switch (format ?? 'text') {
    case 'json':
      return show.data(planData(plan));
    case 'markdown':
      return show.result(planMarkdown(plan, telling));
    case 'html':
      return show.result(planHtml(plan, telling));
    case 'text':
      return show.result(planText(plan, telling, show.paint));
  }
}

/** Says that there is no plan; programs that asked for JSON get the diagnostics as JSON then. */
function tell(preview: Preview, { format }: PreviewOptions, diagnostics: readonly Diagnostic[]): Preview {
  const { planned, show } = preview;
  if (planned?.plan !== undefined) return preview;
  if (format === 'json') show.data({ formatVersion, diagnostics: diagnosticsData(diagnostics) });
  show.message(`no plan: ${countText(diagnostics)}`);
  return preview;
}

/** Fails when the user stops the run. Planning writes nothing, so it can be left where it is. */
function interruption(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(runMessages.interrupted());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
