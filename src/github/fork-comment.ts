import type { Json } from '../model/json.ts';
import { forkMarker, planComment } from '../report/comment/comment.ts';
import { numberAt, textAt } from './answers.ts';
import { upsert } from './comment.ts';
import type { Commenting, Written } from './comment.ts';
import { resultsOf } from './found-reports.ts';
import type { FoundTarget } from './found-reports.ts';

/** A commit is the head of no more pull requests than this. */
const mostPulls = 5;

/**
 * Writes what a run of a fork has planned on the pull requests that have its commit as their head. All of it was made by whoever
 * wrote that commit: the pull requests are found by commit and repository, which GitHub says, and by nothing in the artifacts;
 * nothing is linked but the run; and the comment has no digest by which anything could be approved.
 */
export async function commentOnForks(
  run: Json,
  { targets, repositoryUrl, ...commenting }: Commenting & { targets: readonly FoundTarget[]; repositoryUrl: string },
): Promise<{ number: number; written: Written }[]> {
  const commit = textAt(run, 'head_sha');
  const from = textAt(run, 'head_repository', 'full_name');
  const isOwn = from.toLowerCase() === commenting.repository.toLowerCase();
  const number = String(numberAt(run, 'run_number'));
  const facts = {
    commit,
    run: { number, url: `${repositoryUrl}/actions/runs/${numberAt(run, 'id')}` },
    offline: isOwn ? ('own' as const) : ('fork' as const),
  };
  const written: { number: number; written: Written }[] = [];
  for (const pull of await pullsOfHead(commit, from, textAt(run, 'head_branch'), commenting)) {
    const make = (before: string | undefined): string | undefined => {
      const { text, isNeeded } = planComment(resultsOf(targets, new Map(), []), facts);
      return isNeeded || before !== undefined ? text : undefined;
    };
    written.push({ number: pull, written: await upsert(pull, isForkComment, make, commenting) });
  }
  return written;
}

/** Whether a comment is one on the plan of a fork: by its last line. */
function isForkComment(body: string): boolean {
  return body.trimEnd().split('\n').at(-1) === forkMarker;
}

/** The open pull requests whose head is a commit of a repository. */
async function pullsOfHead(
  commit: string,
  from: string,
  branch: string,
  { rest, repository }: Commenting,
): Promise<number[]> {
  const [owner = ''] = from.split('/');
  const query = `state=open&head=${encodeURIComponent(`${owner}:${branch}`)}`;
  const numbers: number[] = [];
  for await (const pull of rest.pages(`/repos/${repository}/pulls?${query}`)) {
    const isOfCommit = commit !== '' && textAt(pull, 'head', 'sha') === commit;
    const isFromThere = textAt(pull, 'head', 'repo', 'full_name').toLowerCase() === from.toLowerCase();
    if (isOfCommit && isFromThere) numbers.push(numberAt(pull, 'number'));
  }
  return numbers.sort((a, b) => a - b).slice(0, mostPulls);
}
