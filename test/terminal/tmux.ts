import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How large a terminal is. */
export interface TerminalSize {
  columns: number;
  rows: number;
}

/** A program on a terminal of its own. */
export interface Terminal {
  /** All that the program has written so far, with its escape sequences. */
  written: () => string;
  /** The lines that are to be seen. */
  screen: () => string[];
  press: (key: string) => void;
  resize: (size: TerminalSize) => void;
  signal: (name: NodeJS.Signals) => void;
  /** The exit code, once the program has ended; 128 and the number of a signal that ended it. */
  code: () => number | undefined;
  /** Seconds of processor time, once it has ended. */
  work: () => number;
  /** Closes the terminal, as by a window that is closed. */
  close: () => void;
}

/** Whether there are terminals to be had. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

let count = 0;

/** Starts a program on a terminal; `environment` is given to it beside that of this process. */
export function openTerminal(
  args: readonly string[],
  { columns, rows }: TerminalSize,
  cwd: string,
  environment: Record<string, string> = {},
): Terminal {
  const notes = mkdtempSync(join(tmpdir(), 'tenantry-terminal-'));
  count += 1;
  const socket = `tenantry-${process.pid}-${count}`;
  const tmux = (...command: string[]): string =>
    spawnSync('tmux', ['-L', socket, '-f', '/dev/null', ...command], {
      cwd,
      encoding: 'utf8',
      // Who records what is written is no terminal, and what is said of colours is about the terminal of the tests.
      env: { ...process.env, CI: '', FORCE_COLOR: undefined, NO_COLOR: undefined },
    }).stdout;
  const note = (name: string): string => (existsSync(join(notes, name)) ? readFileSync(join(notes, name), 'utf8') : '');
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`);
  // The shell outlives the signal and says how the program ended.
  const script = [
    'trap : INT TERM HUP',
    `(echo $BASHPID > ${notes}/pid; exec env ${settings.join(' ')} ${args.map(quoted).join(' ')})`,
    `code=$?; times > ${notes}/times; echo $code > ${notes}/code.new; mv ${notes}/code.new ${notes}/code`,
    // The screen stays until it has been looked at, however long that takes.
    `while [ -d ${notes} ]; do sleep 0.1; done`,
  ].join('\n');
  // Nothing is written before somebody records it.
  const begin = `while [ ! -e ${notes}/recorded ]; do sleep 0.02; done`;
  tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), `bash -c ${quoted(`${begin}\n${script}`)}`);
  tmux('pipe-pane', `cat > ${notes}/written`);
  writeFileSync(join(notes, 'recorded'), '');
  return {
    written: () => note('written'),
    screen: () => tmux('capture-pane', '-p').split('\n'),
    press: (key) => void tmux('send-keys', key),
    resize: (size) => void tmux('resize-window', '-x', String(size.columns), '-y', String(size.rows)),
    signal: (name) => void process.kill(Number(note('pid')), name),
    code: () => (note('code') === '' ? undefined : Number(note('code'))),
    work: () => secondsOf(note('times').split('\n')[1] ?? ''),
    close: () => {
      tmux('kill-server');
      // What ends in it may still say how.
      rmSync(notes, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** The user and system time that a shell tells, as `0m1.250s 0m0.310s`. */
function secondsOf(times: string): number {
  return [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
