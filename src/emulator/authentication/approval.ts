import type { Body } from '../body.ts';

/**
 * What tokens for a user follow from: somebody is who they are, the client may have tokens for them, and actions ran. It is plain JSON, to be
 * kept with a code, a device code or a refresh token.
 */
export type Approval = {
  readonly client_id: string;
  readonly user_id: string;
  /** The identifier of an API, or empty: then the access token is for `/userinfo` alone. */
  readonly audience: string;
  /** The scopes that the tokens hold, between blanks, `openid` and `offline_access` among them. */
  readonly scope: string;
  /** Empty without an organization. */
  readonly organization_id: string;
  readonly session_id: string;
  /** When the user signed in, in seconds since the epoch. */
  readonly auth_time: number;
  /** Empty when the client sent none. */
  readonly nonce: string;
  /** What actions set. */
  readonly access_claims: Body;
  readonly id_claims: Body;
};
