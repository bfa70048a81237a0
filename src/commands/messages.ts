import { warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/failure.ts';
import type { Outcome } from '../model/outcome.ts';
import { didYouMean } from '../model/suggest.ts';
import { visible } from '../model/visible.ts';
import { messages as reportMessages } from '../report/messages.ts';

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const timeOfDay = (milliseconds: number): string => new Date(milliseconds).toTimeString().slice(0, 8);

/** What is said and asked on the terminal. */
export const messages = {
  tenantMissing: (): UsageError =>
    new UsageError(
      'tenant-missing',
      'the tenant has no name',
      'as in tenantry init acme: its files go to tenants/acme',
    ),
  fromMixed: (): UsageError =>
    new UsageError(
      'from-mixed',
      '--from names a folder and a live tenant',
      'name the folder of a Deploy CLI repository, or an environment with its domain for each tenant',
    ),
  fromFolders: (): UsageError =>
    new UsageError('from-folders', '--from names several folders', 'the files of a tenant come from one'),
  onlyWithFolder: (option: string): UsageError =>
    new UsageError('only-with-folder', `${option} is for --from with the folder of a Deploy CLI repository`),
  begun: (folder: string, paths: readonly string[]): string =>
    [`${folder} has ${paths.join(' and ')}. They manage nothing yet, so nothing is planned.`, ''].join('\n'),
  converted: (folder: string, count: number, environments: readonly string[]): string =>
    `${folder} has ${count} files now, for ${environments.join(', ')}.\n`,
  notTaken: (lines: readonly string[]): string => ['Not taken over as it was:', ...indented(lines), ''].join('\n'),
  variables: (names: readonly string[]): string =>
    ['Environment variables that have the secrets:', ...indented(names), ''].join('\n'),
  leftToDecide: (lines: readonly string[]): string => ['Left to decide:', ...indented(lines), ''].join('\n'),
  nextSteps: (tenant: string, environment: string, isLocal: boolean): string =>
    [
      'Next:',
      ...(isLocal ? [] : ['  export AUTH0_CLIENT_ID=… AUTH0_CLIENT_SECRET=…']),
      `  tenantry validate ${tenant}`,
      `  tenantry plan ${tenant} --env ${environment}`,
      `  tenantry apply ${tenant} --env ${environment}`,
      '',
      'A workflow for GitHub is in node_modules/tenantry/docs/github-actions.md.',
    ].join('\n'),
  onlyOfFiles: (): UsageError =>
    new UsageError(
      'only-without-files',
      '--only takes a part of what the files say, and there are no files yet',
      'pull all of it once, or name in include of the environment what is managed',
    ),
  fromForm: (text: string): UsageError =>
    new UsageError(
      'from-form',
      `--from ${text} does not have the form ENVIRONMENT=DOMAIN`,
      'for example --from dev=acme-dev.eu.auth0.com',
    ),
  fromSameDomain: (names: readonly string[], domain: string): UsageError =>
    new UsageError(
      'from-same-domain',
      `--from gives the environments ${names.join(' and ')} one tenant, ${domain}`,
      'give each environment a tenant of its own',
    ),
  fromTwice: (name: string): UsageError =>
    new UsageError('from-twice', `--from names the environment ${name} twice`, 'each environment has one tenant'),
  pairForm: (option: string, text: string): UsageError =>
    new UsageError(
      'pair-form',
      `${option} ${text} does not have the form A=B`,
      option === '--name' ? 'for example --name OLD=NEW' : `for example ${option} "clients/Shop=clients/Web shop"`,
    ),
  noScopes: (counts: string): string => `no scopes: ${counts}`,
  author: ({ address, by, at, channel }: { address: string; by: string; at: string; channel: string }): string =>
    `${address} was changed last by ${by} at ${at} (${channel})`,
  noAuthor: (reachesBackTo: string | undefined): string =>
    reachesBackTo === undefined
      ? 'no log entry: the log is empty'
      : `no log entry (the log reaches back to ${reachesBackTo})`,
  logRefused: (reason: string): string => `who changed it is not known, read:logs is needed for that: ${reason}`,
  sameEnvironment: (name: string): UsageError =>
    new UsageError('same-environment', `${name} is compared with itself`, 'name two environments'),
  noComparison: (): string => 'Nothing was compared.',
  noHistory: (): string => 'No runs are recorded here.',
  cannotAsk: (): UsageError =>
    new UsageError('cannot-ask', 'there is no terminal to ask on', 'pass --yes to apply without a question'),
  question: (tenant: string, environment: string): string =>
    `\nApply this to ${tenant}/${environment}? Only yes will do: `,
  baselineWritten: (path: string): string =>
    `The findings are in ${path} now: they are accepted from the next check on.`,
  checksFailed: (): string => 'Nothing was applied: policy.require_checks asks for checks that pass.',
  nothingToFix: (): string => 'No finding is set right by a value in these files.',
  fixed: (files: number, backup: string | undefined, refused: number): string =>
    [
      `Wrote ${countText(files, 'file')}.`,
      ...(backup === undefined ? [] : [`What they had before is in ${backup}.`]),
      ...(refused === 0
        ? []
        : [`${countText(refused, 'value')} left: a keyword says it, or no file has the resource.`]),
    ].join(' '),
  notAgreed: (): string => 'Nothing was applied.',
  changesWithheld: (count: number): Diagnostic =>
    warning(
      'withheld',
      `${count} ${count === 1 ? 'change is' : 'changes are'} withheld, and the tenant stays as it is there`,
      { hint: 'the plan says by which rule of the policy' },
    ),
  goingBack: (id: string, startedAt: string): string => `Back to before the run ${id}, which began at ${startedAt}.`,
  notBroughtBack: (limits: readonly string[]): string =>
    ['What cannot be brought back:', ...limits.map((limit) => `  ${limit}`)].join('\n'),
  effort: (requests: number, rate: number | undefined): string => {
    const count = `${requests} ${requests === 1 ? 'request' : 'requests'}`;
    if (rate === undefined || !Number.isFinite(rate)) return `At least ${count}.`;
    return `At least ${count}: about ${Math.ceil(requests / rate)} s at ${rate.toFixed(rate < 10 ? 1 : 0)} a second.`;
  },
  waiting: (ended: number, total: number): string => `waiting ${ended} of ${total} steps have ended`,
  readingFiles: (): string => 'reading the files',
  read: (read: number, expected: number, requests: number): string =>
    `${read} of ${expected} read, ${requests} ${requests === 1 ? 'request' : 'requests'}`,
  comparing: (): string => 'comparing',
  stepsEnded: (ended: number, total: number): string => `${ended} of ${total} steps`,
  stepEnded: (status: Outcome['status'], title: string, reason: string): string =>
    `${status.padEnd(7)} ${title}${reason === '' ? '' : `: ${reason}`}`,
  stepFailed: (title: string, reason: string): string => `failed ${title}: ${reason}`,
  failed: (count: number): string => `${count} failed`,
  pace: (rate: number): string => `${rate.toFixed(rate < 10 ? 1 : 0)} a second`,
  timeLeft: (seconds: number): string => `about ${duration(seconds)} left`,
  age: (milliseconds: number): string => `  ${Math.floor(milliseconds / 1000)} s`,
  stopping: (inFlight: number): string =>
    `stopping: ${inFlight === 0 ? 'nothing' : inFlight} in flight; again to end at once`,
  held: (milliseconds: number): string =>
    `waiting for the rate limit of the tenant${milliseconds < 1000 ? '' : `: ${duration(milliseconds / 1000)}`}`,
  refused: (count: number): string =>
    `The tenant refused ${count} ${count === 1 ? 'request' : 'requests'} for the rate limit: another client uses it, too.`,
  rollBackAgain: (run: string): string =>
    `Finish with rollback --run ${run}: what is done will not be done twice. An apply would take it back.`,
  lessThanAgreed: (differences: readonly string[]): string =>
    ['This is less than was agreed to:', ...differences.map((difference) => `  ${difference}`)].join('\n'),
  pullIntoBroken: (): string => 'Nothing was pulled: correct the files first.',
  pullChecked: (
    { files, lines }: { files: number; lines: number },
    left: number,
    unread: readonly string[] = [],
  ): string =>
    [
      files === 0 && left === 0
        ? `The files say what the tenant has${unread.length === 0 ? '' : ', as far as it can be read'}.`
        : `It would write ${countText(files, 'file')}, ${countText(lines, 'line')}, and leave ${left} to decide. Nothing was written.`,
      ...notRead(unread),
    ].join(' '),
  pulled: (
    { files, lines }: { files: number; lines: number },
    environment: string,
    { left, unread }: { left: number; unread: readonly string[] },
    backup: string | undefined,
  ): string =>
    [
      `Wrote ${countText(files, 'file')}, ${countText(lines, 'line')}.`,
      ...(backup === undefined ? [] : [`What they had before is in ${backup}.`]),
      ...notRead(unread),
      // A plan is refused while they cannot be read.
      ...(unread.length > 0
        ? []
        : [`plan --env ${environment}: ${left === 0 ? 'nothing differs' : `${countText(left, 'difference')} left`}.`]),
    ].join(' '),
  snapshotKept: (path: string, count: number, isSame: boolean, at: string): string =>
    isSame
      ? `${path} stays as it is: the tenant is as it was at ${at}.`
      : `${path} has ${count} ${count === 1 ? 'resource' : 'resources'} without secrets, as of ${at}: commit it for plan --offline.`,
  applyOf: (paths: readonly string[], digest: string | undefined): string =>
    `apply of ${[...paths, ...(digest === undefined ? [] : [`the digest ${digest}`])].join(', ')}`,
  planSaved: (path: string, digest: string): string =>
    `The plan is in ${path}: tenantry apply --plan ${path} applies that and nothing else. Its digest is ${digest}.`,
  mapSaved: (path: string): string => `The map is in ${path}.`,
  reportSaved: (path: string): string => `The report is in ${path}.`,
  nothingTried: (): string => 'Nothing was tried: correct the files first.',
  lookingAtDomains: (): string => 'looking at the domains',
  noDomains: (): string => 'The tenant has no custom domains.',
  tryingTokens: (): string => 'trying tokens',
  notTried: (names: readonly string[]): string =>
    `${countText(names.length, 'grant')} could not be tried: ${names.join(', ')}.`,
  noTokens: (): string => 'No token could be tried, so nothing is proven.',
  tokens: (count: number, milliseconds: number): string =>
    `${countText(count, 'token')} in ${(milliseconds / 1000).toFixed(1)} s`,
  takeBack: (tenant: string, environment: string, run: string): string =>
    [
      'What was applied stays. To take it back:',
      `  tenantry rollback ${tenant} --env ${environment} --run ${run}`,
    ].join('\n'),
  withinForm: (text: string): UsageError =>
    new UsageError('within-form', `--within ${text} is not a duration`, 'as in 60s or 2m; a number alone is seconds'),
  testing: (done: number, count: number): string => `testing: ${done} of ${count}`,
  noTests: (folder: string, first: { path: string; text: string } | undefined): string =>
    first === undefined
      ? `${folder} has no tests, and no action that could have some.`
      : [
          `${folder} has no tests. A first one, to be written to ${first.path}:`,
          ...indented(first.text.split('\n')),
        ].join('\n'),
  firstTest: (tenant: string): string =>
    `Then tenantry test ${tenant} --update runs it, and writes into it what happens; docs/testing.md says what else there is.`,
  noTestRun: (): string => 'No test was run: correct the files first.',
  watching: (): string => 'Waiting for changes of the files; Ctrl-C ends.',
  watchingTenant: (read: number, until: number): string =>
    [
      messages.watching(),
      `  The tenant is as it was read at ${timeOfDay(read)}; Enter reads it again, as does a change after ${timeOfDay(until)}.`,
    ].join('\n'),
  outputMissing: (addresses: readonly string[]): string =>
    [
      `The tenant does not have these yet, so they have no id; tenantry apply makes them:`,
      ...indented(addresses.map(visible)),
    ].join('\n'),
  shellUnknown: (given: string, known: readonly string[]): UsageError =>
    new UsageError(
      'shell-unknown',
      `there is no completion for ${given}`,
      didYouMean(given, [...known]) ?? `there is one for ${known.join(', ')}`,
    ),
  debugFile: (path: string, error: unknown): UsageError =>
    new UsageError(
      'debug-file',
      `the log of requests cannot be written to ${path}: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`,
      'name a file in a folder that is there',
    ),
  changed: (paths: readonly string[]): string => {
    const [first = '', ...more] = paths;
    return `${first}${more.length === 0 ? '' : ` and ${more.length} more`} changed.`;
  },
  updated: (tests: readonly string[], refused: readonly { test: string; why: string }[]): string =>
    [
      tests.length === 0
        ? 'Every test says what it expects: nothing was written.'
        : 'Tests that say now what they expect:',
      ...indented(tests),
      ...refused.map(({ test, why }) => `Not written: ${test}: ${why}`),
    ].join('\n'),
  coverage: (path: string, run: number, total: number, missed: string): string =>
    reportMessages.coverage(path, run, total, missed),
  coverageWritten: (paths: readonly string[]): string => `Coverage: ${paths.join(', ')}`,
  otherNode: (own: string, wanted: string, names: readonly string[]): string =>
    `${names.join(', ')} ${names.length === 1 ? 'runs' : 'run'} on Node.js ${wanted} at Auth0, and the tests ran on Node.js ${own}.`,
};

function notRead(types: readonly string[]): string[] {
  return types.length === 0 ? [] : [`Left, as nobody can tell what the tenant has of them: ${types.join(', ')}.`];
}

function countText(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** A time that is roughly known, in a unit that suits it. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
