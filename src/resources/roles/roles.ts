import { answer, crud, rows } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { builtInAudience } from '../resourceServers/resource-servers.ts';

/** Roles of the tenant and their permissions; those of an organization stand with it. */
export const roles: ResourceType = {
  name: 'roles',
  takesAlong: 'the assignments to its users',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'roles',
  endpoints: {
    ...crud((api) => api.roles),
    // Roles of organizations are listed as well, and may have the same names.
    list: async (api) => (await rows(api.roles.list({ per_page: 100 }))).filter(({ type }) => type !== 'organization'),
  },
  readOnly: ['id', 'type', 'owner_id'],
  limits: [{ most: 1000 }],
  children: [
    {
      name: 'permissions',
      path: 'permissions',
      shape: 'list',
      identity: { keys: ['resource_server_identifier', 'permission_name'] },
      endpoints: {
        list: (api, { parent }) => rows(api.roles.permissions.list(parent, { per_page: 100 })),
        batch: {
          size: 100,
          create: (api, parent, permissions) => answer(api.roles.permissions.add(parent, { permissions })),
          delete: (api, parent, permissions) => answer(api.roles.permissions.delete(parent, { permissions })),
        },
      },
      readOnly: ['resource_server_name', 'description'],
      limits: [{ most: 1000 }],
      members: [{ path: 'permission_name', of: 'resource_server_identifier', in: 'scopes[].value' }],
      references: {
        resource_server_identifier: { to: 'resourceServers', by: 'key', isRequired: true, builtIn: builtInAudience },
      },
    },
  ],
};
