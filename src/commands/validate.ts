import { hasErrors } from '../model/diagnostic.ts';
import { validate } from '../pipeline.ts';
import { validationReport } from '../report/diagnostics.ts';
import type { FormatName } from '../report/formats/index.ts';
import { environmentsOf, foldersOf, openWorkspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import type { FileOptions } from './preview.ts';
import { watchFiles } from './watch-files.ts';

/** Options of `tenantry validate`. */
export interface ValidateOptions extends FileOptions {
  watch?: boolean;
  format?: FormatName;
}

/**
 * Checks the files of a tenant for all its environments, offline. Exit 0, or 1 when there is an error; with `watch` it does
 * so behind every change, and the user ends it: exit 0.
 */
export async function run(tenant: string | undefined, options: ValidateOptions, io: Io): Promise<number> {
  if (options.watch !== true) return check(tenant, options, io);
  return watchFiles(foldersOf(io, { ...options, tenant }), io, async (turn) => {
    await check(tenant, options, turn);
  });
}

async function check(
  tenant: string | undefined,
  options: ValidateOptions,
  { show, ...surroundings }: Io,
): Promise<number> {
  const { project } = openWorkspace(surroundings, { ...options, tenant, secrets: 'ignored' });
  const environments = environmentsOf(project, options.env);
  const { diagnostics, secrets } = validate(project, environments, (goal) => [
    ...goal.smoke(false).diagnostics,
    ...goal.users().diagnostics,
  ]);
  show.hide(secrets);
  show.tell({ type: 'diagnostics', diagnostics });
  const { tenant: name } = project.loaded;
  await show.report(validationReport(name, environments, diagnostics, show.mask), options.format);
  return hasErrors(diagnostics) ? 1 : 0;
}
