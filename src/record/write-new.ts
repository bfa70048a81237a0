import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messages } from './messages.ts';

/** A file of the user that is to be written. */
export interface NewFile {
  /** Absolute. */
  path: string;
  before: undefined;
  after: string;
}

/** Writes all of some files that are not there yet, or none: what was written is taken back when one of them cannot be. Throws a `UsageError`. */
export function writeNew(_state: string, files: readonly NewFile[]): void {
  const existing = files.find(({ path }) => existsSync(path));
  if (existing !== undefined) throw messages.cannotWrite(existing.path, 'it is there already');
  const written: string[] = [];
  for (const { path, after } of files) {
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, after, { flag: 'wx' });
      written.push(path);
    } catch (error) {
      for (const one of written) rmSync(one, { force: true });
      throw messages.cannotWrite(path, error instanceof Error ? error.message : '');
    }
  }
}
