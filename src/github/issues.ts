import { createHash } from 'node:crypto';
import { stableText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import { codeSpan } from '../report/comment/escape.ts';
import { driftId, driftIn, driftText, driftTitle } from '../report/comment/issue.ts';
import type { DriftFacts } from '../report/comment/issue.ts';
import { messages as words } from '../report/comment/messages.ts';
import type { TargetReport } from '../model/target.ts';
import { numberAt, textAt, valueAt } from './answers.ts';
import type { Commenting } from './comment.ts';
import { planIn } from './found-reports.ts';
import type { FoundTarget } from './found-reports.ts';
import type { IssueOutcome } from './messages.ts';

/** The label by which issues on drift are listed; whose they are is said by their last line. */
export const driftLabel = 'tenantry-drift';

/** An issue on drift that is there. */
interface DriftIssue {
  number: number;
  isOpen: boolean;
  body: string;
  digest: string;
}

/** What is said of all targets. */
export type IssueFacts = Omit<DriftFacts, 'digest'>;

/**
 * Keeps one issue for each target for ever: opened with the first drift, its text the latest state, with a comment when the drift
 * is another one, closed when there is none, and opened again. They are found by label, author and last line, never by title.
 */
export async function keepIssues(
  targets: readonly FoundTarget[],
  facts: IssueFacts,
  commenting: Commenting,
): Promise<Map<string, IssueOutcome>> {
  const known = await driftIssues(commenting);
  const outcomes = new Map<string, IssueOutcome>();
  for (const target of targets) {
    const [issue, ...duplicates] = known.get(driftId(target.report.id)) ?? [];
    for (const duplicate of duplicates)
      if (duplicate.isOpen && issue !== undefined) await closeDuplicate(duplicate, issue, commenting);
    outcomes.set(target.report.id, await keepIssue(target, issue, facts, commenting));
  }
  return outcomes;
}

async function keepIssue(
  { report, planPath }: FoundTarget,
  issue: DriftIssue | undefined,
  facts: IssueFacts,
  { rest, repository }: Commenting,
): Promise<IssueOutcome> {
  const found = planPath === undefined ? undefined : planIn(planPath, report);
  const plan = found !== undefined && 'changes' in found ? found : undefined;
  const state = stateOf(report, plan);
  if (state === 'unknown') return 'unknown';
  const at = `/repos/${repository}/issues`;
  const run = `[${words.run(facts.run.number)}](${facts.run.url})`;
  if (state === 'clean') {
    if (issue?.isOpen !== true) return 'clean';
    await rest.post(`${at}/${issue.number}/comments`, { body: words.driftGone(run) });
    await rest.patch(`${at}/${issue.number}`, { state: 'closed', state_reason: 'completed' });
    return 'closed';
  }
  const digest = driftDigest(report, plan);
  const body = driftText(report, plan, { ...facts, digest });
  const counts = codeSpan(report.title);
  if (issue === undefined) {
    await rest.post(at, { title: driftTitle(report), body, labels: [driftLabel] });
    return 'opened';
  }
  const isSame = issue.isOpen && issue.digest === digest;
  // The comment comes first: when what follows fails, it is said again, and never not at all.
  const said = issue.isOpen ? words.driftOther(counts, run) : words.driftBack(counts, run);
  if (!isSame) await rest.post(`${at}/${issue.number}/comments`, { body: said });
  const reopening = issue.isOpen ? {} : { state: 'open', state_reason: 'reopened' };
  if (issue.body !== body || !issue.isOpen) await rest.patch(`${at}/${issue.number}`, { body, ...reopening });
  return issue.isOpen ? (isSame ? 'updated' : 'another') : 'reopened';
}

/** Whether there is drift; an error, or nothing at all, does not say. */
function stateOf({ command, outcome }: TargetReport, plan: Plan | undefined): 'drift' | 'clean' | 'unknown' {
  if (command !== 'drift') return 'unknown';
  if (outcome === 'changes') return 'drift';
  return outcome === 'nothing' && (plan?.changes ?? []).every(({ action }) => action === 'none') ? 'clean' : 'unknown';
}

/** What the drift is, whoever caused it and wherever the files declare it. */
function driftDigest({ title }: TargetReport, plan: Plan | undefined): string {
  const changes: Json = plan?.changes.map(({ action, address, withheld, fields }) => [
    action,
    address,
    withheld?.guard ?? null,
    fields.map(({ path, before, after, isSecret }) =>
      isSecret === true ? [path] : [path, before ?? null, after ?? null],
    ),
  ]) ?? [title];
  return createHash('sha256').update(stableText(changes)).digest('hex');
}

async function closeDuplicate(
  duplicate: DriftIssue,
  issue: DriftIssue,
  { rest, repository }: Commenting,
): Promise<void> {
  const at = `/repos/${repository}/issues/${duplicate.number}`;
  await rest.post(`${at}/comments`, { body: words.driftTwice(issue.number) });
  await rest.patch(at, { state: 'closed', state_reason: 'not_planned' });
}

/** The author's issues on drift by target, the oldest first. */
async function driftIssues({ rest, repository, author }: Commenting): Promise<Map<string, DriftIssue[]>> {
  const found = new Map<string, DriftIssue[]>();
  const query = `labels=${driftLabel}&state=all&sort=created&direction=asc`;
  for await (const issue of rest.pages(`/repos/${repository}/issues?${query}`)) {
    const body = textAt(issue, 'body').replaceAll('\r\n', '\n');
    const drift = driftIn(body);
    const isOwn = textAt(issue, 'user', 'login') === author && valueAt(issue, 'pull_request') === undefined;
    if (!isOwn || drift === undefined) continue;
    const one = {
      number: numberAt(issue, 'number'),
      isOpen: textAt(issue, 'state') === 'open',
      body,
      digest: drift.digest,
    };
    found.set(
      drift.id,
      [...(found.get(drift.id) ?? []), one].sort((a, b) => a.number - b.number),
    );
  }
  return found;
}
