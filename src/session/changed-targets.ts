import { basename, dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { goalOfFiles } from '../goals.ts';
import type { Project } from '../goals.ts';
import { projectFolder } from '../load/load.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { compareText } from '../model/json.ts';
import type { WhyChanged } from '../model/target.ts';
import type { Sources } from '../resolve/keywords.ts';
import { earlierTree, realOf } from './git.ts';
import type { Earlier } from './git.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';
import { targetDigest } from './target-digest.ts';
import { nameOfTarget } from './target-list.ts';
import type { ListedTarget } from './target-list.ts';
import { hasOtherTool } from './tool-version.ts';
import { allowedFolders, projectIn } from './workspace.ts';
import type { Where } from './workspace.ts';

/** Which targets are not what they were. */
export interface ChangedTargets {
  /** The full id of the commit that was compared with. */
  since: string;
  /** By id. */
  why: ReadonlyMap<string, WhyChanged>;
  /** What the commit had and the files have no more, as `harbor/prod`. */
  gone: string[];
}

/** How files are read; values of keywords count for both sides alike. */
type Reading = Pick<Where, 'set' | 'strict' | 'allowPath'>;

/** A tenant's files as they are, and the paths of what was read of them. */
interface Opened {
  project: Project;
  /** Files that secrets name, by their paths without links. */
  secrets: Set<string>;
}

/**
 * The targets of which the configuration, resolved, is not what it was at a commit.
 *
 * `there` are all that the files have, whichever are asked for. The files of both sides are read by this version of tenantry. A tenant of which no file differs is not even read. The earlier
 * files stand in a temporary folder meanwhile. Throws a `UsageError` when git cannot tell, and a `Failure` when the user stops it.
 */
export async function changedTargets(
  all: readonly ListedTarget[],
  there: readonly ListedTarget[],
  revision: string,
  reading: Reading,
  surroundings: Surroundings,
): Promise<ChangedTargets> {
  const { cwd, env, signal } = surroundings;
  const project = realOf(projectFolder(cwd));
  const allowed = allowedFolders(env, reading.allowPath).map((path) => realOf(resolve(cwd, path)));
  const byFolder = groupBy(all, ({ folder }) => folder);
  const earlier = earlierTree(revision, [...byFolder.keys(), ...allowed], surroundings);
  if (earlier === 'nothing') return { since: revision, why: whyAll(all, 'new'), gone: [] };
  using tree = earlier;
  const had = environmentsAt(tree, project);
  const have = new Set(there.map(nameOfTarget));
  const found = { since: tree.commit, gone: [...had].filter((name) => !have.has(name)).sort(compareText) };
  if (hasOtherTool(tree, project)) return { ...found, why: whyAll(all, 'tool') };
  const touched = [...byFolder].filter(([folder]) => [folder, realOf(folder), ...allowed].some(tree.hasChanged));
  tree.checkOut([...touched.map(([folder]) => realOf(folder)), ...allowed]);
  const why = new Map<string, WhyChanged>();
  for (const [folder, members] of touched) {
    // Many of them take seconds, in which somebody may stop it.
    // oxlint-disable-next-line no-await-in-loop
    await setImmediate();
    if (signal.aborted) throw messages.interrupted();
    const known = members.filter((target) => had.has(nameOfTarget(target)));
    const differing = whyChanged(folder, known, { tree, allowed, reading, surroundings });
    for (const target of members) {
      const reason = known.includes(target) ? differing.get(target) : 'new';
      if (reason !== undefined) why.set(target.id, reason);
    }
  }
  return { ...found, why };
}

/** What both sides of a tenant are read with. */
interface Sides {
  tree: Earlier;
  /** The folders outside of the tenant's that files may be in, without links. */
  allowed: readonly string[];
  reading: Reading;
  surroundings: Surroundings;
}

/** Why the targets of one tenant changed; those that did not are not in it. */
function whyChanged(folder: string, targets: readonly ListedTarget[], sides: Sides): Map<ListedTarget, WhyChanged> {
  const { tree, surroundings } = sides;
  // Where a link leads now, it may have led elsewhere.
  const isLinked = join(realOf(dirname(folder)), basename(folder)) !== realOf(folder);
  const isTouched = tree.hasChanged(realOf(folder));
  const now = openNow(folder, sides);
  let opened: Project | undefined;
  const before = (): Project => (opened ??= openBefore(folder, now, sides));
  const reasonOf = ({ env }: ListedTarget): WhyChanged | undefined => {
    const goal = goalOfFiles(now.project, env);
    if (hasErrors(goal.diagnostics)) return 'is-invalid';
    if (!isTouched && !pathsRead(now, surroundings).some(tree.hasChanged)) return undefined;
    if (isLinked) return 'configuration';
    const then = goalOfFiles(before(), env);
    if (hasErrors(then.diagnostics)) return 'was-invalid';
    return targetDigest(goal, now.project) === targetDigest(then, before()) ? undefined : 'configuration';
  };
  return new Map(
    targets.flatMap((target): [ListedTarget, WhyChanged][] => {
      const reason = reasonOf(target);
      return reason === undefined ? [] : [[target, reason]];
    }),
  );
}

function openNow(folder: string, { reading, surroundings }: Sides): Opened {
  const project = projectIn(folder, surroundings, { ...reading, secrets: 'ignored' });
  const secrets = new Set<string>();
  const readSecret: Sources['readSecret'] = (path, from) => {
    secrets.add(realOf(resolve(surroundings.cwd, dirname(from), path)));
    return project.sources.readSecret(path, from);
  };
  return { project: { ...project, sources: { ...project.sources, readSecret } }, secrets };
}

/** The files of a tenant as they were. What a secret is that git does not keep is the same on both sides. */
function openBefore(folder: string, now: Opened, { tree, allowed, reading, surroundings }: Sides): Project {
  const { env } = surroundings;
  const cwd = realOf(surroundings.cwd);
  const project = projectIn(
    tree.placeOf(realOf(folder)),
    { cwd: tree.placeOf(cwd), env: { ...env, TENANTRY_ALLOWED_PATHS: undefined } },
    { ...reading, allowPath: allowed.map(tree.placeOf), secrets: 'ignored' },
  );
  const readSecret: Sources['readSecret'] = (path, from) =>
    tree.isUnknown(realOf(resolve(cwd, dirname(from), path)))
      ? now.project.sources.readSecret(path, from)
      : project.sources.readSecret(path, from);
  return { ...project, sources: { ...project.sources, readSecret } };
}

/** The paths of what was read beside the files of the tenant's own folder, without links. */
function pathsRead({ project, secrets }: Opened, { cwd }: Surroundings): string[] {
  return [...project.loaded.files.read().map(({ path }) => realOf(resolve(cwd, path))), ...secrets];
}

/** The environments that the files of a commit describe, as `harbor/prod`. */
function environmentsAt(tree: Earlier, project: string): Set<string> {
  const paths = tree.pathsIn(join(project, 'tenants'));
  return new Set(
    paths.flatMap((path) => {
      const [, tenant, env] = /^([^/]+)\/environments\/([^/]+)\.ya?ml$/.exec(path.replaceAll('\\', '/')) ?? [];
      return tenant === undefined || env === undefined ? [] : [nameOfTarget({ tenant, env })];
    }),
  );
}

function whyAll(all: readonly ListedTarget[], reason: WhyChanged): Map<string, WhyChanged> {
  return new Map(all.map(({ id }) => [id, reason]));
}
