import { answer, rows } from '../../catalog/endpoints.ts';
import { text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** The scopes of all settings of factors. */
export const factorScopes = ['read:guardian_factors', 'update:guardian_factors'];

/** The factors of multi-factor authentication, and whether they are on. */
export const guardianFactors: ResourceType = {
  name: 'guardianFactors',
  identity: { keys: ['name'] },
  scopes: factorScopes,
  endpoints: {
    list: (api) => rows(api.guardian.factors.list()),
    update: (api, { keys }, body) => answer(api.guardian.factors.set(text(keys['name']), body)),
  },
  readOnly: ['trial_expired'],
  // A factor that is on needs what sends its messages.
  after: [
    'guardianFactorProviders',
    'guardianFactorTemplates',
    'guardianPhoneFactorSelectedProvider',
    'guardianPhoneFactorMessageTypes',
    'guardianPushFactorSelectedProvider',
  ],
};
