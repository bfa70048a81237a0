import { crud } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** What connections get that are made by self-service. */
export const connectionProfiles: ResourceType = {
  name: 'connectionProfiles',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'connection_profiles',
  endpoints: crud((api) => api.connectionProfiles, { take: 10 }),
  readOnly: ['id'],
  sets: {
    enabled_features: true,
    'provisioning.scim.tokens.scopes': true,
    'strategy_overrides.*.enabled_features': true,
    'cross_app_access_resource_app.status.allowed_values': true,
    'strategy_overrides.*.provisioning.scim.tokens.scopes': true,
  },
  hooks: {
    // What was never set is read as null.
    fromApi: (live) => Object.fromEntries(Object.entries(live).filter(([, value]) => value !== null)),
  },
};
