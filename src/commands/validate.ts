import { hasErrors } from '../model/diagnostic.ts';
import { validate } from '../pipeline.ts';
import { countText, diagnosticsData, diagnosticsText } from '../report/diagnostics.ts';
import { formatVersion } from '../report/plan-data.ts';
import { masker } from '../secrets/mask.ts';
import { environmentsOf, openWorkspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import type { FileOptions } from './preview.ts';

/** Options of `tenantry validate`. */
export interface ValidateOptions extends FileOptions {
  format?: 'text' | 'json';
}

/** Checks the files of a tenant for all its environments, offline. Exit 0, or 1 when there is an error. */
export function run(tenant: string | undefined, options: ValidateOptions, { show, ...surroundings }: Io): number {
  const { project } = openWorkspace(surroundings, { ...options, tenant, secrets: 'ignored' });
  const environments = environmentsOf(project, options.env);
  const { diagnostics, secrets } = validate(project, environments);
  show.hide(masker(secrets));
  const { tenant: name } = project.loaded;
  if (options.format === 'json') {
    show.data({ formatVersion, tenant: name, environments, diagnostics: diagnosticsData(diagnostics) });
  } else {
    if (diagnostics.length > 0) show.result(`${diagnosticsText(diagnostics, show.style, show.mask)}\n`);
    const where = environments.length === 0 ? 'without an environment' : `for ${environments.join(', ')}`;
    show.result(show.style('strong', `${name}: ${countText(diagnostics) || 'valid'} (${where})`));
  }
  return hasErrors(diagnostics) ? 1 : 0;
}
