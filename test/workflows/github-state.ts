import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** An account as the API shows it. */
export interface Account {
  login: string;
  type: 'User' | 'Bot';
}

/** A comment on an issue or a pull request. */
export interface Comment {
  id: number;
  /** The number of the issue or pull request. */
  issue: number;
  body: string;
  user: Account;
  created_at: string;
  updated_at: string;
}

/** An issue; pull requests are issues too, as they are at GitHub. */
export interface Issue {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  state_reason: string | null;
  labels: string[];
  user: Account;
  created_at: string;
  updated_at: string;
  pull?: Pull;
}

/** What a pull request has besides its issue. `head.repo` is null when the fork was deleted. */
export interface Pull {
  head: { sha: string; ref: string; repo: { full_name: string; fork: boolean } | null };
  base: { sha: string; ref: string };
  merged_at: string | null;
  merge_commit_sha: string | null;
  draft: boolean;
}

/** A review of a pull request, of the commit that was its head. */
export interface Review {
  id: number;
  pull: number;
  user: Account;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  commit_id: string;
  submitted_at: string;
}

/** A run of a workflow. */
export interface Run {
  id: number;
  /** The file of the workflow, such as `.github/workflows/plan.yml`. */
  path: string;
  name: string;
  event: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | null;
  head_sha: string;
  head_branch: string;
  /** The `owner/name` of the repository that the commit is in: of a fork, the fork. */
  head_repository: string;
  run_number: number;
  run_attempt: number;
  created_at: string;
}

/** An artifact of a run. */
export interface Artifact {
  id: number;
  run: number;
  name: string;
  /** What a download gives: a zip, or the file itself when it was uploaded with `archive: false`. */
  content: Buffer;
  /** What the API says: of the content, unless a test says otherwise. */
  digest: string;
  expired: boolean;
  created_at: string;
}

/** A deployment to an environment. */
export interface Deployment {
  id: number;
  sha: string;
  ref: string;
  environment: string;
  created_at: string;
  /** The oldest first. */
  statuses: { id: number; state: string; created_at: string; log_url: string }[];
}

/** What the stand-in of GitHub knows. Tests read and change it as they like. */
export interface GitHubState {
  /** `owner/name` of the one repository. */
  repository: string;
  isFork: boolean;
  /** The commits of the main branch, the oldest first. */
  history: string[];
  /** The numbers of pull requests by commit, beside those whose head or merge commit it is. */
  pullsOfCommit: Map<string, number[]>;
  issues: Issue[];
  comments: Comment[];
  reviews: Review[];
  labels: { name: string; color: string; description: string }[];
  runs: Run[];
  artifacts: Artifact[];
  deployments: Deployment[];
  /** The time of whatever happens next; it moves on by a second with every write. */
  now: Date;
  lastId: number;
}

/** Who a workflow's token is, at GitHub. */
export const bot: Account = { login: 'github-actions[bot]', type: 'Bot' };

/** A repository in which nothing has happened yet. */
export function emptyState(repository: string): GitHubState {
  return {
    repository,
    isFork: false,
    history: [],
    pullsOfCommit: new Map(),
    issues: [],
    comments: [],
    reviews: [],
    labels: [],
    runs: [],
    artifacts: [],
    deployments: [],
    now: new Date('2026-11-29T12:00:00Z'),
    lastId: 100,
  };
}

/** The next identifier, and the next second. */
export function next(state: GitHubState): { id: number; at: string } {
  state.lastId += 1;
  state.now = new Date(state.now.getTime() + 1000);
  return { id: state.lastId, at: state.now.toISOString().replace('.000Z', 'Z') };
}

/** Opens an issue; its number is the next one of issues and pull requests. */
export function addIssue(state: GitHubState, more: Partial<Issue> = {}): Issue {
  const { at } = next(state);
  const number = more.number ?? Math.max(0, ...state.issues.map((one) => one.number)) + 1;
  const issue: Issue = {
    number,
    title: `Issue ${number}`,
    body: '',
    state: 'open',
    state_reason: null,
    labels: [],
    user: bot,
    created_at: at,
    updated_at: at,
    ...more,
  };
  state.issues.push(issue);
  return issue;
}

/** Opens a pull request from a branch of the repository, or of the fork that is given. */
export function addPull(state: GitHubState, sha: string, more: Partial<Pull> & { number?: number } = {}): Issue {
  const { number, ...pull } = more;
  return addIssue(state, {
    ...(number === undefined ? {} : { number }),
    user: { login: 'maria', type: 'User' },
    pull: {
      head: { sha, ref: `branch-${sha.slice(0, 7)}`, repo: { full_name: state.repository, fork: false } },
      base: { sha: state.history.at(-1) ?? '0'.repeat(40), ref: 'main' },
      merged_at: null,
      merge_commit_sha: null,
      draft: false,
      ...pull,
    },
  });
}

/** Merges a pull request by a commit on the main branch. */
export function mergePull(state: GitHubState, number: number, commit: string): void {
  const issue = state.issues.find((one) => one.number === number);
  if (issue?.pull === undefined) throw new Error(`no pull request ${number}`);
  state.history.push(commit);
  Object.assign(issue, { state: 'closed' });
  Object.assign(issue.pull, { merged_at: next(state).at, merge_commit_sha: commit });
}

/** Adds a comment, by the bot unless it says otherwise. */
export function addComment(state: GitHubState, issue: number, body: string, user: Account = bot): Comment {
  const { id, at } = next(state);
  const comment = { id, issue, body, user, created_at: at, updated_at: at };
  state.comments.push(comment);
  return comment;
}

/** Adds a review of what a pull request's head is now, or of another commit. */
export function addReview(state: GitHubState, pull: number, commit: string, more: Partial<Review> = {}): Review {
  const { id, at } = next(state);
  const user: Account = { login: 'rosa', type: 'User' };
  const review: Review = { id, pull, user, state: 'APPROVED', commit_id: commit, submitted_at: at, ...more };
  state.reviews.push(review);
  return review;
}

/** Adds a run of a workflow that ended well, of a pull request's commit unless it says otherwise. */
export function addRun(state: GitHubState, sha: string, more: Partial<Run> = {}): Run {
  const { id, at } = next(state);
  const run: Run = {
    id,
    path: '.github/workflows/plan.yml',
    name: 'tenantry plan',
    event: 'pull_request',
    status: 'completed',
    conclusion: 'success',
    head_sha: sha,
    head_branch: `branch-${sha.slice(0, 7)}`,
    head_repository: state.repository,
    run_number: state.runs.length + 1,
    run_attempt: 1,
    created_at: at,
    ...more,
  };
  state.runs.push(run);
  return run;
}

/** Adds an artifact to a run: files as a zip, or one file as it is. */
export function addArtifact(
  state: GitHubState,
  run: number,
  name: string,
  files: Readonly<Record<string, string>> | Buffer,
): Artifact {
  const { id, at } = next(state);
  const content = Buffer.isBuffer(files) ? files : zipOf(files);
  const artifact = { id, run, name, content, digest: digestOf(content), expired: false, created_at: at };
  state.artifacts.push(artifact);
  return artifact;
}

/** Adds a deployment that came to the state that is given. */
export function addDeployment(state: GitHubState, environment: string, sha: string, outcome = 'success'): Deployment {
  const { id, at } = next(state);
  const statuses = [{ id: next(state).id, state: outcome, created_at: next(state).at, log_url: '' }];
  const deployment = { id, sha, ref: 'main', environment, created_at: at, statuses };
  state.deployments.push(deployment);
  return deployment;
}

/** A digest as the API writes it. */
export function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** A zip of these files, nothing compressed. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    local.push(Buffer.from('PK\u0003\u0004'), common, name, content);
    central.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), common, place, name);
    offset += 30 + name.length + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
