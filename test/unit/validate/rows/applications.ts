import { api, list, long } from './row.ts';
import type { Row } from './row.ts';

/** What is wrong with applications, grants, roles and APIs. */
export const applications: Row[] = [
  // Clients
  [
    'two ways to authenticate',
    'clients: [{ name: A, token_endpoint_auth_method: «none, client_authentication_methods: { private_key_jwt: { credentials: [{ name: K, credential_type: public_key, pem: x }] } } }]',
    'warning token_endpoint_auth_method and client_authentication_methods exclude each other: token_endpoint_auth_method is left out',
  ],
  [
    'keys with another algorithm',
    'clients: [{ name: A, jwt_configuration: { alg: «HS256 }, client_authentication_methods: { private_key_jwt: { credentials: [{ name: K, credential_type: public_key, pem: x }] } } }]',
    'error client_authentication_methods needs jwt_configuration.alg RS256',
  ],
  [
    'a certificate that is named twice over',
    'clients: [{ name: A, client_authentication_methods: { tls_client_auth: { credentials: [{ name: K, credential_type: cert_subject_dn, pem: x, subject_dn: «CN=a }] } } }]',
    'error subject_dn and pem exclude each other',
  ],
  [
    'three keys',
    `clients: [{ name: A, client_authentication_methods: { private_key_jwt: { credentials: [{ name: K, credential_type: public_key, pem: x }, { name: L, credential_type: public_key, pem: x }, «{ name: M, credential_type: public_key, pem: x }] } } }]`,
    'error clients.credentials: Auth0 takes at most 2, and these are 3',
  ],
  [
    'an organization of a third-party client',
    'clients: [{ name: A, is_first_party: false, organization_usage: «allow }]',
    'error a third-party client cannot have organization_usage',
  ],
  [
    'what a third-party client asks of organizations',
    'clients: [{ name: A, is_first_party: false, organization_require_behavior: «no_prompt }]',
    'error a third-party client cannot have organization_require_behavior',
  ],
  [
    'logout of an API',
    'clients: [{ name: A, app_type: resource_server, resource_server_identifier: a, oidc_logout: «{ backchannel_logout_urls: [https://a.example] } }]',
    'error a client of the type resource_server cannot have oidc_logout',
  ],
  [
    'a prompt that needs OIDC',
    'clients: [{ name: A, oidc_conformant: false, organization_require_behavior: «post_login_prompt }]',
    'warning post_login_prompt works for OIDC conformant clients only',
  ],
  [
    'credentials of a client that has none',
    'clients: [{ name: A, grant_types: [«client_credentials], token_endpoint_auth_method: none }]',
    'warning a client without authentication gets no tokens by client_credentials',
  ],
  [
    'an idle lifetime that never counts',
    'clients: [{ name: A, refresh_token: { rotation_type: rotating, expiration_type: expiring, token_lifetime: 100, idle_token_lifetime: «200 } }]',
    'warning refresh_token.idle_token_lifetime is 200, which is more than refresh_token.token_lifetime, 100',
  ],
  [
    'a long value of metadata',
    `clients: [{ name: A, client_metadata: { note: «${long} } }]`,
    'error client_metadata.note can have at most 255 characters, and has 256',
  ],
  [
    'a scope of refresh tokens that the API does not have',
    `${api}\nclients: [{ name: A, refresh_token: { rotation_type: rotating, expiration_type: expiring, policies: [{ audience: a, scope: [read:a, «raed:a] }] } }]`,
    'error raed:a is not among the scopes of its resourceServers',
  ],

  // Grants and roles
  [
    'scopes beside all scopes',
    'clientGrants: [{ client_id: A, audience: a, scope: [read:a], allow_all_scopes: «true }]',
    'error allow_all_scopes and scope exclude each other',
  ],
  [
    'a grant for one client and for all',
    'clientGrants: [{ client_id: A, default_for: «third_party_clients, audience: a }]',
    'error default_for and client_id exclude each other',
  ],
  [
    'a default grant to the Management API',
    'clientGrants: [{ default_for: «third_party_clients, audience: https://a.eu.auth0.com/api/v2/ }]',
    'error an API of Auth0 itself takes no default grants',
  ],
  [
    'details of a grant for machines',
    'clientGrants: [{ client_id: A, audience: a, authorization_details_types: «[payment] }]',
    'error authorization_details_types are for grants on behalf of users',
  ],
  [
    'any organization, and none',
    'clientGrants: [{ client_id: A, audience: a, organization_usage: deny, allow_any_organization: «true }]',
    'warning allow_any_organization does nothing where organization_usage is deny',
  ],
  [
    'a scope that the API does not have',
    `${api}\nclientGrants: [{ client_id: A, audience: a, scope: [read:a, «delete:a] }]`,
    'warning delete:a is not among the scopes of its resourceServers',
  ],
  [
    'a permission that the API does not have',
    `${api}\nroles: [{ name: R, permissions: [{ resource_server_identifier: a, permission_name: «delete:a }] }]`,
    'error delete:a is not among the scopes of its resourceServers',
  ],
  [
    'many permissions',
    `roles: [{ name: R, permissions: [${list(1000, (n) => `{ resource_server_identifier: a, permission_name: p${n} }`)}, «{ resource_server_identifier: a, permission_name: last }] }]`,
    'error roles.permissions: Auth0 takes at most 1000, and these are 1001',
  ],
  [
    'many roles',
    `roles: [${list(1000, (n) => `{ name: R${n} }`)}, «{ name: last }]`,
    'error roles: Auth0 takes at most 1000, and these are 1001',
  ],

  // APIs
  [
    'many scopes',
    `resourceServers: [{ identifier: a, scopes: «[${list(1001, (n) => `{ value: s${n} }`)}] }]`,
    'error scopes: Auth0 takes at most 1000, and these are 1001',
  ],
  [
    'the same scope twice',
    'resourceServers: [{ identifier: a, scopes: [{ value: read:a, description: x }, «{ value: read:a, description: y }] }]',
    'error duplicate item read:a in scopes',
  ],
  [
    'permissions without policies',
    'resourceServers: [{ identifier: a, token_dialect: «access_token_authz, enforce_policies: false }]',
    'warning this token_dialect carries permissions only where enforce_policies is true',
  ],
];
