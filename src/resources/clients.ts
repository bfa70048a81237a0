import { clientRules } from './client-rules.ts';
import { answer, crud, rows } from './endpoints.ts';
import type { ChildType, ResourceType } from './resource-type.ts';
import { paths } from './resource-type.ts';

/** Public keys and certificates of a client; the API never returns their `pem`. */
const credentials: ChildType = {
  name: 'credentials',
  path: 'client_authentication_methods.*.credentials',
  shape: 'list',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'client_credentials',
  endpoints: {
    list: (api, { parent }) => rows(api.clients.credentials.list(parent)),
    create: (api, { parent }, body) => answer(api.clients.credentials.create(parent, body)),
    update: (api, { parent, id }, body) => answer(api.clients.credentials.update(parent, id, body)),
    delete: (api, { parent, id }) => answer(api.clients.credentials.delete(parent, id)),
  },
  readOnly: ['id', 'thumbprint_sha256', 'created_at', 'updated_at'],
  immutable: ['credential_type', 'subject_dn', 'alg', 'kid', 'parse_expiry_from_cert'],
  secret: ['pem'],
  exclusive: [[['pem'], ['subject_dn']]],
  // A key and the one that takes its place.
  limits: [{ most: 2 }],
  files: { pem: { kind: 'text' } },
};

/** Applications. */
export const clients: ResourceType = {
  name: 'clients',
  identity: { keys: ['name'], id: 'client_id' },
  scopes: ['crud:clients', 'read:client_keys', 'update:client_keys'],
  endpoints: crud((api) => api.clients, { is_global: false }),
  children: [credentials],
  readOnly: paths(`
    client_id tenant global owners signing_keys callback_url_template config_route jwks_uri
    external_client_id external_metadata_type external_metadata_created_by
    created_at updated_at
  `),
  immutable: ['resource_server_identifier', 'third_party_security_mode', 'jwt_configuration.secret_encoded'],
  updateOnly: ['client_secret'],
  sensitive: ['client_secret', 'encryption_key.*'],
  sets: {
    callbacks: true,
    allowed_logout_urls: true,
    allowed_origins: true,
    web_origins: true,
    grant_types: true,
    allowed_clients: true,
    client_aliases: true,
    'client_authentication_methods.*.credentials': true,
  },
  maps: ['client_metadata'],
  aliases: { cross_origin_auth: 'cross_origin_authentication', oidc_backchannel_logout: 'oidc_logout' },
  exclusive: [[['token_endpoint_auth_method'], ['client_authentication_methods']]],
  ...clientRules,
  references: {
    'client_authentication_methods.*.credentials[].id': { to: '.credentials', by: 'id' },
    'default_organization.organization_id': { to: 'organizations', by: 'id' },
    'allowed_clients[]': { to: 'clients', by: 'id' },
    'express_configuration.linked_clients[].client_id': { to: 'clients', by: 'id' },
    'express_configuration.okta_oin_client_id': { to: 'clients', by: 'id' },
    'my_organization_configuration.invitation_landing_client_id': { to: 'clients', by: 'id' },
    resource_server_identifier: { to: 'resourceServers', by: 'key', isRequired: true },
    'refresh_token.policies[].audience': { to: 'resourceServers', by: 'key' },
  },
  files: { custom_login_page: { kind: 'text', folder: 'clients' } },
  hooks: {
    isSystem: (live, { ownClientId }) => {
      if (live['global'] === true) return 'the global client';
      return live['client_id'] === ownClientId ? 'the client that tenantry itself uses' : undefined;
    },
  },
};
