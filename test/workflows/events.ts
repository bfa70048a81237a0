import type { Value } from './expressions.ts';
import { addPull, mergePull } from './github-state.ts';
import type { Issue } from './github-state.ts';
import { commit, git } from './repository.ts';
import type { Repository } from './repository.ts';
import type { Run } from './run.ts';

/** What happened at GitHub, and what a run of it is given. */
export interface Event {
  /** The name as in `on:`. */
  name: string;
  /** The commit that is checked out. */
  sha: string;
  ref: string;
  /** The commit and the repository that the run stands for in the API: of a pull request its head, of a fork the fork. */
  head: { sha: string; branch: string; repository: string };
  actor: string;
  /** `github.event`. */
  payload: { [name: string]: Value };
  /** From a fork or from Dependabot: no secrets, and a token that only reads. */
  isUntrusted: boolean;
}

/** Where the commits of a pull request come from, and who makes it. */
export interface PullOptions {
  /** The fork that has the branch. */
  fork?: string;
  actor?: string;
  branch?: string;
}

/** A branch with a commit of these files, and a pull request for it. */
export function openPull(
  repository: Repository,
  files: Readonly<Record<string, string | undefined>>,
  { fork, branch = `change-${repository.github.state.issues.length + 1}` }: PullOptions = {},
): Issue {
  const { folder, github, name } = repository;
  git(folder, ['checkout', '--quiet', '-b', branch, 'main']);
  const sha = commit(repository, files, `Change on ${branch}`);
  git(folder, ['checkout', '--quiet', 'main']);
  const repo = { full_name: fork ?? name, fork: fork !== undefined };
  return addPull(github.state, sha, { head: { sha, ref: branch, repo } });
}

/** The event of a pull request that was opened or pushed to: what is checked out is what its merge would be. */
export function pullRequest(repository: Repository, pull: Issue, actor = 'maria'): Event {
  const { head, base } = pullOf(pull);
  const sha = mergeCommit(repository, head.sha, `Merge ${head.sha} into main`);
  base.sha = git(repository.folder, ['rev-parse', 'main']);
  const from = head.repo?.full_name ?? '';
  const isUntrusted = from !== repository.name || actor === 'dependabot[bot]';
  const own = { full_name: repository.name, fork: false };
  const payload = { number: pull.number, pull_request: { number: pull.number, head, base: { ...base, repo: own } } };
  return {
    name: 'pull_request',
    sha,
    ref: `refs/pull/${pull.number}/merge`,
    head: { sha: head.sha, branch: head.ref, repository: from },
    actor,
    payload,
    isUntrusted,
  };
}

/** Merges a pull request, by a merge or squashed, and gives the push to main that follows. */
export function merge(repository: Repository, pull: Issue, how: 'merge' | 'squash' = 'merge'): Event {
  const { head } = pullOf(pull);
  const before = git(repository.folder, ['rev-parse', 'main']);
  const message = `Merge pull request #${pull.number}`;
  if (how === 'merge') git(repository.folder, ['merge', '--quiet', '--no-ff', '--message', message, head.sha]);
  else {
    git(repository.folder, ['merge', '--quiet', '--squash', head.sha]);
    git(repository.folder, ['commit', '--quiet', '--allow-empty', '--message', message]);
  }
  const sha = git(repository.folder, ['rev-parse', 'HEAD']);
  mergePull(repository.github.state, pull.number, sha);
  return push(repository, before);
}

/** The push of what main is now. */
export function push(repository: Repository, before: string): Event {
  return ofMain(repository, 'push', { before, after: git(repository.folder, ['rev-parse', 'main']) });
}

/** A pull request in the merge queue: the commit that main would become. */
export function mergeGroup(repository: Repository, pull: Issue): Event {
  const { head } = pullOf(pull);
  const base = git(repository.folder, ['rev-parse', 'main']);
  const sha = mergeCommit(repository, head.sha, `Merge pull request #${pull.number} from ${head.ref}`);
  const ref = `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${base}`;
  repository.github.state.pullsOfCommit.set(sha, [pull.number]);
  return {
    name: 'merge_group',
    sha,
    ref,
    head: { sha, branch: ref.replace('refs/heads/', ''), repository: repository.name },
    actor: 'maria',
    payload: {
      action: 'checks_requested',
      merge_group: { head_sha: sha, head_ref: ref, base_sha: base, base_ref: 'refs/heads/main' },
    },
    isUntrusted: false,
  };
}

/** Somebody starts a workflow by hand, on main. */
export function dispatch(repository: Repository, inputs: Readonly<Record<string, Value>> = {}): Event {
  return ofMain(repository, 'workflow_dispatch', { inputs: { ...inputs } });
}

/** The hour of a schedule has come. */
export function schedule(repository: Repository): Event {
  return ofMain(repository, 'schedule', { schedule: '17 3 * * *' });
}

/** A run of another workflow has ended. */
export function workflowRun(repository: Repository, run: Run): Event {
  const { head, name, actor } = run.event;
  const [workflow] = [{ id: run.id, event: name, conclusion: run.conclusion, path: run.file, head_sha: head.sha }];
  const more = {
    ...workflow,
    head_branch: head.branch,
    head_repository: { full_name: head.repository, fork: head.repository !== repository.name },
    actor: { login: actor },
  };
  return ofMain(repository, 'workflow_run', { action: 'completed', workflow_run: more });
}

function ofMain(repository: Repository, name: string, payload: Event['payload']): Event {
  const sha = git(repository.folder, ['rev-parse', 'main']);
  const head = { sha, branch: 'main', repository: repository.name };
  return { name, sha, ref: 'refs/heads/main', head, actor: 'maria', payload, isUntrusted: false };
}

/** The commit that a merge of another one into main would make, without main moving. Throws when they conflict. */
function mergeCommit({ folder }: Repository, sha: string, message: string): string {
  const tree = git(folder, ['merge-tree', '--write-tree', 'main', sha]);
  return git(folder, ['commit-tree', tree, '-p', 'main', '-p', sha, '-m', message]);
}

function pullOf(pull: Issue): NonNullable<Issue['pull']> {
  if (pull.pull === undefined) throw new Error(`${pull.number} is no pull request`);
  return pull.pull;
}

/** An event with what another one has, by another name. */
export const dispatchAs = (event: ReturnType<typeof dispatch>, name: string): ReturnType<typeof dispatch> => ({
  ...event,
  name,
});
