import { Command, CommanderError } from 'commander';
import { formats } from '../report/formats/index.ts';
import type { FormatName } from '../report/formats/index.ts';
import { version } from '../version.ts';
import { descriptionOf, examplesText, helpConfiguration, programEnd } from './help.ts';
import { groups, rows } from './index.ts';
import type { Io } from './io.ts';
import { withHint } from './names-of-others.ts';
import type { Outside } from './outside.ts';

/** A command to run, or an exit code when what was called for is done: help was shown, or an error of usage. */
export type Call =
  | { type: 'ended'; code: number }
  | {
      type: 'command';
      /** The form of its result. */
      format: FormatName;
      run: (io: Omit<Io, 'named' | 'rest'>) => Promise<number>;
    };

/** The commands in the order of their groups, which is that of help. */
const inGroups = Object.keys(groups).flatMap((group) => rows.filter((row) => row.group === group));

/** The command that the arguments name. Errors of usage are told here. */
export function callOf(args: readonly string[], { stdout, stderr }: Pick<Outside, 'stdout' | 'stderr'>): Call {
  let call: Call = { type: 'ended', code: 0 };
  const program = new Command('tenantry')
    .description('Auth0 tenants as code')
    .version(version)
    .showHelpAfterError('(tenantry --help lists the commands, tenantry <command> --help its options)')
    .configureHelp(helpConfiguration)
    .addHelpText('after', programEnd)
    .commandsGroup(`${groups.run}:`)
    .helpCommand('help [command]', 'show the options and examples of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(withHint(text)),
    });
  for (const row of inGroups) {
    const command = program.command(row.name).summary(row.summary).description(descriptionOf(row));
    command.helpGroup(`${groups[row.group]}:`).addHelpText('after', () => examplesText(row));
    for (const [name, what] of Object.entries(row.names ?? {})) command.argument(`<${name}>`, what);
    if (row.isWithoutTenant !== true) command.argument('[tenant]', 'a folder, or the name of one under tenants/');
    command.copyInheritedSettings(program);
    if (row.rest !== undefined) command.argument(`[${row.rest[0]}]`, row.rest[1]);
    for (const option of row.options) command.addOption(option());
    command.action((...given: unknown[]) => {
      const named = Object.keys(row.names ?? {}).map((_name, index) => String(given[index]));
      const tenant = given[named.length];
      const behind: unknown = row.rest === undefined ? [] : given[named.length + 1];
      const rest = Array.isArray(behind) ? behind.map(String) : [];
      const options = command.opts();
      const chosen: unknown = options['format'];
      call = {
        type: 'command',
        format: isFormat(chosen) ? chosen : 'text',
        run: async (io) => {
          const log = await logOf(options['debug'], io);
          return row.run(typeof tenant === 'string' ? tenant : undefined, options, { ...io, ...log, named, rest });
        },
      };
    });
  }
  try {
    program.parse(withForms(args), { from: 'user' });
    return call;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { type: 'ended', code: error.exitCode };
  }
}

/** What is told of requests, when it was asked for. */
async function logOf(debug: unknown, io: Omit<Io, 'named' | 'rest'>): Promise<Pick<Io, 'onRequest'>> {
  return typeof debug === 'string' ? { onRequest: (await import('./request-log.ts')).requestLog(debug, io) } : {};
}

/** An option whose value may be left out takes none that stands behind a blank, where the tenant may be. */
function withForms(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    if (arg === '--debug') return '--debug=';
    return arg === '--coverage' && args[index + 1] !== 'lcov' ? '--coverage=text' : arg;
  });
}

function isFormat(name: unknown): name is FormatName {
  return typeof name === 'string' && Object.hasOwn(formats, name);
}
