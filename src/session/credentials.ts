import { createPrivateKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Credentials } from '../auth0/connect.ts';
import { clientOf } from '../auth0/token.ts';
import type { CredentialSources, Environment, ValueSource } from '../model/config.ts';
import { bareDomain } from '../model/domain.ts';
import { formatPlace, placeOf } from '../model/diagnostic.ts';
import type { Sources } from '../resolve/keywords.ts';
import { assertionMessages } from './assertion-messages.ts';
import { commandAssertion, givenAssertion } from './assertion.ts';
import { messages } from './messages.ts';
import { namedText } from './named-file.ts';
import type { Surroundings } from './surroundings.ts';

/** What of the surroundings credentials need. */
type Around = Pick<Surroundings, 'env' | 'cwd' | 'clock' | 'signal'>;

/** What Auth0 takes for assertions that are signed with a private key. */
const algorithms = ['RS256', 'RS384', 'PS256'];

/**
 * The credentials that the process environment gives, by the names that Deploy CLI uses and some more: a token, an assertion,
 * a command that signs one, a key, the path of one, a secret; the first that is there counts. Throws a `UsageError`.
 */
export function credentialsOf(surroundings: Around): Credentials {
  const { env } = surroundings;
  const token = env['AUTH0_ACCESS_TOKEN'] ?? '';
  const clientId = env['AUTH0_CLIENT_ID'] ?? '';
  const clientSecret = env['AUTH0_CLIENT_SECRET'] ?? '';
  const algorithm = env['AUTH0_CLIENT_SIGNING_ALGORITHM'] || 'RS256';
  const given = env['AUTH0_CLIENT_ASSERTION'] ?? '';
  const command = env['AUTH0_CLIENT_ASSERTION_COMMAND'] ?? '';
  const keyText = env['AUTH0_CLIENT_SIGNING_KEY'] ?? '';
  const keyPath = env['AUTH0_CLIENT_SIGNING_KEY_PATH'] ?? '';
  if (token !== '') {
    // Without it nothing would keep a plan from deleting the client that the token is of.
    const client = clientOf(token) ?? clientId;
    if (client === '') throw messages.tokenUnreadable();
    return { type: 'token', clientId: client, token };
  }
  if (given !== '') return givenAssertion(given.trim(), clientId, 'AUTH0_CLIENT_ASSERTION', surroundings);
  if (clientId === '') throw messages.credentialsMissing('AUTH0_CLIENT_ID is not set');
  if (!algorithms.includes(algorithm)) throw messages.signingAlgorithm(algorithm, algorithms);
  if (command !== '')
    return commandAssertion(command, { clientId, algorithm, from: 'AUTH0_CLIENT_ASSERTION_COMMAND' }, surroundings);
  if (keyText !== '')
    return { type: 'key', clientId, privateKey: keyIn('AUTH0_CLIENT_SIGNING_KEY', keyText), algorithm };
  if (keyPath !== '') {
    const pem = keyFile('AUTH0_CLIENT_SIGNING_KEY_PATH', keyPath);
    return {
      type: 'key',
      clientId,
      privateKey: asPrivateKey(pem, 'AUTH0_CLIENT_SIGNING_KEY_PATH', keyPath),
      algorithm,
    };
  }
  if (clientSecret !== '') return { type: 'secret', clientId, clientSecret };
  throw messages.credentialsMissing(
    'AUTH0_CLIENT_ID is set, but neither AUTH0_CLIENT_SECRET nor a key or an assertion',
  );
}

/**
 * The credentials for the tenant of an environment, and the audience that goes with them: those that its file names, or else
 * those of the process environment. Throws a `UsageError`.
 *
 * Where nothing of what the file names is set, `AUTH0_*` count as well when `AUTH0_DOMAIN` says that they are for this domain
 * and no other: so each job of a pipeline has its own, by the same names.
 */
export function credentialsFor(
  { domain, credentials: named }: Pick<Environment, 'domain' | 'credentials'>,
  sources: Pick<Sources, 'env' | 'readSecret'>,
  surroundings: Around,
): { credentials: Credentials; audience: string | undefined } {
  const { env } = surroundings;
  const audience = env['AUTH0_AUDIENCE'] || named?.audience;
  if (named === undefined || areBoundTo(domain, named, env))
    return { credentials: credentialsOf(surroundings), audience };
  return { credentials: credentialsFrom(named, sources, surroundings), audience: named.audience };
}

/** Whether the credentials of the process environment are bound to a domain, and those that its file names are not there. */
function areBoundTo(domain: string, named: CredentialSources, env: Around['env']): boolean {
  const { clientId, clientSecret, signingKey, assertion, assertionCommand } = named;
  const sources = [clientId, clientSecret, signingKey, assertion, assertionCommand].filter((one) => one !== undefined);
  const isAbsent = sources.every((one) => one.type === 'variable' && (env[one.name] ?? '').trim() === '');
  const isGiven = ['AUTH0_ACCESS_TOKEN', 'AUTH0_CLIENT_ASSERTION', 'AUTH0_CLIENT_ID'].some(
    (name) => (env[name] ?? '') !== '',
  );
  return isAbsent && isGiven && bareDomain((env['AUTH0_DOMAIN'] ?? '').trim()) === bareDomain(domain);
}

/** The credentials that an environment file names. Throws a `UsageError`. */
export function credentialsFrom(
  named: CredentialSources,
  sources: Pick<Sources, 'env' | 'readSecret'>,
  surroundings: Around,
): Credentials {
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
  const { clientSecret, signingKey, assertion, assertionCommand, algorithm = 'RS256' } = named;
  if (assertion !== undefined) return givenAssertion(valueOf(assertion), clientId, nameOf(assertion), surroundings);
  if (assertionCommand !== undefined) {
    // A file that anybody may change names a variable that is meant for this, and never a command.
    if (!isForCommands(assertionCommand)) throw assertionMessages.commandVariable(nameOf(assertionCommand), place);
    const from = nameOf(assertionCommand);
    return commandAssertion(valueOf(assertionCommand), { clientId, algorithm, from }, surroundings);
  }
  if (signingKey === undefined) {
    if (clientSecret !== undefined) return { type: 'secret', clientId, clientSecret: valueOf(clientSecret) };
    throw messages.credentialMissing('a client_secret, or a signing_key,', place);
  }
  const text = valueOf(signingKey);
  const isPath = signingKey.type === 'variable' && pemIn(text) === undefined;
  const from = nameOf(signingKey);
  const privateKey = isPath ? asPrivateKey(keyFile(signingKey.name, text), from, text) : keyIn(from, text);
  return { type: 'key', clientId, privateKey, algorithm };
}

function isForCommands(source: ValueSource): boolean {
  return source.type === 'variable' && source.name.endsWith('ASSERTION_COMMAND');
}

/** The value in credentials that must not be seen. */
export function secretOf(credentials: Credentials): string | undefined {
  if (credentials.type === 'secret') return credentials.clientSecret;
  if (credentials.type === 'assertion') return credentials.given;
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
  return namedText(path, '');
}

/** A private key that a variable or a file has as it is. Throws a `UsageError`. */
function keyIn(from: string, text: string): string {
  return asPrivateKey(pemIn(text) ?? text, from, `what ${from} has`);
}

/** A key in PEM as it is, with its line ends written as `\\n`, or in base64: variables often hold a single line. */
function pemIn(text: string): string | undefined {
  const isPem = (one: string): boolean => one.includes('-----BEGIN');
  if (isPem(text)) return text.replaceAll('\\r', '').replaceAll('\\n', '\n');
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return isPem(decoded) ? decoded : undefined;
}

/** A private key as PKCS#8, the only form that the SDK takes; `openssl genrsa` may give another. */
function asPrivateKey(pem: string, from: string, what: string): string {
  try {
    return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    throw messages.signingKeyUnreadable(from, what);
  }
}
