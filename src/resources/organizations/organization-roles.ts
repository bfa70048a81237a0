import { answer, rows } from '../../catalog/endpoints.ts';
import type { Api } from '../../catalog/endpoints.ts';
import { text } from '../../catalog/resource-type.ts';
import type { ChildType } from '../../catalog/resource-type.ts';
import { isBody, isSame, omit, pick } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';
import { builtInAudience } from '../resourceServers/resource-servers.ts';

const owner = (parent: string): Body => ({ type: 'organization', owner_id: parent });

/** Roles that exist in one organization only, with their permissions. */
export const organizationRoles: ChildType = {
  name: 'roles',
  path: 'roles',
  shape: 'list',
  // Who had a role that is gone does not get it back with a new one of the same name.
  isGuarded: true,
  identity: { keys: ['name'], id: 'id' },
  scopes: 'roles',
  endpoints: {
    list: async (api, { parent }) =>
      Promise.all(
        (await rows(api.roles.list({ ...owner(parent), per_page: 100 }))).map((role) => withPermissions(api, role)),
      ),
    create: (api, { parent }, body) => answer(api.roles.create({ ...body, ...owner(parent) })),
    update: (api, { id }, body) => answer(api.roles.update(id, body)),
    delete: (api, { id }) => answer(api.roles.delete(id)),
  },
  readOnly: ['id', 'type', 'owner_id'],
  sets: { permissions: true },
  references: {
    'permissions[].resource_server_identifier': { to: 'resourceServers', by: 'key', builtIn: builtInAudience },
  },
  hooks: {
    toApi: (request) => omit(request, ['permissions']),
    // Permissions have endpoints of their own, which add and remove and refuse an empty list.
    afterWrite: async (api, { id }, { permissions }, changed) => {
      if (!changed.includes('permissions')) return;
      const wanted = Array.isArray(permissions) ? permissions.filter(isBody) : [];
      const found = await permissionsOf(api, id);
      const gone = without(found, wanted);
      const fresh = without(wanted, found);
      if (gone.length > 0) await answer(api.roles.permissions.delete(id, { permissions: gone }));
      if (fresh.length > 0) await answer(api.roles.permissions.add(id, { permissions: fresh }));
    },
  },
};

async function withPermissions(api: Api, role: Body): Promise<Body> {
  return { ...role, permissions: await permissionsOf(api, text(role['id'])) };
}

async function permissionsOf(api: Api, id: string): Promise<Body[]> {
  const found = await rows(api.roles.permissions.list(id, { per_page: 100 }));
  return found.map((row) => pick(row, ['resource_server_identifier', 'permission_name']));
}

function without(list: Body[], others: Body[]): Body[] {
  return list.filter((one) => !others.some((other) => isSame(one, other)));
}
