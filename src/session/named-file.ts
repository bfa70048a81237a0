import { resolve } from 'node:path';
import { readBytes } from '../load/disk.ts';
import { messages } from './messages.ts';

/** More than any plan has. */
const mostBytes = 200_000_000;

/** The text of a file that the user has named. Throws a `UsageError` when it cannot be read: a pipe or a device never is. */
export function namedText(path: string, cwd: string): string {
  const bytes = readBytes(resolve(cwd, path), mostBytes);
  if ('why' in bytes) throw messages.namedUnreadable(path, bytes);
  return bytes.toString('utf8');
}
