import { createSecretKey } from 'node:crypto';
import { bodyOf, textOf, type Body } from '../body.ts';
import { signJwt } from '../jwt.ts';
import { apiOf, signFor } from '../token.ts';
import { wordsOf } from './access.ts';
import type { Approval } from './approval.ts';
import type { AuthCall } from './endpoint.ts';
import type { Granted } from './grant.ts';
import { keep } from './kept.ts';
import { deny } from './refusals.ts';
import { permissionsOf, profileOf } from './users.ts';

/** How long a token that is for `/userinfo` alone holds, in seconds. */
const OPAQUE_LIFETIME = 86_400;

/** How tokens came to be asked for. */
export interface Issuing {
  /** The refresh token that comes with them. */
  readonly refreshToken?: string;
  /** `gty` of the access token, where its dialect has one. */
  readonly grantType?: string;
}

/** The tokens of an approval, as `/oauth/token` answers with them. */
export function issueTokens(call: AuthCall, approval: Approval, issuing: Issuing = {}): Granted {
  const { tenant } = call;
  const user = tenant.store.get('users', approval.user_id);
  if (user === undefined) throw deny('userGone');
  const scopes = wordsOf(approval.scope);
  const given = call.served.control.claims.ofUser(user);
  const access = accessToken(call, approval, { ...issuing, given });
  const { refreshToken } = issuing;
  return {
    user,
    answer: {
      access_token: access.token,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      ...(scopes.includes('openid') ? { id_token: idToken(call, approval, { user, given }) } : {}),
      scope: approval.scope,
      expires_in: access.seconds,
      token_type: 'Bearer',
    },
  };
}

/** A token for an API; without one a handle that opens `/userinfo` and says nothing. */
function accessToken(
  call: AuthCall,
  approval: Approval,
  { grantType, given }: Issuing & { readonly given: Body },
): { token: string; seconds: number } {
  const { tenant, issuer, served } = call;
  const { audience, client_id: clientId, user_id: userId, organization_id: organizationId, scope } = approval;
  const api = audience === '' ? undefined : apiOf(audience, issuer, tenant);
  if (api === undefined) {
    const token = keep(tenant, 'access_tokens', { user_id: userId, scope, client_id: clientId }, OPAQUE_LIFETIME);
    return { token, seconds: OPAQUE_LIFETIME };
  }
  const seconds = Number(api['token_lifetime'] ?? 86_400);
  const now = Math.floor(tenant.now() / 1000);
  const dialect = textOf(api['token_dialect']);
  const hasPermissions = dialect.endsWith('_authz') && api['enforce_policies'] === true;
  const isForUserinfo = wordsOf(scope).includes('openid') && api['signing_alg'] !== 'HS256';
  const claims: Body = {
    ...approval.access_claims,
    iss: issuer,
    sub: userId,
    aud: isForUserinfo ? [audience, `${issuer}userinfo`] : audience,
    iat: now,
    exp: now + seconds,
    scope,
    ...organizationClaims(call, organizationId),
    ...(dialect.startsWith('rfc9068')
      ? { jti: tenant.store.newId('keyId'), client_id: clientId }
      : { azp: clientId, ...(grantType === undefined ? {} : { gty: grantType }) }),
    ...(hasPermissions ? { permissions: permissionsOf(tenant, userId, api, organizationId) } : {}),
    ...given,
  };
  return { token: signFor(api, claims, served.control.keys), seconds };
}

/** Signed as the client wants it: with the key of the tenant, or with the client's secret. */
function idToken(
  call: AuthCall,
  approval: Approval,
  { user, given }: { readonly user: Body; readonly given: Body },
): string {
  const { tenant, issuer, served } = call;
  const client = tenant.store.get('clients', approval.client_id) ?? {};
  const settings = bodyOf(client['jwt_configuration']);
  const alg = textOf(settings['alg']) || 'RS256';
  const now = Math.floor(tenant.now() / 1000);
  const { nonce, session_id: sid, auth_time: authTime } = approval;
  const claims: Body = {
    ...profileOf(user, wordsOf(approval.scope)),
    ...approval.id_claims,
    iss: issuer,
    aud: approval.client_id,
    sub: approval.user_id,
    iat: now,
    exp: now + Number(settings['lifetime_in_seconds'] ?? 36_000),
    ...(sid === '' ? {} : { sid }),
    ...(nonce === '' ? {} : { nonce }),
    ...(approval.has_max_age ? { auth_time: authTime } : {}),
    ...organizationClaims(call, approval.organization_id),
    ...given,
  };
  if (alg !== 'HS256') return served.control.keys.sign(alg, 'JWT', claims);
  const secret = textOf(client['client_secret']);
  const bytes = Buffer.from(secret, settings['secret_encoded'] === true ? 'base64' : 'utf8');
  return signJwt({ alg, typ: 'JWT' }, claims, createSecretKey(bytes));
}

/** The name of an organization is told where the tenant lets it be used. */
function organizationClaims({ tenant: { store } }: AuthCall, organizationId: string): Body {
  if (organizationId === '') return {};
  const name = textOf(store.get('organizations', organizationId)?.['name']);
  const isNamed = store.get('settings', 'tenant')?.['allow_organization_name_in_authentication_api'] === true;
  return { org_id: organizationId, ...(isNamed ? { org_name: name } : {}) };
}
