import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { runAction } from '../../../src/github/action.ts';
import { builtBinary } from '../../cli/support/binary.ts';

/** A command to the runner, as it reads it from a line of the log. */
export interface RunnerCommand {
  name: string;
  properties: Record<string, string>;
  message: string;
}

/** What a step with the action came to. */
export interface ActionResult {
  code: number | null;
  log: string;
  commands: RunnerCommand[];
  outputs: Record<string, string>;
  summary: string;
  /** The folder with the reports, and the files in it by their paths. */
  reports: string;
  files: Record<string, string>;
}

/** What a step has beside its inputs. */
export interface ActionOptions {
  /** The folder of the repository. */
  cwd: string;
  env?: Record<string, string>;
  event?: object;
  /** Whether the file that is shipped is run, in a process of its own. */
  isBuilt?: boolean;
}

/** Runs the action as a runner does: inputs in the environment, results in files. */
export async function action(inputs: Record<string, string>, options: ActionOptions): Promise<ActionResult> {
  const temp = mkdtempSync(join(tmpdir(), 'tenantry-step-'));
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
  const file = (name: string, text = ''): string => {
    writeFileSync(join(temp, name), text);
    return join(temp, name);
  };
  const [output, summary] = [file('output'), file('summary')];
  mkdirSync(join(temp, 'home'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: join(temp, 'home'),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: options.cwd,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temp,
    ...(options.event === undefined ? {} : { GITHUB_EVENT_PATH: file('event.json', JSON.stringify(options.event)) }),
    ...options.env,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
  const run = options.isBuilt === true ? inProcess : inside;
  const { code, log } = await run(env, options.cwd);
  const reports = join(temp, 'tenantry');
  return {
    code,
    log,
    commands: commandsIn(log),
    outputs: outputsIn(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
    reports,
    files: filesBelow(reports),
  };
}

async function inside(env: Record<string, string>, cwd: string): Promise<{ code: number; log: string }> {
  const stream = (): PassThrough => Object.assign(new PassThrough(), { isTTY: false });
  const [stdin, stdout] = [stream(), stream()];
  let log = '';
  stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  stdin.end();
  const { signal } = new AbortController();
  const outside = { cwd, env, stdin, stdout, stderr: stdout, signal, catchSignals: () => () => undefined };
  const code = await runAction(outside as unknown as Parameters<typeof runAction>[0]);
  return { code, log };
}

async function inProcess(env: Record<string, string>, cwd: string): Promise<{ code: number | null; log: string }> {
  const child = spawn(process.execPath, [builtBinary('action.js')], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, log };
}

/** The commands in a log, by the rule of the runner: blanks may stand before them. */
export function commandsIn(log: string): RunnerCommand[] {
  return log.split('\n').flatMap((line) => {
    const [, name = '', given = '', data = ''] = /^\s*::([\w-]+)(?: ([^]*?))?::(.*)$/.exec(line) ?? [];
    if (name === '') return [];
    const properties = given.split(',').flatMap((pair): [string, string][] => {
      const at = pair.indexOf('=');
      return at < 0 ? [] : [[pair.slice(0, at), unescaped(pair.slice(at + 1))]];
    });
    return [{ name, properties: Object.fromEntries(properties), message: unescaped(data) }];
  });
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };
  return text.replaceAll(/%(?:0D|0A|3A|2C|25)/g, (sign) => signs[sign] ?? sign);
}

/** The outputs in a file of the runner. */
export function outputsIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, delimiter] = /^([\w-]+)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) {
      if (lines[at] !== '') throw new Error(`the runner refuses this line of the output: ${lines[at] ?? ''}`);
      continue;
    }
    const end = lines.indexOf(delimiter, at + 1);
    if (end < 0) throw new Error(`the runner finds no end of the output ${name}`);
    found[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return found;
}

function filesBelow(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const files = paths.filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}
