import type { Case } from '../model/case.ts';
import { placeOf } from '../model/diagnostic.ts';
import { isBody, jsonText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { formatPath } from '../model/path.ts';
import { areaOf } from './rule.ts';
import type { Severity } from './rule.ts';
import { messages } from './messages.ts';
import type { Judged, JudgedResult } from './waive.ts';

/** What became of a rule as a whole. */
export type RuleState = 'passed' | 'failed' | 'waived' | 'skipped' | 'unknown' | 'by hand';

/** The state of a rule: the worst of what it found. */
export function stateOf({ rule, findings, unknown, passed, acknowledged }: JudgedResult): RuleState {
  if (rule.type === 'hand') return acknowledged === undefined ? 'by hand' : 'waived';
  if (findings.some(({ accepted }) => accepted === undefined)) return 'failed';
  if (findings.length > 0) return 'waived';
  if (unknown.length > 0) return 'unknown';
  return passed > 0 ? 'passed' : 'skipped';
}

/** How many rules are in each state; what is wrong with waivers is counted only where there is any. */
export function ruleCounts(results: readonly JudgedResult[]): Record<RuleState, number> & { rules: number } {
  const counts = { rules: 0, passed: 0, failed: 0, waived: 0, skipped: 0, unknown: 0, 'by hand': 0 };
  for (const result of results) {
    if (result.rule.type === 'own' && result.findings.length === 0) continue;
    counts.rules += 1;
    counts[stateOf(result)] += 1;
  }
  return counts;
}

const ranks: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** Whether a command fails: for a finding that matters enough, and with `isStrict` for what could not be told. */
export function fails(results: readonly JudgedResult[], failOn: Severity, isStrict: boolean): boolean {
  const matters = results.some(({ findings }) =>
    findings.some(({ severity, accepted }) => accepted === undefined && ranks[severity] >= ranks[failOn]),
  );
  const isOpen = ({ unknown, rule, acknowledged }: JudgedResult): boolean =>
    unknown.length > 0 || (rule.type === 'hand' && acknowledged === undefined);
  return matters || (isStrict && results.some(isOpen));
}

/** Results in the form that all formats are made of: a case for each finding, and for each rule without one. */
export function casesOf(results: readonly JudgedResult[]): Case[] {
  return results.flatMap((result): Case[] => {
    const { rule, severity, findings, unknown } = result;
    const of = { suite: areaOf(rule), name: rule.id, code: rule.id, severity };
    const found = findings.map((finding) => findingCase(finding));
    const state = stateOf(result);
    if (rule.type === 'own') return found;
    if (rule.type === 'hand') {
      const { acknowledged: waiver } = result;
      const said = waiver === undefined ? [messages.byHand(rule.says)] : [rule.says, ...waivedLines(waiver)];
      return [{ ...of, state: waiver === undefined ? 'unknown' : 'waived', lines: said, hint: rule.hint }];
    }
    const open: Case[] = unknown.length === 0 ? [] : [{ ...of, state: 'unknown', lines: messages.unknown(unknown) }];
    if (found.length + open.length > 0) return [...found, ...open];
    return [
      {
        ...of,
        state: state === 'passed' ? 'passed' : 'skipped',
        lines: state === 'passed' ? [] : [messages.skipped()],
      },
    ];
  });
}

function findingCase({ rule, severity, address, hit, origin, accepted }: Judged): Case {
  return {
    suite: areaOf(rule),
    name: rule.id,
    code: rule.id,
    severity,
    state: accepted === undefined ? 'failed' : 'waived',
    address,
    lines: [
      messages.finding(
        rule.says,
        // A place in code says more than the field that the code is in.
        hit.origin === undefined ? formatPath(hit.path) : '',
        hit.value === undefined ? undefined : shown(hit.value),
        hit.says,
      ),
      ...(accepted === undefined
        ? []
        : accepted.type === 'waiver'
          ? waivedLines(accepted.waiver)
          : [messages.inBaseline()]),
      ...(hit.fix === undefined || accepted !== undefined ? [] : [messages.fix(hit.fix.path, shown(hit.fix.to))]),
    ],
    ...(accepted === undefined ? { hint: rule.hint } : {}),
    ...(origin === undefined ? {} : { place: placeOf(origin) }),
  };
}

function waivedLines({ until, owner, reason }: { until: string; owner: string; reason: string }): string[] {
  return [messages.waived(until, owner), reason];
}

/** A value in one line. */
function shown(value: Json): string {
  if (typeof value === 'string') return value === '' ? "''" : value;
  return isBody(value) || Array.isArray(value) ? jsonText(value) : String(value);
}
