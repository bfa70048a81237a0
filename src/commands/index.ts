import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Io } from './io.ts';

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
const strict = (): Option => new Option('--strict', 'unknown fields are errors');
const allowDeletes = (): Option =>
  new Option('--allow-deletes <count>', 'let more deletes pass than policy.max_deletes').argParser(count);
const formats =
  (...choices: string[]): (() => Option) =>
  () =>
    new Option('-f, --format <format>', 'the form of the result').choices(choices).default('text');

const rows: Row[] = [
  {
    name: 'validate',
    summary: 'check the files of a tenant for all its environments, offline',
    options: [env, set, strict, formats('text', 'json')],
    run: async (...call) => (await import('./validate.ts')).run(...call),
  },
  {
    name: 'plan',
    summary: 'show what an apply would change; exit 2 when that is anything',
    options: [env, set, strict, formats('text', 'json', 'markdown', 'html'), allowDeletes],
    run: async (...call) => (await import('./plan.ts')).run(...call),
  },
  {
    name: 'apply',
    summary: 'plan, ask, and carry out the plan',
    options: [env, set, strict, formats('text', 'json'), allowDeletes, () => new Option('-y, --yes', 'do not ask')],
    run: async (...call) => (await import('./apply.ts')).run(...call),
  },
  {
    name: 'drift',
    summary: 'show what in the tenant is not as the files say; exit 2 when that is anything',
    options: [env, set, strict, formats('text', 'json', 'markdown', 'html')],
    run: async (...call) => (await import('./drift.ts')).run(...call),
  },
  {
    name: 'scopes',
    summary: 'list the API scopes that planning and applying a tenant need',
    options: [env, set, strict, formats('text', 'json')],
    run: async (...call) => (await import('./scopes.ts')).run(...call),
  },
  {
    name: 'emulate',
    summary: 'serve the embedded emulator of the Management API',
    options: [
      env,
      () => new Option('-p, --port <port>', 'the port to listen on, 0 for a free one').argParser(port).default(4010),
      () => new Option('--host <host>', 'the address to listen on').default('127.0.0.1'),
    ],
    run: async (...call) => (await import('./emulate.ts')).run(...call),
  },
];

/** Runs the command that the arguments name and gives back the exit code. Errors of usage are told here; others are thrown. */
export async function run(args: readonly string[], version: string, io: Io): Promise<number> {
  let code = 0;
  const program = new Command('tenantry')
    .description('Auth0 tenants as code: validate, plan and apply YAML descriptions of Auth0 tenants')
    .version(version)
    .showHelpAfterError('(tenantry --help lists the commands, tenantry <command> --help its options)')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  for (const row of rows) {
    const command = program.command(row.name).summary(row.summary).description(row.summary);
    command.argument('[tenant]', 'a folder, or the name of one under tenants/').copyInheritedSettings(program);
    for (const option of row.options) command.addOption(option());
    command.action(async (tenant: string | undefined, options: object) => {
      code = await row.run(tenant, options, io);
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode;
  }
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

function count(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(value);
}
