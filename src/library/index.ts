import { hasErrors } from '../model/diagnostic.ts';
import { validate as validateFiles } from '../pipeline.ts';
import { validationReport } from '../report/diagnostics.ts';
import { masker } from '../secrets/mask.ts';
import { targets as targetsOf } from '../session/targets.ts';
import { environmentsOf, openWorkspace } from '../session/workspace.ts';
import { called, known, published, whereOf } from './call.ts';
import type * as Api from './index-api.d.ts';

export { TenantryError } from './tenantry-error.ts';
export { apply, drift, plan, readPlan } from './plans.ts';

/** Checks the files of a tenant, offline. */
export const validate: typeof Api.validate = (options = {}) =>
  called(options, known.validate, (call) => {
    const { project } = openWorkspace(call.surroundings, { ...whereOf(options), secrets: 'ignored' });
    const environments = environmentsOf(project, options.environment);
    const { diagnostics, secrets } = validateFiles(project, environments, (goal) => [
      ...goal.smoke(false).diagnostics,
      ...goal.users().diagnostics,
    ]);
    call.hide(masker(secrets));
    const { data } = validationReport(project.loaded.tenant, environments, diagnostics, call.mask);
    const output = published('validate', data, call);
    return Promise.resolve({
      status: hasErrors(diagnostics) ? 'invalid' : 'valid',
      output,
      diagnostics: output.diagnostics,
    });
  });

/** The tenants with their environments, offline. */
export const targets: typeof Api.targets = (options = {}) =>
  called(options, known.targets, async (call) => {
    const { environment: env, rings, changedSince, batch } = options;
    const found = await targetsOf(call.surroundings, { ...whereOf(options), env, rings, changedSince, batch });
    return published('targets', found, call);
  });
