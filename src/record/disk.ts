import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
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

/** Writes a file that only the user can read, and so that it is never half there. Throws a `UsageError` when that cannot be done. */
export function writeWhole(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // What an earlier run has left, or somebody has put there, is not written through.
    rmSync(`${path}.new`, { force: true });
    writeFileSync(`${path}.new`, text, { mode: 0o600, flag: 'wx' });
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw messages.cannotWrite(path, error instanceof Error ? error.message : '');
  }
}
