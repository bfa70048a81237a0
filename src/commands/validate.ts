import { hasErrors } from '../model/diagnostic.ts';
import { validate } from '../pipeline.ts';
import { countText, diagnosticsData, diagnosticsText } from '../report/diagnostics.ts';
import { formatVersion } from '../report/plan-data.ts';
import type { Io } from './io.ts';
import { environmentName, openProject } from './project.ts';
import type { ProjectOptions } from './project.ts';
import { showing } from './show.ts';

/** Options of `tenantry validate`. */
export interface ValidateOptions extends ProjectOptions {
  env?: string;
  format?: 'text' | 'json';
}

/** Checks the files of a tenant for all its environments, offline. Exit 0, or 1 when there is an error. */
export function run(tenant: string | undefined, options: ValidateOptions, io: Io): number {
  const project = openProject(tenant, options, io, 'ignored');
  const { loaded } = project;
  const environments =
    options.env === undefined ? [...loaded.environments.keys()] : [environmentName(loaded, options.env)];
  const { diagnostics, secrets } = validate(project, environments);
  const show = showing(io, secrets);
  if (options.format === 'json') {
    show.data({ formatVersion, tenant: loaded.tenant, environments, diagnostics: diagnosticsData(diagnostics) });
  } else {
    if (diagnostics.length > 0) show.result(`${diagnosticsText(diagnostics, show.paint, show.mask)}\n`);
    const where = environments.length === 0 ? 'without an environment' : `for ${environments.join(', ')}`;
    show.result(show.paint('strong', `${loaded.tenant}: ${countText(diagnostics) || 'valid'} (${where})`));
  }
  return hasErrors(diagnostics) ? 1 : 0;
}
