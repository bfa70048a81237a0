import { bodiesOf, pick, textOf, textsOf, type Body } from '../body.ts';
import type { Tenant } from '../route.ts';
import type { Store } from '../store.ts';

/** The claims of a user that each scope of OpenID Connect gives, by their names in the profile. */
const SCOPES: { readonly [scope: string]: readonly string[] } = {
  profile: ['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'picture', 'locale', 'updated_at'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
};

/** The user that has an id, an e-mail address or a username: what a `login_hint` may name. */
export function findUser({ store }: Tenant, named: string): Body | undefined {
  if (named === '') return undefined;
  const [lower, isNamed] = [named.toLowerCase(), (text: Body[string] | undefined) => textOf(text).toLowerCase()];
  return (
    store.get('users', named) ??
    store.find('users', ({ email, username }) => isNamed(email) === lower || isNamed(username) === lower)
  );
}

/** What an ID token and `/userinfo` say of a user, by the scopes. */
export function profileOf(user: Body, scopes: readonly string[]): Body {
  const phone = user['phone_verified'] === undefined ? {} : { phone_number_verified: user['phone_verified'] };
  const names = scopes.flatMap((scope) => SCOPES[scope] ?? []);
  return { ...pick({ ...user, ...phone }, names), sub: textOf(user['user_id']) };
}

/** A user as the API and actions see it: nothing of how it signs in here. */
export const shownUser = (user: Body): Body =>
  Object.fromEntries(Object.entries(user).filter(([name]) => !name.startsWith('_')));

/** The membership of a user in an organization. */
export const membershipOf = ({ store }: Tenant, userId: string, organizationId: string): Body | undefined =>
  store.get('organization_members', `${organizationId}|${userId}`);

function stored(store: Store, collection: string, id: string): Body[] {
  const body = store.get(collection, id);
  return body === undefined ? [] : [body];
}

/** The organizations that a user is in. */
export const organizationsOf = ({ store }: Tenant, userId: string): Body[] =>
  store
    .all('organization_members')
    .filter(({ user_id }) => user_id === userId)
    .flatMap(({ organization_id: id }) => stored(store, 'organizations', textOf(id)));

/** The roles of a user: those in an organization, when the login is for one, else those in the tenant. */
export function rolesOf(tenant: Tenant, userId: string, organizationId: string): Body[] {
  const { store } = tenant;
  const ids =
    organizationId === ''
      ? store.all('user_roles').flatMap((row) => (row['user_id'] === userId ? [textOf(row['role_id'])] : []))
      : textsOf(membershipOf(tenant, userId, organizationId)?.['roles']);
  return ids.flatMap((id) => stored(store, 'roles', id));
}

/** What a user may do with an API: the permissions of its roles and, outside of organizations, its own. */
export function permissionsOf(tenant: Tenant, userId: string, api: Body, organizationId: string): string[] {
  const roles = new Set(rolesOf(tenant, userId, organizationId).map(({ id }) => id));
  const isOfApi = (row: Body): boolean => row['resource_server_identifier'] === api['identifier'];
  const known = new Set(bodiesOf(api['scopes']).map(({ value }) => textOf(value)));
  const found = [
    ...tenant.store.all('role_permissions').filter((row) => roles.has(row['_role'] ?? null)),
    ...tenant.store.all('user_permissions').filter(({ user_id }) => organizationId === '' && user_id === userId),
  ];
  const names = found.filter(isOfApi).map(({ permission_name }) => textOf(permission_name));
  return [...new Set(names)].filter((name) => known.has(name));
}
