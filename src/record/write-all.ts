import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { parseJson } from '../model/json.ts';
import { digest } from '../model/inputs.ts';
import { makeFolder, ownFile } from './disk.ts';
import { takeLock, thisProcess } from './lock.ts';
import { messages } from './messages.ts';
import { list, number, object, optional, shaped, text } from './shape.ts';
import type { Shape } from './shape.ts';

/** A file of the user that is to be written. */
export interface FileToWrite {
  /** Absolute. */
  path: string;
  /** What it has to have now for that; nothing when it must not be there. */
  before: string | undefined;
  /** What it is to have; nothing takes it away. */
  after: string | undefined;
}

/** What became of a write that was cut off. */
export interface CutOff {
  /** Whether all files are new now; else all are as they were. */
  isFinished: boolean;
  /** The files, as they were named from the folder of the project. */
  paths: string[];
  /** Those that somebody has changed since: they were left. */
  left: string[];
}

/** One file of a write: digests of what it had and what it is to have. */
interface Entry {
  path: string;
  before?: string;
  after?: string;
}

interface Journal {
  formatVersion: number;
  files: Entry[];
}

const journalShape: Shape<Journal> = object<Journal>({
  formatVersion: number,
  files: list(object<Entry>({ path: text, before: optional(text), after: optional(text) })),
});

/**
 * Writes all of some files, or none. The new contents, the old ones and a journal first stand in the folder `.tenantry`, given
 * as `state`: whatever happens afterwards, `finishWrite` has all it needs to finish.
 *
 * `backup` is where the old contents stay. Throws a `UsageError` when a file has changed, or cannot be written.
 */
export function writeAll(state: string, files: readonly FileToWrite[], backup?: string): void {
  if (files.length === 0) return;
  const release = locked(state);
  const folder = join(state, 'write');
  try {
    const targets = files.map((file) => ({ ...file, path: realOf(file.path) }));
    for (const { path, before } of targets) if (textAt(path) !== before) throw messages.fileChanged(shown(state, path));
    prepare(state, folder, targets);
    put(state, folder, targets);
    if (backup !== undefined) keep(state, folder, targets, backup);
    rmSync(folder, { recursive: true, force: true });
  } finally {
    release();
  }
}

/** Finishes a write that was cut off, or takes it back when it had not come so far; nothing when there is none. */
export function finishWrite(state: string): CutOff | undefined {
  const folder = join(state, 'write');
  if (!existsSync(folder)) return undefined;
  const release = locked(state);
  try {
    const journal = journalIn(folder);
    // Without a journal nothing but copies stands there: no file has been touched.
    const left = journal?.files.flatMap((entry, index) => (finishOne(state, folder, entry, index) ? [] : [entry.path]));
    rmSync(folder, { recursive: true, force: true });
    return { isFinished: journal !== undefined, paths: journal?.files.map(({ path }) => path) ?? [], left: left ?? [] };
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw messages.notFinished(folder, reasonOf(error));
    throw error;
  } finally {
    release();
  }
}

/** What there is to say of a write that was cut off. */
export function saidOf({ isFinished, paths, left }: CutOff): Diagnostic {
  return isFinished ? messages.writeFinished(paths, left) : messages.writeUndone();
}

function journalIn(folder: string): Journal | undefined {
  const path = join(folder, 'journal.json');
  if (!existsSync(path)) return undefined;
  const value = parseJson(ownFile(path).toString('utf8')) ?? null;
  return shaped(value, journalShape, (place, wanted) => messages.notFinished(path, `${place} has to be ${wanted}`));
}

/** Finishes one file, unless somebody has changed it since. */
function finishOne(state: string, folder: string, { path, before, after }: Entry, index: number): boolean {
  const target = resolve(dirname(state), path);
  const now = digestAt(target);
  if (now === before && now !== after) replace(join(folder, `new-${index}`), target, after === undefined);
  return now === before || now === after;
}

function locked(state: string): () => void {
  try {
    const found = takeLock(join(state, 'write.lock'), thisProcess());
    if (found.type === 'ours') return found.release;
    throw messages.beingWritten(found.holder.pid, found.holder.host);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw messages.nothingWritten(state, reasonOf(error));
    throw error;
  }
}

/** Everything that is needed later is on the disk, and no file has been touched yet. */
function prepare(state: string, folder: string, files: readonly FileToWrite[]): void {
  try {
    rmSync(folder, { recursive: true, force: true });
    makeFolder(folder);
    for (const [index, { before, after }] of files.entries()) {
      if (before !== undefined) writeFileSync(join(folder, `old-${index}`), before, { flush: true, mode: 0o600 });
      if (after !== undefined) writeFileSync(join(folder, `new-${index}`), after, { flush: true, mode: 0o600 });
    }
    const entries = files.map(({ path, before, after }): Entry => ({
      path: shown(state, path),
      ...(before === undefined ? {} : { before: digest(before) }),
      ...(after === undefined ? {} : { after: digest(after) }),
    }));
    const journal: Journal = { formatVersion: 1, files: entries };
    writeFileSync(join(folder, 'journal.new'), `${JSON.stringify(journal, undefined, 1)}\n`, {
      flush: true,
      mode: 0o600,
    });
    renameSync(join(folder, 'journal.new'), join(folder, 'journal.json'));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw messages.nothingWritten(folder, reasonOf(error));
  }
}

/** Puts the new contents into their places; when that fails, the old ones. */
function put(state: string, folder: string, files: readonly FileToWrite[]): void {
  for (const [index, file] of files.entries()) {
    try {
      replace(join(folder, `new-${index}`), file.path, file.after === undefined);
    } catch (error) {
      takeBack(folder, files.slice(0, index + 1));
      rmSync(folder, { recursive: true, force: true });
      throw messages.nothingWritten(shown(state, file.path), reasonOf(error));
    }
  }
}

/** Puts the old contents back: first where most room becomes free. */
function takeBack(folder: string, files: readonly FileToWrite[]): void {
  const grown = ({ before = '', after = '' }: FileToWrite): number => after.length - before.length;
  const changed = [...files.entries()].filter(([, { path, before }]) => textAt(path) !== before);
  for (const [at, { path, before }] of changed.sort(([, a], [, b]) => grown(b) - grown(a))) {
    try {
      replace(join(folder, `old-${at}`), path, before === undefined);
    } catch (error) {
      // A disk that is full has no room for a second file beside the first.
      if (before === undefined || !(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      writeFileSync(path, before, { flush: true });
    }
  }
}

/** Puts a file in the place of another one in one step, with its permissions. */
function replace(from: string, path: string, isGone: boolean): void {
  if (isGone) {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0o644;
  chmodSync(from, mode & 0o777);
  try {
    // Nothing more has to fit on the disk.
    renameSync(from, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    copyOver(from, path, mode & 0o777);
  }
}

/** The folder of a file may be on another disk than its copy: a name beside it is not. */
function copyOver(from: string, path: string, mode: number): void {
  const beside = `${path}.tenantry-new`;
  try {
    writeFileSync(beside, readFileSync(from), { flush: true, mode });
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function keep(state: string, folder: string, files: readonly FileToWrite[], backup: string): void {
  for (const [index, { path, before }] of files.entries()) {
    if (before === undefined) continue;
    const to = join(backup, shown(state, path).replaceAll('..', '_'));
    makeFolder(dirname(to));
    renameSync(join(folder, `old-${index}`), to);
  }
}

function shown(state: string, path: string): string {
  return relative(dirname(state), path);
}

function realOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function textAt(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function digestAt(path: string): string | undefined {
  const found = textAt(path);
  return found === undefined ? undefined : digest(found);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EFBIG: 'the file would be larger than allowed',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
  };
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
