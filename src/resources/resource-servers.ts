import { crud } from './endpoints.ts';
import type { ResourceType } from './resource-type.ts';

/** Identifiers of the APIs that Auth0 itself offers in every tenant. */
export const builtInAudience = /^https:\/\/[^/]+\/(api\/v2|me|my-org)\/$/;

/** APIs. */
export const resourceServers: ResourceType = {
  name: 'resourceServers',
  identity: { keys: ['identifier'], id: 'id' },
  scopes: 'resource_servers',
  endpoints: crud((api) => api.resourceServers),
  readOnly: ['id', 'is_system', 'client_id', 'token_lifetime_for_web'],
  immutable: ['identifier'],
  sensitive: ['signing_secret'],
  sets: { scopes: 'value' },
  hooks: {
    isSystem: (live) => (live['is_system'] === true ? 'an API that Auth0 owns' : undefined),
  },
};
