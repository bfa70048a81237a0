import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../model/failure.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { runMessages } from '../model/run-messages.ts';
import type { Credentials } from '../auth0/connect.ts';
import type { Io } from '../commands/io.ts';

/** What Auth0 takes for assertions that are signed with a private key. */
const algorithms = ['RS256', 'RS384', 'PS256'];

/** The credentials that the process environment gives, by the names that Deploy CLI uses. Throws a `UsageError`. */
export function credentialsOf({ env }: Io): Credentials {
  const token = env['AUTH0_ACCESS_TOKEN'] ?? '';
  const clientId = env['AUTH0_CLIENT_ID'] ?? '';
  const clientSecret = env['AUTH0_CLIENT_SECRET'] ?? '';
  const keyPath = env['AUTH0_CLIENT_SIGNING_KEY_PATH'] ?? '';
  if (token !== '') return { type: 'token', token };
  if (clientId === '') throw usage(runMessages.credentialsMissing('AUTH0_CLIENT_ID is not set'));
  if (keyPath !== '') {
    const algorithm = env['AUTH0_CLIENT_SIGNING_ALGORITHM'] ?? '';
    if (algorithm !== '' && !algorithms.includes(algorithm))
      throw usage(runMessages.signingAlgorithm(algorithm, algorithms));
    return { type: 'key', clientId, privateKey: privateKey(keyPath), algorithm: algorithm || 'RS256' };
  }
  if (clientSecret !== '') return { type: 'secret', clientId, clientSecret };
  throw usage(runMessages.credentialsMissing('AUTH0_CLIENT_ID is set, but neither AUTH0_CLIENT_SECRET nor a key'));
}

/** The values in credentials that must not be seen. */
export function secretsOf(credentials: Credentials): string[] {
  if (credentials.type === 'secret') return [credentials.clientSecret];
  return [credentials.type === 'key' ? credentials.privateKey : credentials.token];
}

/** A private key as PKCS#8, the only form that the SDK takes; `openssl genrsa` may give another. */
function privateKey(path: string): string {
  if (!existsSync(path)) throw usage(runMessages.signingKeyMissing(path));
  try {
    return createPrivateKey(readFileSync(path)).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    throw usage(runMessages.signingKeyUnreadable(path));
  }
}

function usage({ message, hint }: Diagnostic): UsageError {
  return new UsageError(message, hint);
}
