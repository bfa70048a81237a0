// What methods of `api` do beyond being recorded: what they answer, refuse, and what Auth0 drops.
import { bytesOf, droppedClaim } from '../claims.ts';
import { isObject } from '../shapes.ts';
import { limits } from '../triggers.ts';
import * as cache from './cache.ts';
import { Usage } from './failure.ts';
import { encodeToken, validateToken } from './session-token.ts';

/** What one execution has done so far, as far as later calls depend on it. */
export interface State {
  readonly trigger: string;
  readonly event: { [key: string]: unknown };
  readonly entries: cache.Entries;
  readonly answers: { readonly [method: string]: unknown };
  readonly grantedScopes: readonly string[] | undefined;
  /** By token, the claims that were set. */
  readonly claims: { [token: string]: { [name: string]: unknown } };
  /** By owner, the metadata that was set. */
  readonly metadata: { [owner: string]: { [key: string]: unknown } };
  /** The methods that were called. */
  readonly called: Set<string>;
}

/** What comes of a call. */
export interface Effect {
  readonly value?: unknown;
  readonly dropped?: string;
}

type Behaviour = (state: State, given: readonly unknown[]) => Effect | void;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const inside = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((found, key) => (isObject(found) ? found[key] : undefined), value);

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

function claim(token: string): Behaviour {
  return (state, [name, value]) => {
    const key = text(name);
    if (key === 'scope' && state.trigger === 'post-login') {
      throw new Usage(`api.${token}.setCustomClaim: the claim "scope" cannot be set. Use api.accessToken.addScope.`);
    }
    const claims = (state.claims[token] ??= {});
    const dropped = droppedClaim(key, value, {
      audience: token === 'accessToken' ? text(inside(state.event, 'resource_server', 'identifier')) : undefined,
      hostname: text(inside(state.event, 'request', 'hostname')),
      bytes: Object.keys(claims).length === 0 ? 0 : bytesOf(claims),
    });
    if (dropped !== undefined) return { dropped };
    claims[key] = value;
  };
}

const scope: Behaviour = ({ grantedScopes }, [given]) => {
  const dropped = (Array.isArray(given) ? textsOf(given) : [text(given)]).filter(
    (each) => grantedScopes !== undefined && !grantedScopes.includes(each),
  );
  if (dropped.length === 0) return;
  return {
    dropped: `Auth0 drops ${dropped.map((each) => `"${each}"`).join(', ')} without an error, as the client has no grant for it. Add it to the client grant.`,
  };
};

const userMetadata =
  (owner: string): Behaviour =>
  (state, [name, value]) => {
    const metadata = (state.metadata[owner] ??= {});
    metadata[text(name)] = value;
    if (bytesOf(metadata) > limits.metadataBytes) {
      throw new Usage(`api.user: the ${owner} would have more than 32 kB.`);
    }
  };

/** Metadata of a session or of a refresh token. */
function sessionMetadata(owner: 'session' | 'refreshToken', method: string, field: string): Behaviour {
  return (state, [name, value]) => {
    const where = `api.${owner}.${method}`;
    if (owner === 'session' && state.event['session'] === undefined) throw new Usage(`${where}: there is no session.`);
    const present = inside(state.event, field, 'metadata');
    const metadata = (state.metadata[owner] ??= isObject(present) ? { ...present } : {});
    if (method === 'evictMetadata') {
      for (const key of Object.keys(metadata)) Reflect.deleteProperty(metadata, key);
      return;
    }
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(text(name))) {
      throw new Usage(`${where}: the key must have 1 to 255 letters, digits, "_" and "-".`);
    }
    if (method === 'deleteMetadata') {
      Reflect.deleteProperty(metadata, text(name));
      return;
    }
    if (text(value).length > limits.sessionValue)
      throw new Usage(`${where}: the value must have at most 255 characters.`);
    metadata[text(name)] = value;
    if (Object.keys(metadata).length > limits.sessionEntries)
      throw new Usage(`${where}: there are at most 25 entries.`);
  };
}

const transactionMetadata: Behaviour = ({ event }, [name, value]) => {
  const where = 'api.transaction.setMetadata';
  const isFitting =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isSafeInteger(Math.trunc(value)));
  if (!isFitting) throw new Usage(`${where}: the value must be a string, a safe number, a boolean or null.`);
  if (bytesOf(value) > limits.transactionValue) throw new Usage(`${where}: the value must have at most 8 kB.`);
  const transaction = isObject(event['transaction']) ? event['transaction'] : (event['transaction'] = {});
  const present = inside(transaction, 'metadata');
  const metadata = isObject(present) ? { ...present } : {};
  if (value === null) Reflect.deleteProperty(metadata, text(name));
  else metadata[text(name)] = value;
  if (bytesOf(metadata) > limits.transactionBytes)
    throw new Usage(`${where}: the metadata would have more than 16 kB.`);
  if (isObject(transaction)) transaction['metadata'] = metadata;
};

/** A user is sent elsewhere, or shown a form: not both, and once. */
const away =
  (method: string, other: string): Behaviour =>
  ({ called }) => {
    if (called.has(other)) throw new Usage(`api.${method}: it cannot be used with api.${other} in one execution.`);
  };

const once =
  (method: string): Behaviour =>
  ({ called }) => {
    if (called.has(method)) throw new Usage(`api.${method}: it can be called once in a transaction.`);
  };

function canRedirect({ event }: State): boolean {
  const prompts = textsOf(inside(event, 'transaction', 'prompt'));
  const protocol = text(inside(event, 'transaction', 'protocol'));
  return !prompts.includes('none') && !/^oauth2-(?:resource-owner.*|refresh-token|password|webauthn)$/.test(protocol);
}

/** Those of a list that a user has, as the event says them. */
const rolesOf = ({ event }: State): string[] => textsOf(inside(event, 'authorization', 'roles'));

const answer =
  (method: string, fallback: (state: State, given: readonly unknown[]) => unknown): Behaviour =>
  (state, given) => ({
    value: Object.hasOwn(state.answers, method) ? state.answers[method] : fallback(state, given),
  });

/** By method; the others are recorded and do nothing else. */
export const behaviours: { readonly [method: string]: Behaviour } = {
  'accessToken.setCustomClaim': claim('accessToken'),
  'idToken.setCustomClaim': claim('idToken'),
  'accessToken.addScope': scope,
  'transaction.addTargetScope': scope,
  'transaction.setTargetScopes': scope,
  'user.setAppMetadata': userMetadata('app_metadata'),
  'user.setUserMetadata': userMetadata('user_metadata'),
  'session.setMetadata': sessionMetadata('session', 'setMetadata', 'session'),
  'session.deleteMetadata': sessionMetadata('session', 'deleteMetadata', 'session'),
  'session.evictMetadata': sessionMetadata('session', 'evictMetadata', 'session'),
  'refreshToken.setMetadata': sessionMetadata('refreshToken', 'setMetadata', 'refresh_token'),
  'refreshToken.deleteMetadata': sessionMetadata('refreshToken', 'deleteMetadata', 'refresh_token'),
  'refreshToken.evictMetadata': sessionMetadata('refreshToken', 'evictMetadata', 'refresh_token'),
  'transaction.setMetadata': transactionMetadata,
  'authentication.setPrimaryUser': once('authentication.setPrimaryUser'),
  'redirect.sendUserTo': away('redirect.sendUserTo', 'prompt.render'),
  'prompt.render': away('prompt.render', 'redirect.sendUserTo'),
  'redirect.canRedirect': (state) => ({ value: canRedirect(state) }),
  'redirect.encodeToken': ({ event }, [options]) => ({ value: encodeToken(event, isObject(options) ? options : {}) }),
  'redirect.validateToken': ({ event }, [options]) => ({
    value: validateToken(event, isObject(options) ? options : {}),
  }),
  'rules.wasExecuted': answer('rules.wasExecuted', () => false),
  'groups.getUserGroups': answer('groups.getUserGroups', () => ({ groups: [] })),
  'groups.hasGroupMembership': answer('groups.hasGroupMembership', () => false),
  'roles.getUserEffectiveRoles': answer('roles.getUserEffectiveRoles', (state) => ({
    roles: rolesOf(state).map((name) => ({ name })),
  })),
  'roles.getUserEffectiveRolesByIds': answer('roles.getUserEffectiveRolesByIds', () => ({ roles: [] })),
  'roles.getUserEffectiveRolesByNames': answer('roles.getUserEffectiveRolesByNames', (state, [names]) => ({
    roles: rolesOf(state)
      .filter((name) => textsOf(names).includes(name))
      .map((name) => ({ name })),
  })),
  'cache.get': ({ entries }, [key]) => ({ value: cache.read(entries, text(key)) }),
  'cache.set': ({ entries }, [key, value, options]) => ({
    value: cache.write(entries, text(key), text(value), options),
  }),
  'cache.delete': ({ entries }, [key]) => ({ value: cache.remove(entries, text(key)) }),
};
