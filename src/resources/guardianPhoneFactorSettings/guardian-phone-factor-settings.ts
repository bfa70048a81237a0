import { answer, one } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { factorScopes } from '../guardianFactors/guardian-factors.ts';

/** The codes that are sent to a phone. */
export const guardianPhoneFactorSettings: ResourceType = {
  name: 'guardianPhoneFactorSettings',
  section: 'guardianPhoneFactorSettings',
  identity: { keys: [] },
  // Auth0 names no scopes for these settings: those of the factors are taken to be enough.
  scopes: factorScopes,
  endpoints: {
    get: (api) => one(api.guardian.factors.phone.get()),
    update: (api, _target, body) => answer(api.guardian.factors.phone.set(body)),
  },
  replacesWhole: true,
};
