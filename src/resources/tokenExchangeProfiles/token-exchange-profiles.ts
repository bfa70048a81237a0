import { crud } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** Which tokens of other issuers are exchanged, and the action that judges them. */
export const tokenExchangeProfiles: ResourceType = {
  name: 'tokenExchangeProfiles',
  identity: { keys: ['subject_token_type'], id: 'id' },
  scopes: 'token_exchange_profiles',
  endpoints: crud((api) => api.tokenExchangeProfiles, { take: 100 }),
  readOnly: ['id', 'created_at', 'updated_at'],
  limits: [{ most: 100 }],
  immutable: ['action_id', 'type'],
  aliases: { action: 'action_id' },
  targetRules: [
    {
      of: 'action_id',
      when: [{ path: 'supported_triggers[].id', none: ['custom-token-exchange'] }],
      says: 'this action is not one of the trigger custom-token-exchange',
      hint: 'name an action that supports it',
    },
  ],
  references: { action_id: { to: 'actions', by: 'id', isRequired: true } },
};
