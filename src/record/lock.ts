import { linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { makeFolder } from './disk.ts';
import { isBody, parseJson } from '../model/json.ts';

/** Who holds a lock. */
export interface Holder {
  pid: number;
  host: string;
  since: string;
}

/** A lock: ours, with the way to give it back, or that of another process. */
export type Lock =
  | {
      type: 'ours';
      release: () => void;
      /** Aborted when another process has taken the lock, as a machine that slept is thought to be dead. */
      lost: AbortSignal;
    }
  | { type: 'taken'; holder: Holder };

/** A holder that is alive shows it this often, in milliseconds. */
const beatMilliseconds = 5000;

/** One that has not shown it for so long is dead, in milliseconds: its id may belong to another process by now, or it is on another machine. */
export const staleMilliseconds = 30_000;

/**
 * Takes the lock in a file. A holder touches it from time to time, so that one that died, wherever it was, counts for nothing
 * after a while; of a process on this machine that is gone that is known at once.
 *
 * The libraries for this listen for signals, and a process that does so does not end while it computes.
 */
export function takeLock(path: string, self: Holder): Lock {
  makeFolder(dirname(path));
  if (put(path, self)) return ours(path, self);
  const holder = liveHolder(path, self);
  if (holder !== undefined) return { type: 'taken', holder };
  // The holder died. Only who holds the lock on cleaning up may take its file away, and has to look again: it may have been done
  // already. One who died over that counts for nothing in the same way.
  const right = takeLock(`${path}.cleanup`, self);
  if (right.type === 'taken') return right;
  try {
    const found = liveHolder(path, self);
    if (found !== undefined) return { type: 'taken', holder: found };
    rmSync(path, { force: true });
    return put(path, self) ? ours(path, self) : { type: 'taken', holder: holderOf(path) ?? self };
  } finally {
    right.release();
  }
}

function ours(path: string, self: Holder): Lock {
  const lost = new AbortController();
  const isOurs = (): boolean => {
    const found = holderOf(path);
    return found?.pid === self.pid && found.host === self.host && found.since === self.since;
  };
  const beat = (): void => {
    try {
      if (!isOurs()) return lost.abort();
      const now = new Date();
      utimesSync(path, now, now);
    } catch {
      // The next beat may succeed, or find out that the lock is lost.
    }
  };
  const timer = setInterval(beat, beatMilliseconds);
  timer.unref();
  return {
    type: 'ours',
    lost: lost.signal,
    release: () => {
      clearInterval(timer);
      if (isOurs()) rmSync(path, { force: true });
    },
  };
}

/** Makes the file with its content in one step, or not at all when it is there: of several processes one succeeds. */
function put(path: string, holder: Holder): boolean {
  const draft = `${path}.${holder.host}.${holder.pid}`;
  writeFileSync(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** This process, as the holder of a lock from now on. */
export function thisProcess(): Holder {
  return { pid: process.pid, host: hostname(), since: new Date().toISOString() };
}

/** Who holds the lock and is alive, as far as can be told. */
function liveHolder(path: string, self: Holder): Holder | undefined {
  const holder = holderOf(path);
  return holder === undefined || isStale(path) || isGone(holder, self) ? undefined : holder;
}

function holderOf(path: string): Holder | undefined {
  const value = parseJson(readText(path));
  if (!isBody(value)) return undefined;
  const { pid, host, since } = value;
  return typeof pid === 'number' && typeof host === 'string' && typeof since === 'string'
    ? { pid, host, since }
    : undefined;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It was given back in this moment.
    return '';
  }
}

function isStale(path: string): boolean {
  const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return Date.now() - mtimeMs > staleMilliseconds;
}

/** Whether a process is one of this machine that has ended. */
function isGone({ pid, host, since }: Holder, self: Holder): boolean {
  if (host !== self.host) return false;
  // One before us had our id, as in a container that was started again.
  if (pid === self.pid) return Date.parse(since) < Date.now() - 1000 * process.uptime();
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // A process that we may not signal is there.
    return !(error instanceof Error && 'code' in error && error.code === 'EPERM');
  }
}
