import { dirname, join, resolve } from 'node:path';
import { findTenant, load, projectFolder } from '../load/load.ts';
import type { Loaded } from '../load/load.ts';
import { UsageError } from '../model/failure.ts';
import { messages } from '../model/messages.ts';
import type { Project } from '../goals.ts';
import type { Sources } from '../resolve/keywords.ts';
import { resourceTypes } from '../resources/index.ts';
import { schemaChecker } from '../validate/schema.ts';
import type { Io } from '../commands/io.ts';
import { schemaCompiler } from './schemas.ts';

/** Options that all commands on a tenant's files have. */
export interface ProjectOptions {
  set?: string[];
  strict?: boolean;
}

/** Opens the folder of a tenant. */
export function openProject(
  tenant: string | undefined,
  options: ProjectOptions,
  io: Io,
  secrets: Sources['secrets'],
): Project {
  const folder = findTenant(tenant, io.cwd);
  const loaded = load(folder, io.cwd);
  const sources: Sources = {
    set: assignments(options.set ?? []),
    env: io.env,
    secrets,
    readSecret: (path, from) => loaded.files.raw(resolve(dirname(from), path)),
  };
  return { loaded, resourceTypes, schemas: schemaChecker(schemaCompiler(), options.strict === true), sources };
}

/** The environment to work with. Throws a `UsageError` when there is none of that name. */
export function environmentName({ environments, folder }: Loaded, name: string | undefined): string {
  const known = [...environments.keys()];
  if (name !== undefined && environments.has(name)) return name;
  const { message, hint } = messages.environmentMissing(name, known, join(folder, 'environments'));
  throw new UsageError(message, hint);
}

/** The folder of the project's own state, the same from wherever in the project a command is called. */
export function stateFolder(io: Io): string {
  return join(projectFolder(io.cwd), '.tenantry');
}

function assignments(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const found = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(pair);
      // What stands behind the = may be a secret.
      if (found === null) throw new UsageError(...messages.assignment(pair.split('=')[0] ?? ''));
      return [found[1] ?? '', found[2] ?? ''];
    }),
  );
}
