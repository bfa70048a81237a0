import { isUtf8 } from 'node:buffer';
import { existsSync, lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { compareText } from '../model/json.ts';
import { nearest } from '../model/suggest.ts';
import type { Unread } from '../model/unread.ts';

/** More than any file of a tenant has. */
const mostBytes = 20_000_000;

/** The text of a file, or why there is none. */
export function readText(path: string): string | Unread {
  const bytes = readBytes(path, mostBytes);
  if ('why' in bytes) return bytes;
  if (!isUtf8(bytes) || bytes.includes(0)) return { why: 'is not encoded in UTF-8', hint: 'save it as UTF-8' };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  // They stand for markers while a file is parsed.
  return /[\uFDD0-\uFDD4]/.test(text)
    ? { why: 'has characters that Unicode gives no meaning', hint: 'take them out' }
    : text;
}

/** What a file has, or why that is not read: a pipe may never say anything, and a device never stop. */
export function readBytes(path: string, most: number): Buffer | Unread {
  try {
    const { size, isFolder, isFile } = statOf(path);
    if (isFolder) return { why: 'is a folder', hint: 'name a file in it' };
    if (!isFile) return { why: 'is not a regular file', hint: 'write what it has to a file, and name that' };
    if (size > most) return { why: `has more than ${most / 1_000_000} MB`, hint: 'split it' };
    return readFileSync(path);
  } catch (error) {
    return { why: reasonOf(error, path) };
  }
}

function statOf(path: string): { isFile: boolean; isFolder: boolean; size: number } {
  const found = statSync(path);
  return { isFile: found.isFile(), isFolder: found.isDirectory(), size: found.size };
}

/** What the operating system says, without the path: that is told elsewhere, as the user knows it. */
function reasonOf(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' && isLink(path)) return 'is a link to a file that does not exist';
  const reasons: Record<string, string> = {
    EACCES: 'cannot be read: permission denied',
    EPERM: 'cannot be read: permission denied',
    ELOOP: 'is a link that leads back to itself',
    ENOENT: 'does not exist',
  };
  return reasons[code] ?? `cannot be read${code === '' ? '' : `: ${code}`}`;
}

/** The names in a folder, in order, without hidden ones; none when it is no folder, or may not be read. */
export function namesIn(folder: string): string[] {
  try {
    return isFolder(folder)
      ? readdirSync(folder)
          .filter((name) => !isHidden(name))
          .sort(compareText)
      : [];
  } catch {
    return [];
  }
}

/** Whether a name is one of the files that tools keep beside the user's. */
export function isHidden(name: string): boolean {
  return name.startsWith('.');
}

/** The YAML files of a folder but for tests, in order; those that cannot be read are among them. */
export function yamlFiles(folder: string): string[] {
  return namesIn(folder).filter((name) => /\.ya?ml$/.test(name) && !isTestFile(name) && !isFolder(join(folder, name)));
}

/** Whether a file has unit tests: it stands beside the code, and is no configuration. */
export function isTestFile(name: string): boolean {
  return /\.test\.ya?ml$/i.test(name);
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

/** Whether there is anything of that name, be it a link to nothing. */
export function isThere(path: string): boolean {
  return existsSync(path) || isLink(path);
}

/** Whether a path is a link. */
export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/**
 * Whether a file, followed through all links, lies inside one of these folders. The first is the tenant's, and what is
 * hidden in it belongs to other tools; what is in the others was chosen by the user.
 */
export function isInside(path: string, folders: readonly string[]): boolean {
  const isKnown = existsSync(path);
  const real = isKnown ? realpathSync(path) : path;
  return folders.some((folder, index) => {
    if (!existsSync(folder)) return false;
    const names = relative(isKnown ? realpathSync(folder) : folder, real).split(sep);
    const isBelow = names[0] !== '..' && names[0] !== '' && !isAbsolute(names.join(sep));
    return isBelow && (index > 0 || !names.some(isHidden));
  });
}

/** The path that is most likely meant by one that leads nowhere: with the names that there are, in any case, or nearly so. */
export function meantPath(root: string, path: string): string | undefined {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const found: string[] = [];
  for (const name of names) {
    const there = namesIn(join(root, ...found));
    const same = there.includes(name) ? name : there.find((one) => one.toLowerCase() === name.toLowerCase());
    const next = name === '..' ? undefined : (same ?? nearest(name, there));
    if (next === undefined) return undefined;
    found.push(next);
  }
  return names.length > 0 && isFile(join(root, ...found)) ? `./${found.join('/')}` : undefined;
}
