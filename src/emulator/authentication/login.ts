import type { Body } from '../body.ts';

/** A login that is being made: who it is about is not known yet. It is plain JSON, and kept while the page is shown. */
export type Login = {
  /** What follows: a row of `finishers.ts`, such as `code`. */
  readonly purpose: string;
  readonly client_id: string;
  /** As asked for, or the tenant's default; may be empty. */
  readonly audience: string;
  /** As asked for. */
  readonly scope: string;
  /** The id of an organization, or empty. */
  readonly organization_id: string;
  /** Empty when the client sent none. */
  readonly nonce: string;
  /** What its beginning keeps for its end, such as `redirect_uri` and `state`, or a device code. */
  readonly request: Body;
};
