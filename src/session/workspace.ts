import { delimiter, dirname, join, resolve } from 'node:path';
import { findTenant, load, projectFolder } from '../load/load.ts';
import type { Loaded } from '../load/load.ts';
import type { Texts } from '../load/view.ts';
import { goalOfFiles } from '../goals.ts';
import { givenNames } from '../resolve/keywords.ts';
import type { FilesGoal, Project } from '../goals.ts';
import type { Sources } from '../resolve/keywords.ts';
import { finishWrite, saidOf } from '../record/write-all.ts';
import { resourceTypes } from '../resources/index.ts';
import { schemaChecker } from '../validate/schema.ts';
import { messages } from './messages.ts';
import { schemaCompiler } from './schemas.ts';
import type { Surroundings } from './surroundings.ts';

/** Which tenant is worked on, and how its files are read. */
export interface Where {
  /** A folder, or the name of one under `tenants/`; the only one there is when absent. */
  tenant?: string | undefined;
  /** Values of keywords, as `KEY=VALUE`. */
  set?: string[];
  /** Whether unknown fields are errors. */
  strict?: boolean;
  /** Folders outside of the tenant's that its files may be in, beside those of `TENANTRY_ALLOWED_PATHS`. */
  allowPath?: string[];
  secrets: Sources['secrets'];
}

/** The files of one tenant. */
export interface Workspace {
  surroundings: Surroundings;
  project: Project;
  /** The files as they would be with other texts, or without some, by the paths that messages name them by. */
  reload: (texts: Texts) => Project;
}

/** Opens the folder of a tenant; a write of its files that was cut off is finished first. Throws a `UsageError` when there is none. */
export function openWorkspace(surroundings: Surroundings, { tenant, ...where }: Where): Workspace {
  // Before any file is read: what was cut off is half old and half new.
  const cutOff = finishWrite(stateFolder(surroundings));
  const folder = findTenant(tenant, surroundings.cwd);
  const reload = (texts: Texts): Project => projectIn(folder, surroundings, where, texts);
  const project = reload(new Map());
  if (cutOff !== undefined) project.loaded.diagnostics.push(saidOf(cutOff));
  return { surroundings, project, reload };
}

/** The files of a tenant in its folder, as they would be with other texts. Throws a `UsageError` for a keyword without a name. */
export function projectIn(
  folder: string,
  { cwd, env }: Pick<Surroundings, 'cwd' | 'env'>,
  { set = [], strict, allowPath = [], secrets }: Omit<Where, 'tenant'>,
  texts: Texts = new Map(),
): Project {
  const assigned = assignments(set);
  const allowedPaths = allowedFolders(env, allowPath);
  const absolute = new Map([...texts].map(([path, text]) => [resolve(cwd, path), text]));
  const keywords = givenNames({ set: assigned, env });
  const loaded = load(folder, cwd, { keywords, allowedPaths, texts: absolute });
  const sources: Sources = {
    set: assigned,
    env,
    secrets,
    readSecret: (path, from) => loaded.files.raw(resolve(cwd, dirname(from), path)),
  };
  return { loaded, resourceTypes, schemas: schemaChecker(schemaCompiler()), sources, isStrict: strict === true };
}

/** The folders outside of the tenant's that its files may be in, as the process environment and the command name them. */
export function allowedFolders(env: Surroundings['env'], given: readonly string[] = []): string[] {
  const ofEnvironment = (env['TENANTRY_ALLOWED_PATHS'] ?? '').split(delimiter).filter((path) => path !== '');
  return [...ofEnvironment, ...given];
}

/** The folders that a tenant's files are in: its own, and those that are allowed besides. Throws a `UsageError` when there is none. */
export function foldersOf(
  { cwd, env }: Surroundings,
  { tenant, allowPath = [] }: Pick<Where, 'tenant' | 'allowPath'>,
): string[] {
  return [findTenant(tenant, cwd), ...allowedFolders(env, allowPath).map((path) => resolve(cwd, path))];
}

/** What the files say for one environment. Throws a `UsageError` when there is none of that name. */
export function filesOf({ project }: Workspace, environment: string | undefined): FilesGoal {
  return goalOfFiles(project, environmentName(project.loaded, environment));
}

/** The environment to work with. Throws a `UsageError` when there is none of that name. */
export function environmentName({ environments, folder }: Loaded, name: string | undefined): string {
  if (name !== undefined && environments.has(name)) return name;
  throw messages.environmentMissing(name === '' ? undefined : name, [...environments.keys()], join(folder, 'environments'));
}

/** The environments to look at: the one that was named, or all. Throws a `UsageError` when there is none of that name. */
export function environmentsOf({ loaded }: Project, name: string | undefined): string[] {
  return name === undefined ? [...loaded.environments.keys()] : [environmentName(loaded, name)];
}

/** The folder of the project's own state, the same from wherever in the project a command is called. */
export function stateFolder({ cwd }: Pick<Surroundings, 'cwd'>): string {
  return join(projectFolder(cwd), '.tenantry');
}

function assignments(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const found = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(pair);
      // What stands behind the = may be a secret.
      if (found === null) throw messages.assignment(pair.split('=')[0] ?? '', pair.includes('='));
      return [found[1] ?? '', found[2] ?? ''];
    }),
  );
}
