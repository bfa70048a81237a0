import { answer, one } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { factorScopes } from '../guardianFactors/guardian-factors.ts';

/** Who sends push notifications. */
export const guardianPushFactorSelectedProvider: ResourceType = {
  name: 'guardianPushFactorSelectedProvider',
  section: 'guardianPushFactorSelectedProvider',
  identity: { keys: [] },
  scopes: factorScopes,
  endpoints: {
    get: (api) => one(api.guardian.factors.pushNotification.getSelectedProvider()),
    update: (api, _target, body) => answer(api.guardian.factors.pushNotification.setProvider(body)),
  },
  after: ['guardianFactorProviders'],
};
