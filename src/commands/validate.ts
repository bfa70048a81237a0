import { hasErrors } from '../model/diagnostic.ts';
import { validate } from '../pipeline.ts';
import { validationReport } from '../report/diagnostics.ts';
import type { FormatName } from '../report/formats/index.ts';
import { environmentsOf, openWorkspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import type { FileOptions } from './preview.ts';

/** Options of `tenantry validate`. */
export interface ValidateOptions extends FileOptions {
  format?: FormatName;
}

/** Checks the files of a tenant for all its environments, offline. Exit 0, or 1 when there is an error. */
export async function run(
  tenant: string | undefined,
  options: ValidateOptions,
  { show, ...surroundings }: Io,
): Promise<number> {
  const { project } = openWorkspace(surroundings, { ...options, tenant, secrets: 'ignored' });
  const environments = environmentsOf(project, options.env);
  const { diagnostics, secrets } = validate(project, environments, (goal) => goal.smoke(false).diagnostics);
  show.hide(secrets);
  show.tell({ type: 'diagnostics', diagnostics });
  const { tenant: name } = project.loaded;
  await show.report(validationReport(name, environments, diagnostics, show.mask), options.format);
  return hasErrors(diagnostics) ? 1 : 0;
}
