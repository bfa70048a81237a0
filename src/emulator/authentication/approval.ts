import { bodyOf, textOf, type Body } from '../body.ts';
import type { AuthCall } from './endpoint.ts';
import { accessOf, scopesFor, wordsOf } from './access.ts';
import { afterActions, type Approving } from './post-login.ts';
import { deny } from './refusals.ts';
import { membershipOf } from './users.ts';

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
  /** Whether the client asked how long ago that was. */
  readonly has_max_age: boolean;
  /** Empty when the client sent none. */
  readonly nonce: string;
  /** What actions set. */
  readonly access_claims: Body;
  readonly id_claims: Body;
};

/** Lets a user's tokens be given to a client: runs the actions of `post-login`. Throws a refusal. */
export async function approve(call: AuthCall, approving: Approving): Promise<Approval> {
  const { tenant, issuer } = call;
  const { login, client, user, organizationId, session } = approving;
  const userId = textOf(user['user_id']);
  if (user['blocked'] === true) throw deny('userBlocked');
  if (organizationId !== '' && membershipOf(tenant, userId, organizationId) === undefined)
    throw deny('notMember', { user: userId, organization: organizationId });
  const access = accessOf(tenant, client, login.audience, issuer);
  const asked = wordsOf(login.scope);
  const scopes = scopesFor(tenant, access, { client, userId, organizationId }, asked);
  const changed = await afterActions(call, approving, scopes);
  return {
    client_id: login.client_id,
    user_id: userId,
    audience: login.audience,
    scope: changed.scopes.join(' '),
    organization_id: organizationId,
    session_id: session.id,
    auth_time: session.authTime,
    has_max_age: login.max_age >= 0,
    nonce: login.nonce,
    access_claims: changed.access,
    id_claims: changed.id,
  };
}

/** An approval as it was kept. */
export function approvalIn(kept: Body | undefined): Approval {
  const body = bodyOf(kept);
  const text = (name: string): string => textOf(body[name]);
  return {
    client_id: text('client_id'),
    user_id: text('user_id'),
    audience: text('audience'),
    scope: text('scope'),
    organization_id: text('organization_id'),
    session_id: text('session_id'),
    auth_time: Number(body['auth_time']),
    has_max_age: body['has_max_age'] === true,
    nonce: text('nonce'),
    access_claims: bodyOf(body['access_claims']),
    id_claims: bodyOf(body['id_claims']),
  };
}
