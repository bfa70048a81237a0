import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messages } from './messages.ts';

/** Work on a file of ours; `path` says where. What the disk refuses is thrown as a `UsageError`. */
export async function onDisk<Result>(path: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw messages.cannotKeep(path, error);
    throw error;
  }
}

/** What a file of ours has. Throws a `UsageError` when something else stands in its place: a pipe would never say anything. */
export function ownFile(path: string): Buffer {
  if (!statSync(path).isFile()) throw messages.notOurFile(path);
  return readFileSync(path);
}

/** Folders of the system, in which no file is one: taken into the place of `/dev/stdout`, it would take that away. */
const systems = /^\/(?:dev(?!\/shm\/)|proc|sys)\//;

/** Whether something stands there that a file would take the place of, and that is none: a device, a pipe, a socket. */
function isNoFile(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return systems.test(resolve(path)) || (found !== undefined && !found.isFile() && !found.isDirectory());
}

/** Writes a file that only the user can read, and so that it is never half there. Throws a `UsageError` when that cannot be done. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  if (isNoFile(path)) throw messages.noFile(path);
  try {
    makeFolder(dirname(path));
    // What an earlier run has left, or others have put there, is not written through.
    rmSync(`${path}.new`, { force: true });
    writeFileSync(`${path}.new`, content, { mode: 0o600, flag: 'wx' });
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw messages.cannotWrite(path, error instanceof Error ? error.message : '');
  }
}

/**
 * Makes a folder. The folder `.tenantry` above it is the user's alone, and no part of a repository: it has what tenants had
 * before, and the secrets of emulated ones.
 */
export function makeFolder(folder: string): void {
  const state = /^.*[\\/]\.tenantry(?=[\\/]|$)/.exec(folder)?.[0];
  mkdirSync(folder, { recursive: true, ...(state === undefined ? {} : { mode: 0o700 }) });
  if (state === undefined || existsSync(join(state, '.gitignore'))) return;
  chmodSync(state, 0o700);
  writeFileSync(join(state, '.gitignore'), '*\n');
}
