import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody } from '../model/json.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import type { Placed, User } from './file.ts';
import { problems } from './problems.ts';

/** What users may refer to. */
interface Known {
  roles: string[];
  organizations: string[];
  connections: string[];
  apis: DesiredResource[];
}

/** What is wrong with what users refer to, and with two that are the same. */
export function checkUsers(users: readonly User[], { resources }: DesiredState): Diagnostic[] {
  const all = [...resources.values()];
  const keysOf = (...types: string[]): string[] => all.flatMap(({ type, key }) => (types.includes(type) ? [key] : []));
  const known: Known = {
    roles: keysOf('roles'),
    organizations: keysOf('organizations'),
    connections: keysOf('connections', 'databases'),
    apis: all.filter(({ type }) => type === 'resourceServers'),
  };
  return [
    ...repeated(users.map(({ email, connection }) => ({ ...email, name: `${email.text} ${connection?.text ?? ''}` }))),
    ...repeated(users.flatMap(({ id }) => (id === undefined ? [] : [{ ...id, name: id.text }]))),
    ...users.flatMap((user) => checkUser(user, known)),
  ];
}

/** What is there more than once, from the second on. Upper and lower case are the same. */
function repeated(names: readonly (Placed & { name: string })[]): Diagnostic[] {
  const seen = new Set<string>();
  return names.flatMap(({ name, text, origin }) => {
    const key = name.toLowerCase();
    if (seen.has(key)) return [problems.duplicate(text, origin)];
    seen.add(key);
    return [];
  });
}

function checkUser(user: User, known: Known): Diagnostic[] {
  const { connection, roles, permissions, organizations } = user;
  const ofOrganizations = organizations.flatMap((membership) => membership.roles);
  return [
    ...(connection === undefined ? [] : unknown([connection], known.connections, 'connection')),
    ...unknown([...roles, ...ofOrganizations], known.roles, 'role'),
    ...unknown(
      organizations.map(({ organization }) => organization),
      known.organizations,
      'organization',
    ),
    ...permissions.flatMap(({ api, scopes }) => {
      const found = known.apis.find(({ key, body }) => key === api.text || body['name'] === api.text);
      if (found === undefined) return unknown([api], namesOf(known.apis), 'API');
      const has = scopesOf(found);
      return scopes
        .filter(({ text }) => !has.includes(text))
        .map((scope) => problems.unknownScope(scope, api.text, has));
    }),
  ];
}

const unknown = (
  placed: readonly Placed[],
  known: readonly string[],
  what: Parameters<typeof problems.unknown>[0],
): Diagnostic[] =>
  placed
    .filter(({ text }) => !known.includes(text))
    .map(({ text, origin }) => problems.unknown(what, text, known, origin));

const namesOf = (apis: readonly DesiredResource[]): string[] =>
  apis.flatMap(({ key, body: { name } }) => (typeof name === 'string' ? [name, key] : [key]));

function scopesOf({ body: { scopes } }: DesiredResource): string[] {
  const rows = Array.isArray(scopes) ? scopes.filter((row) => isBody(row)) : [];
  return rows.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}
