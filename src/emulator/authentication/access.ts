import { bodiesOf, bodyOf, textOf, textsOf, type Body } from '../body.ts';
import type { Tenant } from '../route.ts';
import { apiOf } from '../token.ts';
import { deny } from './refusals.ts';
import { permissionsOf } from './users.ts';

/** The scopes of OpenID Connect, which belong to no API. */
const OF_USERS = ['openid', 'profile', 'email', 'address', 'phone'];

/** Scopes as a parameter has them. */
export const wordsOf = (text: string): string[] => [...new Set(text.split(/\s+/).filter((word) => word !== ''))];

/** What a client may have of an API for users; without an API all that OpenID Connect has. */
export interface Access {
  /** Absent when no API is named. */
  readonly api?: Body;
  /** The scopes of the API that the client may have. */
  readonly scopes: readonly string[];
}

/** A client of others: what is not said to be permissive is held to the stricter rules. */
export const isStrictThirdParty = (client: Body): boolean =>
  client['is_first_party'] === false && client['third_party_security_mode'] !== 'permissive';

/** Whether tokens of a user for an API may be given to a client at all. Throws a refusal. */
export function accessOf(tenant: Tenant, client: Body, audience: string, issuer: string): Access {
  if (audience === '') return { scopes: [] };
  const api = apiOf(audience, issuer, tenant);
  if (api === undefined) throw deny('serviceUnknown', { audience });
  const all = bodiesOf(api['scopes']).map(({ value }) => textOf(value));
  const { policy } = bodyOf(bodyOf(api['subject_type_authorization'])['user']);
  if (policy === 'deny_all') throw deny('apiDenied', { client: textOf(client['client_id']), audience });
  // Source: Auth0's documentation of security controls for third-party applications.
  const isStrict = isStrictThirdParty(client);
  if (policy !== 'require_client_grant' && !isStrict) return { api, scopes: all };
  const grant = tenant.store.find('client_grants', (row) => {
    const isForClient =
      row['client_id'] === client['client_id'] ||
      (row['default_for'] === 'third_party_clients' && client['is_first_party'] === false);
    return isForClient && row['audience'] === api['identifier'] && row['subject_type'] === 'user';
  });
  if (grant === undefined)
    throw deny(isStrict ? 'thirdPartyDenied' : 'apiDenied', { client: textOf(client['client_id']), audience });
  const granted = textsOf(grant['scope']);
  return { api, scopes: grant['allow_all_scopes'] === true ? all : all.filter((scope) => granted.includes(scope)) };
}

/**
 * The scopes that a user's tokens get of those that are asked for: those of OpenID Connect, and of the API those that the client may have and,
 * where permissions are enforced, the user has. Others are left out without an error. Refresh tokens need an API that allows them, and
 * a client with the grant.
 */
export function scopesFor(
  tenant: Tenant,
  { api, scopes }: Access,
  who: { readonly client: Body; readonly userId: string; readonly organizationId: string },
  asked: readonly string[],
): string[] {
  const isEnforced = api?.['enforce_policies'] === true;
  const held = api !== undefined && isEnforced ? permissionsOf(tenant, who.userId, api, who.organizationId) : scopes;
  const isOffline =
    textsOf(who.client['grant_types']).includes('refresh_token') &&
    (api === undefined || api['allow_offline_access'] === true);
  return asked.filter((scope) => {
    if (scope === 'offline_access') return isOffline;
    return OF_USERS.includes(scope) || (scopes.includes(scope) && held.includes(scope));
  });
}
