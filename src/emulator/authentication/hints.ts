import { createHmac, timingSafeEqual } from 'node:crypto';
import { textOf, type Body } from '../body.ts';
import { parseJwt } from '../jwt.ts';
import type { AuthCall } from './endpoint.ts';

/** The claims of an ID token that this tenant signed; it may have expired. */
export function signedClaims({ tenant, served }: AuthCall, token: string): Body | undefined {
  const jwt = parseJwt(token);
  if (jwt === undefined) return undefined;
  if (jwt.header['alg'] !== 'HS256') return served.control.keys.isOwn(jwt) ? jwt.claims : undefined;
  const client = tenant.store.get('clients', textOf(jwt.claims['aud']));
  const signature = createHmac('sha256', textOf(client?.['client_secret'])).update(jwt.signed).digest();
  const isOwn = signature.length === jwt.signature.length && timingSafeEqual(signature, jwt.signature);
  return client !== undefined && isOwn ? jwt.claims : undefined;
}
