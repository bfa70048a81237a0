import { appendFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { messages } from './messages.ts';

/** The values of an annotation, a command to the runner. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  file?: string;
  line?: number;
  endColumn?: number;
  column?: number;
}

/** The runner, as an action speaks to it: lines on stdout that are commands, and files to append to. */
export interface Runner {
  /** Takes a value out of all that is logged from now on, in later steps too. */
  mask: (value: string) => void;
  annotate: (annotation: Annotation) => void;
  /** Folds what is logged until `endGroup`. */
  group: (title: string) => void;
  endGroup: () => void;
  /** A line of the log that is no command. */
  log: (text: string) => void;
  /** Sets an output of the step. */
  output: (name: string, value: string) => void;
  /** Adds Markdown to the summary of the job. */
  summary: (markdown: string) => void;
}

/** The runner that the environment names the files of. */
export function runnerOf(
  env: Readonly<Record<string, string | undefined>>,
  stdout: { write: (text: string) => unknown },
): Runner {
  const line = (text: string): void => void stdout.write(`${text}\n`);
  const command = (name: string, properties: Readonly<Record<string, string>>, message: string): void => {
    const known = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`);
    line(`::${name}${known.length === 0 ? '' : ` ${known.join(',')}`}::${escapedData(message)}`);
  };
  return {
    mask: (value) => command('add-mask', {}, value),
    annotate: ({ level, title, message, ...place }) => command(level, { ...placeOf(place), title }, message),
    group: (title) => command('group', {}, title),
    endGroup: () => command('endgroup', {}, ''),
    // The runner takes a line for a command wherever the colons stand behind blanks.
    log: (text) => line(text.replace(/^(?=[^\S\n]*(?:::|##\[))/gm, '|')),
    output: (name, value) => append(env['GITHUB_OUTPUT'], assignment(name, value)),
    summary: (markdown) => append(env['GITHUB_STEP_SUMMARY'], `${markdown}\n`),
  };
}

function placeOf({ file, line, column, endColumn }: Partial<Annotation>): Record<string, string> {
  if (file === undefined) return {};
  const numbers = { line, col: column, endColumn };
  const known = Object.entries(numbers).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as const],
  );
  return { file, ...Object.fromEntries(known) };
}

/** A value of several lines between two lines that nobody can foresee: what is in the value cannot end it and begin another. */
function assignment(name: string, value: string): string {
  const delimiter = `tenantry_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** Outside of a runner there is no such file, and nobody who reads it. */
function append(path: string | undefined, text: string): void {
  if (path === undefined || path === '') return;
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw messages.runnerFile(path, error instanceof Error ? error.message : String(error));
  }
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
