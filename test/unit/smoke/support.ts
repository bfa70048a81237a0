import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { assertionsOf } from '../../../src/smoke/assertions.ts';
import type { Described } from '../../../src/smoke/assertions.ts';
import { understood } from '../../../src/smoke/verify.ts';
import type { Keys } from '../../../src/smoke/verify.ts';

/** When the tokens of these tests are made, in seconds. */
export const at = 1_800_000_000;

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { kty = '', n = '', e = '' } = await exportJWK(pair.publicKey);
const jwk = { kty, n, e, kid: 'k1', alg: 'RS256', use: 'sig' };
const secret = 'a-secret-of-at-least-sixteen-characters';

/** What tokens are verified with. */
export const keys: Keys = { published: [jwk], secret };

/** A token that is to be as a grant promises. */
export const described: Described = {
  issuer: 'https://acme.test/',
  audience: 'https://api.test',
  clientId: 'c1',
  subject: 'c1@clients',
  alg: 'RS256',
  dialect: 'rfc9068_profile_authz',
  lifetime: 3600,
  scopes: ['read:a', 'write:a'],
  hasPermissions: true,
  organizationId: undefined,
  isEncrypted: false,
  places: {},
};

/** What is in such a token. */
export function contentOf({ dialect, alg, hasPermissions, scopes, organizationId }: Described): Content {
  const isRfc = dialect.startsWith('rfc9068');
  return {
    header: { alg, typ: isRfc ? 'at+jwt' : 'JWT', ...(alg === 'HS256' ? {} : { kid: 'k1' }) },
    claims: {
      iss: 'https://acme.test/',
      aud: 'https://api.test',
      sub: 'c1@clients',
      iat: at,
      exp: at + 3600,
      scope: scopes.join(' '),
      ...(isRfc ? { jti: 'j', client_id: 'c1' } : { gty: 'client-credentials', azp: 'c1' }),
      ...(hasPermissions ? { permissions: [...scopes] } : {}),
      ...(organizationId === undefined ? {} : { org_id: organizationId }),
    },
  };
}

/** What is in a token. */
export interface Content {
  header: { alg: string; typ?: string; kid?: string };
  claims: JWTPayload;
}

/** A token that is signed as its header says, by the issuer's key or another one. */
export function signed({ header, claims }: Content, by: 'issuer' | 'another' = 'issuer'): Promise<string> {
  const { privateKey } = by === 'issuer' ? pair : other;
  return new SignJWT(claims)
    .setProtectedHeader(header)
    .sign(header.alg === 'HS256' ? new TextEncoder().encode(secret) : privateKey);
}

/** The codes of the assertions that fail for a token. */
export async function failing(token: string, expected: Described = described, by: Keys = keys): Promise<string[]> {
  const seen = await understood(token, by, at * 1000);
  return assertionsOf(expected).flatMap(({ code, judge }) => (judge(seen).state === 'failed' ? [code] : []));
}
