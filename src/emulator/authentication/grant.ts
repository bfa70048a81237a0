import type { Body } from '../body.ts';
import type { AuthCall } from './endpoint.ts';

/** A request for a token, from a client that has proven who it is and may use the grant. */
export interface TokenCall extends AuthCall {
  readonly client: Body;
}

/** What a grant gives: the answer, and what the log says beside it. */
export interface Granted {
  readonly answer: Body;
  /** The user that the tokens are for. */
  readonly user?: Body;
}

/** One value of `grant_type`. */
export interface Grant {
  /** Gives tokens, or throws a refusal. */
  readonly issue: (call: TokenCall) => Promise<Granted>;
  /** The types of the events in the log when it was granted, and when it was refused. */
  readonly events: readonly [granted: string, refused: string];
}
