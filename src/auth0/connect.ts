import { createManagementAuth, ManagementClient } from 'auth0';
import { isBody, parseJson } from '../model/json.ts';
import { signedAssertion } from './assertion.ts';
import type { Clock } from './clock.ts';
import { messages } from './messages.ts';
import type { Api } from '../catalog/endpoints.ts';
import { strangeAnswer, toFailure } from '../catalog/failures.ts';
import type { Kept } from './kept.ts';
import type { RateFigures, RateLimiter } from './rate-limiter.ts';
import { retrying, usualRetries } from './retry.ts';
import type { RetryOptions } from './retry.ts';
import { scopesIn } from './token.ts';
import { transport } from './transport.ts';
import type { Fetch } from './transport.ts';

/** How the tool proves to the tenant who it is. */
export type Credentials =
  | { type: 'secret'; clientId: string; clientSecret: string }
  | { type: 'key'; clientId: string; privateKey: string; algorithm: string }
  | { type: 'token'; clientId: string; token: string }
  | {
      type: 'assertion';
      clientId: string;
      /** The one that there is, where all of it was given. */
      given?: string;
      /** A JWT that proves it to an issuer, for one request for a token; `tried` is the number of its try, from 1. */
      assertion: (issuer: string, tried: number) => Promise<string>;
    };

/** What is needed to talk to a tenant. */
export interface ConnectOptions {
  /** `host` or `host:port`. */
  domain: string;
  credentials: Credentials;
  /** Whose tokens the tenant gives, by default that of the domain. */
  issuer?: string;
  audience?: string;
  fetch: Fetch;
  /** Sends requests when the tenant has room for them; without it they are sent at once. */
  limiter?: RateLimiter;
  retries?: RetryOptions;
  /** What was answered before, and need not be asked again; without it everything is. */
  kept?: Kept | undefined;
}

/** A tenant that can be talked to; one token serves both ways. */
export interface Connection {
  /** For planning: the transport refuses every write. */
  reader: Api;
  /** For carrying out a plan. */
  writer: Api;
  /** The client id that the tool itself uses. */
  ownClientId: string;
  /** The scopes that the token was granted; `undefined` when it does not say. */
  grantedScopes: () => Promise<ReadonlySet<string> | undefined>;
  /** Waits that many milliseconds, by the clock that retries go by. */
  sleep: (milliseconds: number) => Promise<void>;
  /** What was sent, and what the rate limiter knows. */
  figures: () => RateFigures;
}

/** Connects to a tenant. Nothing is sent before the first call. */
export function connect(options: ConnectOptions): Connection {
  const { domain, credentials, audience, limiter, retries = usualRetries } = options;
  let requests = 0;
  const proven = asserting(options, retries.clock);
  const counted: Fetch = (url, init, tried) => {
    requests += 1;
    return proven(url, init, tried);
  };
  const send = retrying(counted, limiter, retries);
  const asked = options.kept?.around(send, `${domain} ${credentials.clientId}`) ?? send;
  const [read, write] = [asFetch(transport(asked, 'read')), asFetch(transport(send, 'write'))];
  const auth = createManagementAuth({
    domain,
    ...sdkCredentials(credentials),
    ...(audience === undefined ? {} : { audience }),
    fetch: tokenFetch(read),
  });
  // Retries, rate limits and the refusal of writes are the transport's: the SDK's own retries would repeat a POST, and its
  // timeout would count the time that a request waits for room.
  const common = {
    domain,
    token: () => tokenOf(auth.getToken, credentials),
    maxRetries: 0,
    timeoutInSeconds: 1_000_000,
    clientInfo: { name: 'tenantry' },
  };
  return {
    reader: new ManagementClient({ ...common, fetch: read }) as unknown as Api,
    writer: new ManagementClient({ ...common, fetch: write }) as unknown as Api,
    sleep: (milliseconds) => retries.clock.sleep(milliseconds),
    figures: () => limiter?.figures() ?? { requests, refused: 0, rate: undefined, heldFor: 0 },
    grantedScopes: async () => scopesIn(await tokenOf(auth.getToken, credentials)),
    ownClientId: credentials.clientId,
  };
}

/** A token, or a failure that is about the token and not about what it was wanted for. */
async function tokenOf(getToken: () => Promise<string>, { type }: Credentials): Promise<string> {
  try {
    return await getToken();
  } catch (error) {
    throw messages.noToken(toFailure(error), type === 'assertion' ? type : 'other');
  }
}

/**
 * A fetch for token requests. The time they may take is the transport's: the SDK's own is another one than was asked for, and
 * would count the tries and the pauses between them. An answer without a token is none, and neither is one with a token that no header
 * takes: the error of the platform would print it.
 */
function tokenFetch(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await send(input, { ...init, signal: null });
    if (!response.ok) return response;
    const body = await response.text();
    const answer = parseJson(body);
    const token = isBody(answer) ? answer['access_token'] : undefined;
    if (typeof token !== 'string' || !/^[\u0021-\u007E]+$/.test(token)) throw strangeAnswer(response.status, body);
    return new Response(body, response);
  };
}

function asFetch(send: Fetch): typeof fetch {
  return (input, init) => send(input instanceof Request ? input.url : String(input), init ?? {});
}

/**
 * Puts an assertion in the place of the secret, which the SDK has to be given: a new one for each try, as Auth0 takes none
 * twice.
 */
function asserting(
  { credentials, domain, issuer = `https://${domain}/`, fetch: send }: ConnectOptions,
  { now }: Clock,
): Fetch {
  if (credentials.type !== 'assertion' && credentials.type !== 'key') return send;
  const assertion = (tried: number): string | Promise<string> => {
    if (credentials.type === 'assertion') return credentials.assertion(issuer, tried);
    return signedAssertion({ ...credentials, issuer, now: now() }, credentials.privateKey);
  };
  return async (url, init, tried = 1) => {
    if (new URL(url).pathname !== '/oauth/token') return send(url, init, tried);
    const form = new URLSearchParams(await new Response(init.body ?? null).text());
    form.delete('client_secret');
    form.set('client_assertion', await assertion(tried));
    form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    return send(url, { ...init, body: form.toString() }, tried);
  };
}

type SdkCredentials = { clientId: string; clientSecret: string } | { token: string };

function sdkCredentials(credentials: Credentials): SdkCredentials {
  switch (credentials.type) {
    case 'secret':
      return { clientId: credentials.clientId, clientSecret: credentials.clientSecret };
    case 'key':
    case 'assertion':
      return { clientId: credentials.clientId, clientSecret: 'an assertion takes its place' };
    case 'token':
      return { token: credentials.token };
  }
}
