import { answer, strings } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** When a second factor is asked for; the API has a bare list. */
export const guardianPolicies: ResourceType = {
  name: 'guardianPolicies',
  section: 'guardianPolicies',
  identity: { keys: [] },
  scopes: 'mfa_policies',
  endpoints: {
    get: async (api) => ({ policies: await strings(api.guardian.policies.list()) }),
    update: async (api, _target, body) => ({
      policies: await answer(api.guardian.policies.set(body['policies'] ?? [])),
    }),
  },
  sets: { policies: true },
  // Asking for a second factor while none is on would lock everybody out.
  after: ['guardianFactors'],
};
