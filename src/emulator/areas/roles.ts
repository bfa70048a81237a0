import { idForm } from '../ids.ts';
import type { Area } from '../area.ts';
import { type Body, bodiesOf, textOf } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { badRequest } from '../errors.ts';
import { containing, same } from '../filters.ts';
import { type Pages, page, pageQuery } from '../paging.ts';
import { type Answer, type Call, type Route, created, empty, need, ok, operation } from '../route.ts';
import { type Constraints, items } from '../schema.ts';

const PATH = '/roles/:id/permissions';
const PERMISSIONS: Pages = { key: 'permissions', paging: 'offset' };
const MOST = 1000;

/** A role of an organization names it; a role of the tenant belongs to nobody. */
export function roleBeforeStore(body: Body, { call }: Write): Body {
  const { type = 'tenant', owner_id: owner } = body;
  if ((type === 'organization') !== (owner !== undefined))
    throw badRequest('owner_id goes with the type organization.');
  const isKnown = owner === undefined || call.store.get('organizations', textOf(owner)) !== undefined;
  if (!isKnown) throw badRequest('The organization does not exist.', 'inexistent_organization');
  return body;
}

/** A role without a description is read with an empty one; the answers to writes have none. */
const revealRole = (role: Body, { method }: Call): Body =>
  method === 'GET' ? { ...role, description: role['description'] ?? '' } : role;

/** A role that goes takes its permissions along. */
export const roleBeforeDelete = (role: Body, { store }: Call): void =>
  store.removeWhere('role_permissions', ({ _role }) => _role === role['id']);

/** The permissions of a role: each must be a scope of its API; adding and removing are idempotent. */
export const permissionRoutes: Route[] = [
  operation(`GET ${PATH}`, 'read:roles', listPermissions, { query: pageQuery(PERMISSIONS) }),
  operation(`POST ${PATH}`, 'update:roles', addPermissions, { body: 'AddRolePermissionsRequestContent' }),
  operation(`DELETE ${PATH}`, 'update:roles', removePermissions, { body: 'DeleteRolePermissionsRequestContent' }),
];

function listPermissions(call: Call): Answer {
  const role = textOf(need(call, 'roles', 'role')['id']);
  const rows = call.store.entries('role_permissions').filter(({ body }) => body['_role'] === role);
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return ok(page(PERMISSIONS, call.query, sorted, (permission) => described(permission, call)));
}

function addPermissions(call: Call): Answer {
  const role = textOf(need(call, 'roles', 'role')['id']);
  for (const permission of bodiesOf(call.body['permissions'])) {
    refuseUnknown(permission, call);
    call.store.put('role_permissions', keyOf(role, permission), { ...permission, _role: role });
  }
  const held = call.store.all('role_permissions').filter(({ _role }) => _role === role).length;
  if (held > MOST) throw badRequest(`A role can have ${MOST} permissions at most.`);
  return created({});
}

function removePermissions(call: Call): Answer {
  const role = textOf(need(call, 'roles', 'role')['id']);
  for (const permission of bodiesOf(call.body['permissions'])) {
    call.store.remove('role_permissions', keyOf(role, permission));
  }
  return empty();
}

const keyOf = (role: string, { resource_server_identifier: api, permission_name: name }: Body): string =>
  [role, textOf(api), textOf(name)].join('|');

const apiOf = ({ resource_server_identifier }: Body, { store }: Call): Body | undefined =>
  store.find('resource_servers', ({ identifier }) => identifier === resource_server_identifier);

const scopeOf = (permission: Body, call: Call): Body | undefined =>
  bodiesOf(apiOf(permission, call)?.['scopes']).find(({ value }) => value === permission['permission_name']);

function refuseUnknown(permission: Body, call: Call): void {
  if (scopeOf(permission, call) !== undefined) return;
  const { permission_name: name, resource_server_identifier: api } = permission;
  throw badRequest(`The permission ${textOf(name)} does not exist on the API ${textOf(api)}.`, 'inexistent_permission');
}

const described = (permission: Body, call: Call): Body => ({
  resource_server_identifier: permission['resource_server_identifier'] ?? '',
  permission_name: permission['permission_name'] ?? '',
  resource_server_name: textOf(apiOf(permission, call)?.['name']),
  description: textOf(scopeOf(permission, call)?.['description']),
});

const roles: Collection = {
  name: 'roles',
  path: '/roles',
  id: ['id', idForm('role', 'rol_', 16)],
  stem: 'roles',
  noun: 'role',
  create: 'CreateRoleRequestContent',
  update: 'UpdateRoleRequestContent',
  list: {
    key: 'roles',
    paging: 'offset',
    filters: {
      name_filter: containing('name'),
      type: ['text', ({ type = 'tenant' }, values) => values.includes(textOf(type))],
      owner_id: same('owner_id'),
    },
  },
  unique: [['name', 'owner_id'], 'The role already exists.'],
  limit: 1000,
  statuses: { create: 200, remove: 200 },
  removed: () => ({}),
  reveal: revealRole,
  beforeStore: roleBeforeStore,
  beforeDelete: roleBeforeDelete,
};

const constraints: Constraints = {
  AddRolePermissionsRequestContent: { properties: { permissions: items(1) } },
  DeleteRolePermissionsRequestContent: { properties: { permissions: items(1) } },
};

/** Roles and their permissions. */
export const roleArea: Area = {
  collections: [roles],
  routes: [...permissionRoutes],
  constraints,
};
