import { answer, crud } from '../catalog/endpoints.ts';
import type { Endpoints } from '../catalog/endpoints.ts';
import type { ResourceType } from '../catalog/resource-type.ts';

/** Accounts at other services that flows use. */
export const flowVaultConnections: ResourceType = {
  name: 'flowVaultConnections',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'flows_vault_connections',
  requiredOnCreate: ['app_id'],
  endpoints: crud((api) => api.flows.vault.connections),
  readOnly: ['id', 'account_name', 'ready', 'environment', 'fingerprint', 'created_at', 'updated_at', 'refreshed_at'],
  immutable: ['app_id'],
  secret: ['setup'],
};

const flowEndpoints: Endpoints = {
  ...crud((api) => api.flows),
  get: (api, { id }) => answer(api.flows.get(id)),
};

const formEndpoints: Endpoints = {
  ...crud((api) => api.forms),
  get: (api, { id }) => answer(api.forms.get(id)),
};

/** Sequences of steps that forms and actions run. */
export const flows: ResourceType = {
  name: 'flows',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'flows',
  endpoints: flowEndpoints,
  readOnly: ['id', 'created_at', 'updated_at', 'executed_at'],
  limits: [{ most: 500 }],
  references: { 'actions.**.connection_id': { to: 'flowVaultConnections', by: 'id' } },
  files: { body: { type: 'json', isMerged: true } },
};

/** Forms of steps, shown inside a login. */
export const forms: ResourceType = {
  name: 'forms',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'forms',
  endpoints: formEndpoints,
  readOnly: ['id', 'created_at', 'updated_at', 'embedded_at', 'submitted_at', 'flow_count'],
  limits: [{ most: 500 }],
  references: { 'nodes.**.flow_id': { to: 'flows', by: 'id' } },
  files: { body: { type: 'json', isMerged: true } },
};
