import { crud, one } from '../../catalog/endpoints.ts';
import type { Endpoints } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

const flowEndpoints: Endpoints = {
  ...crud((api) => api.flows),
  get: (api, { id }) => one(api.flows.get(id)),
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
