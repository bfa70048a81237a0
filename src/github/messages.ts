import type { Change } from '../model/change.ts';
import { Failure, UsageError } from '../model/failure.ts';
import { didYouMean } from '../model/suggest.ts';

const pathHint = 'this is a defect of tenantry: please report it';

const inputCode = 'action-input';

/** What became of the issue of a target. An error is not clean: it leaves the issue as it is. */
export type IssueOutcome = 'opened' | 'updated' | 'another' | 'reopened' | 'closed' | 'clean' | 'unknown';

/** What is said of GitHub. */
export const messages = {
  nothingApproved: (approved: string, id: string, isThere: boolean): string =>
    `Nothing is approved for ${id}: ${isThere ? `${approved} has no ${id}/*.plan.json` : `${approved} is not there`}. What is left to do is refused.`,
  inputUnknown: (name: string, known: readonly string[]) =>
    new UsageError(
      inputCode,
      `the input ${name} is not known`,
      didYouMean(name, known) ?? `inputs are: ${known.join(', ')}`,
    ),
  inputMissing: (name: string, choices: readonly string[]) =>
    new UsageError(inputCode, `the input ${name} is missing`, `it is one of: ${choices.join(', ')}`),
  inputChoice: (name: string, value: string, choices: readonly string[]) =>
    new UsageError(
      inputCode,
      `the input ${name} is ${value}, and has to be one of: ${choices.join(', ')}`,
      didYouMean(value, choices),
    ),
  inputOfOther: (name: string, command: string, others: readonly string[]) =>
    new UsageError(
      inputCode,
      `the input ${name} says nothing to the command ${command}`,
      `leave it out; it is for: ${others.join(', ')}`,
    ),
  inputTargetsTwice: () =>
    new UsageError(
      inputCode,
      'the input targets stands beside tenant or env',
      'give either targets, or tenant and env for a single one',
    ),
  inputTarget: (name: string) =>
    new UsageError(inputCode, `the input targets names ${name}`, 'a target is TENANT/ENVIRONMENT, such as harbor/prod'),
  inputTargetTwice: (id: string) =>
    new UsageError(inputCode, `the input targets names ${id} twice`, 'name each target once'),
  inputTargetsJson: () =>
    new UsageError(
      inputCode,
      'the input targets is no list of targets',
      'it is the output matrix of the command targets, or names such as harbor/prod with commas between them',
    ),
  inputOutOfMany: () =>
    new UsageError(
      inputCode,
      'the input out names one file for the plans of several targets',
      'leave it out: each plan is in the folder of its target below report-dir',
    ),
  inputSecrets: () => new UsageError(inputCode, 'the input secrets is no JSON object', 'it is ${{ toJSON(secrets) }}'),
  inputNeeded: (name: string, command: string, example: string) =>
    new UsageError(inputCode, `the input ${name} is missing for the command ${command}`, `such as ${example}`),
  runnerFile: (path: string, why: string) =>
    new UsageError('runner-file', `the file of the runner cannot be written: ${path}: ${why}`, 'run the job again'),
  reportFile: (path: string, why: string) =>
    new UsageError(
      'report-file',
      `the report cannot be written: ${path}: ${why}`,
      'name another folder by the input report-dir',
    ),
  workingDirectory: (path: string) =>
    new UsageError(
      'working-directory',
      `the input working-directory names ${path}, and there is no such folder`,
      'check the repository out before this step; the path begins at its root',
    ),
  moreAnnotations: (count: number, level: string) => ({
    title: 'tenantry',
    message: `and ${count} more of level ${level}: the summary of the job and the log have them all`,
  }),
  inputNumber: (name: string, value: string) =>
    new UsageError(inputCode, `the input ${name} is ${value}, and has to be a number from 1 to 9999`),
  targetsFound: (count: number, total: number): string =>
    count === total ? `${count} targets` : `${count} of ${total} targets`,
  targetLine: (id: string, ring: string): string => `${id} (ring ${ring})`,
  tooManyJobs: (count: number, most: number) =>
    new UsageError(
      'too-many-jobs',
      `a ring has ${count} targets, and GitHub starts at most ${most} jobs by one matrix`,
      'give the input batch: so many targets are taken by one job',
    ),
  matrixTooLong: (count: number, most: number) => ({
    title: 'tenantry',
    message: `the matrix of all rings has ${count} jobs, and GitHub starts at most ${most}: use a matrix for each ring, or the input batch`,
  }),
  targetsLeft: (ids: readonly string[]): string =>
    `targets are left out, as their ring is none of the input rings: ${ids.join(', ')}`,
  targetsGone: (names: readonly string[]): string =>
    `targets are in the files no more, and nothing is done to their tenants: ${names.join(', ')}`,
  variableMissing: (name: string) =>
    new UsageError(
      'runner-variable',
      `the environment variable ${name} is missing`,
      'it is set by the runner of GitHub',
    ),
  artifactExpired: (name: string) =>
    new UsageError('artifact-expired', `the artifact ${name} has expired`, 'run the plan of the pull request again'),
  artifactDigest: (name: string) =>
    new UsageError('artifact-digest', `the artifact ${name} has not the digest that GitHub names`, 'run the job again'),
  artifactTooLarge: (name: string) =>
    new UsageError('artifact-size', `the artifact ${name} has a plan that is too large to be one`),
  artifactDamaged: (name: string, why: string) =>
    new UsageError(
      'artifact-damaged',
      `the artifact ${name} is no zip: ${why}`,
      'run the plan of the pull request again',
    ),
  planOfOther: (artifact: string, path: string, id: string) =>
    new UsageError('plan-of-other', `the artifact ${artifact} has in ${path} the plan of ${id}`),
  planTwice: (id: string) => new UsageError('plan-twice', `two artifacts of one run have a plan of ${id}`),
  planIsOf: (id: string): string => `the file has the plan of ${id}`,
  commentOld: (number: number, planned: string, head: string): string =>
    `#${number}: nothing is written, as ${planned.slice(0, 12)} is not its head any more: that is ${head.slice(0, 12)}`,
  commentIs: (written: 'created' | 'edited' | 'same' | 'none'): string =>
    ({
      created: 'the comment is written',
      edited: 'the comment is edited',
      same: 'the comment stays as it is',
      none: 'there is nothing to say, and no comment',
    })[written],
  mayNot: (): string => 'the token may not write it',
  permissionMissing: (): string =>
    'nothing is written, as the token of the job may not: it takes the permission pull-requests: write, and tokens of forks never have it',
  noPullDeployed: (): string => 'no pull request belongs to what was deployed',
  noPullOfRun: (): string => 'no open pull request has the commit of that run as its head',
  issueIs: (id: string, outcome: IssueOutcome): string =>
    `${id}: ${
      {
        opened: 'drift, an issue is opened',
        updated: 'the same drift as before, its issue is brought up to date',
        another: 'another drift, its issue says so',
        reopened: 'drift again, its issue is opened again',
        closed: 'no drift any more, its issue is closed',
        clean: 'no drift',
        unknown: 'not known whether it drifts, its issue stays as it is',
      }[outcome]
    }`,
  commentMissing: (author: string): string => `it has no comment by ${author} with plans`,
  runMissing: (workflow: string, commit: string): string =>
    `there is no completed run of ${workflow} for its commit ${commit.slice(0, 12)} in this repository`,
  indexOther: (run: number): string => `the plans of run ${run} are not those that its comment shows`,
  commitsLooked: (id: string, commits: number, since: string | undefined, pulls: readonly number[]): string => {
    const from = since === undefined ? 'never deployed before' : `since ${since.slice(0, 12)} was deployed`;
    const of = pulls.length === 0 ? 'no pull requests' : pulls.map((number) => `#${number}`).join(', ');
    return `${id}: ${from}, ${commits} ${commits === 1 ? 'commit' : 'commits'}, ${of}`;
  },
  pullApproved: (number: number, ids: readonly string[]): string =>
    `#${number} approves ${ids.length === 0 ? 'no plan, as it changes nothing' : `the plans of ${ids.join(', ')}`}`,
  pullNotApproved: (number: number, why: string): string =>
    `#${number} approves nothing: ${why}. An apply refuses what goes beyond the other approvals; a person can approve its plan by the digest that it names`,
  approvedTitle: (count: number, targets: number): string =>
    `${count} ${count === 1 ? 'plan is' : 'plans are'} approved for ${targets} ${targets === 1 ? 'target' : 'targets'}`,
  nothingSaid: (code: number): string => `ended with exit code ${code}; the log of the step says why`,
  targetsTitle: (count: number, changing: number): string =>
    `${changing} of ${count} targets ${changing === 1 ? 'has' : 'have'} changes`,
  changeNotice: (action: Change['action'], address: string, withheld: string | undefined): string =>
    withheld === undefined ? `${action} ${address}` : `${action} ${address} is withheld: ${withheld}`,
  restUrl: (url: string) =>
    new UsageError(
      'github-url',
      `the URL of GitHub's API is not one: ${url === '' ? 'GITHUB_API_URL is empty' : url}`,
      'GITHUB_API_URL is set by the runner, such as https://api.github.com; it has to begin with https://',
    ),
  restPath: (path: string) => new UsageError('github-path', `the path is none of GitHub's API: ${path}`, pathHint),
  restStrange: (method: string, path: string, status: number) =>
    new Failure('github-strange', `GitHub's answer ${status} to ${method} ${path} is no JSON`, {
      status,
      hint: 'look at what stands between the runner and GitHub, such as a proxy; then run the job again',
    }),
  restUnreachable: (host: string, cause: unknown) =>
    new Failure('github-unreachable', `GitHub cannot be reached at ${host}: ${reasonOf(cause)}`, {
      cause,
      hint: 'run the job again; https://www.githubstatus.com says whether GitHub has trouble',
    }),
  restRefused: ({ method, path, status, said }: { method: string; path: string; status: number; said: string }) =>
    new Failure('github-refused', `GitHub refuses ${method} ${path} with ${status}${said === '' ? '' : `: ${said}`}`, {
      status,
      hint: hintOf(status),
    }),
};

function hintOf(status: number): string {
  switch (status) {
    case 401:
      return 'give the job a token by the input token, by default ${{ github.token }}';
    case 403:
      return 'give the job the permission it needs under permissions:, or try again when it was a limit';
    case 404:
      return 'look whether it is there, and whether the permissions: of the job let it be seen';
    default:
      return 'run the job again; when it stays so, look at what was sent';
  }
}

/** The reason of a lost connection: fetch says only that it failed, and why stands in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
