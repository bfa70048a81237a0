import type { Json } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import type { Origin } from '../model/tree.ts';
import type { Subject } from './world.ts';

/** A place that makes a rule fail. */
export interface Hit {
  /** Where in the body; an empty one for what is not there. */
  path: Path;
  /** The resource, where the rule is about the tenant. */
  subject?: Subject;
  /** What stands there, where it says more than the rule. */
  value?: Json;
  /** Further words. */
  says?: string;
  /** Where it is written, where the path does not tell. */
  origin?: Origin;
  /** The value that would set it right. */
  fix?: { path: string; to: Json };
}

/** What became of a rule for one resource, or for the tenant. `unknown` is neither: it could not be told. */
export type Verdict =
  { state: 'passed' } | { state: 'failed'; hits: Hit[] } | { state: 'unknown'; why: string } | { state: 'skipped' };

export const passed: Verdict = { state: 'passed' };
export const skipped: Verdict = { state: 'skipped' };

/** It could not be told, and what it would take. */
export function unknown(why: string): Verdict {
  return { state: 'unknown', why };
}

/** Failed where there is any place for it; else passed. */
export function failedAt(hits: readonly Hit[]): Verdict {
  return hits.length === 0 ? passed : { state: 'failed', hits: [...hits] };
}

/** The verdict of alternatives of which none may be wrong. */
export function anyWrong(verdicts: readonly Verdict[]): Verdict {
  const hits = verdicts.flatMap((one) => (one.state === 'failed' ? one.hits : []));
  if (hits.length > 0) return failedAt(hits);
  return verdicts.find(({ state }) => state === 'unknown') ?? passed;
}
