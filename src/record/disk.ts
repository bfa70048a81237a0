import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
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

/** Writes a file so that it is never half there. Throws a `UsageError` when that cannot be done. */
export function writeWhole(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw messages.cannotWrite(path, error instanceof Error ? error.message : '');
  }
}
