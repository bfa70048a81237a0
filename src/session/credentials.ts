import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Credentials } from '../auth0/connect.ts';
import { clientOf } from '../auth0/token.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';

/** What Auth0 takes for assertions that are signed with a private key. */
const algorithms = ['RS256', 'RS384', 'PS256'];

/** The credentials that the process environment gives, by the names that Deploy CLI uses. Throws a `UsageError`. */
export function credentialsOf({ env }: Pick<Surroundings, 'env'>): Credentials {
  const token = env['AUTH0_ACCESS_TOKEN'] ?? '';
  const clientId = env['AUTH0_CLIENT_ID'] ?? '';
  const clientSecret = env['AUTH0_CLIENT_SECRET'] ?? '';
  const keyPath = env['AUTH0_CLIENT_SIGNING_KEY_PATH'] ?? '';
  if (token !== '') {
    // Without it nothing would keep a plan from deleting the client that the token is of.
    const client = clientOf(token) ?? clientId;
    if (client === '') throw messages.tokenUnreadable();
    return { type: 'token', clientId: client, token };
  }
  if (clientId === '') throw messages.credentialsMissing('AUTH0_CLIENT_ID is not set');
  if (keyPath !== '') {
    const algorithm = env['AUTH0_CLIENT_SIGNING_ALGORITHM'] ?? '';
    if (algorithm !== '' && !algorithms.includes(algorithm)) throw messages.signingAlgorithm(algorithm, algorithms);
    return { type: 'key', clientId, privateKey: privateKey(keyPath), algorithm: algorithm || 'RS256' };
  }
  if (clientSecret !== '') return { type: 'secret', clientId, clientSecret };
  throw messages.credentialsMissing('AUTH0_CLIENT_ID is set, but neither AUTH0_CLIENT_SECRET nor a key');
}

/** The value in credentials that must not be seen. */
export function secretOf(credentials: Credentials): string {
  if (credentials.type === 'secret') return credentials.clientSecret;
  return credentials.type === 'key' ? credentials.privateKey : credentials.token;
}

/** A private key as PKCS#8, the only form that the SDK takes; `openssl genrsa` may give another. */
function privateKey(path: string): string {
  if (!existsSync(path)) throw messages.signingKeyMissing(path);
  try {
    return createPrivateKey(readFileSync(path)).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    throw messages.signingKeyUnreadable(path);
  }
}
