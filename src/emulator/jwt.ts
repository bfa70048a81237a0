import { constants, createHmac, sign, verify, type KeyObject } from 'node:crypto';
import { isBody, parseJson, textOf, type Body } from './body.ts';

/** A token taken apart; nothing is verified yet. */
export interface Jwt {
  readonly header: Body;
  readonly claims: Body;
  readonly signed: string;
  readonly signature: Buffer;
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
const RSA: { readonly [alg: string]: { hash: string; options: { padding?: number; saltLength?: number } } } = {
  RS256: { hash: 'sha256', options: {} },
  RS384: { hash: 'sha384', options: {} },
  RS512: { hash: 'sha512', options: {} },
  PS256: { hash: 'sha256', options: PSS },
};

const encode = (body: Body): string => Buffer.from(JSON.stringify(body)).toString('base64url');

/** Signs claims. HS256 takes a secret, the others an RSA key. */
export function signJwt(header: Body, claims: Body, key: KeyObject): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  const rsa = RSA[textOf(header['alg'])];
  const signature =
    rsa === undefined
      ? createHmac('sha256', key).update(signed).digest()
      : sign(rsa.hash, Buffer.from(signed), { key, ...rsa.options });
  return `${signed}.${signature.toString('base64url')}`;
}

/** Takes a token apart; undefined when it is none. */
export function parseJwt(token: string): Jwt | undefined {
  const [head, payload, signature, ...rest] = token.split('.');
  if (head === undefined || payload === undefined || signature === undefined || rest.length > 0) return undefined;
  const [header, claims] = [head, payload].map((part) => parseJson(Buffer.from(part, 'base64url').toString()));
  if (!isBody(header) || !isBody(claims)) return undefined;
  return { header, claims, signed: `${head}.${payload}`, signature: Buffer.from(signature, 'base64url') };
}

/** Whether the signature of a token was made with the RSA key, by the algorithm that its header names. */
export function isSigned({ header, signed, signature }: Jwt, key: KeyObject): boolean {
  const rsa = RSA[textOf(header['alg'])];
  return rsa !== undefined && verify(rsa.hash, Buffer.from(signed), { key, ...rsa.options }, signature);
}
