import { goalOfPart } from '../goals.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { hasSteps } from '../model/plan.ts';
import type { Session } from '../session/connect.ts';
import type { Ready } from '../session/plan.ts';
import { lastWrite, runsFor } from '../session/records.ts';
import type { SmokeFile } from '../smoke/file.ts';
import { checkedTests, checkWithin, smokeAndShow } from './smoke.ts';
import type { TryOptions } from './smoke.ts';
import { goalOfLastRun } from '../session/past-runs.ts';
import { disagreementReport } from '../report/agreement.ts';
import { planReport } from '../report/plan.ts';
import {
  agreedPart,
  checkAgreedOrigin,
  disagreementText,
  openAgreed,
  refusalOf,
  verdictOn,
} from '../session/saved-plan.ts';
import type { Agreed } from '../session/saved-plan.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import { allowsPlan, findingsExit } from './check.ts';
import { execute, insistOnAnswer } from './execute.ts';
import type { ExecuteOptions } from './execute.ts';
import type { Io } from './io.ts';
import { isForMany } from './many.ts';
import type { ManyOptions } from './many.ts';
import { messages } from './messages.ts';
import { connectChecked, preview } from './preview.ts';

/** Options of `tenantry apply`. */
export interface ApplyOptions extends ExecuteOptions, TryOptions, ManyOptions {
  /** A file with a saved plan: nothing else is done. */
  plan?: string;
  /** Files with saved plans: nothing more is done. */
  approved?: string[];
  /** The digest of the plan that is agreed to. */
  approveDigest?: string;
  resume?: boolean;
  /** Whether the tokens that the files promise are tried when all is applied. */
  smoke?: boolean;
}

/** Plans, asks, and carries out the plan: only when it is what was agreed to, or only what an interrupted run has left. */
export async function run(tenant: string | undefined, options: ApplyOptions, io: Io): Promise<number> {
  insistOnAnswer(options, io);
  if (isForMany(options)) return (await import('./fleet.ts')).applyAll(tenant, options, io);
  const agreed = openAgreed(options, io);
  const target = agreed?.plans[0]?.saved.plan;
  const [name, env] = [tenant ?? target?.tenant, options.env ?? target?.environment];
  io.show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...options, tenant: name, secrets: 'needed' });
  const files = goalOfPart(filesOf(workspace, env), options.only ?? agreedPart(agreed));
  checkWithin(options.within);
  // What is wrong with the files is told before what that does to the tests.
  const hasTests = options.smoke === true && !hasErrors(files.diagnostics);
  const tests = hasTests ? await checkedTests(files, options, io) : undefined;
  if (tests === 'wrong') return 1;
  await using session = await connectChecked(workspace, files, { ...options, writes: true }, io.show);
  if (session === undefined) return 1;
  if (agreed !== undefined) checkAgreedOrigin(agreed, files);
  const { goal, run: resumed } = options.resume === true ? goalOfLastRun(session) : { goal: files };
  const ready = await preview(session, goal, options, io.show);
  if (ready === undefined) return 1;
  if (!(await allowsPlan(session, ready, options.format, io))) return findingsExit;
  if (agreed !== undefined) await insistOnAgreement(agreed, session, ready, options, io);
  const paths = agreed?.plans.map(({ path }) => path) ?? [];
  const what = agreed === undefined ? 'apply' : messages.applyOf(paths, agreed.digest);
  const code = await execute(session, ready, { what, resumed }, options, io);
  return code === 0 && tests !== undefined ? await smokeAfter(session, ready, tests, options, io) : code;
}

/** Says in what a plan is less than was agreed to. Throws a `UsageError` when it is more, or other, and shows in what. */
async function insistOnAgreement(
  agreed: Agreed,
  session: Session,
  ready: Ready,
  { format = 'text' }: ApplyOptions,
  { show }: Io,
): Promise<void> {
  const verdict = verdictOn(agreed, session, ready);
  const { isAgreed, digest, differences } = verdict;
  const less = differences.filter(({ type }) => type === 'less');
  const refused = agreed.isExact ? differences : differences.filter(({ type }) => type !== 'less');
  if (isAgreed && less.length > 0) show.message(messages.lessThanAgreed(less.map(disagreementText)));
  if (isAgreed) return;
  const report =
    agreed.plans.length === 0
      ? planReport(ready.plan, 'plan', show.mask)
      : disagreementReport(ready.plan, digest, refused, show.mask);
  await show.report({ ...report, data: { ...report.data, digest } }, format);
  throw refusalOf(agreed, verdict);
}

/** Tries tokens once all is applied. What is applied stays: the command that would take it back is told. */
async function smokeAfter(
  session: Session,
  { plan }: Ready,
  tests: SmokeFile,
  { format = 'text', maxTokens, within }: ApplyOptions,
  io: Io,
): Promise<number> {
  const wrote = hasSteps(plan);
  // A program reads one result, and that is the one of the apply.
  const stream = format === 'text' ? 'stdout' : 'stderr';
  const trying = { maxTokens, within, stream } as const;
  const code = await smokeAndShow(session, tests, trying, io, wrote ? io.clock.now() : lastWrite(session.runs));
  const { tenant, environment } = plan;
  const run = wrote ? (await runsFor(tenant, environment, io)).at(-1) : undefined;
  if (code === 3 && run !== undefined) io.show.message(messages.takeBack(tenant, environment, run.id));
  return code;
}
