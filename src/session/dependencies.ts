import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Program } from '../runtime/types.ts';
import { messages as testMessages } from '../testing/messages.ts';
import type { Tested } from '../testing/tenant.ts';
import { foldersUpTo } from './git.ts';
import { messages } from './messages.ts';
import type { Suite } from './tests.ts';
import { stateFolder } from './workspace.ts';
import type { Workspace } from './workspace.ts';

type Package = NonNullable<Tested['action']>['dependencies'][number];

/**
 * Gives the code of suites the folder that its dependencies are in: what was installed for exactly these versions, or else the
 * `node_modules` that are found from the code's file on. With `install` what is missing is installed first, without its scripts.
 */
export function withDependencies(
  suites: readonly Pick<Suite, 'file'>[],
  { surroundings }: Pick<Workspace, 'surroundings'>,
  { install = false }: { install?: boolean },
): Diagnostic[] {
  const diagnostics = new Map<string, Diagnostic>();
  for (const { file } of suites) {
    for (const [index, tested] of file.subject.all.entries()) {
      const packages = tested.action?.dependencies ?? [];
      const program = file.programs[index];
      if (program === undefined) continue;
      const { source, node } = tested.code;
      const near = dirname(resolve(surroundings.cwd, source.path));
      if (tested.action === undefined) setFolder(program, foldersUpTo(near).find(hasPackages));
      if (packages.length === 0) continue;
      const own = installedFolder(packages, stateFolder(surroundings));
      if (install && !hasPackages(own)) installInto(own, packages, surroundings);
      const folder = hasPackages(own) ? own : folderWith(packages, near);
      setFolder(program, folder);
      program.code.packages = packages.map(({ name }) => name);
      for (const one of packages) {
        const found = folder === undefined ? undefined : versionIn(folder, one.name);
        const said =
          found === undefined
            ? testMessages.noDependency(one.name, one.version, node.origin)
            : isOther(one.version, found) && testMessages.otherVersion(one.name, one.version, found, node.origin);
        if (said !== false) diagnostics.set(`${one.name} ${source.path}`, said);
      }
    }
  }
  return [...diagnostics.values()];
}

/** Where exactly these versions are installed; what is installed for others is not touched. */
function installedFolder(packages: readonly Package[], state: string): string {
  const text = packages
    .map(({ name, version }) => `${name}@${version}`)
    .sort()
    .join('\n');
  return join(state, 'deps', createHash('sha256').update(text).digest('hex').slice(0, 16));
}

function installInto(folder: string, packages: readonly Package[], { env }: Workspace['surroundings']): void {
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, dependencies }, undefined, 2)}\n`);
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', '--loglevel=error'];
  const { status, stderr, error } = spawnSync('npm', args, {
    cwd: folder,
    env: forNpm(env),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw messages.installFailed(
      packages.map(({ name, version }) => `${name}@${version}`),
      error?.message ?? stderr,
    );
}

/** What npm needs to know of the environment; credentials of tenants are none of it. */
function forNpm(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const known =
    /^(?:PATH|HOME|USERPROFILE|APPDATA|LOCALAPPDATA|SYSTEMROOT|COMSPEC|PATHEXT|TEMP|TMP|TMPDIR|NODE_EXTRA_CA_CERTS|(?:HTTPS?|NO)_PROXY|npm_config_.*)$/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => known.test(name)));
}

/** Scripts have no packages of their own: they may use those of their folder, as Auth0 puts some beside them. */
function setFolder({ code }: Program, folder: string | undefined): void {
  if (folder !== undefined) code.dependencies = folder;
}

/** The nearest folder from here upwards whose `node_modules` have all of the packages, or else one of them. */
function folderWith(packages: readonly Package[], start: string): string | undefined {
  const folders = foldersUpTo(start);
  const has = (folder: string) => (one: Package) => versionIn(folder, one.name) !== undefined;
  return folders.find((folder) => packages.every(has(folder))) ?? folders.find((folder) => packages.some(has(folder)));
}

function hasPackages(folder: string): boolean {
  return existsSync(join(folder, 'node_modules'));
}

function versionIn(folder: string, name: string): string | undefined {
  const path = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(path)) return undefined;
  const manifest = parseJson(readFileSync(path, 'utf8'));
  const version = isBody(manifest) ? manifest['version'] : undefined;
  return typeof version === 'string' ? version : undefined;
}

/** Whether another version is installed than the one that is wanted; ranges and tags are not looked into. */
function isOther(wanted: string, found: string): boolean {
  return /^\d+\.\d+\.\d+/.test(wanted) && wanted !== found;
}
