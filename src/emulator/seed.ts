import { CLIENT_ID } from './areas/clients/clients.ts';
import { GRANT_ID } from './areas/grants.ts';
import { API_ID } from './areas/apis.ts';
import { omit, type Body } from './body.ts';
import { standardRefreshToken } from './areas/clients/defaults.ts';
import { managementScopes, scopeDescription } from './scopes.ts';
import { tenantName } from './tenant-name.ts';
import { Store } from './store.ts';
import { managementAudience } from './token.ts';

/** The client with which a fresh tenant is deployed to, unless the caller names another. */
export const DEPLOYER = {
  clientId: 'DeployerOfTheEmulatedTenant00000',
  clientSecret: 'not-a-secret-it-opens-nothing-but-emulated-tenants-0000000000000',
} as const;

const allScopes = managementScopes().map((value) => ({ value, description: scopeDescription(value) }));

/** What a fresh tenant contains: the Management API, the global client, and the deployer with its grant. */
export function freshStore(
  domain: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  scopes: readonly string[] | undefined,
): Store {
  const store = new Store({ formatVersion: 1, seed: domain, counter: 0, collections: {} });
  const add = (collection: string, key: string, body: Body): Body => store.put(collection, key, body);
  const tenant = tenantName(domain);
  const managementId = store.newId(API_ID);
  add('resource_servers', managementId, {
    id: managementId,
    name: 'Auth0 Management API',
    identifier: managementAudience(domain),
    is_system: true,
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    subject_type_authorization: { user: { policy: 'allow_all' }, client: { policy: 'require_client_grant' } },
    token_lifetime: 86_400,
    token_lifetime_for_web: 7200,
    signing_alg: 'RS256',
    scopes: allScopes,
  });
  const globalId = store.newId(CLIENT_ID);
  add('clients', globalId, {
    ...omit(clientBody(tenant, globalId, 'All Applications', store.newId('secret')), ['cross_origin_authentication']),
    global: true,
    sso: false,
    cross_origin_auth: false,
    jwt_configuration: { alg: 'RS256' },
    refresh_token: standardRefreshToken,
    custom_login_page: '',
    custom_login_page_on: true,
  });
  add('clients', clientId, {
    ...clientBody(tenant, clientId, 'Deployer', clientSecret),
    app_type: 'non_interactive',
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_post',
  });
  const grant = store.newId(GRANT_ID);
  add('client_grants', grant, {
    id: grant,
    client_id: clientId,
    audience: managementAudience(domain),
    scope: [...(scopes ?? managementScopes())],
    subject_type: 'client',
  });
  return store;
}

const clientBody = (tenant: string, id: string, name: string, secret: string): Body => ({
  client_id: id,
  name,
  tenant,
  global: false,
  is_first_party: true,
  oidc_conformant: true,
  sso_disabled: false,
  cross_origin_authentication: false,
  custom_login_page_on: true,
  callback_url_template: false,
  is_token_endpoint_ip_header_trusted: false,
  jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36_000, secret_encoded: false },
  client_secret: secret,
});
