import { answer, one } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { factorScopes } from '../guardianFactors/guardian-factors.ts';

/** The codes that are sent by email. */
export const guardianEmailFactorSettings: ResourceType = {
  name: 'guardianEmailFactorSettings',
  section: 'guardianEmailFactorSettings',
  identity: { keys: [] },
  // Auth0 names no scopes for these settings: those of the factors are taken to be enough.
  scopes: factorScopes,
  endpoints: {
    get: (api) => one(api.guardian.factors.email.get()),
    update: (api, _target, body) => answer(api.guardian.factors.email.set(body)),
  },
  replacesWhole: true,
};
