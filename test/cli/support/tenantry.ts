import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { afterAll, onTestFinished } from 'vitest';
import type { Clock } from '../../../src/auth0/clock.ts';
import { run } from '../../../src/program.ts';
import { isLong } from '../../support/long.ts';
import { builtBinary } from './binary.ts';
import type { Files } from './large-files.ts';

let binary: string | undefined;

/** What a run of the program gave. */
export interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** How the program is called. */
export interface CallOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** What it reads from stdin, which is never a terminal. */
  input?: string;
  /** Its time, where it is not a process of its own. */
  clock?: Clock;
}

/** The client with which an emulated tenant is deployed to. */
export const deployer = {
  AUTH0_CLIENT_ID: 'DeployerOfTheEmulatedTenant00000',
  AUTH0_CLIENT_SECRET: 'not-a-secret-it-opens-nothing-but-emulated-tenants-0000000000000',
};

/** Where the program keeps what is about the user and not about a project, such as locks: nothing of it is ours. */
const home = mkdtempSync(join(tmpdir(), 'tenantry-home-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

/** Starts the program with nothing of our own environment but the path. */
export function start(args: readonly string[], { cwd = tmpdir(), env = {} }: CallOptions = {}): ChildProcess {
  binary ??= builtBinary();
  return spawn(process.execPath, [binary, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/**
 * Runs the program to its end: inside of this process, which takes a fifth of the time, and in a long run as a process of its
 * own, as users do.
 */
export async function tenantry(args: readonly string[], options: CallOptions = {}): Promise<Result> {
  if (!isLong) return inside(args, options).result;
  const child = start(args, options);
  child.stdin?.end(options.input ?? '');
  return ended(child);
}

/** Runs the program inside of this process, where it can be stopped. */
export function inside(
  args: readonly string[],
  { cwd = tmpdir(), env = {}, input = '', clock }: CallOptions,
): { result: Promise<Result>; stop: () => void; stdout: PassThrough; stderr: PassThrough } {
  const stop = new AbortController();
  const stream = (): PassThrough => Object.assign(new PassThrough(), { isTTY: false });
  const [stdin, stdout, stderr] = [stream(), stream(), stream()];
  const [out, err] = [textOf(stdout), textOf(stderr)];
  stdin.end(input);
  const outside = {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdin,
    stdout,
    stderr,
    signal: stop.signal,
    catchSignals: () => () => undefined,
  };
  const result = run(args, outside as unknown as Parameters<typeof run>[1], clock).then((code) => ({
    code,
    stdout: out(),
    stderr: err(),
  }));
  return { result, stop: () => stop.abort(), stdout, stderr };
}

function textOf(stream: PassThrough): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

/** What a program has written when it ends. */
export async function ended(child: ChildProcess): Promise<Result> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** A folder with these files, deleted when the tests of the file have ended. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-'));
  writeFiles(folder, files);
  folders.push(folder);
  return folder;
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A project with one tenant, `acme`. */
export function project(files: Files): string {
  return folderOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [`tenants/acme/${path}`, text])));
}

/** An emulator that is served until the test has ended. */
export interface Served {
  url: string;
  requests: () => Promise<{
    total: number;
    byMethod: Record<string, number>;
    requests: { method: string; path: string; status: number }[];
  }>;
  forget: () => Promise<void>;
  /** A request by hand, with a token of the deployer. */
  call: (method: string, path: string, body?: unknown) => Promise<unknown>;
}

/** Serves an emulator on a free port, under the conditions that the options ask for, by the time of a clock. */
export async function emulate(...options: (string | Clock)[]): Promise<Served> {
  const args = ['emulate', '--port', '0', ...options.filter((option) => typeof option === 'string')];
  const clock = options.find((option) => typeof option !== 'string');
  const url = isLong ? await served(args) : await servedInside(args, clock);
  return {
    url,
    requests: async () =>
      (await (await fetch(`${url}/emulator/requests`)).json()) as Awaited<ReturnType<Served['requests']>>,
    forget: async () => void (await fetch(`${url}/emulator/requests`, { method: 'DELETE' })),
    call: async (method, path, body) => {
      const authorization = `Bearer ${await tokenFor(url)}`;
      const headers = { 'content-type': 'application/json', authorization };
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${url}/api/v2${path}`, { method, headers, ...content });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} ${response.status} ${text}`);
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    },
  };
}

/** Serves by the program in a process of its own. */
async function served(args: readonly string[]): Promise<string> {
  const child = start(args);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  child.stderr?.resume();
  if (child.stdout === null) throw new Error('no stdout');
  return firstLine(child.stdout);
}

async function servedInside(args: readonly string[], clock: Clock | undefined): Promise<string> {
  const { result, stop, stdout } = inside(args, clock === undefined ? {} : { clock });
  onTestFinished(async () => {
    stop();
    await result;
  });
  return firstLine(stdout);
}

async function firstLine(stream: Readable): Promise<string> {
  const [line] = (await once(createInterface({ input: stream }), 'line')) as [string];
  return line;
}

async function tokenFor(url: string): Promise<string> {
  const grant = {
    grant_type: 'client_credentials',
    client_id: deployer.AUTH0_CLIENT_ID,
    client_secret: deployer.AUTH0_CLIENT_SECRET,
    audience: `https://${new URL(url).host}/api/v2/`,
  };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', headers, body: JSON.stringify(grant) });
  return ((await response.json()) as { access_token: string }).access_token;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
