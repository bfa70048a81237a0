import { createHash } from 'node:crypto';
import { bodiesOf, bodyOf, omit, textOf, textsOf, type Body } from './body.ts';
import type { Tenant } from './route.ts';
import { Store, type EmulatorState } from './store.ts';

/** What of a declared user is no field of the user itself. */
const BESIDE = ['password', 'connection', 'roles', 'permissions', 'organizations'];

/** How roles, organizations and APIs are named that a user refers to and the tenant has not. */
export type Missing = readonly string[];

/**
 * Puts users into a tenant: each with the fields of Auth0's users, and `password`, `connection`, `roles`, `permissions` and `organizations`
 * by names. One that is there already keeps what is not said of it. Returns what they refer to that the tenant has not.
 */
export function seedUsers({ store, now }: Pick<Tenant, 'store' | 'now'>, users: readonly Body[]): Missing {
  const missing = new Set<string>();
  const named: Named = (collection, fields, name) => {
    const found = store.find(collection, (body) => fields.some((field) => body[field] === name));
    if (found === undefined) missing.add(name);
    return found === undefined ? [] : [found];
  };
  for (const user of users) {
    const userId = putUser(store, user, new Date(now()).toISOString());
    for (const collection of ['user_roles', 'user_permissions', 'organization_members'])
      store.removeWhere(collection, (row) => row['user_id'] === userId);
    for (const role of rolesIn(user['roles'], named))
      store.put('user_roles', `${userId}|${role}`, { user_id: userId, role_id: role });
    for (const row of permissionsIn(user, named)) {
      const key = [userId, textOf(row['resource_server_identifier']), textOf(row['permission_name'])].join('|');
      store.put('user_permissions', key, { user_id: userId, ...row });
    }
    for (const row of membershipsIn(user, named))
      store.put('organization_members', `${textOf(row['organization_id'])}|${userId}`, { user_id: userId, ...row });
  }
  return [...missing];
}

/** What has a name in one of these fields; one at most. */
type Named = (collection: string, fields: readonly string[], name: string) => Body[];

const rolesIn = (names: Body[string] | undefined, named: Named): string[] =>
  textsOf(names).flatMap((name) => named('roles', ['name'], name).map(({ id }) => textOf(id)));

const permissionsIn = (user: Body, named: Named): Body[] =>
  bodiesOf(user['permissions']).flatMap(({ api, scope }) =>
    named('resource_servers', ['identifier', 'name'], textOf(api)).flatMap(({ identifier }) => {
      const scopes = typeof scope === 'string' ? scope.split(/\s+/) : textsOf(scope);
      return scopes.map((name) => ({ resource_server_identifier: textOf(identifier), permission_name: name }));
    }),
  );

const membershipsIn = (user: Body, named: Named): Body[] =>
  Object.entries(bodyOf(user['organizations'])).flatMap(([name, names]) =>
    named('organizations', ['name'], name).map(({ id }) => ({
      organization_id: textOf(id),
      roles: rolesIn(names, named),
    })),
  );

/** What users refer to that a state has not. */
export const missingFor = (state: EmulatorState, users: readonly Body[]): Missing =>
  seedUsers({ store: new Store(state), now: Date.now }, users);

/** Stores one user, and gives its id. */
function putUser(store: Store, user: Body, at: string): string {
  const given = textOf(user['email']);
  const connection = textOf(user['connection']) || databaseOf(store);
  const userId = textOf(user['user_id']) || `auth0|${digestOf(`${connection} ${given.toLowerCase()}`)}`;
  const [provider = '', ...rest] = userId.split('|');
  // Of users that are its own Auth0 keeps the address in small letters.
  const email = provider === 'auth0' ? given.toLowerCase() : given;
  const identity = { provider, user_id: rest.join('|'), connection, isSocial: false };
  store.put('users', userId, {
    name: email,
    nickname: email.split('@')[0] ?? '',
    email_verified: true,
    user_metadata: {},
    app_metadata: {},
    created_at: at,
    identities: [identity],
    ...store.get('users', userId),
    ...omit(user, BESIDE),
    ...(given === '' ? {} : { email }),
    updated_at: at,
    user_id: userId,
    _password: textOf(user['password']),
    _connection: connection,
  });
  return userId;
}

/** The database that users come from who say nothing else. */
function databaseOf(store: Store): string {
  const database = store.find('connections', ({ strategy }) => strategy === 'auth0');
  return textOf(database?.['name']) || 'Username-Password-Authentication';
}

/** Ids are the same at every start. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);
