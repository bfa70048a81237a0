import { isStop } from '../model/failure.ts';
import type { Body } from '../model/json.ts';
import { numberAt, textAt } from './answers.ts';
import { messages } from './messages.ts';
import { plansOfRun } from './plan-artifacts.ts';
import type { UploadedPlan } from './plan-artifacts.ts';
import { indexIn, indexOfPlans } from './plans.ts';
import { isRefused } from './rest.ts';
import type { Rest } from './rest.ts';

/** Where approvals are looked for. */
export interface Asking {
  rest: Rest;
  /** `owner/name`. */
  repository: string;
  /** The branch that is deployed: a pull request into another one approves nothing for it. */
  branch: string;
  /** The commit that is deployed. */
  commit: string;
  /** The commit before the push that is deployed, for environments that have never been deployed to. */
  before: string | undefined;
  commentAuthor: string;
  /** The path of the workflow whose plans count. */
  planWorkflow: string;
}

/** What a pull request was approved for: its plans, or why there are none. */
export type Approval =
  { type: 'approved'; number: number; plans: UploadedPlan[] } | { type: 'none'; number: number; why: string };

/** So many deployments and commits are looked at: what is older than these was deployed by hand. */
const mostDeployments = 50;
const mostCommits = 250;
/** A run that was cancelled is completed, and has not all of the plans: then the one before it is looked at. */
const mostRuns = 3;

/** The commits since the last deployment of an environment that succeeded, the deployed one included, the oldest first. */
export async function commitsSince(
  environment: string,
  { rest, repository, commit, before }: Asking,
): Promise<{ commits: string[]; since: string | undefined }> {
  const since = await lastDeployed(environment, rest, repository);
  const from = since ?? before;
  if (from === undefined || from === commit) return { commits: since === commit ? [] : [commit], since };
  const commits: string[] = [];
  try {
    for await (const one of rest.pages(`/repos/${repository}/compare/${from}...${commit}`))
      commits.push(textAt(one, 'sha'));
  } catch (error) {
    // A commit that is no more, as after a forced push.
    if (!isRefused(error, 404, 422)) throw error;
    return { commits: [commit], since };
  }
  return { commits: commits.slice(-mostCommits), since };
}

/** The commit of the newest deployment that succeeded; a later one takes its state, but not the note of it. */
async function lastDeployed(environment: string, rest: Rest, repository: string): Promise<string | undefined> {
  let looked = 0;
  const query = `environment=${encodeURIComponent(environment)}`;
  for await (const deployment of rest.pages(`/repos/${repository}/deployments?${query}`)) {
    if (textAt(deployment, 'environment') !== environment) continue;
    if ((looked += 1) > mostDeployments) return undefined;
    for await (const status of rest.pages(`/repos/${repository}/deployments/${numberAt(deployment, 'id')}/statuses`))
      if (textAt(status, 'state') === 'success') return textAt(deployment, 'sha');
  }
  return undefined;
}

/** The merged pull requests of a commit. One that only has the commit in it, and is open or for another branch, is none. */
export async function pullsOf(commit: string, { rest, repository, branch }: Asking): Promise<Body[]> {
  const found: Body[] = [];
  for await (const pull of rest.pages(`/repos/${repository}/commits/${commit}/pulls`)) {
    const isMerged = textAt(pull, 'merged_at') !== '' && textAt(pull, 'base', 'ref') === branch;
    if (isMerged) found.push(pull);
  }
  return found;
}

/** The plans that a pull request was approved for, which are those that its comment shows. */
export async function approvalOf(pull: Body, asking: Asking): Promise<Approval> {
  const number = numberAt(pull, 'number');
  const found = await unlessWrong(async (): Promise<Approval> => {
    const index = await indexOfComment(number, asking);
    if (index === undefined) return { type: 'none', number, why: messages.commentMissing(asking.commentAuthor) };
    const head = textAt(pull, 'head', 'sha');
    let why = messages.runMissing(asking.planWorkflow, head);
    for (const [tried, run] of (await runsFor(head, asking)).slice(0, mostRuns).entries()) {
      const plans = await unlessWrong(() => plansOfRun(asking.rest, asking.repository, run));
      if (Array.isArray(plans) && indexOfPlans(plans) === index) return { type: 'approved', number, plans };
      if (tried === 0) why = Array.isArray(plans) ? messages.indexOther(run) : plans;
    }
    return { type: 'none', number, why };
  });
  return typeof found === 'string' ? { type: 'none', number, why: found } : found;
}

/** What comes of something, or what is wrong with what a pull request has left: no reason to hold back the others. That GitHub is away is one. */
async function unlessWrong<Value>(work: () => Promise<Value>): Promise<Value | string> {
  try {
    return await work();
  } catch (error) {
    if (!isStop(error) || isRefused(error, 401, 403) || error.code === 'github-unreachable') throw error;
    return error.message;
  }
}

/** The digest in the comment by its author; of several the first, as the one that is kept up to date. */
async function indexOfComment(
  number: number,
  { rest, repository, commentAuthor }: Asking,
): Promise<string | undefined> {
  for await (const comment of rest.pages(`/repos/${repository}/issues/${number}/comments`)) {
    if (textAt(comment, 'user', 'login') !== commentAuthor) continue;
    const index = indexIn(textAt(comment, 'body'));
    if (index !== undefined) return index;
  }
  return undefined;
}

/** The completed runs of the plan's workflow, of exactly that commit, in this repository and none of its forks, the newest first. */
async function runsFor(head: string, { rest, repository, planWorkflow }: Asking): Promise<number[]> {
  const file = encodeURIComponent(planWorkflow.split('/').at(-1) ?? '');
  const query = `head_sha=${encodeURIComponent(head)}&event=pull_request&status=completed`;
  const runs: number[] = [];
  for await (const run of rest.pages(`/repos/${repository}/actions/workflows/${file}/runs?${query}`)) {
    const isMeant =
      textAt(run, 'head_sha') === head &&
      textAt(run, 'event') === 'pull_request' &&
      textAt(run, 'status') === 'completed' &&
      textAt(run, 'path').split('@')[0] === planWorkflow &&
      isSameName(textAt(run, 'head_repository', 'full_name'), repository);
    if (isMeant) runs.push(numberAt(run, 'id'));
  }
  return runs.sort((a, b) => b - a);
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
