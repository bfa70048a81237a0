import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { runMessages } from '../model/run-messages.ts';
import type { Plan } from '../model/plan.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { goalOfFiles } from '../goals.ts';
import type { FilesGoal, Goal } from '../goals.ts';
import { plan as makePlan } from '../pipeline.ts';
import type { Planned } from '../pipeline.ts';
import { countText, diagnosticsData } from '../report/diagnostics.ts';
import { formatVersion, planData } from '../report/plan-data.ts';
import { planHtml } from '../report/plan-html.ts';
import { planMarkdown } from '../report/plan-markdown.ts';
import { planText } from '../report/plan-text.ts';
import type { Wording } from '../report/plan-text.ts';
import type { Sources } from '../resolve/keywords.ts';
import type { RunRecord } from '../record/runs.ts';
import { openConnection } from './connect.ts';
import type { OpenConnection, SendOptions } from './connect.ts';
import type { Io } from '../commands/io.ts';
import { environmentName, openProject } from './workspace.ts';
import type { ProjectOptions } from './workspace.ts';
import { memoryOf, runsFor } from './records.ts';
import { showing } from '../commands/show.ts';
import type { Show } from '../commands/show.ts';

/** Options of all commands that compare files and tenant. */
export interface PreviewOptions extends ProjectOptions, SendOptions {
  env?: string;
  format?: 'text' | 'json' | 'markdown' | 'html';
  allowDeletes?: number;
  sendSecrets?: boolean;
}

/** What a command needs of a preview beside its options. */
export interface PlanRequest {
  secrets: Sources['secrets'];
  /** The goal, when it is another than the files; `runs` are those recorded for this environment. Throws a `UsageError`. */
  goalOf?: (described: FilesGoal, runs: readonly RunRecord[], show: Show) => Goal;
  /** Whether the files may be wrong, because the goal does not come from them. */
  isOfRun?: boolean;
}

/** A plan, ready to be shown or carried out; `plan` is absent when there were errors, which have been told. */
export interface Preview {
  described: FilesGoal;
  goal: Goal;
  planned: Planned | undefined;
  plan: Plan | undefined;
  open: OpenConnection | undefined;
  memory: SecretMemory | undefined;
  show: Show;
}

/** Loads, validates and plans one environment, and tells what is wrong with it. */
export async function preview(
  tenant: string | undefined,
  options: PreviewOptions,
  io: Io,
  { secrets, goalOf, isOfRun = false }: PlanRequest,
): Promise<Preview> {
  const project = openProject(tenant, options, io, secrets);
  const described = goalOfFiles(project, environmentName(project.loaded, options.env));
  const { config } = described.target;
  const isBroken = hasErrors(described.diagnostics) && !isOfRun;
  const open = isBroken ? undefined : await openConnection(config.tenant, config.environment, options, io);
  const show = showing(io, [...described.secrets, ...(open?.secrets ?? [])]);
  if (!isOfRun) show.diagnostics(described.diagnostics);
  const nothing = { described, goal: described, planned: undefined, plan: undefined, open, memory: undefined, show };
  if (open === undefined) return tell(nothing, options, described.diagnostics);
  const runs = await runsFor(config.tenant, config.environment.name, io);
  const goal = goalOf?.(described, runs, show) ?? described;
  // What was applied to another tenant says nothing about this one.
  const here = runs.filter(({ header }) => header.domain === config.environment.domain);
  const memory = memoryOf(here, open.credential, options.sendSecrets === true);
  const planned = await Promise.race([
    makePlan(goal, open.connection, { allowDeletes: options.allowDeletes, memory }),
    interruption(io.signal),
  ]);
  show.diagnostics(planned.diagnostics);
  const found = { described, goal, planned, plan: planned.plan, open, memory, show };
  return tell(found, options, [...(isOfRun ? [] : described.diagnostics), ...planned.diagnostics]);
}

/** Does something with a preview and closes its connection, whatever comes of it. */
export async function closing({ open }: Preview, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } finally {
    open?.close();
  }
}

/** Shows a plan in the form that was asked for. */
export function showPlan(plan: Plan, wording: Wording, format: PreviewOptions['format'], show: Show): void {
  switch (format ?? 'text') {
    case 'json':
      return show.data(planData(plan));
    case 'markdown':
      return show.result(planMarkdown(plan, wording));
    case 'html':
      return show.result(planHtml(plan, wording));
    case 'text':
      return show.result(planText(plan, wording, show.style));
  }
}

/** Says that there is no plan; programs that asked for JSON get the diagnostics as JSON then. */
function tell(preview: Preview, { format }: PreviewOptions, diagnostics: readonly Diagnostic[]): Preview {
  const { plan, show } = preview;
  if (plan !== undefined) return preview;
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
