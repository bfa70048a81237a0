import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isStop } from '../model/failure.ts';
import { compareNatural } from '../model/json.ts';
import { hasSteps } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import type { TargetReport } from '../model/target.ts';
import { planDigest } from '../plan/agreement.ts';
import { readPlanFile } from '../record/plan-file.ts';
import { readTargetReport } from '../record/target-report.ts';
import type { TargetResult } from '../report/comment/gather.ts';
import { idOf } from './inputs.ts';
import type { NamedTarget } from './inputs.ts';
import { messages } from './messages.ts';
import type { TargetDigest } from './plans.ts';

/** What was found of one target. */
export interface FoundTarget {
  report: TargetReport;
  /** The file of its plan, which is read when it is needed. */
  planPath?: string;
}

/** Artifacts lie in folders of their names, with a folder for each target inside. */
const mostDepth = 4;
/** No report or plan is larger, in bytes; and nobody has more targets. */
const mostBytes = 50 * 1024 * 1024;
const mostTargets = 5000;

/**
 * The targets of which a folder with the artifacts of a run has reports or plans, in the order of `expected`, and then by name. One
 * that is expected and not there is one that failed, and so is one whose report is damaged. Links in the folder are not followed.
 */
export function foundTargets(folder: string | undefined, expected: readonly NamedTarget[]): FoundTarget[] {
  const found = new Map<string, FoundTarget>();
  const folders = folder === undefined ? [] : foldersIn(folder, mostDepth).slice(0, mostTargets);
  for (const place of folders) {
    const one = foundIn(place);
    if (one === undefined) continue;
    if (found.has(one.report.id)) throw messages.planTwice(one.report.id);
    found.set(one.report.id, one);
  }
  for (const { id, tenant, env } of expected) {
    if (!found.has(id)) found.set(id, { report: failedReport(id, basename(tenant), env, []) });
  }
  const order = new Map(expected.map(({ id }, index) => [id, index]));
  const placeOf = (one: FoundTarget): number => order.get(one.report.id) ?? order.size;
  return [...found.values()].sort((a, b) => placeOf(a) - placeOf(b) || compareNatural(a.report.id, b.report.id));
}

/**
 * What is known of the targets, one after the other, each plan read when its turn comes. A plan that cannot be read, or is that of
 * another target, is no plan. The digests of the plans are added to `digests` on the way.
 */
export function* resultsOf(
  targets: readonly FoundTarget[],
  pages: ReadonlyMap<string, string>,
  digests: TargetDigest[],
): Generator<TargetResult> {
  for (const { report, planPath } of targets) {
    const page = pages.get(report.id);
    const shown = page === undefined ? {} : { page };
    const plan = planPath === undefined ? undefined : planIn(planPath, report);
    if (plan === undefined) yield { report, ...shown };
    else if (!('changes' in plan)) yield { report: { ...report, outcome: 'failed', diagnostics: [plan] }, ...shown };
    else {
      if (hasSteps(plan)) digests.push({ id: report.id, digest: planDigest(plan) });
      yield { report, plan, ...shown };
    }
  }
}

/** The plan in a file; a diagnostic when it is none, or that of another target. */
export function planIn(path: string, { id }: TargetReport): Plan | TargetReport['diagnostics'][number] {
  const failed = (message: string): TargetReport['diagnostics'][number] => {
    return { severity: 'error', code: 'plan-damaged', message };
  };
  try {
    const { plan } = readPlanFile(basename(path), textOf(path));
    const own = idOf(plan.tenant, plan.environment);
    return own === id ? plan : failed(messages.planIsOf(own));
  } catch (error) {
    if (isStop(error)) return failed(error.message);
    throw error;
  }
}

function foundIn(folder: string): FoundTarget | undefined {
  const [reportPath, planPath] = [join(folder, 'report.json'), join(folder, 'plan.json')];
  const plan = isFile(planPath) ? { planPath } : {};
  if (!isFile(reportPath)) {
    if (plan.planPath === undefined) return undefined;
    return { report: failedReport(basename(folder), basename(folder), '', []), ...plan };
  }
  try {
    return { report: readTargetReport('report.json', textOf(reportPath)), ...plan };
  } catch (error) {
    if (!isStop(error)) throw error;
    const diagnostic = { severity: 'error', code: 'report-damaged', message: error.message } as const;
    return { report: failedReport(basename(folder), basename(folder), '', [diagnostic]) };
  }
}

function failedReport(
  id: string,
  tenant: string,
  environment: string,
  diagnostics: TargetReport['diagnostics'],
): TargetReport {
  const outcome = 'failed' as const;
  const [formatVersion, command] = [1 as const, 'plan' as const];
  return { formatVersion, id, tenant, environment, isProduction: false, command, outcome, title: '', diagnostics };
}

/** The folder and those below it. */
function foldersIn(folder: string, depth: number): string[] {
  if (depth === 0) return [folder];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...entries.flatMap(({ name }) => foldersIn(join(folder, name), depth - 1))];
}

function isFile(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size <= mostBytes;
}

function textOf(path: string): string {
  return readFileSync(path, 'utf8');
}
