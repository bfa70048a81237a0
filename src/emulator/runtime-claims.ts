import { bodyOf, textOf, type Body } from './body.ts';

/** Claims that tokens get beside all others, and instead of them, by whom a token is for. */
export interface RuntimeClaims {
  /** Sets all of them: `clients` by name or id, `users` by email address or id. Those from before are gone. */
  readonly set: (claims: Body) => void;
  /** What was set last. */
  readonly all: () => Body;
  /** Those of tokens that a client gets for itself. */
  readonly ofClient: (client: Body) => Body;
  /** Those of tokens that are for a user. */
  readonly ofUser: (user: Body) => Body;
  readonly clear: () => void;
}

/** Starts without any. */
export function runtimeClaims(): RuntimeClaims {
  let claims: Body = {};
  const named = (group: string, one: Body, keys: readonly string[]): Body => {
    const all = bodyOf(claims[group]);
    const found = keys.map((key) => textOf(one[key])).find((name) => name !== '' && Object.hasOwn(all, name));
    return found === undefined ? {} : bodyOf(all[found]);
  };
  return {
    set: (wanted) => {
      claims = { clients: bodyOf(wanted['clients']), users: bodyOf(wanted['users']) };
    },
    all: () => ({ clients: {}, users: {}, ...claims }),
    ofClient: (client) => named('clients', client, ['client_id', 'name']),
    ofUser: (user) => named('users', user, ['user_id', 'email']),
    clear: () => {
      claims = {};
    },
  };
}
