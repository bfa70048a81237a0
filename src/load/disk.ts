import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../model/json.ts';
import { messages } from './messages.ts';

/** The text of a file. Throws a `UsageError` when it cannot be read, or is not UTF-8. */
export function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw messages.unreadableFile(path, error instanceof Error ? error.message : '');
  }
  if (!isUtf8(bytes) || bytes.includes(0)) throw messages.notText(path);
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** The names in a folder, in order; none when it is no folder. */
export function namesIn(folder: string): string[] {
  return isFolder(folder) ? readdirSync(folder).sort(compareText) : [];
}

/** The YAML files of a folder, in order. */
export function yamlFiles(folder: string): string[] {
  return namesIn(folder).filter((name) => /\.ya?ml$/.test(name) && isFile(join(folder, name)));
}

/** Whether a file has the values that the environments of a tenant share. */
export function isDefaults(name: string): boolean {
  return /^defaults\.ya?ml$/.test(name);
}

/** Whether there is a folder. */
export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** Whether there is a file. */
export function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
