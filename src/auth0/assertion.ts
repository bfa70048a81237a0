import { constants, randomUUID, sign } from 'node:crypto';

/** How long an assertion lives that is made here, in seconds; Auth0 takes at most 300. */
const ownSeconds = 180;

/** Who proves to whom who it is, with what algorithm. */
export interface Claimed {
  clientId: string;
  /** With a slash at its end. */
  issuer: string;
  algorithm: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What is to be signed of a new assertion: `header.payload`. */
export function unsignedAssertion({ clientId, issuer, algorithm, now }: Claimed): string {
  const iat = Math.floor(now / 1000);
  const claims = { iss: clientId, sub: clientId, aud: issuer, iat, exp: iat + ownSeconds, jti: randomUUID() };
  return [{ alg: algorithm, typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
}

/** A new assertion, signed with a private key in PEM by `RS256`, `RS384` or `PS256`. */
export function signedAssertion(claimed: Claimed, privateKey: string): string {
  const unsigned = unsignedAssertion(claimed);
  const isPss = claimed.algorithm.startsWith('PS');
  const padding = isPss ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const key = { key: privateKey, padding, ...(isPss ? { saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : {}) };
  return `${unsigned}.${sign(`sha${claimed.algorithm.slice(2)}`, Buffer.from(unsigned), key).toString('base64url')}`;
}
