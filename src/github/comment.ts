import type { Body } from '../model/json.ts';
import { planComment } from '../report/comment/comment.ts';
import type { CommentFacts } from '../report/comment/comment.ts';
import { readMemory } from '../report/comment/seen.ts';
import { withStatuses } from '../report/comment/status.ts';
import type { DeployFacts, DeployStatus } from '../report/comment/status.ts';
import { numberAt, textAt } from './answers.ts';
import { resultsOf } from './found-reports.ts';
import type { FoundTarget } from './found-reports.ts';
import { indexIn, indexOfDigests } from './plans.ts';
import type { TargetDigest } from './plans.ts';
import { isRefused } from './rest.ts';
import type { Rest } from './rest.ts';

/** Where comments are written, and whose they are. */
export interface Commenting {
  rest: Rest;
  /** `owner/name`. */
  repository: string;
  /** The login of whoever writes the comments: one by somebody else is never touched and never believed. */
  author: string;
}

/** What became of a comment. `refused` is the answer to a token that may not write it, as in a run of a fork. */
export type Written = 'created' | 'edited' | 'same' | 'none' | 'refused';

/** A comment that is there. */
interface Own {
  id: number;
  body: string;
}

/**
 * Writes the one comment of a sort on a pull request: the oldest that is the author's own and is known by its last line is edited,
 * later ones are deleted, and when there is none it is made. `make` gets what stands there, and gives nothing when nothing is to
 * be written.
 */
export async function upsert(
  number: number,
  isKnown: (body: string) => boolean,
  make: (before: string | undefined) => string | undefined,
  commenting: Commenting,
): Promise<Written> {
  const { rest, repository } = commenting;
  try {
    const [first, ...later] = await ownComments(number, isKnown, commenting);
    const body = make(first?.body);
    for (const { id } of later) await rest.delete(`/repos/${repository}/issues/comments/${id}`);
    if (body === undefined) return 'none';
    if (first !== undefined) {
      if (first.body === body) return 'same';
      await rest.patch(`/repos/${repository}/issues/comments/${first.id}`, { body });
      return 'edited';
    }
    await rest.post(`/repos/${repository}/issues/${number}/comments`, { body });
    // A request whose answer was lost is made again: what came of the first one is a second comment.
    const [, ...duplicates] = await ownComments(number, isKnown, commenting);
    for (const { id } of duplicates) await rest.delete(`/repos/${repository}/issues/comments/${id}`);
    return 'created';
  } catch (error) {
    if (isRefused(error, 403)) return 'refused';
    throw error;
  }
}

/** Writes the comment on the plans of a pull request. Nothing is written where nothing changes and no comment stands. */
export async function commentOnPlans(
  number: number,
  targets: readonly FoundTarget[],
  facts: Omit<CommentFacts, 'before' | 'reviewed' | 'index'> & {
    pages: ReadonlyMap<string, string>;
    reviewed?: string;
  },
  commenting: Commenting,
): Promise<Written> {
  const { pages, ...known } = facts;
  return upsert(
    number,
    (body) => indexIn(body) !== undefined,
    (before) => {
      const memory = before === undefined ? undefined : readMemory(before);
      const digests: TargetDigest[] = [];
      const { text, isNeeded } = planComment(resultsOf(targets, pages, digests), {
        ...known,
        index: () => indexOfDigests(digests),
        ...(memory === undefined ? {} : { before: memory }),
      });
      return isNeeded || before !== undefined ? text : undefined;
    },
    commenting,
  );
}

/** Says in the comment on a pull request's plans what a deploy came to. A pull request without the comment gets none. */
export async function commentOnDeploy(
  number: number,
  statuses: readonly DeployStatus[],
  facts: DeployFacts,
  commenting: Commenting,
): Promise<Written> {
  return upsert(
    number,
    (body) => indexIn(body) !== undefined,
    (before) => (before === undefined ? undefined : withStatuses(before, statuses, facts)),
    commenting,
  );
}

/** The commit of a pull request that somebody else than its author has reviewed last; nothing when nobody has. */
export async function reviewedCommit(
  number: number,
  author: string,
  { rest, repository }: Commenting,
): Promise<string | undefined> {
  let newest: Body | undefined;
  for await (const review of rest.pages(`/repos/${repository}/pulls/${number}/reviews`)) {
    const isByPerson = textAt(review, 'user', 'type') !== 'Bot' && textAt(review, 'user', 'login') !== author;
    const at = textAt(review, 'submitted_at');
    if (isByPerson && at !== '' && at >= textAt(newest, 'submitted_at')) newest = review;
  }
  const commit = textAt(newest, 'commit_id');
  return commit === '' ? undefined : commit;
}

/** The addresses of the pages that a run has uploaded, by target. */
export async function pagesOf(
  run: string,
  command: 'plan' | 'apply' | 'drift',
  repositoryUrl: string,
  { rest, repository }: Pick<Commenting, 'rest' | 'repository'>,
): Promise<Map<string, string>> {
  const newest = new Map<string, number>();
  const ending = `.${command}.html`;
  for await (const artifact of rest.pages(`/repos/${repository}/actions/runs/${run}/artifacts`)) {
    const [name, id] = [textAt(artifact, 'name'), numberAt(artifact, 'id')];
    if (!name.endsWith(ending)) continue;
    const target = name.slice(0, -ending.length);
    newest.set(target, Math.max(id, newest.get(target) ?? 0));
  }
  return new Map([...newest].map(([target, id]) => [target, `${repositoryUrl}/actions/runs/${run}/artifacts/${id}`]));
}

/** The author's own comments that are known by their last line, the oldest first. */
async function ownComments(
  number: number,
  isKnown: (body: string) => boolean,
  { rest, repository, author }: Commenting,
): Promise<Own[]> {
  const own: Own[] = [];
  for await (const comment of rest.pages(`/repos/${repository}/issues/${number}/comments`)) {
    const body = textAt(comment, 'body').replaceAll('\r\n', '\n');
    if (textAt(comment, 'user', 'login') === author && isKnown(body)) own.push({ id: numberAt(comment, 'id'), body });
  }
  return own.sort((a, b) => a.id - b.id);
}
