import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { namesIn } from '../load/disk.ts';
import { projectFolder } from '../load/load.ts';
import { writeAll } from '../record/write-all.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';
import { stateFolder } from './workspace.ts';

/** The folder that a new tenant gets. Throws a `UsageError` when something is in it, or its name is no name. */
export function newTenantFolder(name: string, { cwd }: Pick<Surroundings, 'cwd'>): string {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) throw messages.tenantName(name);
  const folder = join(projectFolder(cwd), 'tenants', name);
  if (existsSync(folder) && namesIn(folder).length > 0) throw messages.folderHasFiles(relative(cwd, folder));
  return folder;
}

/** Writes new files into a folder, all or none. Throws a `UsageError` when one of them is there already. */
export function writeTenant(folder: string, files: ReadonlyMap<string, string>, surroundings: Surroundings): void {
  const paths = [...files].map(([path, after]) => ({ path: join(folder, path), before: undefined, after }));
  writeAll(stateFolder(surroundings), paths);
}
