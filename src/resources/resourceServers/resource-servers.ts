import { crud } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** Identifiers of the APIs that Auth0 itself offers in every tenant. */
export const builtInAudience = /^https:\/\/[^/]+\/(api\/v2|me|my-org)\/$/;

/** APIs. */
export const resourceServers: ResourceType = {
  name: 'resourceServers',
  takesAlong: 'the grants for it and the permissions that roles have of it',
  identity: { keys: ['identifier'], id: 'id' },
  scopes: 'resource_servers',
  endpoints: crud((api) => api.resourceServers),
  readOnly: [
    'id',
    'is_system',
    'client_id',
    'token_lifetime_for_web',
    'token_encryption.encryption_key.thumbprint_sha256',
  ],
  immutable: ['identifier'],
  sensitive: ['signing_secret'],
  // Read as a thumbprint, never as it was sent.
  secret: ['token_encryption.encryption_key.pem'],
  sets: { scopes: 'value' },
  limits: [{ at: 'scopes', most: 1000 }],
  rules: [
    {
      when: [
        { path: 'token_dialect', is: ['access_token_authz', 'rfc9068_profile_authz'] },
        { path: 'enforce_policies', is: [false] },
      ],
      says: 'this token_dialect carries permissions only where enforce_policies is true',
      hint: 'set enforce_policies: true, or choose the dialect without _authz',
      severity: 'warning',
    },
  ],
  hooks: {
    isSystem: (live) => (live['is_system'] === true ? 'an API that Auth0 owns' : undefined),
  },
};
