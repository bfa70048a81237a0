import { runWavesUnseen } from '../apply/tasks.ts';
import { casesOf } from '../check/cases.ts';
import { goalOfPart } from '../goals.ts';
import type { Change } from '../model/change.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isStop } from '../model/failure.ts';
import type { Outcome } from '../model/outcome.ts';
import { hasSteps } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import type { FleetOutcome } from '../model/target.ts';
import { disagreements, planDigest } from '../plan/agreement.ts';
import { masker } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import { objectionsTo } from './check.ts';
import { connect } from './connect.ts';
import type { Session, SessionOptions } from './connect.ts';
import { connectOffline } from './offline.ts';
import { plan } from './plan.ts';
import type { PlanningOptions, Ready } from './plan.ts';
import { conclusionOf, run } from './run.ts';
import type { RunEvents, RunResult } from './run.ts';
import { disagreementText, savedPlan } from './saved-plan.ts';
import type { Surroundings } from './surroundings.ts';
import type { ListedTarget } from './target-list.ts';
import { nameOfTarget } from './target-list.ts';
import { messages } from './target-messages.ts';
import { filesOf, openWorkspace } from './workspace.ts';
import type { Where } from './workspace.ts';

/** What became of one of many targets; what goes wrong with it is in here, and is not thrown. */
export interface TargetResult {
  target: ListedTarget;
  outcome: FleetOutcome;
  /** The exit code that a command for it alone would have. */
  exit: number;
  /** Masked already. */
  plan?: Plan;
  /** The digest of what it asks for. */
  planDigest?: string;
  /** What is to be said of the files and of the plan, beside the error that stopped it. */
  diagnostics: Diagnostic[];
  error?: unknown;
  /** Of an apply: what was done, and what was written and the tenant has otherwise all the same. */
  outcomes?: Outcome[];
  notConverged?: Change[];
  /** The values of the secrets that were met, and what takes them out of a text. */
  secrets: string[];
  mask: Mask;
}

/** How each of many targets is planned and applied. */
export interface TargetOptions extends Omit<Where, 'tenant' | 'secrets'>, SessionOptions, PlanningOptions {
  /** What of each target it is about; everything without it. */
  only?: string[];
  stopOnError?: boolean;
  /** The run of a target may take that many seconds; then nothing more is started. */
  timeout?: number;
  /** Whether a snapshot stands for each tenant, which is not asked. */
  offline?: boolean;
}

/** What is worked on: a target in the world. */
export interface Work {
  target: ListedTarget;
  surroundings: Surroundings;
  options: TargetOptions;
}

/** Plans one target. `apply` is for an apply: all secrets have to be there, and the checks that the environment requires pass. */
export function planTarget(work: Work, purpose: 'plan' | 'apply'): Promise<TargetResult> {
  return guarded(work, purpose, {}, async (session, found) => {
    const shown = savedPlan(session, found).plan;
    await insistOnChecks(session, found, purpose);
    const isEmpty = !hasSteps(shown);
    return {
      plan: shown,
      planDigest: planDigest(shown),
      outcome: isEmpty ? 'nothing' : 'changes',
      exit: isEmpty ? 0 : 2,
    };
  });
}

/** Plans a target anew and carries it out, when that is no more than the plan that was agreed to. */
export function applyTarget(work: Work, agreed: Plan): Promise<TargetResult> {
  return guarded(work, 'apply', { writes: true }, async (session, found) => {
    const { plan: now } = savedPlan(session, found);
    const more = disagreements([agreed], now, found.catalog).filter(({ type }) => type !== 'less');
    if (more.length > 0) throw messages.moreThanShown(more.map(disagreementText));
    await insistOnChecks(session, found, 'apply');
    const { stopOnError, timeout } = work.options;
    const result = await run(session, found, { what: 'apply', stopOnError, timeout }, events());
    return { plan: now, planDigest: planDigest(now), ...appliedAs(result), ...maskedResult(result, session.mask) };
  });
}

/** A target that is not begun. */
export function notStarted(planned: TargetResult): TargetResult {
  return { ...planned, outcome: 'not started', exit: 0 };
}

type Done = Pick<TargetResult, 'outcome' | 'exit'> & Partial<TargetResult>;

/** Opens a target, plans it, and does something with the plan; whatever goes wrong becomes the result. */
async function guarded(
  { target, surroundings, options }: Work,
  purpose: 'plan' | 'apply',
  more: SessionOptions,
  use: (session: Session, ready: Ready) => Promise<Done>,
): Promise<TargetResult> {
  const secrets = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const resultOf = (done: Done): TargetResult => {
    const all = [...secrets];
    return { target, diagnostics, secrets: all, mask: masker(all), ...done };
  };
  try {
    const isOffline = options.offline === true;
    const wanted = isOffline ? 'absent' : 'wanted';
    const where = { ...options, tenant: target.folder, secrets: purpose === 'apply' ? 'needed' : wanted } as const;
    const workspace = openWorkspace(surroundings, where);
    const files = goalOfPart(filesOf(workspace, target.env), options.only);
    for (const secret of files.secrets) secrets.add(secret);
    diagnostics.push(...files.diagnostics);
    if (hasErrors(files.diagnostics)) return resultOf({ outcome: 'refused', exit: 1 });
    const open = isOffline ? connectOffline : connect;
    await using session = await open(workspace, files, { ...options, ...more });
    try {
      const found = await plan(session, files, options);
      diagnostics.splice(0, Infinity, ...found.diagnostics, ...boundWarnings(session, target));
      if (found.type === 'refused') return resultOf({ outcome: 'refused', exit: 1 });
      const done = await use(session, found);
      for (const secret of session.secrets) secrets.add(secret);
      return resultOf(done);
    } finally {
      for (const secret of session.secrets) secrets.add(secret);
    }
  } catch (error) {
    return resultOf(stoppedBy(error));
  }
}

/** Credentials that a file names for one environment are that one's, and nobody sets a variable for each of many targets. */
function boundWarnings({ warnings }: Session, { hasCredentials }: ListedTarget): Diagnostic[] {
  return warnings.filter(({ code }) => !hasCredentials || code !== 'domain-unbound');
}

/** Throws a `UsageError` when checks fail that have to pass before an apply. */
async function insistOnChecks(session: Session, ready: Ready, purpose: 'plan' | 'apply'): Promise<void> {
  if (purpose === 'plan') return;
  const failing = await objectionsTo(session, ready);
  if (failing === undefined) return;
  const names = casesOf(failing.results).flatMap(({ name, state }) => (state === 'failed' ? [name] : []));
  const { tenant, environment } = session.files.target.config;
  throw messages.checksFail([...new Set(names)], nameOfTarget({ tenant, env: environment.name }));
}

function stoppedBy(error: unknown): Done {
  if (!isStop(error)) return { outcome: 'failed', exit: 70, error };
  const isRefusal = ['checks-fail', 'more-than-shown'].includes(error.code);
  return { outcome: isRefusal ? 'refused' : 'failed', exit: error.code === 'checks-fail' ? 3 : 1, error };
}

function appliedAs(result: RunResult): Pick<TargetResult, 'outcome' | 'exit'> {
  const outcome = conclusionOf(result);
  return { outcome, exit: { nothing: 0, applied: 0, partly: 4, failed: 1, 'not started': 0 }[outcome] };
}

/** What an apply has to tell, without secrets. */
function maskedResult({ outcomes, notConverged, unrecorded }: RunResult, mask: Mask): Partial<TargetResult> {
  return {
    outcomes: outcomes.map((one) => ({
      ...one,
      ...(one.reason === undefined ? {} : { reason: mask(one.reason) }),
      ...(one.hint === undefined ? {} : { hint: mask(one.hint) }),
    })),
    notConverged,
    ...(unrecorded === undefined ? {} : { error: unrecorded }),
  };
}

/** Waves without a display: many targets share one. */
function events(): RunEvents {
  return { begin: () => undefined, end: () => undefined, waves: runWavesUnseen };
}
