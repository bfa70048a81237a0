import { readdirSync, statSync, watch } from 'node:fs';
import type { Dirent, FSWatcher } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isStop } from '../model/failure.ts';
import { failureText } from '../report/failure.ts';
import { showing } from './show.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** How long it is waited for more changes after one: editors write a file in several steps. */
const quietMilliseconds = 100;
/** How often files are looked at all the same: not every file system, and not every way to replace a file, is told of. */
const pollMilliseconds = 700;
/** Of a very large folder less often: looking takes at most this share of the time. */
const pollShare = 0.05;

/** What is done behind changes, with an output of its own: what was to be hidden in one turn is gone in the next. */
export type Turn = (io: Io) => Promise<void>;

/** What is watched beside files. */
export interface WatchOptions {
  /** Called before the turn that the user has asked for by Enter. */
  onEnter?: () => void;
  /** What is said when a turn has ended. */
  waiting?: () => string;
}

/**
 * Does something now, and again behind every change in some folders, one turn after the other, until the user ends it. What
 * stops a turn is said, and the next one begins when the files change again. Exit 0.
 */
export async function watchFiles(
  folders: readonly string[],
  io: Io,
  turn: Turn,
  { onEnter, waiting = messages.watching }: WatchOptions = {},
): Promise<number> {
  const roots = folders.map((folder) => resolve(io.cwd, folder));
  using bell = bellOf(roots, io, onEnter);
  let [seen, cost] = timed(() => filesIn(roots));
  let changed: string[] = [];
  for (let isDue = true; !io.signal.aborted; isDue = bell.isPressed() || changed.length > 0) {
    if (isDue) {
      const show = showing(io);
      if (changed.length > 0) show.message('');
      if (changed.length > 0) show.message(messages.changed(changed.map((path) => relative(io.cwd, path))));
      // oxlint-disable-next-line no-await-in-loop
      await attempted(turn, { ...io, show });
      if (io.signal.aborted) break;
      show.message(waiting());
    }
    // What changed meanwhile is the next turn's.
    // oxlint-disable-next-line no-await-in-loop
    await bell.rung(Math.max(pollMilliseconds, cost / pollShare));
    const [now, taken] = timed(() => filesIn(roots));
    changed = differing(seen, now);
    [seen, cost] = [now, taken];
  }
  return 0;
}

async function attempted(turn: Turn, io: Io): Promise<void> {
  try {
    await turn(io);
  } catch (error) {
    if (io.signal.aborted) return;
    if (!isStop(error)) throw error;
    io.show.message(failureText(error).text);
  }
}

/** Rings when it is time to look at the files: they may have changed, a while is over, or the user wants it. */
function bellOf(
  roots: readonly string[],
  { signal, catchSignals, stdin }: Io,
  onEnter: (() => void) | undefined,
): Disposable & { rung: (atMost: number) => Promise<void>; isPressed: () => boolean } {
  const release = catchSignals();
  let wake: () => void = () => undefined;
  let [quiet, poll]: (NodeJS.Timeout | undefined)[] = [];
  let isPressed = false;
  const ring = (): void => wake();
  const soon = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(ring, quietMilliseconds);
  };
  const press = (): void => {
    isPressed = true;
    ring();
  };
  const watchers = roots.flatMap((root) => watcherOf(root, soon));
  signal.addEventListener('abort', ring);
  if (onEnter !== undefined) stdin.on('data', press);
  return {
    rung: (atMost) =>
      new Promise((done) => {
        wake = done;
        clearTimeout(poll);
        poll = setTimeout(ring, atMost);
        if (signal.aborted || isPressed) done();
      }),
    isPressed: () => {
      const was = isPressed;
      isPressed = false;
      if (was) onEnter?.();
      return was;
    },
    [Symbol.dispose]: () => {
      clearTimeout(quiet);
      clearTimeout(poll);
      for (const watcher of watchers) watcher.close();
      if (onEnter !== undefined) stdin.off('data', press).pause();
      release();
    },
  };
}

/** Tells of changes at once, where the system does; where it does not, they are found by looking. */
function watcherOf(root: string, onChange: () => void): FSWatcher[] {
  try {
    return [watch(root, { recursive: true }, onChange).on('error', () => undefined)];
  } catch {
    return [];
  }
}

/** The files below some folders by what shows that they were written, without hidden ones and packages. */
function filesIn(roots: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of entriesOf(folder)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else found.set(path, stampOf(path));
    }
  };
  for (const root of roots) walk(root);
  return found;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // It went while it was looked at.
    return [];
  }
}

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.mtimeMs} ${found.ctimeMs} ${found.size} ${found.ino}`;
}

function differing(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  const paths = new Set([...before.keys(), ...now.keys()]);
  return [...paths].filter((path) => before.get(path) !== now.get(path)).sort();
}

/** What some work gives, and how many milliseconds it took. */
function timed<Value>(work: () => Value): [Value, number] {
  const started = performance.now();
  const value = work();
  return [value, performance.now() - started];
}
