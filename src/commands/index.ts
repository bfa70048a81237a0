import { Command, CommanderError, Option } from 'commander';
import { collect, count, numbers, port, several, share, words } from './arguments.ts';
import { caseFormats, formats, reportFormats } from '../report/formats/index.ts';
import type { FormatName } from '../report/formats/index.ts';
import { version } from '../version.ts';
import type { Io } from './io.ts';
import { withHint } from './names-of-others.ts';
import type { Outside } from './outside.ts';

/** Runs a command: the tenant it was given, its options, the outside. The exit code comes back. */
type Run = (tenant: string | undefined, options: object, io: Io) => Promise<number>;

/** One command; its code is loaded when it is called. */
interface Row {
  name: string;
  summary: string;
  /** What has to be named in front of the tenant, and what each is. */
  names?: Readonly<Record<string, string>>;
  options: (() => Option)[];
  run: Run;
}

const env = (): Option => new Option('-e, --env <name>', 'the environment');
const set = (): Option => new Option('--set <key=value>', 'a value for a keyword; may be repeated').argParser(collect);
const strict = (): Option => new Option('--strict', 'fields that the API no longer has are errors');
const allowPath = (): Option =>
  new Option('--allow-path <folder>', 'files may be in this folder, too; may be repeated').argParser(collect);
const allowDeletes = (): Option =>
  new Option('--allow-deletes <count>', 'let more deletes pass than policy.max_deletes').argParser(count);
const only = (): Option =>
  new Option('--only <address...>', 'nothing but these resources or types, and what they need to be there');
const out = (): Option => new Option('-o, --out <file>', 'save the plan, for apply --plan');
const sendSecrets = (): Option => new Option('--send-secrets', 'send all secrets, whether they have changed or not');
const writing = [
  (): Option => new Option('-y, --yes', 'do not ask'),
  (): Option => new Option('--stop-on-error', 'start nothing more after the first failure'),
  (): Option => new Option('--timeout <seconds>', 'start nothing more after this time').argParser(several),
];
const conditions = [
  (): Option => new Option('--latency <ms>', 'how long every answer takes').argParser(count),
  (): Option => new Option('--rate <count>', 'the requests that are let in per second').argParser(several),
  (): Option =>
    new Option('--burst <count>', 'the requests that are let in at once, by default twice the rate').argParser(several),
  (): Option => new Option('--limit-groups', 'hold single endpoints to the stricter limits of their own'),
  (): Option =>
    new Option('--fault-rate <share>', 'let this share of the requests go wrong, from 0 to 1').argParser(share),
  (): Option =>
    new Option('--fault-at <numbers>', 'let the requests of these numbers go wrong, from 0').argParser(numbers),
  (): Option =>
    new Option('--fault-types <types>', 'how: 429, 500, 503, reset-before, reset-after, hang').argParser(words),
  (): Option => new Option('--fault-seed <number>', 'which requests go wrong, and how').argParser(count),
];
const sending = [
  (): Option => new Option('--concurrency <count>', 'the most requests in flight').argParser(several).default(10),
  (): Option =>
    new Option('--request-timeout <seconds>', 'how long one try of a request may take').argParser(several).default(30),
];
const formatOf =
  (choices: readonly string[]): (() => Option) =>
  () =>
    new Option('-f, --format <format>', 'the form of the result').choices(choices).default('text');
/** Of reports. */
const format = formatOf(reportFormats);
/** Of what was tried or checked. */
const caseFormat = formatOf(caseFormats);
/** How tokens are tried. */
const trying = [
  (): Option =>
    new Option('--max-tokens <count>', 'the most tokens that are asked for, by default 20').argParser(several),
  (): Option =>
    new Option('--within <time>', 'try again for so long what fails; by default until 60s after an apply from here'),
];
const way = (name: string, summary: string, ...ways: string[]): (() => Option) => {
  return () => new Option(`--${name} <way>`, summary).choices(ways);
};
/** How live changes come into files that are there; the first way is the usual one. */
const inPlace = [
  way('as', 'a change of a shared file is for all environments, or becomes a keyword', 'shared', 'keyword'),
  way('keywords', 'values of keywords: write those that every place agrees on, or none', 'update', 'report'),
  way('new', 'what the files lack: into files of this environment, shared ones, or none', 'here', 'shared', 'skip'),
  way('gone', 'what the tenant lacks: keep it in the files, or take it out', 'keep', 'remove'),
  (): Option => new Option('--force', 'write files with changes that are not committed, too'),
];
/** Of lists, which are no reports. */
const listFormat = formatOf(['text', 'json']);

const split = (): Option =>
  new Option('--split <way>', 'a file for each type, each resource, or one; by default for what is long')
    .choices(['auto', 'type', 'resource', 'none'])
    .default('auto');
const pullScopes = (): Option => new Option('--pull', 'list what a pull needs: to read everything, and nothing else');
const checkOnly = (): Option => new Option('--check', 'write nothing, and show what would be; exit 2');
const all = (): Option => new Option('--all', 'write what goes without saying, too');

const rows: Row[] = [
  {
    name: 'init',
    summary: 'begin the folder of a tenant, or make it from live tenants or from the files of the Deploy CLI',
    options: [
      () =>
        new Option(
          '--from <source>',
          'an environment and its tenant as ENV=DOMAIN, may be repeated; or a folder of the Deploy CLI',
        ).argParser(collect),
      () => new Option('--name <old=new>', 'another name for a keyword; may be repeated').argParser(collect),
      () => new Option('--same <a=b>', 'two addresses are the same resource; may be repeated').argParser(collect),
      () => new Option('--not-same <a=b>', 'two addresses are not; may be repeated').argParser(collect),
      checkOnly,
      split,
      all,
      ...sending,
      env,
      () => new Option('--domain <domain>', 'the domain of the environment, by default AUTH0_DOMAIN'),
      () => new Option('--rewrite', 'with --from: quote markers, and make YAML of a folder of JSON files'),
    ],
    run: async (...call) => (await import('./init.ts')).run(...call),
  },
  {
    name: 'pull',
    summary: 'bring what is live into the files; exit 2 when something is left to decide',
    options: [env, only, checkOnly, ...inPlace, split, all, set, strict, allowPath, ...sending],
    run: async (...call) => (await import('./pull.ts')).run(...call),
  },
  {
    name: 'validate',
    summary: 'check the files of a tenant for all its environments, offline',
    options: [env, set, strict, allowPath, format],
    run: async (...call) => (await import('./validate.ts')).run(...call),
  },
  {
    name: 'plan',
    summary: 'show what an apply would change; exit 2 when that is anything',
    options: [env, only, set, strict, allowPath, format, allowDeletes, out, sendSecrets, ...sending],
    run: async (...call) => (await import('./plan.ts')).run(...call),
  },
  {
    name: 'apply',
    summary: 'plan, ask, and carry out the plan',
    options: [
      env,
      () => only().conflicts('resume'),
      set,
      strict,
      allowPath,
      format,
      allowDeletes,
      sendSecrets,
      () =>
        new Option('--plan <file>', 'apply what the plan in this file says, or refuse').conflicts([
          'resume',
          'approved',
        ]),
      () =>
        new Option('--approved <file>', 'apply nothing beyond the plan in this file, or refuse; may be repeated')
          .argParser(collect)
          .conflicts('resume'),
      () => new Option('--smoke', 'then try the tokens that the files promise, as smoke does; exit 3 when one fails'),
      ...trying,
      () => new Option('--resume', 'finish what an interrupted run has left, and nothing else'),
      ...writing,
      ...sending,
    ],
    run: async (...call) => (await import('./apply.ts')).run(...call),
  },
  {
    name: 'drift',
    summary: 'show what in the tenant is not as the files say; exit 2 when that is anything',
    options: [
      env,
      only,
      set,
      strict,
      allowPath,
      format,
      () => new Option('--who', 'ask the log of the tenant who changed it; needs read:logs'),
      ...sending,
    ],
    run: async (...call) => (await import('./drift.ts')).run(...call),
  },
  {
    name: 'compare',
    summary: 'show what differs between two environments; exit 2 when that is more than their files say',
    names: { a: 'an environment', b: 'another one' },
    options: [
      () => new Option('--files', 'compare the files alone, offline').conflicts(['live', 'all']),
      () => new Option('--live', 'show only that in which the two tenants differ'),
      () => new Option('--all', 'show, too, what no file speaks of'),
      set,
      strict,
      allowPath,
      format,
      ...sending,
    ],
    run: async (...call) => (await import('./compare.ts')).run(...call),
  },
  {
    name: 'explain',
    summary: 'say why a resource or field is what it is',
    names: { address: 'as plan shows it, with .field behind it for a field; or a type' },
    options: [
      env,
      () => new Option('--offline', 'look at the files and the recorded runs alone'),
      set,
      strict,
      allowPath,
      format,
      ...sending,
    ],
    run: async (...call) => (await import('./explain.ts')).run(...call),
  },
  {
    name: 'rollback',
    summary: 'plan the way back to before a run, ask, and carry it out',
    options: [
      env,
      set,
      allowPath,
      format,
      allowDeletes,
      () => new Option('--run <id>', 'the run to undo, by default the last one'),
      ...writing,
      ...sending,
    ],
    run: async (...call) => (await import('./rollback.ts')).run(...call),
  },
  {
    name: 'history',
    summary: 'list the runs that were recorded here, the latest first',
    options: [env, format],
    run: async (...call) => (await import('./history.ts')).run(...call),
  },
  {
    name: 'show',
    summary: 'show what a recorded run planned, and what came of it',
    names: { run: 'its id, or how that begins, or last' },
    options: [format],
    run: async (...call) => (await import('./show-run.ts')).run(...call),
  },
  {
    name: 'scopes',
    summary: 'list the API scopes that planning and applying a tenant need',
    options: [env, set, strict, allowPath, listFormat, pullScopes],
    run: async (...call) => (await import('./scopes.ts')).run(...call),
  },
  {
    name: 'smoke',
    summary:
      'ask for the tokens that the files promise, and look at what comes; exit 3 when one is not as it should be',
    options: [
      env,
      () => new Option('--only <name...>', 'nothing but these clients, APIs or tests'),
      ...trying,
      set,
      strict,
      allowPath,
      caseFormat,
      ...sending,
    ],
    run: async (...call) => (await import('./smoke.ts')).run(...call),
  },
  {
    name: 'emulate',
    summary: 'serve the embedded emulator of the Management API',
    options: [
      env,
      () => new Option('-p, --port <port>', 'the port to listen on, 0 for a free one').argParser(port).default(4010),
      () => new Option('--host <host>', 'the address to listen on').default('127.0.0.1'),
      () => new Option('--tls', 'serve over https, with a certificate for this machine'),
      () => new Option('--issuer <url>', 'the issuer that tokens name, by default the URL that a client spoke to'),
      ...conditions,
    ],
    run: async (...call) => (await import('./emulate.ts')).run(...call),
  },
];

/** A command to run, or an exit code when what was called for is done: help was shown, or an error of usage. */
export type Call =
  | { type: 'ended'; code: number }
  | {
      type: 'command';
      /** The form of its result. */
      format: FormatName;
      run: (io: Omit<Io, 'named'>) => Promise<number>;
    };

/** The command that the arguments name. Errors of usage are told here. */
export function callOf(args: readonly string[], { stdout, stderr }: Pick<Outside, 'stdout' | 'stderr'>): Call {
  let call: Call = { type: 'ended', code: 0 };
  const program = new Command('tenantry')
    .description('Auth0 tenants as code: validate, plan and apply YAML descriptions of Auth0 tenants')
    .version(version)
    .showHelpAfterError('(tenantry --help lists the commands, tenantry <command> --help its options)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(withHint(text)),
    });
  for (const row of rows) {
    const command = program.command(row.name).summary(row.summary).description(row.summary);
    for (const [name, what] of Object.entries(row.names ?? {})) command.argument(`<${name}>`, what);
    command.argument('[tenant]', 'a folder, or the name of one under tenants/').copyInheritedSettings(program);
    for (const option of row.options) command.addOption(option());
    command.action((...given: unknown[]) => {
      const named = Object.keys(row.names ?? {}).map((_name, index) => String(given[index]));
      const tenant = given[named.length];
      const options = command.opts();
      const chosen: unknown = options['format'];
      call = {
        type: 'command',
        format: isFormat(chosen) ? chosen : 'text',
        run: (io) => row.run(typeof tenant === 'string' ? tenant : undefined, options, { ...io, named }),
      };
    });
  }
  try {
    program.parse([...args], { from: 'user' });
    return call;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { type: 'ended', code: error.exitCode };
  }
}

function isFormat(name: unknown): name is FormatName {
  return typeof name === 'string' && Object.hasOwn(formats, name);
}
