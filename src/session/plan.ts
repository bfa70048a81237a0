import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import type { Goal } from '../goals.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { isStop } from '../model/failure.ts';
import { plan as makePlan } from '../pipeline.ts';
import type { Planned } from '../pipeline.ts';
import type { OnRead } from '../read/watch.ts';
import { mergeDiagnostics } from '../validate/merge.ts';
import type { Offline, Session } from './connect.ts';
import { messages } from './messages.ts';
import { planMessages } from './plan-messages.ts';

/** A plan, ready to be shown or carried out, with the goal that it leads to. */
export interface Ready extends Planned {
  type: 'planned';
  goal: Goal;
  /** What is to be said of the goal and of the plan. */
  diagnostics: Diagnostic[];
  plan: Plan;
}

/** Errors keep a plan from being made. */
export interface Refused {
  type: 'refused';
  diagnostics: Diagnostic[];
}

/** What decides about planning beside the goal and the tenant. */
export interface PlanningOptions {
  /** The number of deletes that is agreed to, beyond the policy's. */
  allowDeletes?: number;
  /** Told what is read. */
  onRead?: OnRead;
}

/** Plans what leads to a goal, by default to what the files say. Throws a `Failure` when the user stops it. */
export async function plan(
  session: Session,
  goal: Goal = session.files,
  { allowDeletes, onRead }: PlanningOptions = {},
): Promise<Ready | Refused> {
  const { connection, memory, workspace, offline } = session;
  if (hasErrors(goal.diagnostics)) return { type: 'refused', diagnostics: goal.diagnostics };
  const making = makePlan(goal, connection, { allowDeletes, memory, onRead, snapshot: offline?.snapshot });
  const planned = await Promise.race([
    offline === undefined ? making : making.catch((error: unknown) => unusable(offline, error)),
    interruption(workspace.surroundings.signal),
  ]);
  // Some checks are made of the files alone, and again of what the tenant will have.
  const said = [...goal.diagnostics, ...planned.diagnostics];
  const diagnostics = mergeDiagnostics([{ environment: undefined, diagnostics: said }]);
  if (planned.plan === undefined) return { type: 'refused', diagnostics };
  const { only } = planned;
  const part = only === undefined ? goal : { ...goal, only };
  const made = offline === undefined ? planned.plan : { ...planned.plan, offline: offline.at };
  return { type: 'planned', goal: part, ...planned, plan: made, diagnostics };
}

/** A snapshot may come from anybody: what is thrown over what no tenant can have says that it is none. Throws a `UsageError`. */
function unusable({ path }: Offline, error: unknown): never {
  throw isStop(error)
    ? error
    : planMessages.snapshotUnusable(path, error instanceof Error ? error.message : String(error));
}

/** Fails when the user stops the run. Planning writes nothing, so it can be left where it is. */
export function interruption(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(messages.interrupted());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
