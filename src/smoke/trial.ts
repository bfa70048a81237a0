import type { Known } from '../model/access.ts';
import type { CaseState } from '../model/case.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Body, Json } from '../model/json.ts';

/** What a token is asked for. The same is asked once, and whatever is asserted of it looks at the same token. */
export interface Ask {
  client: Known;
  audience: string;
  organization?: Known | undefined;
  /** The scopes that are asked for; all that are granted when absent. */
  scope?: readonly string[] | undefined;
}

/** What tells an ask from the others. */
export function askKey({ client, audience, organization, scope }: Ask): string {
  return JSON.stringify([client.key, audience, organization?.key ?? '', scope?.join(' ') ?? '']);
}

/** A request for a token, or a call with one, and what is expected to come of it. */
export interface Trial {
  /** What it is told under: the client. */
  suite: string;
  name: string;
  ask: Ask;
  expected: Expected;
  /** Where the files declare it. */
  place?: Place | undefined;
}

/** What is expected to come of a trial. */
export type Expected =
  | { type: 'token'; assertions: readonly Assertion[]; call?: Call }
  /** `refused`: what may not be given; a token is the failure. `held` is an ask whose token tells whether it is given anyway. */
  | { type: 'refusal'; refused: 'scope' | 'api' | 'organization'; scope?: string; held: Ask }
  | { type: 'denied'; code?: string | undefined; reason?: string | undefined; status?: number | undefined };

/** A request to an API that shows the token, and what it is to answer. */
export interface Call {
  method: string;
  url: string;
  body?: Json;
  status: number;
  json?: Json;
  place?: Place | undefined;
}

/** Something that is said of a token. */
export interface Assertion {
  /** Its stable name, such as `token/lifetime`. */
  code: string;
  /** What it looks at. */
  name: string;
  place?: Place | undefined;
  judge: (token: Token) => Verdict;
}

/** What becomes of an assertion: nothing is wrong, this is wrong, or it cannot be told, for a reason. */
export type Verdict = { state: Exclude<CaseState, 'waived'>; says?: string };

/** A token as it came. */
export interface Token {
  format: 'jwt' | 'encrypted' | 'opaque';
  header: Body;
  claims: Body;
  signature: Signature;
  /** When it came, in seconds since the epoch. */
  at: number;
}

/** What is known of a signature. `unpublished`: no key of the issuer has the name that the token gives. */
export type Signature = 'valid' | 'invalid' | 'unpublished' | 'unknown';

/** What came of a request for a token. */
export type Outcome =
  | { type: 'token'; token: Token; quotas: readonly Quota[]; milliseconds: number }
  | { type: 'refused'; status: number; code: string; reason: string; quotas: readonly Quota[]; milliseconds: number }
  /** There was no answer, or none that could be understood. */
  | { type: 'broken'; reason: string }
  /** It was not asked for. */
  | { type: 'skipped'; reason: string };

/** What a header says of the tokens that are left. */
export interface Quota {
  of: 'client' | 'organization';
  per: string;
  limit: number;
  left: number;
}

/** What an API answered to a call. */
export type Called = { type: 'answered'; status: number; body: Json | undefined } | { type: 'broken'; reason: string };
