import { casesOf } from '../check/cases.ts';
import { goalOfPart } from '../goals.ts';
import type { FilesGoal } from '../goals.ts';
import { error as errorOf, hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/failure.ts';
import { hasSteps } from '../model/plan.ts';
import type { SavedPlan } from '../record/plan-file.ts';
import { planDigest } from '../plan/agreement.ts';
import { disagreementReport } from '../report/agreement.ts';
import { checksReport } from '../report/checks.ts';
import { refusalReport } from '../report/diagnostics.ts';
import { failureText } from '../report/failure.ts';
import { outcomesReport } from '../report/outcomes.ts';
import { planData } from '../report/plan-data.ts';
import { isDifferent, planReport } from '../report/plan.ts';
import type { Wording } from '../report/messages.ts';
import { masker } from '../secrets/mask.ts';
import { objectionsTo } from '../session/check.ts';
import type { CheckOutcome } from '../session/check.ts';
import { connect } from '../session/connect.ts';
import type { Session, SessionOptions } from '../session/connect.ts';
import { withReasons } from '../session/drift.ts';
import { plan as planFor } from '../session/plan.ts';
import type { Ready } from '../session/plan.ts';
import { conclusionOf, run } from '../session/run.ts';
import type { RunResult } from '../session/run.ts';
import {
  checkAgreedOrigin,
  digestOf,
  disagreementText,
  openAgreed,
  refusalOf,
  savedPlan,
  verdictOn,
  writePlanFile,
} from '../session/saved-plan.ts';
import type { Agreed } from '../session/saved-plan.ts';
import { authorsOf } from '../session/who.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import type { Workspace } from '../session/workspace.ts';
import { called, diagnosticsOf, known, published, readingTo, wavesTo, whereOf } from './call.ts';
import type { Call } from './call.ts';
import type * as Api from './index-api.d.ts';
import { messages } from './messages.ts';
import type * as Output from './output-api.d.ts';

/** What is known of a plan that was given away: what was agreed to, and the options that it was made with. */
interface Given {
  saved: SavedPlan;
  path: string;
  options: Api.ApplyOptions;
}

const given = new WeakMap<object, Given>();

/** Compares files and tenant. */
export const plan: typeof Api.plan = (options) =>
  called(options, known.plan, async (call) => {
    const found = await planned(call, options, 'plan');
    if (found.status === 'refused') return found;
    await using session = found.session;
    const { ready, output, diagnostics } = found;
    if (options.out !== undefined) writePlanFile(options.out, session, ready);
    const { cwd, tenant, keywords, strict, allowedPaths, allowDeletes, sendSecrets } = options;
    const kept = withoutHoles({ cwd, tenant, keywords, strict, allowedPaths, allowDeletes, sendSecrets });
    return {
      status: hasSteps(ready.plan) ? 'changes' : 'nothing',
      output,
      plan: givenAway(structuredClone(output), { saved: savedPlan(session, ready), path: 'the plan', options: kept }),
      diagnostics,
    };
  });

/** Says what of a tenant is not as its files say. */
export const drift: typeof Api.drift = (options) =>
  called(options, known.drift, async (call) => {
    const found = await planned(call, options, 'drift');
    if (found.status === 'refused') return found;
    await using session = found.session;
    const { ready, output, diagnostics } = found;
    const { plan: differing, ...asked } = withReasons(session, ready);
    const who = options.who === true ? await authorsOf(session, differing.changes, ready.catalog, asked) : undefined;
    if (who?.type === 'refused') throw new UsageError('log-refused', who.reason);
    const { changedBy } = who === undefined ? {} : published('authors', { changedBy: who.authors }, call);
    return {
      status: isDifferent(differing, 'drift') ? 'drift' : 'nothing',
      output,
      diagnostics,
      ...(changedBy === undefined ? {} : { changedBy }),
    };
  });

/** Reads a plan that was saved. */
export const readPlan: typeof Api.readPlan = (path, options = {}) =>
  called(options, known.readPlan, (call) => {
    const { cwd } = call.surroundings;
    const [first] = openAgreed({ approved: [path] }, call.surroundings)?.plans ?? [];
    if (first === undefined) throw messages.planForeign();
    const { plan: saved } = first.saved;
    const data = published('plan', { ...planData(saved), digest: planDigest(saved) }, call);
    return Promise.resolve(givenAway(data, { ...first, options: { cwd } }));
  });

/** Carries out what was agreed to. */
export const apply: typeof Api.apply = (plan, options = {}) => {
  const agreed = given.get(plan);
  const all = { ...agreed?.options, ...options };
  return called(all, known.apply, async (call) => {
    if (agreed === undefined) throw messages.planForeign();
    const { saved, path } = agreed;
    const { tenant, environment, part } = saved.plan;
    const where = { ...whereOf({ tenant, ...all }), secrets: 'needed' } as const;
    const workspace = openWorkspace(call.surroundings, where);
    const files = goalOfPart(filesOf(workspace, environment), part?.only ?? []);
    const found = await ready(call, workspace, files, { ...all, writes: true });
    if (found.status === 'refused') return found;
    await using session = found.session;
    const origin: Agreed = { isExact: all.exact === true, plans: [{ path, saved }] };
    checkAgreedOrigin(origin, files);
    const objections = await objectionsTo(session, found.ready, readingTo(call));
    if (objections !== undefined) return objected(objections, call);
    const less = agreement(origin, session, found.ready, call);
    if ('status' in less) return less;
    return await applied(session, found.ready, { ...all, said: [...found.said, ...less] }, call);
  });
};

/** Runs a plan that is as it was agreed to. */
async function applied(
  session: Session,
  ready: Ready,
  { said, stopOnError, timeout }: Pick<Api.ApplyOptions, 'stopOnError' | 'timeout'> & { said: Diagnostic[] },
  call: Call,
): Promise<Api.Applied> {
  const { plan: doing } = ready;
  const result = await run(
    session,
    ready,
    { what: 'apply', stopOnError, timeout },
    {
      begin: () => call.tell({ type: 'begin', requests: doing.requests }),
      waves: wavesTo(call),
      end: () => call.tell({ type: 'end' }),
      onRead: readingTo(call),
    },
  );
  const { outcomes, notConverged, unrecorded } = result;
  const failed = unrecorded === undefined ? [] : [errorOf('unrecorded', failureText(unrecorded).text)];
  const { data } = outcomesReport(doing, { outcomes, ...(hasSteps(doing) ? { notConverged } : {}) }, call.mask);
  return {
    status: statusOf(result, call.surroundings.signal),
    output: published('apply', data, call),
    diagnostics: diagnosticsOf([...said, ...failed], call),
  };
}

function statusOf(result: RunResult, signal: AbortSignal): Api.Applied['status'] {
  const conclusion = conclusionOf(result);
  if (conclusion !== 'not started') return conclusion;
  return signal.aborted ? 'interrupted' : 'failed';
}

/** What is less than was agreed to, told; or the refusal of what there is to do now. */
function agreement(agreed: Agreed, session: Session, ready: Ready, call: Call): Diagnostic[] | Api.Refused {
  const refusal = ({ code, message, hint }: UsageError): Api.Refused =>
    refused([errorOf(code, message, { hint })], call);
  try {
    const verdict = verdictOn(agreed, session, ready);
    const { digest, differences, isAgreed } = verdict;
    const less = differences.filter(({ type }) => type === 'less');
    if (isAgreed) return less.length === 0 ? [] : [messages.lessThanAgreed(less.map(disagreementText))];
    const beyond = agreed.isExact ? differences : differences.filter(({ type }) => type !== 'less');
    const { data } = disagreementReport(ready.plan, digest, beyond, call.mask);
    return { ...refusal(refusalOf(agreed, verdict)), disagreement: published('disagreement', data, call) };
  } catch (error) {
    if (error instanceof UsageError) return refusal(error);
    throw error;
  }
}

/** A plan and the session that it was made in; or why there is none. */
interface Found {
  status: 'planned';
  session: Session;
  ready: Ready;
  /** What is to be said besides. */
  said: Diagnostic[];
}

/** Plans for the files of a workspace. */
async function ready(
  call: Call,
  workspace: Workspace,
  files: FilesGoal,
  { allowDeletes, ...options }: Api.ApplyOptions & Pick<SessionOptions, 'writes'>,
): Promise<Found | Api.Refused> {
  call.hide(masker(files.secrets));
  if (hasErrors(files.diagnostics)) return refused(files.diagnostics, call);
  const { concurrency, requestTimeout, sendSecrets, writes } = options;
  const session = await connect(workspace, files, withoutHoles({ concurrency, requestTimeout, sendSecrets, writes }));
  call.hide(session.mask);
  try {
    const found = await planFor(session, files, { ...withoutHoles({ allowDeletes }), onRead: readingTo(call) });
    const said = [...session.warnings, ...found.diagnostics];
    if (found.type === 'planned') return { status: 'planned', session, ready: found, said };
    await session[Symbol.asyncDispose]();
    return refused(said, call);
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

/** The same with what is published of it. */
async function planned(
  call: Call,
  options: Api.PlanOptions,
  wording: Wording,
): Promise<(Found & Pick<Api.Planned, 'output' | 'diagnostics'>) | Api.Refused> {
  // Programs that are not checked may leave it out.
  if (typeof options.environment !== 'string') throw messages.environmentMissing();
  const workspace = openWorkspace(call.surroundings, { ...whereOf(options), secrets: 'wanted' });
  const files = goalOfPart(filesOf(workspace, options.environment), options.only);
  const found = await ready(call, workspace, files, options);
  if (found.status === 'refused') return found;
  const { session, ready: of, said } = found;
  const told = wording === 'plan' ? of.plan : withReasons(session, of).plan;
  const { data } = planReport(told, wording, call.mask, said);
  const digest = wording === 'plan' ? { digest: digestOf(session, of) } : {};
  return { ...found, output: published('plan', { ...data, ...digest }, call), diagnostics: diagnosticsOf(said, call) };
}

function refused(diagnostics: readonly Diagnostic[], call: Call): Api.Refused {
  const output = published('refusal', refusalReport('', diagnostics, call.mask).data, call);
  return { status: 'refused', output, diagnostics: output.diagnostics };
}

function objected({ on, results, counts }: CheckOutcome, call: Call): Api.Refused {
  const said = { title: '', on, cases: casesOf(results), counts, rules: [], remarks: [] };
  const checks = published('check', checksReport(said, call.mask).data, call);
  return { ...refused([messages.checksFailed()], call), checks };
}

/** A plan that `apply` knows: it is not changed any more. */
function givenAway(data: Output.PlanOutput, known: Given): Api.Plan {
  const frozen = deepFrozen(data);
  given.set(frozen, known);
  return frozen;
}

function deepFrozen<Value extends object>(value: Value): Value {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFrozen(inner);
  return Object.freeze(value);
}

/** What is not there has no field. */
function withoutHoles<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  const isWhole = (one: object): one is { [Key in keyof Value]?: Exclude<Value[Key], undefined> } =>
    Object.values(one).every((inner) => inner !== undefined);
  const found = Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
  return isWhole(found) ? found : {};
}
