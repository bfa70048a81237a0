import { hasErrors } from '../model/diagnostic.ts';
import { validate } from '../pipeline.ts';
import { countText, diagnosticsData, diagnosticsText } from '../report/diagnostics.ts';
import { formatVersion } from '../report/plan-data.ts';
import type { Io } from './io.ts';
import { environmentName, openProject } from '../session/workspace.ts';
import type { ProjectOptions } from '../session/workspace.ts';
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
    if (diagnostics.length > 0) show.result(`${diagnosticsText(diagnostics, show.style, show.mask)}\n`);
    const where = environments.length === 0 ? 'without an environment' : `for ${environments.join(', ')}`;
    show.result(show.style('strong', `${loaded.tenant}: ${countText(diagnostics) || 'valid'} (${where})`));
  }
  return hasErrors(diagnostics) ? 1 : 0;
}
