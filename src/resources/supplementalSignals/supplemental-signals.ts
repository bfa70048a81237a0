import { answer, one } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** Signals that a proxy in front of the tenant adds to each request. */
export const supplementalSignals: ResourceType = {
  name: 'supplementalSignals',
  section: 'supplementalSignals',
  identity: { keys: [] },
  scopes: ['read:attack_protection', 'update:attack_protection'],
  endpoints: {
    get: (api) => one(api.supplementalSignals.get()),
    update: (api, _target, body) => answer(api.supplementalSignals.patch(body)),
  },
};
