import { hasErrors } from '../model/diagnostic.ts';
import { goalOfFiles } from '../goals.ts';
import { scopes } from '../pipeline.ts';
import { countText, diagnosticsData } from '../report/diagnostics.ts';
import { formatVersion } from '../report/plan-data.ts';
import { scopesText } from '../report/scopes.ts';
import type { Io } from './io.ts';
import { environmentName, openProject } from '../session/workspace.ts';
import type { ProjectOptions } from '../session/workspace.ts';
import { showing } from './show.ts';

/** Options of `tenantry scopes`. */
export interface ScopesOptions extends ProjectOptions {
  env?: string;
  format?: 'text' | 'json';
}

/** Lists the API scopes that the tool's own client needs, offline. Exit 0, or 1 when the files have an error. */
export function run(tenant: string | undefined, options: ScopesOptions, io: Io): number {
  const project = openProject(tenant, options, io, 'ignored');
  const { loaded } = project;
  const known: (string | undefined)[] = [...loaded.environments.keys()];
  const chosen = options.env === undefined ? known : [environmentName(loaded, options.env)];
  const described = (chosen.length === 0 ? [undefined] : chosen).map((environment) => ({
    environment,
    ...goalOfFiles(project, environment),
  }));
  const show = showing(
    io,
    described.flatMap(({ secrets }) => secrets),
  );
  const broken = described.find(({ diagnostics }) => hasErrors(diagnostics));
  if (broken !== undefined) {
    const { diagnostics } = broken;
    if (options.format === 'json') show.data({ formatVersion, diagnostics: diagnosticsData(diagnostics) });
    show.diagnostics(diagnostics);
    show.message(`no scopes: ${countText(diagnostics)}`);
    return 1;
  }
  const needed = described.map((one) => ({ environment: one.environment, ...scopes(one) }));
  if (options.format === 'json') show.data({ formatVersion, tenant: loaded.tenant, environments: needed });
  else show.result(scopesText(loaded.tenant, needed, show.style));
  return 0;
}
