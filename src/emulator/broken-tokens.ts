import { createSecretKey } from 'node:crypto';
import { textOf, type Body } from './body.ts';
import { parseJwt, signJwt } from './jwt.ts';
import type { KeyRing } from './key-ring.ts';

/** What is wrong with a token. */
export type Fault =
  'expired' | 'notYet' | 'wrongIssuer' | 'wrongAudience' | 'wrongKey' | 'algNone' | 'tampered' | 'wrongTyp';

const encode = (value: Body): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A token of an emulator with one thing wrong with it, for each thing that an API has to look at; undefined for what is no token.
 * `secret` is that of the API where tokens are signed with one; `now` is in milliseconds.
 */
export function brokenTokens(
  token: string,
  { keys, secret, now }: { readonly keys: KeyRing; readonly secret: string; readonly now: number },
): { readonly [What in Fault]: string } | undefined {
  const jwt = parseJwt(token);
  if (jwt === undefined) return undefined;
  const { header, claims } = jwt;
  const alg = textOf(header['alg']);
  const seconds = Math.floor(now / 1000);
  const sign = (changed: Body, typ = textOf(header['typ'])): string => {
    const all = { ...claims, ...changed };
    return alg === 'HS256'
      ? signJwt({ ...header, typ }, all, createSecretKey(Buffer.from(secret)))
      : keys.sign(alg, typ, all);
  };
  const [head = '', payload = '', signature = ''] = token.split('.');
  const foreign = alg === 'HS256' ? createSecretKey(Buffer.from(`not ${secret}`)) : keys.other();
  return {
    expired: sign({ iat: seconds - 7200, exp: seconds - 3600 }),
    notYet: sign({ iat: seconds + 3600, nbf: seconds + 3600, exp: seconds + 7200 }),
    wrongIssuer: sign({ iss: 'https://another-tenant.example/' }),
    wrongAudience: sign({ aud: 'https://another-api.example' }),
    wrongKey: foreign === undefined ? `${head}.${payload}.${flipped(signature)}` : signJwt(header, claims, foreign),
    algNone: `${encode({ ...header, alg: 'none' })}.${payload}.`,
    tampered: `${head}.${encode({ ...claims, scope: `${textOf(claims['scope'])} write:everything`.trim() })}.${signature}`,
    wrongTyp: sign({}, 'logout+jwt'),
  };
}

/** A signature with another first byte. */
function flipped(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 255;
  return bytes.toString('base64url');
}
