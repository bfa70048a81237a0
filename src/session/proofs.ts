import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Proof } from '../auth0/token-request.ts';
import type { Access, Known } from '../model/access.ts';
import { isBody } from '../model/json.ts';
import type { Keywords } from '../model/keyword.ts';
import type { SmokeFile } from '../smoke/file.ts';
import { reasons } from '../smoke/reasons.ts';
import type { Session } from './connect.ts';

/** How a client proves who it is, or why that is not known. */
export type Found = { type: 'proof'; proof: Proof } | { type: 'none'; says: string; hint?: string };

/** What credentials of clients are known from. */
export interface ProofSources {
  file: SmokeFile;
  keywords: Keywords;
  access: Access;
  session: Pick<Session, 'connection' | 'credentials'>;
}

/**
 * How a client proves who it is: by what the smoke file names for it, by the secret that the files declare, by a private key
 * among the secrets that belongs to a registered one, as the client that tenantry itself uses, or by the secret that an emulator
 * shows.
 */
export function proofOf(client: Known, { file, keywords, access, session }: ProofSources): Found {
  const { body } = client;
  const ways = isBody(body['client_authentication_methods']) ? body['client_authentication_methods'] : {};
  const method = body['token_endpoint_auth_method'] === 'client_secret_basic' ? 'basic' : 'post';
  const registered = access.keys.filter((key) => key.client === client.address);
  const named = file.credentials.find(({ name }) => name === client.key)?.value;
  const [secret, key] = [named?.secret, named?.key].map((placed) => valueOf(placed?.text, keywords));
  const alg = named?.alg ?? registered[0]?.alg ?? 'RS256';
  if (key !== undefined) return { type: 'proof', proof: { type: 'key', pem: key, alg } };
  if (secret !== undefined) return { type: 'proof', proof: { type: 'secret', secret, method } };
  const own = client.id === session.connection.ownClientId ? session.credentials : undefined;
  if (own?.type === 'key') return { type: 'proof', proof: { type: 'key', pem: own.privateKey, alg: own.algorithm } };
  if (ways['private_key_jwt'] !== undefined) {
    const found = privateKeyAmong(keywords, registered);
    return found === undefined ? { type: 'none', ...reasons.noKey() } : { type: 'proof', proof: found };
  }
  if (Object.keys(ways).length > 0) return { type: 'none', says: reasons.certificate() };
  const declared = body['client_secret'];
  const known = typeof declared === 'string' && declared !== '' ? declared : undefined;
  const given = known ?? (own?.type === 'secret' ? own.clientSecret : undefined);
  if (given === undefined) return { type: 'none', ...reasons.noSecret() };
  return { type: 'proof', proof: { type: 'secret', secret: given, method } };
}

/** The value of a keyword, where it has one here. */
export function valueOf(name: string | undefined, keywords: Keywords): string | undefined {
  const keyword = name === undefined ? undefined : keywords.get(name);
  return keyword?.isKnown === true && keyword.text !== '' ? keyword.text : undefined;
}

/** A secret that is the private half of a registered key: nobody has to say whose it is. */
function privateKeyAmong(keywords: Keywords, registered: Access['keys']): Proof | undefined {
  const wanted = new Map(registered.map(({ pem, alg = 'RS256' }) => [publicHalf(pem), alg]));
  for (const { isSecret, isKnown, text } of keywords.values()) {
    if (!isSecret || !isKnown || !text.includes('PRIVATE KEY-----')) continue;
    const half = publicHalf(text);
    const alg = half === undefined ? undefined : wanted.get(half);
    if (alg !== undefined) return { type: 'key', pem: text, alg };
  }
  return undefined;
}

function publicHalf(pem: string): string | undefined {
  try {
    const key = pem.includes('PRIVATE KEY-----') ? createPublicKey(createPrivateKey(pem)) : createPublicKey(pem);
    return key.export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    return undefined;
  }
}
