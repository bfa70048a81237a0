import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { formats } from '../report/formats/index.ts';
import type { FormatName } from '../report/formats/index.ts';
import { version } from '../version.ts';
import type { Io } from './io.ts';
import type { Outside } from './outside.ts';

/** Runs a command: the tenant it was given, its options, the outside. The exit code comes back. */
type Run = (tenant: string | undefined, options: object, io: Io) => Promise<number>;

/** One command; its code is loaded when it is called. */
interface Row {
  name: string;
  summary: string;
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
const format = formatOf(Object.keys(formats));
/** Of lists, which are no reports. */
const listFormat = formatOf(['text', 'json']);

/** Commands and options that other tools have, and what does the same here. */
const namesOfOthers = new Map([
  ['deploy', 'apply does that'],
  ['import', 'apply does that: it writes what the files say into the tenant'],
  ['destroy', 'nothing deletes a whole tenant: empty the lists in the files, and apply with policy.delete'],
  ['diff', 'plan does that'],
  ['--environment', 'that is --env'],
  ['--dry-run', 'plan shows what an apply would change, and writes nothing'],
  ['--auto-approve', 'that is --yes'],
  ['--input_file', 'name the folder: tenantry apply tenants/acme --env dev'],
  ['--config_file', 'what differs between environments stands in environments/<name>.yaml'],
]);

const rows: Row[] = [
  {
    name: 'init',
    summary: 'begin the folder of a tenant, or make it from the files of the Deploy CLI',
    options: [
      () =>
        new Option('--from <folder>', 'the folder, or the tenant.yaml, of a Deploy CLI repository').argParser(collect),
      env,
      () => new Option('--domain <domain>', 'the domain of the environment, by default AUTH0_DOMAIN'),
      () => new Option('--rewrite', 'with --from: quote markers, and make YAML of a folder of JSON files'),
    ],
    run: async (...call) => (await import('./init.ts')).run(...call),
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
      () => new Option('--resume', 'finish what an interrupted run has left, and nothing else'),
      ...writing,
      ...sending,
    ],
    run: async (...call) => (await import('./apply.ts')).run(...call),
  },
  {
    name: 'drift',
    summary: 'show what in the tenant is not as the files say; exit 2 when that is anything',
    options: [env, only, set, strict, allowPath, format, ...sending],
    run: async (...call) => (await import('./drift.ts')).run(...call),
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
    options: [env, listFormat],
    run: async (...call) => (await import('./history.ts')).run(...call),
  },
  {
    name: 'scopes',
    summary: 'list the API scopes that planning and applying a tenant need',
    options: [env, set, strict, allowPath, listFormat],
    run: async (...call) => (await import('./scopes.ts')).run(...call),
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
      run: (io: Io) => Promise<number>;
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
    command.argument('[tenant]', 'a folder, or the name of one under tenants/').copyInheritedSettings(program);
    for (const option of row.options) command.addOption(option());
    command.action((tenant: string | undefined, options: object) => {
      const chosen = 'format' in options ? options.format : 'text';
      call = { type: 'command', format: isFormat(chosen) ? chosen : 'text', run: (io) => row.run(tenant, options, io) };
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

/** An error of usage, with a hint that fits where the name is one that other tools have. */
function withHint(text: string): string {
  const [said = '', name = ''] = /^error: unknown (?:command|option) '([^']+)'/.exec(text) ?? [];
  const hint = namesOfOthers.get(name);
  return hint === undefined ? text : `${said}\n(${hint})\n`;
}

function isFormat(name: unknown): name is FormatName {
  return typeof name === 'string' && Object.hasOwn(formats, name);
}

function collect(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** A port: 0 takes a free one. */
function port(value: string): number {
  const number = count(value);
  if (number > 65535) throw new InvalidArgumentError('It has to be at most 65535.');
  return number;
}

/** A share, from 0 to 1. */
function share(value: string): number {
  const number = Number(value);
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError('It has to be from 0 to 1.');
  return number;
}

function words(value: string): string[] {
  return value.split(',').map((word) => word.trim());
}

function numbers(value: string): number[] {
  return words(value).map(count);
}

/** A whole number of at least 1. */
function several(value: string): number {
  const number = count(value);
  if (number < 1) throw new InvalidArgumentError('It has to be at least 1.');
  return number;
}

function count(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(value);
}
