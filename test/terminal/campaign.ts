import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTerminal } from './tmux.ts';
import type { Terminal, TerminalSize } from './tmux.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
/** The program with an apply of the tenant of `projectOf`. */
export const program = [process.execPath, main, 'apply', 'acme', '--env', 'local'];

/** The terminals of a campaign: an old one, and one on a large screen. */
export const sizes: readonly TerminalSize[] = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
];

/** How the user stops a run. */
export const stops = ['Ctrl-C', 'Ctrl-C twice', 'SIGTERM', 'SIGHUP'] as const;

/** One stop at some moment of an apply, and what came of it. */
export interface Stop {
  how: (typeof stops)[number];
  size: TerminalSize;
  /** After how many steps. */
  after: number;
  /** Milliseconds until the user saw that the stop was understood, or the process had ended. */
  answered: number;
  code: number;
  wrong: string[];
}

/** Makes the folder of a tenant that declares so many clients for the embedded emulator. */
export function projectOf(clients: number, name = (index: number): string => `Service ${index}`): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-terminal-'));
  mkdirSync(join(folder, 'tenants/acme/environments'), { recursive: true });
  writeFileSync(join(folder, 'tenants/acme/environments/local.yaml'), 'domain: local\n');
  const items = Array.from(
    { length: clients },
    (_, index) => `  - name: ${name(index)}\n    app_type: non_interactive\n`,
  );
  writeFileSync(join(folder, 'tenants/acme/tenant.yaml'), `clients:\n${items.join('')}`);
  return folder;
}

/** Stops an apply of so many clients after some of them; then it is resumed, and nothing may be left to do. */
export async function stopAfter(clients: number, how: Stop['how'], after: number, size: TerminalSize): Promise<Stop> {
  const folder = projectOf(clients);
  const terminal = openTerminal([...program, '--yes'], size, folder);
  try {
    await until(() => journalOf(folder).filter((line) => line.includes('"event":"done"')).length >= after, terminal);
    await until(() => / of \d+ steps/.test(terminal.written()), terminal);
    const answered = await stopped(terminal, how);
    await until(() => terminal.code() !== undefined);
    const code = terminal.code() ?? -1;
    const [, ...behind] = terminal.written().split('stopping: ');
    const wrong = [
      ...wrongEnd(code, how, journalOf(folder)),
      ...wrongAfter(folder),
      // Nobody is told what that would find.
      ...(/ read, \d+ request/.test(behind.join('')) && code === 4
        ? ['the tenant is read although the run was stopped']
        : []),
    ];
    return { how, size, after, answered, code, wrong };
  } finally {
    terminal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives a stop, and says how long it took to be answered; who gives it twice does so at once, and ends the process. */
async function stopped(terminal: Terminal, how: Stop['how']): Promise<number> {
  const give = (): void => {
    if (how.startsWith('Ctrl-C')) terminal.press('C-c');
    else terminal.signal(how === 'SIGHUP' ? 'SIGHUP' : 'SIGTERM');
  };
  const hasEnded = (): boolean => terminal.code() !== undefined;
  give();
  const answered = await until(() => hasEnded() || terminal.written().includes('stopping: '));
  if (how === 'Ctrl-C twice' && !hasEnded()) give();
  return answered;
}

/**
 * What is wrong with an exit code and a journal. Who ends a run at once has no end of it recorded, and when
 * every step has ended a signal ends the process.
 */
function wrongEnd(code: number, how: Stop['how'], journal: readonly string[]): string[] {
  const isAtOnce = how === 'Ctrl-C twice';
  const hasLeft = journal.at(-1)?.includes('"event":"stop"') === true;
  const begun = journal.some((line) => line.includes('"event":"start"'));
  const expected = isAtOnce ? [130, 4, 0] : hasLeft ? [begun ? 4 : 130] : [0, 130];
  const wrong = expected.includes(code) ? [] : [`the exit code is ${code}, not ${expected.join(' or ')}`];
  const isEnded = hasLeft || journal.at(-1)?.includes('"event":"end"') === true;
  if (!isAtOnce && !isEnded) wrong.push(`the journal ends with ${journal.at(-1)}`);
  return wrong;
}

/** What is wrong when the run is resumed, if it left anything. */
function wrongAfter(folder: string): string[] {
  const resumed = run(folder, ['apply', 'acme', '--env', 'local', '--yes', '--resume']);
  const isNothing = resumed.output.includes('nothing to resume');
  const plan = run(folder, ['plan', 'acme', '--env', 'local']);
  return [
    ...(resumed.code === 0 || isNothing ? [] : [`--resume ended with ${resumed.code}: ${resumed.output.slice(-300)}`]),
    ...(plan.code === 0 ? [] : [`the plan ended with ${plan.code}: ${plan.output.slice(-300)}`]),
  ];
}

/** Presses Ctrl-C before anything is begun: some time after the start, or when the question is asked. */
export async function stopBefore(
  clients: number,
  moment: number | 'question',
  size: TerminalSize,
): Promise<{ answered: number; code: number; begun: boolean }> {
  const folder = projectOf(clients);
  const terminal = openTerminal(moment === 'question' ? program : [...program, '--yes'], size, folder);
  try {
    if (moment === 'question') await until(() => terminal.written().includes('Only yes will do'), terminal);
    else await sleep(moment);
    terminal.press('C-c');
    const answered = await until(() => terminal.code() !== undefined);
    return { answered, code: terminal.code() ?? -1, begun: journalOf(folder).length > 0 };
  } finally {
    terminal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds of processor time of an apply on a terminal, and of one without: the least of three, in turns, so that noise hits both. */
export async function workOf(clients: number, size: TerminalSize): Promise<{ shown: number; piped: number }> {
  const folder = projectOf(clients);
  const times = { shown: Infinity, piped: Infinity };
  try {
    for (let round = 0; round < 3; round += 1) {
      const { seconds } = run(folder, ['apply', 'acme', '--env', 'local', '--yes']);
      rmSync(join(folder, '.tenantry'), { recursive: true, force: true });
      const terminal = openTerminal([...program, '--yes'], size, folder);
      await until(() => terminal.code() !== undefined);
      times.piped = Math.min(times.piped, seconds);
      times.shown = Math.min(times.shown, terminal.work());
      terminal.close();
      rmSync(join(folder, '.tenantry'), { recursive: true, force: true });
    }
    return times;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the program without a terminal; its processor time is what the shell says. */
function run(cwd: string, args: readonly string[]): { code: number | null; output: string; seconds: number } {
  const script = '"$@"; code=$?; echo; times; exit $code';
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--norc', '-c', script, 'bash', process.execPath, main, ...args],
    {
      cwd,
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    },
  );
  const [children = ''] = stdout.trimEnd().split('\n').slice(-1);
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, m, s]) => sum + 60 * Number(m) + Number(s),
    0,
  );
  return { code: status, output: `${stdout}${stderr}`, seconds };
}

/** The lines of the journal of the one run there is. */
function journalOf(folder: string): string[] {
  const runs = join(folder, '.tenantry/runs');
  const [id] = existsSync(runs) ? readdirSync(runs) : [];
  const path = join(runs, id ?? '', 'journal.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

/** Waits until something is so, or the program has ended; how many milliseconds that took. */
export async function until(isSo: () => boolean, terminal?: Terminal): Promise<number> {
  const started = performance.now();
  while (!isSo() && terminal?.code() === undefined) {
    if (performance.now() - started > 300_000)
      throw new Error(`this does not end:\n${terminal?.written().slice(-2000)}`);
    await sleep(4);
  }
  return performance.now() - started;
}
