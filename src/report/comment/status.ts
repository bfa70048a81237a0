import { codeSpan, cut, link } from './escape.ts';
import { messages } from './messages.ts';
import { targetCell } from './table.ts';
import type { TargetOutcome } from '../../model/target.ts';

/** What a deploy came to for one target. */
export interface DeployStatus {
  id: string;
  /** None when the deploy never got to it. */
  outcome: TargetOutcome | 'stopped';
  /** Of a refusal: the digest of the plan that a person could approve. */
  planDigest?: string;
}

/** What is said of a deploy. */
export interface DeployFacts {
  /** The run that deployed. */
  run: { number: string; url: string };
  /** The time of day, such as `12:04 UTC`. */
  time: string;
  /** The name of the workflow, in which a person can approve another plan. */
  workflow: string;
}

/** The line behind which a comment says what was deployed. */
const opening = '<!-- tenantry:deployed:v1 -->';
/** The most UTF-16 units of a comment after a deploy; GitHub takes 65,536. */
const mostUnits = 65_000;
/** So many targets are named for each outcome, and so many refusals are explained. */
const mostNamed = 6;
const mostRefusals = 10;

/**
 * A comment on plans with what a deploy came to: in the rows of its table, and below it. All else stays, with the last line, by
 * which the plan is approved. What an earlier deploy came to goes.
 */
export function withStatuses(body: string, statuses: readonly DeployStatus[], facts: DeployFacts): string {
  const { head, tail } = partsOf(body);
  const cells = new Map(
    statuses.flatMap((status) =>
      [true, false].map((isProduction) => [targetCell(status.id, isProduction), status] as const),
    ),
  );
  const found = new Set<DeployStatus>();
  const rows = head.map((line) => {
    const [, sign, cell = '', plan, last = ''] = /^\| (🔴|🟡|🟢) \| (.*?) \| (.*?) \| (.*?) ?\|$/u.exec(line) ?? [];
    const status = cells.get(cell);
    if (sign === undefined || status === undefined) return line;
    found.add(status);
    const page = /^\[[^\]]*\]\([^)]*\)/.exec(last)?.[0];
    const said = [...(page === undefined ? [] : [page]), statusText(status, facts)].join(' · ');
    return `| ${sign} | ${cell} | ${plan} | ${said} |`;
  });
  const full = joined(rows, blockOf(statuses, found, facts), tail);
  return full.length <= mostUnits ? full : joined(head, blockOf(statuses, new Set(), facts), tail);
}

/** What stands above what was deployed, and the lines at the end that are for programs. */
function partsOf(body: string): { head: string[]; tail: string[] } {
  const lines = body.replaceAll('\r\n', '\n').split('\n');
  let end = lines.length;
  while (end > 0 && /^<!-- tenantry:(?:seen|plan|fork-plan):v1 .*-->$/.test(lines[end - 1] ?? '')) end -= 1;
  const before = lines.slice(0, end);
  const at = before.indexOf(opening);
  return { head: at === -1 ? before : before.slice(0, at), tail: lines.slice(end) };
}

function joined(head: readonly string[], block: readonly string[], tail: readonly string[]): string {
  const top = head.join('\n').trimEnd();
  return [top, '', ...(block.length === 0 ? [] : [opening, ...block, '']), ...tail].join('\n');
}

/** What is below the table: what no row says, and how to go on from what was refused. */
function blockOf(statuses: readonly DeployStatus[], inRows: ReadonlySet<DeployStatus>, facts: DeployFacts): string[] {
  const groups = new Map<string, string[]>();
  for (const status of statuses) {
    if (inRows.has(status)) continue;
    const said = statusText(status, facts);
    groups.set(said, [...(groups.get(said) ?? []), codeSpan(status.id, 100)]);
  }
  const lines = [...groups].map(([said, names]) => {
    const shown = names.slice(0, mostNamed);
    return `- ${messages.deployedAs(messages.andMore(shown, names.length - shown.length), said)}`;
  });
  const refused = statuses.filter(({ outcome }) => outcome === 'refused');
  const explained = refused.slice(0, mostRefusals).map(({ id, planDigest }) => {
    const digest = planDigest === undefined ? undefined : codeSpan(planDigest, 64);
    return `> - ${messages.refusedPlan(codeSpan(id, 100), digest)}`;
  });
  const more = refused.length - explained.length;
  const left = statuses.some(({ outcome }) => outcome === 'partly' || outcome === 'failed' || outcome === 'stopped');
  return [
    ...lines,
    ...(explained.length === 0 ? [] : ['', '> [!IMPORTANT]', `> ${messages.refused(codeSpan(facts.workflow, 100))}`]),
    ...explained,
    ...(more > 0 ? [`> - ${messages.newMore(more)}`] : []),
    ...(left ? ['', messages.runAgain()] : []),
  ];
}

function statusText({ outcome }: DeployStatus, { run, time }: DeployFacts): string {
  const by = link(messages.run(codeSpan(cut(run.number, 20))), run.url);
  return messages.deployed(outcome, time, by);
}
