import { crud } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { omit } from '../../model/json.ts';
import { builtInAudience } from '../resourceServers/resource-servers.ts';

/** Which APIs and scopes a client may ask tokens for. */
export const clientGrants: ResourceType = {
  name: 'clientGrants',
  identity: { keys: ['client_id', 'default_for', 'audience', 'subject_type'], id: 'id' },
  scopes: 'client_grants',
  endpoints: crud((api) => api.clientGrants, { take: 100 }),
  readOnly: ['id', 'is_system'],
  immutable: ['audience', 'client_id', 'subject_type', 'default_for'],
  sets: { scope: true, authorization_details_types: true },
  defaults: { subject_type: 'client' },
  exclusive: [{ sides: [['scope'], ['allow_all_scopes']] }, { sides: [['client_id'], ['default_for']] }],
  rules: [
    {
      when: [{ path: 'default_for' }, { path: 'audience', like: builtInAudience }],
      says: 'an API of Auth0 itself takes no default grants',
      hint: 'name a client_id',
    },
    {
      when: [{ path: 'authorization_details_types' }, { path: 'subject_type', none: ['user'] }],
      says: 'authorization_details_types are for grants on behalf of users',
      hint: 'set subject_type: user, or take them out',
    },
    {
      when: [
        { path: 'allow_any_organization', is: [true] },
        { path: 'organization_usage', is: ['deny'] },
      ],
      says: 'allow_any_organization does nothing where organization_usage is deny',
      hint: 'set organization_usage: allow or require, or take it out',
      severity: 'warning',
    },
  ],
  members: [
    { path: 'scope[]', of: 'audience', in: 'scopes[].value', severity: 'warning' },
    { path: 'authorization_details_types[]', of: 'audience', in: 'authorization_details[].type' },
  ],
  references: {
    client_id: { to: 'clients', by: 'id', isRequired: true },
    audience: { to: 'resourceServers', by: 'key', isRequired: true, builtIn: builtInAudience },
  },
  hooks: {
    // Exports of the Deploy CLI name a client that there is not for a grant which is for clients of a kind.
    fromFile: (desired) => {
      const isForAll = typeof desired['default_for'] === 'string' && desired['client_id'] === 'undefined_clientId';
      return isForAll ? omit(desired, ['client_id']) : desired;
    },
    isSystem: (live, { ownClientId }) => {
      if (live['is_system'] === true) return 'a grant that Auth0 owns';
      return live['client_id'] === ownClientId ? 'a grant of the client that tenantry itself uses' : undefined;
    },
  },
};
