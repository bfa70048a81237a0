import type { Command, HelpConfiguration } from 'commander';
import type { Row } from './index.ts';

/** What `tenantry --help` says behind the commands. */
const firstSteps = `
Examples:
  # begin a tenant, on the embedded emulator
  tenantry init acme --env local
  # check the files, offline
  tenantry validate acme
  # show what an apply would change, and carry it out
  tenantry plan acme --env local
  tenantry apply acme --env local

tenantry <command> --help has the options and examples of a command.
`;

/** How help looks: a command is a name and a line. */
export const helpConfiguration: HelpConfiguration = { subcommandTerm: (command: Command) => command.name() };

/** What help of the whole program says at its end. */
export function programEnd(): string {
  return firstSteps;
}

/** The examples of a command, each with what it is for. */
export function examplesText({ examples }: Pick<Row, 'examples'>): string {
  const lines = examples.flatMap(([wish, command]) => [`  # ${wish}`, `  ${command}`]);
  return ['', examples.length === 1 ? 'Example:' : 'Examples:', ...lines, ''].join('\n');
}

/** What a command does, as its own help says it. */
export function descriptionOf({ summary, more }: Pick<Row, 'summary' | 'more'>): string {
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  return more === undefined ? sentence : `${sentence} ${more}`;
}
