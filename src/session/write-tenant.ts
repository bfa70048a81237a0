import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectFolder } from '../load/load.ts';
import { writeAll } from '../record/write-all.ts';
import { ignored, withIgnored } from '../init/scaffold.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';
import { stateFolder } from './workspace.ts';

/** The folder that a new tenant gets. Throws a `UsageError` when something is in it, or its name is no name. */
export function newTenantFolder(given: string, { cwd }: Pick<Surroundings, 'cwd'>): string {
  const name = given.replace(/^(?:\.\/)?tenants\//, '').replace(/\/$/, '');
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) throw messages.tenantName(given);
  const folder = join(projectFolder(cwd), 'tenants', name);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw messages.folderHasFiles(relative(cwd, folder));
  return folder;
}

/** Writes the files of a new tenant into its folder, and has git ignore what tenantry keeps: all of it, or nothing. Throws a `UsageError`. */
export function writeTenant(
  folder: string,
  files: ReadonlyMap<string, string>,
  surroundings: Pick<Surroundings, 'cwd'>,
): void {
  const state = stateFolder(surroundings);
  const gitIgnore = join(projectFolder(surroundings.cwd), '.gitignore');
  const before = existsSync(gitIgnore) ? readFileSync(gitIgnore, 'utf8') : undefined;
  const after = withIgnored(before, ignored);
  const own = [...files].map(([path, text]) => ({ path: join(folder, path), before: undefined, after: text }));
  writeAll(state, after === undefined ? own : [...own, { path: gitIgnore, before, after }]);
}
