import { createPrivateKey } from 'node:crypto';
import { compactDecrypt, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import type { CryptoKey } from 'jose';
import { isBody, keyText, parseJson } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import type { Signature, Token } from './trial.ts';

/** The algorithms that Auth0 signs access tokens with by a published key. */
const published = ['RS256', 'RS512', 'PS256'];

/** What tokens are verified with. */
export interface Keys {
  /** The published keys of the issuer. */
  published: readonly Body[];
  /** What HS256 tokens of the API are signed with. */
  secret?: string | undefined;
  /** The private key of the API, as PEM, where its tokens are encrypted. */
  decryption?: string | undefined;
}

/** What stands in a token, and what becomes of its signature; nothing is judged. `at` is when it came, in milliseconds. */
export async function understood(text: string, keys: Keys, at: number): Promise<Token> {
  const seconds = Math.floor(at / 1000);
  const parts = text.split('.').length;
  if (parts === 5) {
    const inner = keys.decryption === undefined ? undefined : await decrypted(text, keys.decryption);
    const header = headerOf(text);
    if (inner === undefined) return { format: 'encrypted', header, claims: {}, signature: 'unknown', at: seconds };
    return { ...(await signed(inner, keys, seconds)), format: 'encrypted' };
  }
  if (parts === 3) return signed(text, keys, seconds);
  return { format: 'opaque', header: {}, claims: {}, signature: 'unknown', at: seconds };
}

async function signed(text: string, keys: Keys, at: number): Promise<Token> {
  const header = headerOf(text);
  const payload = parseJson(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());
  if (!isBody(payload) || typeof header['alg'] !== 'string')
    return { format: 'opaque', header, claims: {}, signature: 'unknown', at };
  return { format: 'jwt', header, claims: payload, signature: await signatureOf(text, header, keys), at };
}

async function signatureOf(text: string, { alg, kid }: Body, keys: Keys): Promise<Signature> {
  if (alg === 'HS256') {
    if (keys.secret === undefined) return 'unknown';
    return (await isSignedBy(text, new TextEncoder().encode(keys.secret))) ? 'valid' : 'invalid';
  }
  if (typeof alg !== 'string' || !published.includes(alg)) return 'unknown';
  if (keys.published.length === 0) return 'unknown';
  const named = keys.published.filter((key) => key['kid'] === kid);
  if (named.length === 0) return 'unpublished';
  // What the key is published for is another question than whether it has signed this.
  const found = await Promise.all(named.map(async (key) => isSignedBy(text, await publicKey(key, alg))));
  return found.includes(true) ? 'valid' : 'invalid';
}

function publicKey({ kty, n, e }: Body, alg: string): Promise<CryptoKey | Uint8Array> {
  return importJWK({ kty: keyText(kty ?? ''), n: keyText(n ?? ''), e: keyText(e ?? '') }, alg);
}

async function isSignedBy(text: string, key: CryptoKey | Uint8Array): Promise<boolean> {
  try {
    await compactVerify(text, key);
    return true;
  } catch {
    return false;
  }
}

async function decrypted(text: string, pem: string): Promise<string | undefined> {
  try {
    const { plaintext } = await compactDecrypt(text, createPrivateKey(pem));
    return new TextDecoder().decode(plaintext);
  } catch {
    return undefined;
  }
}

function headerOf(text: string): Body {
  try {
    const header: unknown = decodeProtectedHeader(text);
    const body = parseJson(JSON.stringify(header));
    return isBody(body) ? body : {};
  } catch {
    return {};
  }
}
