import type { Place } from './diagnostic.ts';

/**
 * What became of something that was tried or checked: a unit test, an assertion on a token, a rule.
 *
 * `skipped` was not tried, or does not apply; `unknown` could not be told; `waived` failed and is accepted for a while. None of them is a pass.
 */
export type CaseState = 'passed' | 'failed' | 'waived' | 'unknown' | 'skipped';

/** Something that was tried or checked, in the one form that all its formats are made of. */
export interface Case {
  /** What it belongs to, such as an action, a client and its API, or the area of a rule. */
  suite: string;
  name: string;
  state: CaseState;
  /** How much a failure matters; `error` when absent. */
  severity?: 'error' | 'warning' | 'info';
  /** A stable name of what was asserted, such as `clients/localhost-callback` or `token/lifetime`. */
  code?: string;
  /** What is the case, a line each. */
  lines: string[];
  /** What to do about it. */
  hint?: string;
  place?: Place;
  address?: string;
  milliseconds?: number;
}

/** How many of the cases are in each state. */
export function countsOf(cases: readonly Case[]): Record<CaseState, number> {
  const counts = { passed: 0, failed: 0, waived: 0, unknown: 0, skipped: 0 };
  for (const { state } of cases) counts[state] += 1;
  return counts;
}

/** Whether a case failed and is an error, not only a warning: it makes a command fail. */
export function isError({ state, severity = 'error' }: Case): boolean {
  return state === 'failed' && severity === 'error';
}
