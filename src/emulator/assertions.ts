import { createPublicKey } from 'node:crypto';
import { bodiesOf, bodyOf, textOf, type Body, type Json } from './body.ts';
import { isSigned, parseJwt, type Jwt } from './jwt.ts';
import type { Tenant } from './route.ts';

/** How old or young a client's clock may be, in seconds. */
const SKEW = 10;
/** How long an assertion may live, in seconds. */
const LONGEST = 300;

/** Whether an assertion proves, to an issuer, that a client is who it says. */
export type AssertionCheck = (assertion: string, client: Body, issuer: string) => boolean;

/**
 * Judges assertions: signed with a credential of the client, for this tenant alone, short-lived, and each taken once.
 * Auth0 takes neither a list of audiences nor the URL of the token endpoint.
 */
export function assertionCheck({ store, domain, now }: Tenant): AssertionCheck {
  const used = new Map<string, number>();
  let swept = 0;
  // Once a second: at each request it would take the longer the more there are.
  const sweep = (seconds: number): void => {
    if (seconds < swept + 1 && seconds >= swept) return;
    swept = seconds;
    for (const [name, end] of used) if (end < seconds) used.delete(name);
  };
  return (assertion, client, issuer) => {
    const jwt = parseJwt(assertion);
    if (jwt === undefined) return false;
    const seconds = now() / 1000;
    const { iss, sub, aud, jti, exp } = jwt.claims;
    const isForTenant = aud === issuer || aud === `https://${domain}/`;
    if (iss !== client['client_id'] || sub !== iss || !isForTenant || !isFresh(jwt.claims, seconds)) return false;
    sweep(seconds);
    const name = `${textOf(iss)}|${textOf(jti)}`;
    if (textOf(jti) === '' || textOf(jti).length > 64 || used.has(name)) return false;
    const method = bodyOf(bodyOf(client['client_authentication_methods'])['private_key_jwt']);
    const isSignedByClient = bodiesOf(method['credentials']).some(({ id }) =>
      isSignedBy(jwt, bodyOf(store.get('credentials', textOf(id))), now()),
    );
    if (isSignedByClient) used.set(name, Number(exp));
    return isSignedByClient;
  };
}

function isFresh({ iat, nbf, exp }: Body, seconds: number): boolean {
  const isPast = (time: Json | undefined): boolean =>
    time === undefined || (typeof time === 'number' && time <= seconds + SKEW);
  const start = typeof iat === 'number' ? iat : seconds;
  return isPast(iat) && isPast(nbf) && typeof exp === 'number' && exp > seconds && exp - start <= LONGEST;
}

/** A credential is for one algorithm, and a header that names a key must name this one. */
function isSignedBy(jwt: Jwt, credential: Body, now: number): boolean {
  const { alg, kid } = jwt.header;
  const end = textOf(credential['expires_at']);
  const isAlive = end === '' || Date.parse(end) > now;
  const pem = textOf(credential['_pem']);
  const isMeant = alg === credential['alg'] && (kid === undefined || kid === credential['kid']);
  return pem !== '' && isAlive && isMeant && isSigned(jwt, createPublicKey(pem));
}
