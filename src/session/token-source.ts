import { pauseOf } from '../auth0/rate-limiter.ts';
import { retrying } from '../auth0/retry.ts';
import { requestToken } from '../auth0/token-request.ts';
import type { Proof } from '../auth0/token-request.ts';
import type { Fetch } from '../auth0/transport.ts';
import { toFailure } from '../catalog/failures.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import { trialAgent } from '../model/log.ts';
import { fewest, quotasIn, tightest } from '../smoke/quota.ts';
import { reasons } from '../smoke/reasons.ts';
import { understood } from '../smoke/verify.ts';
import type { Ask, Call, Called, Outcome, Quota } from '../smoke/trial.ts';
import { version } from '../version.ts';
import type { Session } from './connect.ts';

/** What Auth0 lets the smallest tenants ask of the token endpoint; more is not needed. */
const perSecond = 25;

/** How often a request is sent when the tenant says that it has no room, or breaks. */
const mostTries = { busy: 5, broken: 3 };

/** What tokens are asked for with. */
export interface TokenSourceOptions {
  proofOf: (ask: Ask) => Proof;
  /** What HS256 tokens of an API are signed with, and what its encrypted ones are read with. */
  keysOf: (audience: string) => { secret?: string | undefined; decryption?: string | undefined };
  /** The most tokens. */
  maxTokens: number;
}

/** Gives tokens, and calls APIs with them. What is in a token is told, the token itself never. */
export interface TokenSource {
  /** `isExpected`: a token counts before it is given. What is to be refused costs nothing as long as it is. */
  ask: (ask: Ask, isExpected: boolean) => Promise<Outcome>;
  call: (ask: Ask, call: Call) => Promise<Called>;
  /** Reads the published keys anew; why they cannot be read, when they cannot. */
  readKeys: () => Promise<string | undefined>;
  /** How many were given. */
  given: () => number;
}

/** A source of tokens of a session's tenant, paced for its token endpoint. */
export function tokenSource(session: Session, options: TokenSourceOptions): TokenSource {
  const { issuer, outside } = session;
  const { clock, signal } = session.workspace.surroundings;
  const tryMilliseconds = (session.options.requestTimeout ?? 30) * 1000;
  const limits = { clock, tries: 1, tryMilliseconds, allMilliseconds: tryMilliseconds };
  const once = retrying(session.fetch, undefined, limits);
  const request = requester(session, once, options.proofOf);
  const budget = budgetOf(options.maxTokens);
  const tokens = new Map<Ask, string>();
  let published: Body[] = [];

  const outcomeOf = async (ask: Ask): Promise<Outcome> => {
    const started = clock.now();
    const response = await request(ask);
    const milliseconds = clock.now() - started;
    const quotas = quotasIn(response);
    budget.note(ask, quotas);
    const answer = parseJson(await response.text());
    const body = isBody(answer) ? answer : {};
    const token = body['access_token'];
    if (response.ok && typeof token === 'string') {
      session.learn(token);
      tokens.set(ask, token);
      const read = await understood(token, { published, ...options.keysOf(ask.audience) }, clock.now());
      return { type: 'token', token: read, quotas, milliseconds };
    }
    const [code, reason] = [body['error'], body['error_description'] ?? body['message']].map((one) =>
      typeof one === 'string' ? one : '',
    );
    return { type: 'refused', status: response.status, code: code ?? '', reason: reason ?? '', quotas, milliseconds };
  };
  const orBroken = async <Result>(work: Promise<Result>): Promise<Result | { type: 'broken'; reason: string }> => {
    try {
      return await work;
    } catch (error) {
      return { type: 'broken', reason: toFailure(error).message };
    }
  };

  return {
    given: budget.given,
    ask: async (ask, isExpected) => {
      const reason = signal.aborted ? reasons.stopped() : budget.against(ask, isExpected);
      if (reason !== undefined) return { type: 'skipped', reason };
      const outcome = await budget.spend(() => orBroken(outcomeOf(ask)));
      return outcome.type === 'broken' && signal.aborted ? { type: 'skipped', reason: reasons.stopped() } : outcome;
    },
    call: (ask, call) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(tryMilliseconds)]);
      return orBroken(answerOf(outside, call, tokens.get(ask) ?? '', limit));
    },
    readKeys: async () => {
      const found = await orBroken(keysOfIssuer(issuer, once));
      if (!Array.isArray(found)) return found.reason;
      published = found;
      return undefined;
    },
  };
}

/** By these the tenant's log says who has asked. */
const named = {
  'user-agent': `${trialAgent}/${version}`,
  'auth0-client': Buffer.from(JSON.stringify({ name: trialAgent, version })).toString('base64url'),
};

/** Sends a request for a token when it is its turn, and again when the tenant has no room for it or breaks. */
function requester(
  session: Session,
  once: Fetch,
  proofOf: TokenSourceOptions['proofOf'],
): (ask: Ask) => Promise<Response> {
  const { clock, signal } = session.workspace.surroundings;
  const turn = inTurn(perSecond, clock);
  return async (ask) => {
    const { client, audience, organization, scope } = ask;
    const request = { issuer: session.issuer, clientId: client.id ?? '', proof: proofOf(ask), audience, scope };
    for (let tried = 1; ; tried += 1) {
      await turn();
      const response = await requestToken({ ...request, organization: organization?.id }, (url, init) =>
        once(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), ...named }, signal }),
      );
      const isBusy = response.status === 429 && (tightest(quotasIn(response))?.left ?? 1) > 0;
      const isBroken = response.status >= 500;
      if (!(isBusy && tried < mostTries.busy) && !(isBroken && tried < mostTries.broken)) return response;
      await clock.sleep(isBusy ? pauseOf(response, clock) : 500 * tried, signal);
    }
  };
}

/** What may still be asked for. */
function budgetOf(most: number): {
  given: () => number;
  note: (ask: Ask, quotas: readonly Quota[]) => void;
  /** Why no token may be asked for; nothing when one may. */
  against: (ask: Ask, isExpected: boolean) => string | undefined;
  spend: (work: () => Promise<Outcome>) => Promise<Outcome>;
} {
  const left = new Map<string, number>();
  let [given, inFlight] = [0, 0];
  const keysOf = ({ client, organization }: Ask): Record<Quota['of'], string> => ({
    client: `client ${client.key}`,
    organization: `organization ${organization?.key ?? ''}`,
  });
  return {
    given: () => given,
    note: (ask, quotas) => {
      // The tightest of several windows counts, and what a later answer says of it.
      for (const [subject, key] of Object.entries(keysOf(ask))) {
        const found = tightest(quotas.filter((quota) => quota.of === subject));
        if (found !== undefined) left.set(key, found.left);
      }
    },
    against: (ask, isExpected) => {
      const rest = Math.min(...Object.values(keysOf(ask)).map((key) => left.get(key) ?? Infinity));
      if (rest < fewest) return reasons.quota(rest);
      // What is to be refused costs nothing as long as it is.
      const isSpent = isExpected ? given + inFlight >= most : given > most;
      return isSpent ? reasons.budget(most) : undefined;
    },
    spend: async (work) => {
      inFlight += 1;
      const outcome = await work();
      inFlight -= 1;
      if (outcome.type === 'token') given += 1;
      return outcome;
    },
  };
}

/** The keys that an issuer publishes, where its discovery document says. */
export async function keysOfIssuer(issuer: string, send: Fetch): Promise<Body[]> {
  const json = async (url: string): Promise<Body> => {
    const response = await send(url, { method: 'GET' });
    const answer = parseJson(await response.text());
    if (!response.ok || !isBody(answer)) throw new Error(`${url} answers ${response.status}`);
    return answer;
  };
  const { issuer: named, jwks_uri: uri } = await json(`${issuer}.well-known/openid-configuration`);
  // The document of another issuer leads elsewhere; that the tokens name that one is told of them.
  const { keys } = await json(named === issuer && typeof uri === 'string' ? uri : `${issuer}.well-known/jwks.json`);
  return Array.isArray(keys) ? keys.filter(isBody) : [];
}

async function answerOf(send: Fetch, { method, url, body }: Call, token: string, signal: AbortSignal): Promise<Called> {
  const response = await send(url, {
    method,
    signal,
    // Whoever is named there would be shown the token.
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { type: 'answered', status: response.status, body: parseJson(await response.text()) };
}

/** Lets so many pass in a second, one behind the other. */
function inTurn(
  most: number,
  { now, sleep }: { now: () => number; sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void> },
): () => Promise<void> {
  let next = 0;
  return async () => {
    const at = Math.max(now(), next);
    next = at + 1000 / most;
    if (at > now()) await sleep(at - now());
  };
}
