import { Failure, UsageError } from '../model/failure.ts';
import { didYouMean } from '../model/suggest.ts';
import { warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { staleMilliseconds } from '../record/lock.ts';
import type { Holder } from '../record/lock.ts';
import type { Unread } from '../model/unread.ts';
import { lines } from '../record/messages.ts';

const finish = 'apply without --resume';

/** What is said of the environment, the credentials and the records of a session. */
export const messages = {
  environmentMissing: (name: string | undefined, known: string[], folder: string): UsageError =>
    new UsageError(
      'environment-missing',
      name === undefined ? 'say which environment, with --env' : `there is no environment ${name}`,
      (name === undefined ? undefined : didYouMean(name, known)) ??
        (known.length > 0 ? `known environments: ${known.join(', ')}` : `an environment is a file in ${folder}`),
    ),
  assignment: (given: string, hasValue: boolean): UsageError =>
    new UsageError(
      'assignment',
      `--set takes KEY=VALUE, and ${hasValue ? `"${given}" is not the name of a keyword` : `${given} has no =`}`,
      hasValue
        ? 'names are letters, digits and underscores, and begin with a letter or an underscore'
        : `as in --set ${given}=value`,
    ),
  uncommitted: (paths: readonly string[]): UsageError =>
    new UsageError(
      'uncommitted-changes',
      `these files have changes that are not committed:${lines(paths)}`,
      'commit them or put them away first, so that git can take the pull back; --force writes all the same and keeps a copy',
    ),
  domainMismatch: (given: readonly string[], domain: string): UsageError =>
    new UsageError(
      'domain-mismatch',
      `AUTH0_DOMAIN is ${given.join(', ')}, but the environment is for ${domain}`,
      'AUTH0_DOMAIN says where the credentials belong: unset it, or choose the other environment',
    ),
  lackingScopes: (scopes: readonly string[]): Failure =>
    new Failure('missing-scopes', `nothing was written: the token lacks scopes that this needs: ${scopes.join(' ')}`, {
      hint: 'grant them to the client that tenantry uses, or leave out what needs them',
    }),
  tokenUnreadable: (): UsageError =>
    new UsageError(
      'token-unreadable',
      'AUTH0_ACCESS_TOKEN is no JSON Web Token that names its client, which is never to be deleted',
      'set AUTH0_CLIENT_ID to the client that the token was given to, or get another token',
    ),
  signingKeyMissing: (variable: string, path: string): UsageError =>
    new UsageError(
      'signing-key-missing',
      `${variable} names ${path}, and there is no such file`,
      'the path starts from the working directory',
    ),
  signingKeyUnreadable: (from: string, what: string): UsageError =>
    new UsageError(
      'signing-key-unreadable',
      `${what} is not a private key`,
      `${from} names a private key in PEM, without a passphrase`,
    ),
  credentialMissing: (from: string, place: string): UsageError =>
    new UsageError(
      'credentials-missing',
      `there are no credentials for the tenant: ${from} is missing or empty`,
      `${place} names it: set it, or name another one`,
    ),
  ownCredentialsMissing: (environment: string, variables: readonly string[], isAny: boolean): UsageError =>
    new UsageError(
      'credentials-missing',
      `there are no credentials for ${environment}: ${variables.join(' and ')} ${variables.length === 1 ? 'is' : 'are'} not set`,
      isAny
        ? `set them; ${variables[0]?.replace(/ID$/, 'SIGNING_KEY_PATH')} may name a key in place of the secret, and AUTH0_* are for tenants without their own`
        : 'set it beside the other one',
    ),
  credentialSource: (from: string, { why, hint = '' }: Unread, place: string): UsageError =>
    new UsageError('credential-source', `${place} cannot take a credential from ${from}: it ${why}`, hint),
  signingAlgorithm: (given: string, known: string[]): UsageError =>
    new UsageError(
      'signing-algorithm',
      `AUTH0_CLIENT_SIGNING_ALGORITHM cannot be ${given}`,
      didYouMean(given, known) ?? `it has to be one of ${known.join(', ')}`,
    ),
  credentialsMissing: (missing: string): UsageError =>
    new UsageError(
      'credentials-missing',
      `there are no credentials for the tenant: ${missing}`,
      'set AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, or AUTH0_CLIENT_SIGNING_KEY, or AUTH0_CLIENT_ASSERTION_COMMAND, or AUTH0_ACCESS_TOKEN',
    ),
  proxyUrl: (): UsageError =>
    new UsageError(
      'proxy-url',
      'HTTPS_PROXY or HTTP_PROXY is not a URL',
      'as in HTTPS_PROXY=http://proxy.example:3128',
    ),
  emulatorSilent: (url: string, seconds: number, file?: string): UsageError =>
    new UsageError(
      'emulator-silent',
      `the emulator at ${url} does not answer within ${seconds} s`,
      file === undefined
        ? 'wait until it does, or start it again'
        : `wait until it does, or end it: what is done without it is undone by what it keeps; if nothing of it is left, delete ${file}`,
    ),
  emulatorStateDamaged: (path: string): UsageError =>
    new UsageError(
      'emulator-state-damaged',
      `${path} is not the state of an emulator`,
      'delete it to start with a fresh one',
    ),
  interrupted: (): Failure => new Failure('interrupted', 'interrupted: nothing was written'),
  domainUnknown: (domain: string): UsageError =>
    new UsageError(
      'domain-unknown',
      `${domain} is not a domain of Auth0, so it gets no credentials`,
      `if it is the tenant's, say so beside the credentials: AUTH0_DOMAIN=${domain}`,
    ),
  domainUnbound: (domain: string): Diagnostic =>
    warning('domain-unbound', `the credentials go to ${domain} because the files say so: AUTH0_DOMAIN is not set`, {
      hint: `set AUTH0_DOMAIN=${domain} beside the credentials, so that no change of the files can send them elsewhere`,
    }),
  locked: (name: string, { pid, host, since }: Holder, path: string): UsageError =>
    new UsageError(
      'locked',
      `another apply to ${name} is running: process ${pid} on ${host}, since ${since}; its lock is ${path}`,
      `wait until it has ended; ${staleMilliseconds / 1000} s after its process died the lock counts for nothing; runs of a pipeline take turns by its own means, such as concurrency in GitHub Actions`,
    ),
  noRuns: (name: string): UsageError =>
    new UsageError(
      'no-runs',
      `nothing has been applied to ${name} from here`,
      'tenantry history lists the runs that are recorded',
    ),
  noRunForLog: (): UsageError =>
    new UsageError(
      'no-run-for-log',
      'no run to this tenant is recorded here',
      'name a time with --since, as in --since 15m',
    ),
  noLogCursor: (): UsageError =>
    new UsageError(
      'no-log-cursor',
      'the log of this tenant was not read from here before',
      'name a time with --since, as in --since 15m',
    ),
  logSince: (given: string): UsageError =>
    new UsageError(
      'log-since',
      `--since cannot be ${given}`,
      'it is run, last, a duration such as 15m or 2h, or a time such as 2026-11-29T09:00:00Z',
    ),
  sinceRun: (id: string, at: string): string => `since run ${id} at ${at}`,
  sinceLast: (at: string): string => `since the event of ${at}, where the log was read to`,
  sinceTime: (at: string): string => `since ${at}`,
  logNeedsScope: ({ message }: Failure): Failure =>
    new Failure('missing-scopes', `the log of the tenant cannot be read: ${message}`, {
      hint: 'grant read:logs to the client that tenantry uses',
    }),
  runAmbiguous: (id: string, runs: readonly string[]): UsageError =>
    new UsageError('run-ambiguous', `${runs.length} runs begin with ${id}`, `say which: ${runs.join(', ')}`),
  runMissing: (id: string): UsageError =>
    new UsageError('run-missing', `there is no run ${id}`, 'tenantry history lists them'),
  runElsewhere: (id: string, found: string, wanted: string): UsageError =>
    new UsageError(
      'run-elsewhere',
      `the run ${id} was for ${found}, and the environment is now at ${wanted}`,
      'choose the environment whose domain it is',
    ),
  resumeRollback: (id: string, undone: string): UsageError =>
    new UsageError(
      'resume-rollback',
      `the run ${id} is a rollback, which an apply would take back`,
      `finish it with rollback --run ${undone}, or ${finish}`,
    ),
  nothingToResume: (id: string): UsageError =>
    new UsageError('nothing-to-resume', `the run ${id} has ended: there is nothing to resume`, finish),
  tenantName: (name: string): UsageError =>
    new UsageError(
      'tenant-name',
      `${name} cannot be the name of a tenant's folder`,
      'letters, digits, - _ and . will do',
    ),
  noRepository: (given: string, why: string): UsageError =>
    new UsageError(
      'no-repository',
      `${given} ${why}`,
      '--from takes the folder of a Deploy CLI repository, or its tenant.yaml',
    ),
  environmentName: (name: string): UsageError =>
    new UsageError(
      'environment-name',
      `${name} cannot be the name of an environment`,
      'letters, digits, - _ and . will do',
    ),
  domainForm: (domain: string): UsageError =>
    new UsageError('domain-form', `${domain} is not the domain of a tenant`, 'as in acme-dev.eu.auth0.com'),
  folderHasFiles: (folder: string): UsageError =>
    new UsageError(
      'folder-has-files',
      `${folder} has files already`,
      'choose another name; tenantry pull brings a tenant into files that exist',
    ),
  excludeFirst: (names: readonly string[]): UsageError =>
    new UsageError(
      'ambiguous',
      `the tenant has several of one name: ${names.join(', ')}`,
      'rename all but one in the dashboard, or name them in exclude of the environment file',
    ),
  environmentWrong: (name: string, why: string): UsageError =>
    new UsageError('environment-wrong', `the environment ${name} cannot be read: ${why}`, 'give it as NAME=DOMAIN'),
  unknownTrial: (name: string, known: readonly string[]): UsageError =>
    new UsageError(
      'unknown-trial',
      `${name} is neither a client, an API nor a test that has a token to try`,
      didYouMean(name, known) ?? (known.length > 0 ? `there are ${known.join(', ')}` : undefined),
    ),
  fixWrong: (): UsageError =>
    new UsageError(
      'fix-wrong',
      'the files would be wrong with these values, so none was written',
      'correct the findings by hand',
    ),
  emulated: (): string => 'does not say: the tenant is an emulated one',
  noAnswer: (why: string): string => `no answer: ${why}`,
  refusedToSay: (why: string): string => `cannot be read: ${why}`,
  unknownRule: (id: string, known: readonly string[]): UsageError => {
    const near = known.filter((one) => one.endsWith(`/${id}`));
    return new UsageError(
      'unknown-rule',
      `there is no rule ${id}`,
      near[0] === undefined
        ? (didYouMean(id, known) ?? `the areas are ${[...new Set(known.map((one) => one.split('/')[0]))].join(', ')}`)
        : `did you mean ${near[0]}?`,
    );
  },
  unknownApp: (name: string, known: readonly string[]): UsageError =>
    new UsageError(
      'unknown-app',
      `there is no application ${name}`,
      didYouMean(name, known) ?? `known are ${known.slice(0, 10).join(', ')}`,
    ),
  notOnMap: (what: string, name: string, known: readonly string[]): UsageError =>
    new UsageError(
      'not-on-map',
      `there is no ${what} ${name} on the map`,
      known.length === 0
        ? `the map has none`
        : (didYouMean(name, known) ?? `known are ${known.slice(0, 10).join(', ')}; * stands for any text`),
    ),
  namedUnreadable: (path: string, { why, hint }: Unread): UsageError =>
    new UsageError('file-unreadable', `the file ${path} ${why}`, hint),
  baselineUnreadable: (path: string): UsageError =>
    new UsageError(
      'baseline-unreadable',
      `${path} is not a baseline of findings`,
      'delete it: the next check writes it anew',
    ),
  baselineElsewhere: (path: string, found: string, wanted: string): UsageError =>
    new UsageError(
      'baseline-elsewhere',
      `${path} is the baseline of ${found}, not of ${wanted}`,
      'give each environment a file of its own',
    ),
  baselineMissing: (): UsageError =>
    new UsageError('baseline-missing', '--prune-baseline needs a baseline', 'name its file with --baseline'),
  notProven: (environment: string, left: readonly string[]): string =>
    [
      `the files would plan something on ${environment}, so none was written:`,
      ...left.slice(0, 20).map((one) => `  ${one}`),
    ].join('\n'),
  suiteIn: (title: string, environments: readonly string[]): string => `${title} in ${environments.join(', ')}`,
  noSuchTest: (given: readonly string[], known: readonly string[]): UsageError =>
    new UsageError(
      'no-such-test',
      `there are no tests for ${given.join(', ')}`,
      given.map((one) => didYouMean(one, known)).find((hint) => hint !== undefined) ??
        `there are tests in ${known.join(', ')}`,
    ),
  noTestNamed: (filter: string): UsageError =>
    new UsageError('no-such-test', `no test has ${JSON.stringify(filter)} in its name`, 'leave out --filter'),
  installFailed: (packages: readonly string[], why: string): Failure =>
    new Failure('install-failed', `npm could not install ${packages.join(', ')}: ${why.trim().split('\n')[0] ?? ''}`, {
      hint: 'correct the versions in dependencies of the action, or look at the registry that npm uses',
    }),
  filesWrong: (lines_: readonly string[]): UsageError => new UsageError('files-wrong', lines_.join('\n')),
};
