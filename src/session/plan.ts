import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { runMessages } from '../model/run-messages.ts';
import type { Plan } from '../model/plan.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { goalOfFiles } from '../goals.ts';
import type { FilesGoal, Goal } from '../goals.ts';
import { plan as makePlan } from '../pipeline.ts';
import type { Planned } from '../pipeline.ts';
import { countText, refusalReport } from '../report/diagnostics.ts';
import type { FormatName } from '../report/formats/index.ts';
import type { Wording } from '../report/messages.ts';
import { planReport } from '../report/plan.ts';
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
  format?: FormatName;
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
  diagnostics: readonly Diagnostic[];
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
  const own = isOfRun ? [] : described.diagnostics;
  const nothing = { described, goal: described, planned: undefined, plan: undefined, memory: undefined };
  if (open === undefined) return tell({ ...nothing, diagnostics: described.diagnostics, open, show }, options);
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
  const diagnostics = [...own, ...planned.diagnostics];
  return tell({ described, goal, planned, plan: planned.plan, diagnostics, open, memory, show }, options);
}

/** Does something with a preview and closes its connection, whatever comes of it. */
export async function closing({ open }: Preview, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } finally {
    open?.close();
  }
}

/** Shows a plan in the form that was asked for. Who reads text has been told the diagnostics on stderr. */
export function showPlan(
  { diagnostics, show }: Preview,
  plan: Plan,
  wording: Wording,
  format: FormatName = 'text',
): Promise<void> {
  return show.report(planReport(plan, wording, show.mask, format === 'text' ? [] : diagnostics), format);
}

/** Says that there is no plan, and why in the form that was asked for: who reads text has been told the diagnostics on stderr. */
async function tell(preview: Preview, { format = 'text' }: PreviewOptions): Promise<Preview> {
  const { plan, diagnostics, described, show } = preview;
  if (plan !== undefined) return preview;
  const { tenant, environment } = described.target.config;
  if (format !== 'text')
    await show.report(refusalReport(`${tenant}/${environment.name}`, diagnostics, show.mask), format);
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
