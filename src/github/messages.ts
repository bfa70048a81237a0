import { Failure, UsageError } from '../model/failure.ts';

const pathHint = 'this is a defect of tenantry: please report it';

/** What is said of GitHub. */
export const messages = {
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
