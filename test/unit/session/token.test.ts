import { expect, it } from 'vitest';
import { realClock } from '../../../src/auth0/clock.ts';
import type { Credentials } from '../../../src/auth0/connect.ts';
import { credentialsOf } from '../../../src/session/credentials.ts';

const found = (env: Record<string, string>): Credentials =>
  credentialsOf({ env, cwd: '/', clock: realClock, signal: new AbortController().signal });

const jwt = (claims: object): string =>
  ['{"alg":"none"}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');

it.each([
  ['azp', { azp: 'deployer' }],
  ['client_id', { client_id: 'deployer' }],
  ['the subject of a machine', { sub: 'deployer@clients' }],
])('a token tells its client, which is never deleted, by %s', (_claim, claims) => {
  expect(found({ AUTH0_ACCESS_TOKEN: jwt(claims) })).toMatchObject({ clientId: 'deployer' });
});

it.each(['opaque', 'a.b.c', jwt({}), jwt({ sub: 'auth0|somebody' }), jwt([]), jwt({ azp: 7 })])(
  'a token that tells no client is refused, unless that is said beside it: %s',
  (token) => {
    expect(() => found({ AUTH0_ACCESS_TOKEN: token })).toThrow('names its client');
    const env = { AUTH0_ACCESS_TOKEN: token, AUTH0_CLIENT_ID: 'deployer' };
    expect(found(env)).toMatchObject({ clientId: 'deployer' });
  },
);
