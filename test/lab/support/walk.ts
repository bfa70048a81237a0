// Walks through a page of the documentation as a reader does: types its commands, makes its files and edits, keeps its servers running.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';

/** A reader: where they are, and what is other than in the page. */
export interface Reader {
  cwd: string;
  env: Record<string, string>;
  /** What their machine has instead of what stands in the page, such as ports. */
  instead: Record<string, string>;
  /** What a command is given besides. */
  besides?: (command: string) => string;
}

/** A block of code: what stands behind the three ticks, and its text. */
interface Block {
  info: string;
  text: string;
}

/** Does what a page says; what a command prints has to be what the page shows, but for what stands in the place of a `…`. */
export async function walk(page: string, reader: Reader): Promise<void> {
  const servers = new Map<string, ChildProcess>();
  onTestFinished(async () => {
    for (const server of servers.values()) await stop(server);
  });
  const stopped = async (program: string): Promise<void> => {
    const server = servers.get(program);
    servers.delete(program);
    if (server !== undefined) await stop(server);
  };
  for (const { info, text } of blocksOf(readFileSync(page, 'utf8'))) {
    if (info === 'stop') await stopped(text);
    if (info === 'yaml') write(reader.cwd, text);
    if (info === 'diff') edit(reader.cwd, text);
    if (!info.startsWith('console')) continue;
    for (const { command, shown } of commandsOf(here(text, reader))) {
      if (info === 'console') matches(await typed(command, reader), shown, command);
      else servers.set(programOf(command), await served(command, shown, reader));
    }
  }
}

/** The file or the command that serves. */
const programOf = (command: string): string =>
  /(\w+)\.js$/.exec(command)?.[1] ?? /main\.js (\w+)/.exec(command)?.[1] ?? command;

/** The blocks of code in their order; between them, where a server is stopped, a comment says which. */
function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(.*)\n([^]*?)^```$|^<!-- stop (\w+) -->$/gm)].map(([, info, text = '', program]) =>
    program === undefined ? { info: info ?? '', text } : { info: 'stop', text: program },
  );
}

/** The commands of a block, each with the lines below it. */
function commandsOf(text: string): { command: string; shown: string }[] {
  return text.split(/^\$ /m).flatMap((part) => {
    const [command = '', ...shown] = part.split('\n');
    return command === '' ? [] : [{ command, shown: shown.join('\n') }];
  });
}

function here(text: string, { instead, besides = () => '' }: Reader): string {
  const changed = Object.entries(instead).reduce((all, [from, to]) => all.replaceAll(from, to), text);
  return changed.replaceAll(/^\$ .*$/gm, (command) => `${command}${besides(command)}`);
}

/** A file whose path stands in its first line, which is a comment and is copied with the rest. */
function write(cwd: string, text: string): void {
  const [, path = ''] = /^# (\S+)\n/.exec(text) ?? [];
  expect(path, text).not.toBe('');
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

/** An edit: its lines are in the file that its first line names, once. */
function edit(cwd: string, diff: string): void {
  const [header = '', ...rest] = diff.split('\n');
  const path = join(cwd, header.replace('--- ', ''));
  const lines = (sign: string): string =>
    rest.flatMap((line) => (line.startsWith(sign) ? [`${line.slice(1)}\n`] : [])).join('');
  const before = readFileSync(path, 'utf8');
  expect(before.split(lines('-')), diff).toHaveLength(2);
  writeFileSync(
    path,
    before.replace(lines('-'), () => lines('+')),
  );
}

function matches(output: string, shown: string, command: string): void {
  const quoted = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  // A … of its own stands for lines, one within a line for a part of it.
  const pattern = shown
    .trim()
    .split(/^…$/m)
    .map((part) => part.trim().split('…').map(quoted).join('.*'))
    .join('[^]*');
  expect(output.trim(), command).toMatch(new RegExp(`^${pattern}$`));
}

/** What a command prints, in a shell of its own. */
async function typed(command: string, { cwd, env }: Reader): Promise<string> {
  const child = spawn('bash', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  await once(child, 'close');
  return output === '' ? errors : output;
}

/** Starts a server, in a group of processes of its own, and waits until it says what the page shows. */
async function served(command: string, shown: string, { cwd, env }: Reader): Promise<ChildProcess> {
  const child = spawn('bash', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let [output, errors] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.trim().length >= shown.trim().length) resolve();
    });
    child.once('close', () => reject(new Error(`${command} ended:\n${output}${errors}`)));
  });
  matches(output, shown, command);
  return child;
}

/** What Ctrl-C does in a terminal: it reaches the whole group. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const closed = once(child, 'close');
  process.kill(-child.pid, 'SIGINT');
  await closed;
}
