import { catalogOf } from '../catalog/catalog.ts';
import { resourceTypes } from '../resources/index.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { goalOfFiles } from '../goals.ts';
import { scopes, scopesToReadAll } from '../pipeline.ts';
import { countText, diagnosticsData } from '../report/diagnostics.ts';
import { formatVersion } from '../report/plan-data.ts';
import { readScopesText, scopesText } from '../report/scopes.ts';
import { environmentsOf, openWorkspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import type { FileOptions } from './preview.ts';

/** Options of `tenantry scopes`. */
export interface ScopesOptions extends FileOptions {
  format?: 'text' | 'json';
  /** Whether it is asked for what a pull needs: to read everything. */
  pull?: boolean;
}

/** Lists the API scopes that the tool's own client needs, offline. Exit 0, or 1 when the files have an error. */
export function run(tenant: string | undefined, options: ScopesOptions, { show, ...surroundings }: Io): number {
  if (options.pull === true) return pullScopes(options, show);
  const { project } = openWorkspace(surroundings, { ...options, tenant, secrets: 'ignored' });
  const chosen: (string | undefined)[] = environmentsOf(project, options.env);
  const described = (chosen.length === 0 ? [undefined] : chosen).map((environment) => ({
    environment,
    ...goalOfFiles(project, environment),
  }));
  show.hide(described.flatMap(({ secrets }) => secrets));
  const broken = described.find(({ diagnostics }) => hasErrors(diagnostics));
  if (broken !== undefined) {
    const { diagnostics } = broken;
    if (options.format === 'json') show.data({ formatVersion, diagnostics: diagnosticsData(diagnostics) });
    show.diagnostics(diagnostics);
    show.message(messages.noScopes(countText(diagnostics)));
    return 1;
  }
  const { tenant: name } = project.loaded;
  const needed = described.map((one) => ({ environment: one.environment, ...scopes(one) }));
  if (options.format === 'json') show.data({ formatVersion, tenant: name, environments: needed });
  else show.result(scopesText(name, needed, show.style));
  return 0;
}

/** Lists what a pull needs, which is the same whatever the files say. */
function pullScopes({ format }: ScopesOptions, show: Io['show']): number {
  const needed = scopesToReadAll(catalogOf(resourceTypes));
  if (format === 'json') show.data({ formatVersion, pull: needed });
  else show.result(readScopesText(needed, show.style));
  return 0;
}
