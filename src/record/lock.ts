import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isBody, parseJson } from '../model/json.ts';

/** Who holds a lock. */
export interface Holder {
  pid: number;
  host: string;
  since: string;
}

/** The lock of a tenant's environment: ours, with the way to give it back, or somebody else's. */
export type Lock = { type: 'ours'; release: () => void } | { type: 'taken'; holder: Holder };

/**
 * Takes the lock of a tenant's environment on this machine. A lock whose process on this machine is gone counts for
 * nothing; one of another machine, on a shared disk, is believed.
 */
export function takeLock(folder: string, name: string, self: Holder): Lock {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.lock`);
  if (put(path, self)) return ours(path);
  const holder = holderOf(path);
  if (holder !== undefined && isAlive(holder, self)) return { type: 'taken', holder };
  // The holder died. Whoever gets the right to clean up does so, and must look again: it may have been done already.
  const right = `${path}.cleanup`;
  if (!put(right, self)) {
    const cleaner = holderOf(right);
    // One that died over it is out of the way for the next try.
    if (cleaner !== undefined && !isAlive(cleaner, self)) rmSync(right, { force: true });
    return { type: 'taken', holder: cleaner ?? self };
  }
  try {
    const found = holderOf(path);
    if (found !== undefined && isAlive(found, self)) return { type: 'taken', holder: found };
    rmSync(path, { force: true });
    return put(path, self) ? ours(path) : { type: 'taken', holder: holderOf(path) ?? self };
  } finally {
    rmSync(right, { force: true });
  }
}

function ours(path: string): Lock {
  return { type: 'ours', release: () => rmSync(path, { force: true }) };
}

/** Makes the file with its content in one step, or not at all when it is there: of several processes one succeeds. */
function put(path: string, holder: Holder): boolean {
  const draft = `${path}.${holder.pid}`;
  writeFileSync(draft, `${JSON.stringify(holder)}\n`);
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

/** This process, as the holder of a lock. */
export function thisProcess(pid: number, now: string): Holder {
  return { pid, host: hostname(), since: now };
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

function isAlive({ pid, host }: Holder, self: Holder): boolean {
  if (host !== self.host) return true;
  // A process takes a lock once: it is of one before us that had our id, as in a container that was started again.
  if (pid === self.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process that we may not signal is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
