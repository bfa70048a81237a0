import { readToPull } from './read-to-pull.ts';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { inPlace } from '../in-place/in-place.ts';
import type { InPlace } from '../in-place/in-place.ts';
import type { KnownIds } from '../in-place/renames.ts';
import type { InPlaceOptions } from '../in-place/options.ts';
import { unreadOf } from '../in-place/unread.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { FilesGoal } from '../goals.ts';
import { goalOfPull } from '../goals.ts';
import { validate } from '../pipeline.ts';
import type { OnRead } from '../read/watch.ts';
import { lastApplied } from '../record/state.ts';
import { writeAll } from '../record/write-all.ts';
import type { FileToWrite } from '../record/write-all.ts';
import type { Session } from './connect.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';
import { stateFolder } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** What a pull comes to, or what keeps it from being made. */
export type Pulled =
  /** `unread` are the types of the files that were left, because they cannot be read or named. */
  | { type: 'pulled'; found: InPlace; unread: string[]; diagnostics: Diagnostic[] }
  | { type: 'refused'; diagnostics: Diagnostic[] };

/** What is wrong with the files of any environment: nothing is pulled into a folder that does not validate. */
export function checkAll({ project }: Workspace): Diagnostic[] {
  const environments = [...project.loaded.environments.keys()];
  return validate(project, environments).diagnostics;
}

/**
 * Finds out what a pull would change in the files. Nothing is written.
 *
 * A type that cannot be read is left, and the others are pulled; refused is only what was asked for by name, or when nothing is left.
 */
export async function pull(session: Session, options: InPlaceOptions, onRead?: OnRead): Promise<Pulled> {
  const { connection, files, workspace, runs } = session;
  const { snapshot, diagnostics } = await readToPull(goalOfPull(files, options.only), connection, onRead);
  const unread = unreadTypes(files, snapshot);
  const isRest = [...files.desired.managed.types].some((type) => !unread.includes(type));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const isUnreadable = errors.every(({ code }) => code === 'unreadable');
  if (errors.length > 0 && (options.only !== undefined || !isRest || !isUnreadable))
    return { type: 'refused', diagnostics };
  const { project, reload } = workspace;
  const { name, domain } = files.target.config.environment;
  const found = inPlace({ project, environment: name, snapshot, reload, known: idsIn(runs, domain) }, options);
  return { type: 'pulled', found, unread, diagnostics: diagnostics.map((one) => ({ ...one, severity: 'warning' })) };
}

/** The types of which the files say something and nobody can tell what the tenant has. */
function unreadTypes({ desired, target: { catalog } }: FilesGoal, snapshot: Snapshot): string[] {
  const { isClosed } = unreadOf(snapshot, catalog);
  const said = new Set([...desired.managed.types, ...[...desired.resources.values()].map(({ type }) => type)]);
  return [...catalog.keys()].filter((name) => said.has(name) && isClosed(name));
}

/** The ids of resources when they were last applied. */
function idsIn(runs: Session['runs'], domain: string): KnownIds {
  const last = lastApplied(runs, domain);
  if (last.type === 'unknown') return new Map();
  return new Map(
    [...last.resources].flatMap(([address, { id }]): [string, string][] => (id === undefined ? [] : [[address, id]])),
  );
}

/**
 * Writes what a pull has found, all files or none. Gives back the folder with what they had before, where git does not have it.
 *
 * Throws a `UsageError` when one of them has changes that are not committed, unless that is agreed to.
 */
export function writePulled(
  { texts }: Pick<InPlace, 'texts'>,
  surroundings: Surroundings,
  isForced: boolean,
): string | undefined {
  const { cwd, clock } = surroundings;
  const files = [...texts].map(([path, text]): FileToWrite => {
    const full = resolve(cwd, path);
    const before = existsSync(full) ? readFileSync(full, 'utf8') : undefined;
    return { path: full, before, after: before?.startsWith('\uFEFF') === true ? `\uFEFF${text}` : text };
  });
  if (files.length === 0) return undefined;
  const open = uncommitted(files, cwd);
  if (open !== undefined && open.length > 0 && !isForced) throw messages.uncommitted(open);
  const state = stateFolder(surroundings);
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[-:.]/g, '');
  const isKept = files.some(({ before }) => before !== undefined) && (open === undefined || open.length > 0);
  const backup = isKept ? join(state, 'backup', stamp) : undefined;
  writeAll(state, files, backup);
  return backup === undefined ? undefined : relative(cwd, backup);
}

/** The files whose content is not what git has; nothing when they are in no repository. */
function uncommitted(files: readonly FileToWrite[], cwd: string): string[] | undefined {
  const paths = files.filter(({ before }) => before !== undefined).map(({ path }) => path);
  const [first] = files;
  const folder = first === undefined ? cwd : resolve(first.path, '..');
  const found = spawnSync(
    'git',
    ['status', '--porcelain', '--ignored', '--untracked-files=all', '-z', '--', ...paths],
    {
      cwd: existsSync(folder) ? folder : cwd,
      encoding: 'utf8',
    },
  );
  if (found.error !== undefined || found.status !== 0) return undefined;
  // Git names them from the top of the repository.
  return found.stdout
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
}
