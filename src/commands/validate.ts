import { hasErrors } from '../model/diagnostic.ts';
import { validate } from '../pipeline.ts';
import { validationReport } from '../report/diagnostics.ts';
import type { FormatName } from '../report/formats/index.ts';
import type { Io } from './io.ts';
import { environmentName, openProject } from '../session/workspace.ts';
import type { ProjectOptions } from '../session/workspace.ts';
import { showing } from './show.ts';

/** Options of `tenantry validate`. */
export interface ValidateOptions extends ProjectOptions {
  env?: string;
  format?: FormatName;
}

/** Checks the files of a tenant for all its environments, offline. Exit 0, or 1 when there is an error. */
export async function run(tenant: string | undefined, options: ValidateOptions, io: Io): Promise<number> {
  const project = openProject(tenant, options, io, 'ignored');
  const { loaded } = project;
  const environments =
    options.env === undefined ? [...loaded.environments.keys()] : [environmentName(loaded, options.env)];
  const { diagnostics, secrets } = validate(project, environments);
  const show = showing(io, secrets);
  await show.report(validationReport(loaded.tenant, environments, diagnostics, show.mask), options.format);
  return hasErrors(diagnostics) ? 1 : 0;
}
