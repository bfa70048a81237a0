import { bodyOf, textOf, type Body } from '../body.ts';
import type { Tenant } from '../route.ts';
import { approvalIn } from './approval.ts';
import { authenticateClient } from './client.ts';
import type { Endpoint } from './endpoint.ts';
import { deny } from './refusals.ts';
import { refreshTokenOf, revokeFamily } from './refresh-tokens.ts';

/**
 * `POST /oauth/revoke`: a client has a refresh token of its own hold no more. A token that nobody knows does not hold as it is.
 * Source: Auth0's documentation of the endpoint, and RFC 7009.
 */
export const revocation: Endpoint = {
  on: 'POST /oauth/revoke',
  origins: 'allowed',
  answer(call) {
    const { form, tenant } = call;
    const client = authenticateClient(call);
    const token = textOf(form['token']);
    if (token === '') throw deny('parameterMissing', { name: 'token' });
    const found = refreshTokenOf(tenant, token);
    if (found !== undefined && found['client_id'] !== client['client_id']) throw deny('revokedByOther');
    if (found !== undefined) revoke(tenant, found);
    return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } });
  },
};

/** With the tenant's `revoke_refresh_token_grant` all tokens of the user, the client and the API go, else those of the one login. */
function revoke(tenant: Tenant, found: Body): void {
  const flags = bodyOf(tenant.store.get('settings', 'tenant')?.['flags']);
  if (flags['revoke_refresh_token_grant'] !== true) return revokeFamily(tenant, textOf(found['family']));
  const grantOf = (one: Body): string => {
    const { client_id: client, user_id: user, audience } = approvalIn(bodyOf(one['approval']));
    return JSON.stringify([client, user, audience]);
  };
  const grant = grantOf(found);
  tenant.store.removeWhere('refresh_tokens', (one) => grantOf(one) === grant);
}
