import { Option } from 'commander';
import { collect, count, numbers, several, share, words } from './arguments.ts';
import { reportFormats } from '../report/formats/index.ts';

// What commands may be called with; each use is an option of its own.

/** `--env`. */
export const env = (): Option => new Option('-e, --env <name>', 'the environment');
/** `--set`. */
export const set = (): Option =>
  new Option('--set <key=value>', 'a value for a keyword; may be repeated').argParser(collect);
/** `--strict`. */
export const strict = (): Option => new Option('--strict', 'fields that the API no longer has are errors');
/** `--allow-path`. */
export const allowPath = (): Option =>
  new Option('--allow-path <folder>', 'files may be in this folder, too; may be repeated').argParser(collect);
/** `--allow-deletes`. */
export const allowDeletes = (): Option =>
  new Option('--allow-deletes <count>', 'let more deletes pass than policy.max_deletes').argParser(count);
/** `--only`. */
export const only = (): Option =>
  new Option('--only <address...>', 'nothing but these resources or types, and what they need to be there');
/** `--watch`. */
export const watch = (): Option =>
  new Option('--watch', 'do it again behind every change of a file, until it is ended');
/** `--out`. */
export const out = (): Option => new Option('-o, --out <file>', 'save the plan, for apply --plan');
/** `--send-secrets`. */
export const sendSecrets = (): Option =>
  new Option('--send-secrets', 'send all secrets, whether they have changed or not');
/** `--offline` of `plan`. */
export const offline = (): Option =>
  new Option(
    '--offline',
    'plan against the snapshot of the tenant beside its files; the tenant is not asked',
  ).conflicts('sendSecrets');
/** `--snapshot` of `pull`. */
export const snapshot = (): Option =>
  new Option(
    '--snapshot',
    'write what the files are about, without secrets, for plan --offline, and no other file',
  ).conflicts(['only', 'check', 'as', 'keywords', 'new', 'gone', 'all', 'force']);
/** Of commands that write to a tenant. */
export const writing = [
  (): Option => new Option('-y, --yes', 'do not ask'),
  (): Option => new Option('--stop-on-error', 'start nothing more after the first failure'),
  (): Option => new Option('--timeout <seconds>', 'start nothing more after this time').argParser(several),
];
/** What goes wrong, and how slowly, in an emulator. */
export const conditions = [
  (): Option => new Option('--latency <ms>', 'how long every answer takes').argParser(count),
  (): Option => new Option('--rate <count>', 'the requests that are let in per second').argParser(several),
  (): Option =>
    new Option('--burst <count>', 'the requests that are let in at once, by default twice the rate').argParser(several),
  (): Option => new Option('--limit-groups', 'hold single endpoints to the stricter limits of their own'),
  (): Option =>
    new Option('--auth-rate <count>', 'the requests for tokens that are let in per second').argParser(several),
  (): Option =>
    new Option('--fault-rate <share>', 'let this share of the requests go wrong, from 0 to 1').argParser(share),
  (): Option =>
    new Option('--fault-at <numbers>', 'let the requests of these numbers go wrong, from 0').argParser(numbers),
  (): Option =>
    new Option('--fault-types <types>', 'how: 429, 500, 503, reset-before, reset-after, hang').argParser(words),
  (): Option => new Option('--fault-seed <number>', 'which requests go wrong, and how').argParser(count),
  (): Option =>
    new Option(
      '--fault-path <path>',
      'only requests whose path begins so, such as /oauth/token; others are not counted',
    ),
  (): Option => new Option('--log-lag <ms>', 'how long events take to be in the log at most').argParser(count),
];
const concurrency = (most: number) => (): Option =>
  new Option('--concurrency <count>', 'the most requests in flight').argParser(several).default(most);
const requestTimeout = (): Option =>
  new Option('--request-timeout <seconds>', 'how long one try of a request may take').argParser(several).default(30);
const debug = (): Option =>
  new Option('--debug [=file]', 'log requests, without bodies and secrets: on stderr, or in --debug=FILE');
/** How requests are sent. */
export const sending = [concurrency(10), requestTimeout, debug];
/** The same for what reads all of a tenant: many requests that no other waits for. */
export const readingAll = [concurrency(20), requestTimeout, debug];
/** `--format` with these choices. */
export const formatOf =
  (choices: readonly string[]): (() => Option) =>
  () =>
    new Option('-f, --format <format>', 'the form of the result').choices(choices).default('text');
/** Of reports in files, whose names say it. */
export const reportFormat = (): Option =>
  new Option('-f, --format <format>', 'the form, by default as the name in --out ends, or text').choices(reportFormats);
/** Of maps. */
export const mapFormat = (): Option =>
  new Option('-f, --format <format>', 'the form, by default as the name in --out ends, or text').choices([
    'text',
    'html',
    'svg',
    'mermaid',
    'dot',
    'json',
  ]);
/** The file of a report. */
export const reportOut = (): Option => new Option('-o, --out <file>', 'write it into this file');
/** Of reports. */
export const format = formatOf(reportFormats);
/** How tokens are tried. */
export const trying = [
  (): Option =>
    new Option('--max-tokens <count>', 'the most tokens that are asked for, by default 20').argParser(several),
  (): Option =>
    new Option('--within <time>', 'try again for so long what fails; by default until 60s after an apply from here'),
];
/** An option that is one of some ways. */
export const way = (name: string, summary: string, ...ways: string[]): (() => Option) => {
  return () => new Option(`--${name} <way>`, summary).choices(ways);
};
/** How live changes come into files that are there; the first way is the usual one. */
export const inPlace = [
  way('as', 'a change of a shared file is for all environments, or becomes a keyword', 'shared', 'keyword'),
  way('keywords', 'values of keywords: write those that every place agrees on, or none', 'update', 'report'),
  way('new', 'what the files lack: into files of this environment, shared ones, or none', 'here', 'shared', 'skip'),
  way('gone', 'what the tenant lacks: keep it in the files, or take it out', 'keep', 'remove'),
  (): Option => new Option('--force', 'write files with changes that are not committed, too'),
];
/** Of lists, which are no reports. */
export const listFormat = formatOf(['text', 'json']);

/** `--split`. */
export const split = (): Option =>
  new Option('--split <way>', 'a file for each type, each resource, or one; by default for what is long')
    .choices(['auto', 'type', 'resource', 'none'])
    .default('auto');
/** `--pull` of `scopes`. */
export const pullScopes = (): Option =>
  new Option('--pull', 'list what a pull needs: to read everything, and nothing else');
/** `--check` of what writes files. */
export const checkOnly = (): Option => new Option('--check', 'write nothing, and show what would be; exit 2');
/** `--all` of what makes files. */
export const all = (): Option => new Option('--all', 'write what goes without saying, too');

/** Which targets are meant, of many. */
export const choosing = [
  (): Option =>
    new Option(
      '--changed-since <commit>',
      'only targets of which the configuration, resolved, is not what it was there',
    ),
  (): Option =>
    new Option('--rings <names>', 'only targets of these rings, in this order, as dev,staging,prod').argParser(words),
];

/** What is for one target alone. */
const ofOne = ['plan', 'approved', 'approveDigest', 'resume', 'smoke', 'out', 'watch', 'maxTokens', 'within'];
const forMany = (option: () => Option) => (): Option => option().conflicts(ofOne);
/** What makes a command one about many targets. */
export const many = [
  (): Option => new Option('--all', 'all tenants with all their environments; with a tenant or --env those of it'),
  (): Option => new Option('--targets <list>', 'these targets, as harbor/prod,dock/prod').argParser(words),
  ...choosing,
].map(forMany);
/** How many targets are worked on at once. */
export const parallel = (): Option =>
  new Option('--parallel <count>', 'of many targets, so many at once, by default 4').argParser(several);
/** How many targets may fail. */
export const maxFailures = (): Option =>
  new Option(
    '--max-failures <count>',
    'of many targets, so many of a ring may fail before nothing else is begun',
  ).argParser(count);
