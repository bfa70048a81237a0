import type { TargetReport } from '../../model/target.ts';
import type { Plan } from '../../model/plan.ts';
import { codeSpan, cut, link } from './escape.ts';
import { always, assembled, fitted, form } from './fit.ts';
import type { Piece } from './fit.ts';
import { gather } from './gather.ts';
import { changePieces } from './groups.ts';
import { messages } from './messages.ts';

/** What is said of drift beside what it is. */
export interface DriftFacts {
  /** The run that looked, and when, such as `2026-11-29 03:17 UTC`. */
  run: { number: string; url: string };
  time: string;
  /** The name of the workflow that deploys. */
  workflow: string;
  blob?: string;
  /** The digest of the drift, as 64 hex digits. */
  digest: string;
}

/** The most UTF-16 units of an issue; GitHub takes 65,536. */
const mostUnits = 60_000;
/** So many authors are named. */
const mostAuthors = 50;

const marker = /^<!-- tenantry:drift:v1 (\S+) sha256:([0-9a-f]{64}) -->$/;

/** The last line of an issue on drift. */
export function driftMarker(id: string, digest: string): string {
  return `<!-- tenantry:drift:v1 ${driftId(id)} sha256:${digest} -->`;
}

/** The name of a target as it stands in a marker. */
export function driftId(id: string): string {
  return encodeURIComponent(id.replaceAll(/\p{Cs}/gu, '�'));
}

/** The target that an issue is about, encoded as in its marker, and the digest of its drift; nothing for any other issue. */
export function driftIn(body: string): { id: string; digest: string } | undefined {
  const last = body.trimEnd().split(/\r?\n/).at(-1) ?? '';
  const [, id, digest] = marker.exec(last) ?? [];
  return id === undefined || digest === undefined ? undefined : { id, digest };
}

/** The title of the issue of a target. GitHub takes 256 characters. */
export function driftTitle({ tenant, environment }: TargetReport): string {
  return cut(messages.driftTitle(`${tenant}/${environment}`), 200);
}

/** How a target differs from its files now, who did it, and what to do about it, as the text of an issue. */
export function driftText(report: TargetReport, plan: Plan | undefined, facts: DriftFacts): string {
  const { blob, run, time, workflow, digest } = facts;
  const gathered = gather([{ report, ...(plan === undefined ? {} : { plan }) }]);
  const changes = changePieces(gathered, { wording: 'drift', ...(blob === undefined ? {} : { blob }) });
  const name = codeSpan(`${report.tenant}/${report.environment}`);
  const by = link(messages.run(codeSpan(cut(run.number, 20))), run.url);
  const counts = messages.counts(gathered.totals, 'drift');
  const end = [
    messages.waysOut(codeSpan(report.tenant, 100), codeSpan(report.environment, 100), codeSpan(workflow, 100)),
    '',
    messages.lookedAt(by, time),
    '',
    driftMarker(report.id, digest),
  ].join('\n');
  const authors = authorsPiece(report);
  const top = always(messages.driftIs(name, counts === '' ? codeSpan(report.title) : counts));
  const rest: Piece = { forms: [form(() => ''), form(() => messages.driftMore(by))] };
  const pieces = [top, ...changes.pieces, rest, authors];
  const { destroyed, withheld, rest: others } = changes.steps;
  const steps = [...destroyed, ...withheld, [authors, 1] as const, ...others];
  const chosen = fitted(pieces, steps, mostUnits - end.length - 400);
  const isAll = [...changes.about.keys()].every((piece) => piece.forms[chosen.get(piece) ?? 0]?.isNaming === true);
  if (!isAll) chosen.set(rest, 1);
  return `${assembled(pieces, chosen)}\n\n${end}`;
}

function authorsPiece({ changedBy = [] }: TargetReport): Piece {
  if (changedBy.length === 0) return { forms: [form(() => '')] };
  const lines = changedBy.slice(0, mostAuthors).map(({ address, who, when, by }) => {
    return `- ${messages.changedBy(codeSpan(address), codeSpan(who, 100), codeSpan(by, 60), codeSpan(when, 40))}`;
  });
  const more = changedBy.length - lines.length;
  return {
    forms: [
      form(() => ''),
      form(() => [messages.authors(), '', ...lines, ...(more > 0 ? [`- ${messages.newMore(more)}`] : [])].join('\n')),
    ],
  };
}
