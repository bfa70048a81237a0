import type { Case } from '../model/case.ts';
import type { Mask } from '../secrets/mask.ts';
import { casesReport } from './cases.ts';
import { messages } from './messages.ts';
import type { Report, ReportedRule } from './view.ts';

/** What a check of rules came to. */
export interface ChecksToReport {
  title: string;
  /** What was looked at. */
  on: string;
  cases: readonly Case[];
  /** How many rules there are, and how many in each state. */
  counts: Readonly<Record<string, number>>;
  rules: readonly ReportedRule[];
  remarks: string[];
}

/** A report of rules: what failed, is accepted or could not be told, by area; what is right is only counted. */
export function checksReport({ title, on, cases, counts, rules, remarks }: ChecksToReport, mask: Mask): Report {
  const shown = cases.filter(({ state }) => state !== 'passed' && state !== 'skipped');
  const all = casesReport({ title, cases, data: { on, counts } }, mask);
  const said = casesReport({ title, cases: shown, remarks }, mask);
  const hasFindings = shown.some(({ state }) => state === 'failed');
  return {
    ...said,
    data: all.data,
    counts: messages.ruleCounts(counts),
    cases: all.cases ?? [],
    rules,
    ...(hasFindings ? { closing: messages.saysMore() } : {}),
  };
}
