import type { Change } from '../model/change.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Outcome } from '../model/outcome.ts';
import { hasSteps } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import type { FleetOutcome, Target } from '../model/target.ts';
import { visible } from '../model/visible.ts';
import type { Mask } from '../secrets/mask.ts';
import { diagnosticEntries, diagnosticsData } from './diagnostics.ts';
import { outcomesReport } from './outcomes.ts';
import { formatVersion, planData } from './plan-data.ts';
import { planReport } from './plan.ts';
import type { Emphasis } from './style.ts';
import { targetMessages as messages } from './target-messages.ts';
import { notes, styled } from './view.ts';
import type { Entry, Group, Part, Report } from './view.ts';

/** What became of one of many targets. */
export interface ReportedTarget {
  target: Pick<Target, 'id' | 'tenant' | 'env' | 'ring'>;
  outcome: FleetOutcome;
  plan?: Plan;
  planDigest?: string;
  diagnostics: readonly Diagnostic[];
  /** What stopped it, with what to do. */
  failure?: { code: string; message: string; hint?: string | undefined };
  /** Of an apply: what was done, and what was written and the tenant has otherwise all the same. */
  outcomes?: readonly Outcome[];
  notConverged?: readonly Change[];
}

const emphases: Record<FleetOutcome, Emphasis> = {
  changes: 'update',
  nothing: 'quiet',
  applied: 'create',
  partly: 'error',
  refused: 'error',
  failed: 'error',
  'not started': 'warning',
};

/** The outcomes in the order in which they are counted. */
const outcomes: readonly FleetOutcome[] = [
  'failed',
  'refused',
  'partly',
  'applied',
  'changes',
  'not started',
  'nothing',
];

/** What became of a target, in one line. */
export function targetLine(one: ReportedTarget, mask: Mask): string {
  const { plan, outcome, failure, diagnostics } = one;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warned = diagnostics.length - errors.length;
  const old = plan?.offline === undefined ? '' : `, ${messages.againstSnapshot(plan.offline)}`;
  const more = `${old}${warned === 0 ? '' : `, ${messages.warnings(warned)}`}`;
  const [first] = errors;
  if (failure !== undefined)
    return visible(mask(`${messages.outcome(outcome)}: ${failure.message.split('\n')[0] ?? ''}`));
  if (first !== undefined)
    return visible(mask(`${messages.outcome(outcome)}: ${messages.errors(errors.length, first.message)}`));
  if (plan === undefined) return messages.outcome(outcome);
  const planned = planReport(plan, 'plan', mask).counts;
  if (one.outcomes !== undefined && hasSteps(plan)) {
    return `${messages.outcome(outcome)}: ${outcomesReport(plan, resultOf(one), mask).counts}${more}`;
  }
  return `${outcome === 'not started' ? `${messages.outcome(outcome)}: ` : ''}${planned}${more}`;
}

/**
 * What is said of many targets: a row for each of which there is something to say, its changes or what went wrong with it below, and
 * how many came to what. Those that are as they should be are counted only.
 */
export function fleetReport(all: readonly ReportedTarget[], order: readonly string[], mask: Mask): Report {
  const told = all.filter(({ outcome }) => outcome !== 'nothing');
  const parts = told.map((one) => partOf(one, mask));
  const rows = told.map((one): Part[] => [
    styled('strong', nameOf(one)),
    { text: one.target.ring },
    styled(emphases[one.outcome], targetLine(one, mask)),
  ]);
  const warned = all.filter(({ diagnostics, outcome }) => outcome === 'nothing' && diagnostics.length > 0);
  return {
    data: {
      formatVersion,
      order,
      summary: { targets: all.length, ...countsByOutcome(all) },
      targets: all.map((one) => dataOf(one, mask)),
    },
    title: messages.targets(all.length),
    counts: countsOf(all, mask),
    entries: parts.flatMap(({ entries }) => entries),
    groups: parts.map(({ group }) => group),
    ...(rows.length === 0 ? {} : { table: { columns: [], rows } }),
    remarks: warned.length === 0 ? [] : [messages.moreWarnings(warned.map(nameOf))],
  };
}

function nameOf({ target: { tenant, env } }: ReportedTarget): string {
  return `${tenant}/${env}`;
}

function countOf(all: readonly ReportedTarget[], outcome: FleetOutcome): number {
  return all.filter((one) => one.outcome === outcome).length;
}

function countsByOutcome(all: readonly ReportedTarget[]): Record<string, number> {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, countOf(all, outcome)] as const));
}

function countsOf(all: readonly ReportedTarget[], mask: Mask): string {
  const counts = outcomes.flatMap((outcome) => {
    const count = countOf(all, outcome);
    return count === 0 ? [] : [messages.outcomeCount(count, outcome)];
  });
  const changes = all.flatMap(({ plan, outcome }) => (outcome === 'changes' && plan !== undefined ? plan.changes : []));
  const counted = planReport(everything(changes), 'plan', mask).counts.replace(/, 0 unchanged$/, '');
  return `${counts.join(', ')}${changes.length === 0 ? '' : ` (${counted})`}`;
}

/** Changes of many plans as one, to be counted. */
function everything(changes: readonly Change[]): Plan {
  return { tenant: '', environment: '', domain: '', changes: [...changes], waves: [], requests: 0, unchanged: 0 };
}

function resultOf({ outcomes = [], notConverged = [] }: ReportedTarget): {
  outcomes: readonly Outcome[];
  notConverged: readonly Change[];
} {
  return { outcomes, notConverged };
}

/** What is said of one target, apart from the others. */
function partOf(one: ReportedTarget, mask: Mask): { group: Group; entries: Entry[] } {
  const { plan, failure, outcome, diagnostics } = one;
  const isBroken = failure !== undefined || hasErrors(diagnostics);
  const heading = visible(mask(`${nameOf(one)}: ${isBroken ? messages.outcome(outcome) : targetLine(one, mask)}`));
  const group: Group = { heading, emphasis: emphases[outcome], isApart: true };
  const regrouped = (entries: readonly Entry[]): Entry[] => entries.map((entry) => ({ ...entry, group }));
  if (failure !== undefined) return { group, entries: [failureEntry(failure, group, mask)] };
  const errors = diagnosticEntries(hasErrors(diagnostics) ? diagnostics : [], mask).entries;
  if (plan === undefined || hasErrors(diagnostics)) return { group, entries: regrouped(errors) };
  const warnings = diagnosticEntries(diagnostics, mask).entries;
  const { entries } =
    one.outcomes === undefined ? planReport(plan, 'plan', mask) : outcomesReport(plan, resultOf(one), mask);
  return { group, entries: regrouped(outcome === 'not started' ? [] : [...warnings, ...entries]) };
}

function failureEntry({ message, hint }: NonNullable<ReportedTarget['failure']>, group: Group, mask: Mask): Entry {
  const [first = '', ...rest] = mask(message).split('\n');
  return {
    group,
    head: [styled('error', messages.outcome('failed')), { text: ` ${visible(first)}` }],
    notes: [...notes(rest.join('\n')), ...notes(mask(hint ?? ''))],
    details: [],
  };
}

/** The same for other programs, masked by what masks this target. */
function dataOf(one: ReportedTarget, mask: Mask): object {
  const { target, outcome, plan, planDigest, failure, diagnostics } = one;
  const stopped = failure === undefined ? [] : [{ severity: 'error', ...failure }];
  return {
    id: target.id,
    tenant: target.tenant,
    environment: target.env,
    ring: target.ring,
    outcome,
    title: targetLine(one, mask),
    ...(plan === undefined ? {} : { plan: planData(plan) }),
    ...(planDigest === undefined ? {} : { planDigest }),
    ...(one.outcomes === undefined ? {} : resultOf(one)),
    diagnostics: [...stopped, ...diagnosticsData(diagnostics)],
  };
}
