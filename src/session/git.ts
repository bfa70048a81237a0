import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { messages } from './target-messages.ts';
import type { Surroundings } from './surroundings.ts';

/** The files of a repository as a commit has them, beside those of the working tree, of which nothing is touched. */
export interface Earlier extends Disposable {
  /** The commit, by its full id. */
  commit: string;
  /** The folder of the repository. */
  top: string;
  /** Whether something at a path, which is absolute and has no links, is other than it was: a file, or anything in a folder. */
  hasChanged: (path: string) => boolean;
  /** Whether a file is one that git does not keep, in one of the folders that were asked for. */
  isUnknown: (path: string) => boolean;
  /** What differs below a folder, by absolute paths. */
  changedIn: (folder: string) => string[];
  /** The paths that the commit has below a folder, from that folder. */
  pathsIn: (folder: string) => string[];
  /** The text that a file had; nothing when there was none. */
  textOf: (path: string) => string | undefined;
  /** Puts these files and folders as they were into a folder of their own, which is gone when this is disposed of. */
  checkOut: (paths: readonly string[]) => void;
  /** Where a path of the working tree is there; a path outside of the repository is itself. */
  placeOf: (path: string) => string;
}

/** Runs git in a folder; what it writes comes back. */
type Git = (args: readonly string[], more?: { input?: string; index?: string }) => string;

/** What a push that makes a branch names as the commit before it. */
const nothing = /^0{40}(?:0{24})?$/;

/**
 * The files as a commit has them; `nothing` when it is the id of none, which stands for the state before a branch was made.
 *
 * `folders` are those of which files that git does not know count as well. Throws a `UsageError` when git cannot tell.
 */
export function earlierTree(
  revision: string,
  folders: readonly string[],
  { cwd, env }: Pick<Surroundings, 'cwd' | 'env'>,
): Earlier | 'nothing' {
  if (nothing.test(revision)) return 'nothing';
  const top = realOf(
    gitIn(cwd, env, messages.gitMissing, notInRepository(cwd))(['rev-parse', '--show-toplevel']).trimEnd(),
  );
  const git = gitIn(top, env, messages.gitMissing, messages.gitFailed);
  const commit = commitOf(revision, top, env);
  const inside = folders.map(realOf).filter((folder) => isBelow(folder, top));
  const known = differences(git, commit, top);
  const others = new Set(unknownFiles(git, top, inside));
  const changed = [...known, ...others];
  let made: string | undefined;
  const folder = (): string => (made ??= realOf(mkdtempSync(join(tmpdir(), 'tenantry-earlier-'))));
  const tree = (): string => join(folder(), 'tree');
  return {
    commit,
    top,
    isUnknown: (path) => others.has(path),
    hasChanged: (path) => changed.some((one) => isBelow(one, path) || isBelow(path, one)),
    changedIn: (path) => changed.filter((one) => isBelow(one, path)),
    pathsIn: (path) => entriesOf(git, commit, [nameIn(top, path)]).map((one) => relative(path, join(top, one))),
    textOf: (path) => textAt(top, env, commit, nameIn(top, path)),
    checkOut: (paths) => {
      const names = paths.filter((path) => isBelow(path, top)).map((path) => nameIn(top, path));
      checkOut(git, commit, names, folder());
    },
    placeOf: (path) => (isBelow(path, top) ? join(tree(), relative(top, path)) : path),
    [Symbol.dispose]: () => {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
    },
  };
}

/** Whether git would keep a file: one of a repository that is told to ignore it is not kept, as long as nobody has added it. */
export function isCommittable(path: string, { env }: Pick<Surroundings, 'env'>): boolean {
  const ask = ['--no-optional-locks', 'check-ignore', '--quiet', '--', path];
  const { status } = spawnSync('git', ask, { cwd: dirname(path), env: { ...env, LC_ALL: 'C' } });
  // 0 is ignored; without git or a repository it is another number than 1.
  return status === 1;
}

/** Whether a folder can be one of a repository: elsewhere git need not be asked, which takes a process. */
export function isInRepository(folder: string, env: Surroundings['env']): boolean {
  return env['GIT_DIR'] !== undefined || foldersUpTo(realOf(folder)).some((one) => existsSync(join(one, '.git')));
}

/** A folder and those above it, up to one of them or to the root. */
export function foldersUpTo(folder: string, top?: string): string[] {
  return folder === top || dirname(folder) === folder ? [folder] : [folder, ...foldersUpTo(dirname(folder), top)];
}

/** Whether a path is a folder, or something in it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/** A path without links, as far as it is there. */
export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function commitOf(revision: string, top: string, env: Surroundings['env']): string {
  const look = (name: string): string | undefined => {
    const found = call(top, env, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    return found.status === 0 ? found.stdout.trim() : undefined;
  };
  const commit = look(revision);
  if (commit !== undefined) return commit;
  const isShallow = call(top, env, ['rev-parse', '--is-shallow-repository']).stdout.trim() === 'true';
  throw messages.unknownRevision(revision, isShallow, look(`origin/${revision}`) !== undefined);
}

/** What is other in the working tree than in a commit, by absolute paths. */
function differences(git: Git, commit: string, top: string): string[] {
  const how = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-relative'];
  const paths = listed(git(['diff', ...how, '--ignore-submodules=none', commit, '--']));
  return paths.map((path) => join(top, path));
}

/** The files in these folders that git does not keep, also those that it is told to ignore: they are read like the others. */
function unknownFiles(git: Git, top: string, folders: readonly string[]): string[] {
  const paths = folders.length === 0 ? [] : listed(git(['ls-files', '--others', '-z', '--', ...folders]));
  return paths.map((path) => join(top, path.replace(/\/$/, '')));
}

/** The paths of the files that a commit has at these paths, without those of other repositories. */
function entriesOf(git: Git, commit: string, paths: readonly string[]): string[] {
  const given = paths.includes('') ? [] : paths;
  return listed(git(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...given])).flatMap((entry) => {
    const [about, path] = split(entry, '\t');
    return about.startsWith('160000 ') ? [] : [path];
  });
}

/** By an index of its own, so that line ends and filters are as in a checkout and the index of the user stays as it is. */
function checkOut(git: Git, commit: string, paths: readonly string[], folder: string): void {
  const entries = paths.length === 0 ? [] : entriesOf(git, commit, paths);
  if (entries.length === 0) return;
  const index = join(folder, 'index');
  git(['read-tree', commit], { index });
  git(['checkout-index', '--quiet', '-f', '-z', '--stdin', `--prefix=${join(folder, 'tree')}/`], {
    index,
    input: entries.map((path) => `${path}\0`).join(''),
  });
}

function textAt(top: string, env: Surroundings['env'], commit: string, path: string): string | undefined {
  const found = call(top, env, ['cat-file', 'blob', `${commit}:${path}`]);
  return found.status === 0 ? found.stdout : undefined;
}

/** A path as git names it, from the top of its repository. */
function nameIn(top: string, path: string): string {
  return relative(top, path).split(sep).join('/');
}

function gitIn(folder: string, env: Surroundings['env'], missing: () => Error, failed: (said: string) => Error): Git {
  return (args, { input, index } = {}) => {
    const found = call(folder, { ...env, ...(index === undefined ? {} : { GIT_INDEX_FILE: index }) }, args, input);
    if (found.isMissing) throw missing();
    if (found.status !== 0) throw failed(found.stderr.trim().split('\n')[0] ?? '');
    return found.stdout;
  };
}

function notInRepository(cwd: string): (said: string) => Error {
  return (said) =>
    /not a git repository|must be run in a work tree/.test(said) ? messages.noGit(cwd) : messages.gitFailed(said);
}

function call(
  cwd: string,
  env: Surroundings['env'],
  args: readonly string[],
  input = '',
): { status: number | null; stdout: string; stderr: string; isMissing: boolean } {
  const found = spawnSync('git', ['--no-optional-locks', '--literal-pathspecs', ...args], {
    cwd,
    env: { ...env, LC_ALL: 'C' },
    encoding: 'utf8',
    input,
    maxBuffer: 1_000_000_000,
  });
  const isMissing = found.error !== undefined && 'code' in found.error && found.error.code === 'ENOENT';
  return { status: found.status, stdout: found.stdout ?? '', stderr: found.stderr ?? '', isMissing };
}

function listed(text: string): string[] {
  return text.split('\0').filter((one) => one !== '');
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}
