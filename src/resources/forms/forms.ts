import { crud, one } from '../../catalog/endpoints.ts';
import type { Endpoints } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

const formEndpoints: Endpoints = {
  ...crud((api) => api.forms),
  get: (api, { id }) => one(api.forms.get(id)),
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
