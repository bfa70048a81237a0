import { answer, one } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { factorScopes } from '../guardianFactors/guardian-factors.ts';

/** Who sends text messages and calls. */
export const guardianPhoneFactorSelectedProvider: ResourceType = {
  name: 'guardianPhoneFactorSelectedProvider',
  section: 'guardianPhoneFactorSelectedProvider',
  identity: { keys: [] },
  scopes: factorScopes,
  endpoints: {
    get: (api) => one(api.guardian.factors.phone.getSelectedProvider()),
    update: (api, _target, body) => answer(api.guardian.factors.phone.setProvider(body)),
  },
  after: ['guardianFactorProviders'],
};
