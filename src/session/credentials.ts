import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Credentials } from '../auth0/connect.ts';
import { clientOf } from '../auth0/token.ts';
import type { CredentialSources, ValueSource } from '../model/config.ts';
import { formatPlace, placeOf } from '../model/diagnostic.ts';
import type { Sources } from '../resolve/keywords.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';

/** What Auth0 takes for assertions that are signed with a private key. */
const algorithms = ['RS256', 'RS384', 'PS256'];

/** The credentials that the process environment gives, by the names that Deploy CLI uses. Throws a `UsageError`. */
export function credentialsOf(env: Surroundings['env']): Credentials {
  const token = env['AUTH0_ACCESS_TOKEN'] ?? '';
  const clientId = env['AUTH0_CLIENT_ID'] ?? '';
  const clientSecret = env['AUTH0_CLIENT_SECRET'] ?? '';
  const keyVariable = 'AUTH0_CLIENT_SIGNING_KEY_PATH';
  const keyPath = env[keyVariable] ?? '';
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
    const privateKey = asPrivateKey(keyFile(keyVariable, keyPath), keyVariable, keyPath);
    return { type: 'key', clientId, privateKey, algorithm: algorithm || 'RS256' };
  }
  if (clientSecret !== '') return { type: 'secret', clientId, clientSecret };
  throw messages.credentialsMissing('AUTH0_CLIENT_ID is set, but neither AUTH0_CLIENT_SECRET nor a key');
}

/** The credentials that an environment file names, which are then the only ones. Throws a `UsageError`. */
export function credentialsFrom(named: CredentialSources, sources: Pick<Sources, 'env' | 'readSecret'>): Credentials {
  const place = formatPlace(placeOf(named.origin));
  const valueOf = (source: ValueSource): string => {
    const from = nameOf(source);
    const found = given(source, named.origin.source.path, sources);
    if (typeof found === 'object') throw messages.credentialSource(from, found, place);
    const text = found?.trim() ?? '';
    if (text === '') throw messages.credentialMissing(from, place);
    return text;
  };
  const clientId = valueOf(named.clientId);
  const { clientSecret, signingKey, algorithm = 'RS256' } = named;
  if (signingKey === undefined) {
    if (clientSecret !== undefined) return { type: 'secret', clientId, clientSecret: valueOf(clientSecret) };
    throw messages.credentialMissing('a client_secret, or a signing_key,', place);
  }
  const text = valueOf(signingKey);
  const isPath = signingKey.type === 'variable' && !text.includes('-----BEGIN');
  const from = nameOf(signingKey);
  const pem = isPath ? keyFile(signingKey.name, text) : text;
  return { type: 'key', clientId, privateKey: asPrivateKey(pem, from, isPath ? text : `what ${from} has`), algorithm };
}

/** The value in credentials that must not be seen. */
export function secretOf(credentials: Credentials): string {
  if (credentials.type === 'secret') return credentials.clientSecret;
  return credentials.type === 'key' ? credentials.privateKey : credentials.token;
}

function nameOf(source: ValueSource): string {
  return source.type === 'variable' ? `the environment variable ${source.name}` : `the file ${source.path}`;
}

/** What a source holds. The runner's own variables are for nobody else, wherever they would be sent. */
function given(
  source: ValueSource,
  from: string,
  { env, readSecret }: Pick<Sources, 'env' | 'readSecret'>,
): ReturnType<Sources['readSecret']> {
  if (source.type === 'file') return readSecret(source.path, from);
  if (!/^(?:GITHUB|ACTIONS|RUNNER)_/i.test(source.name)) return env[source.name];
  return { why: 'belongs to the runner', hint: 'give the value in a variable with a name of its own' };
}

function keyFile(variable: string, path: string): string {
  if (!existsSync(path)) throw messages.signingKeyMissing(variable, path);
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw messages.signingKeyUnreadable(variable, path);
  }
}

/** A private key as PKCS#8, the only form that the SDK takes; `openssl genrsa` may give another. */
function asPrivateKey(pem: string, from: string, what: string): string {
  try {
    return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    throw messages.signingKeyUnreadable(from, what);
  }
}
