import type { Place } from '../model/diagnostic.ts';
import { parseJson } from '../model/json.ts';
import type { TargetReport } from '../model/target.ts';
import { messages } from './messages.ts';
import { list, number, object, oneOf, optional, shaped, text, truth } from './shape.ts';
import type { Shape } from './shape.ts';

const one: Shape<1> = (value, at): asserts value is 1 => oneOf('1')(String(value), at);

const reportShape: Shape<TargetReport> = object<TargetReport>({
  formatVersion: one,
  id: text,
  tenant: text,
  environment: text,
  ring: optional(text),
  isProduction: truth,
  command: oneOf('plan', 'apply', 'drift'),
  outcome: oneOf('changes', 'nothing', 'applied', 'partly', 'refused', 'failed'),
  title: text,
  planDigest: optional(text),
  diagnostics: list(
    object<TargetReport['diagnostics'][number]>({
      severity: oneOf('error', 'warning'),
      code: text,
      message: text,
      place: optional(object<Place>({ file: text, line: number, column: number, length: number })),
    }),
  ),
  outcomes: optional(
    list(
      object<NonNullable<TargetReport['outcomes']>[number]>({ address: text, status: text, reason: optional(text) }),
    ),
  ),
  changedBy: optional(
    list(object<NonNullable<TargetReport['changedBy']>[number]>({ address: text, who: text, when: text, by: text })),
  ),
  requests: optional(number),
  seconds: optional(number),
  snapshotOf: optional(text),
});

/** What became of a target, in the text of its `report.json`. Throws a `UsageError` for what is none. */
export function readTargetReport(path: string, content: string): TargetReport {
  return shaped(parseJson(content), reportShape, (place, wanted) => messages.reportMisshapen(path, place, wanted));
}
