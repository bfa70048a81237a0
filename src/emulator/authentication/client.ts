import { textOf, type Body } from '../body.ts';
import { refuse } from '../errors.ts';
import type { AuthCall } from './endpoint.ts';

/**
 * The client that a request comes from, once it has proven that it is the one in the way that it declares: with a secret in the body or in
 * a Basic header, with an assertion, or, for a public one (`token_endpoint_auth_method: none`), by its id alone. Refuses with 401.
 */
export const authenticateClient = ({ form, request, issuer, served }: AuthCall): Body =>
  served.tokens.clientOf(form, request.headers.get('authorization'), issuer);

/** Whether a client cannot keep a secret, and so proves nothing. */
export const isPublic = (client: Body): boolean => client['token_endpoint_auth_method'] === 'none';

/** Refuses with 403 what a client has not among its `grant_types`. */
export function checkGrantType(client: Body, grantType: string): void {
  const allowed = client['grant_types'];
  if (!Array.isArray(allowed) || !allowed.includes(grantType))
    throw refuse('token.grant-type-not-allowed', { grantType });
}

/** The client that an endpoint is asked about without a proof, as `/authorize` is; undefined when there is none. */
export function namedClient({ form, tenant }: Pick<AuthCall, 'form' | 'tenant'>): Body | undefined {
  const client = tenant.store.get('clients', textOf(form['client_id']));
  return client?.['global'] === true ? undefined : client;
}
