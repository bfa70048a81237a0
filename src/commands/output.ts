import { goalOfPart } from '../goals.ts';
import { visible } from '../model/visible.ts';
import { outputOf, quoted, variablesOf } from '../session/output.ts';
import type { Output } from '../session/output.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import { connectChecked, preview } from './preview.ts';
import type { PreviewOptions } from './preview.ts';

/** Options of `tenantry output`. */
export interface OutputOptions extends Omit<PreviewOptions, 'format'> {
  format?: 'text' | 'json' | 'env';
}

/**
 * Prints the ids that a tenant has for what the files declare, for other tools; never a secret. Exit 0, 2 when the tenant lacks
 * some of it, 1 for errors.
 */
export async function run(tenant: string | undefined, options: OutputOptions, io: Io): Promise<number> {
  const { show } = io;
  const { format = 'text', ...given } = options;
  show.status(messages.readingFiles());
  const workspace = openWorkspace(io, { ...given, tenant, secrets: 'ignored' });
  const files = goalOfPart(filesOf(workspace, options.env), options.only);
  const asked = { ...given, format: format === 'json' ? ('json' as const) : ('text' as const) };
  await using session = await connectChecked(workspace, files, asked, show);
  if (session === undefined) return 1;
  const ready = await preview(session, files, asked, show);
  if (ready === undefined) return 1;
  const output = outputOf(session, ready);
  if (format === 'json') show.data(dataOf(output));
  else if (format === 'env') {
    // Not as a line for people: a value is given as it is, line ends and all.
    const lines = variablesOf(output).map(({ name, value }) => `${name}=${quoted(value)}`);
    io.stdout.write(`${show.mask(lines.join('\n'))}\n`);
  } else for (const line of tableOf(output)) show.line(line);
  if (output.missing.length > 0) show.message(messages.outputMissing(output.missing));
  return output.missing.length > 0 ? 2 : 0;
}

function dataOf({ resources, ...rest }: Output): object {
  const types = [...new Set(resources.map(({ type }) => type))];
  const of = (type: string): object =>
    Object.fromEntries(resources.flatMap((one) => (one.type === type ? [[one.key, one.values]] : [])));
  return { formatVersion: 1, ...rest, resources: Object.fromEntries(types.map((type) => [type, of(type)])) };
}

function tableOf({ domain, resources }: Output): string[] {
  const rows = resources.map(({ type, key, values }) => [`${type}/${visible(key)}`, values['id'] ?? '']);
  const all = [['domain', domain], ...rows];
  const width = Math.max(...all.map(([name = '']) => name.length));
  return all.map(([name = '', value = '']) => `${name.padEnd(width)}  ${value}`);
}
