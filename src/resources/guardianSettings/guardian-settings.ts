import { answer, one } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { factorScopes } from '../guardianFactors/guardian-factors.ts';

/** For how long a browser that passed a second factor is not asked again. */
export const guardianSettings: ResourceType = {
  name: 'guardianSettings',
  section: 'guardianSettings',
  identity: { keys: [] },
  // Auth0 names no scopes for these settings: those of the factors are taken to be enough.
  scopes: factorScopes,
  endpoints: {
    get: (api) => one(api.guardian.get()),
    update: (api, _target, body) => answer(api.guardian.set(body)),
  },
  replacesWhole: true,
  orders: [{ low: 'mfa_session_inactivity_timeout', high: 'mfa_session_overall_timeout' }],
};
