import { crud } from '../../catalog/endpoints.ts';
import { paths } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** Accounts at other services that flows use. */
export const flowVaultConnections: ResourceType = {
  name: 'flowVaultConnections',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'flows_vault_connections',
  requiredOnCreate: ['app_id'],
  endpoints: crud((api) => api.flows.vault.connections),
  readOnly: ['id', 'account_name', 'ready', 'environment', 'fingerprint', 'created_at', 'updated_at', 'refreshed_at'],
  immutable: ['app_id'],
  secret: ['setup.*'],
  notSecret: paths(`
    setup.type setup.username setup.client_id setup.client_email setup.account_id setup.project_id setup.public_key
    setup.domain setup.base_url setup.token_endpoint setup.audience setup.resource setup.scope setup.algorithm
    setup.in setup.name
  `),
};
