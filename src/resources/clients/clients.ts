import { answer, crud, rows } from '../../catalog/endpoints.ts';
import type { Api } from '../../catalog/endpoints.ts';
import { formerly, paths, text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isEmpty, omit, pick } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';
import { strip } from '../../model/path.ts';
import { credentials } from './client-credentials.ts';
import { clientRules } from './client-rules.ts';

/** Applications. */
export const clients: ResourceType = {
  name: 'clients',
  takesAlong: 'its client id, its secrets and its grants',
  identity: { keys: ['name'], id: 'client_id', also: 'external_client_id' },
  scopes: 'clients',
  fieldScopes: {
    client_secret: ['read:client_keys', 'update:client_keys'],
    encryption_key: ['read:client_keys', 'update:client_keys'],
    client_authentication_methods: ['read:client_credentials', 'update:client_credentials'],
    token_vault_privileged_access: ['update:client_token_vault_privileged_access'],
  },
  endpoints: {
    ...crud((api) => api.clients, { is_global: false }),
    listWithoutSecrets: (api) =>
      rows(api.clients.list({ per_page: 100, is_global: false, fields: 'client_secret', include_fields: false })),
    create: (api, _target, body) => (isByDocument(body) ? register(api, body) : answer(api.clients.create(body))),
  },
  children: [credentials],
  readOnly: paths(`
    client_id tenant global owners signing_keys callback_url_template config_route jwks_uri
    external_metadata_type external_metadata_created_by
    created_at updated_at
  `),
  former: formerly('is_heroku_app slo_enabled allow_ro resource_servers'),
  immutable: [
    'external_client_id',
    'resource_server_identifier',
    'third_party_security_mode',
    'jwt_configuration.secret_encoded',
  ],
  updateOnly: ['client_secret'],
  sensitive: ['client_secret', 'encryption_key.*'],
  notSecret: ['encryption_key.subject'],
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
  texts: ['client_metadata.*'],
  aliases: { cross_origin_auth: 'cross_origin_authentication', oidc_backchannel_logout: 'oidc_logout' },
  exclusive: [{ sides: [['token_endpoint_auth_method'], ['client_authentication_methods']], givesWay: true }],
  madeWith: {
    token_vault_privileged_access: ['credentials'],
    'token_vault_privileged_access.credentials[]': ['pem'],
    'signed_request_object.credentials[]': ['pem'],
  },
  // The secret is not shown while keys are in use: what turns to it sends it along.
  sentTogether: [['token_endpoint_auth_method', 'client_secret']],
  ...clientRules,
  references: {
    'client_authentication_methods.*.credentials[].id': { to: '.credentials', by: 'id' },
    'default_organization.organization_id': { to: 'organizations', by: 'id' },
    'allowed_clients[]': { to: 'clients', by: 'id' },
    'express_configuration.user_attribute_profile_id': { to: 'userAttributeProfiles', by: 'id' },
    'express_configuration.connection_profile_id': { to: 'connectionProfiles', by: 'id' },
    'my_organization_configuration.user_attribute_profile_id': { to: 'userAttributeProfiles', by: 'id' },
    'my_organization_configuration.connection_profile_id': { to: 'connectionProfiles', by: 'id' },
    'express_configuration.linked_clients[].client_id': { to: 'clients', by: 'id' },
    'express_configuration.okta_oin_client_id': { to: 'clients', by: 'id' },
    'my_organization_configuration.invitation_landing_client_id': { to: 'clients', by: 'id' },
    resource_server_identifier: { to: 'resourceServers', by: 'key', isRequired: true },
    'refresh_token.policies[].audience': { to: 'resourceServers', by: 'key' },
  },
  files: { custom_login_page: { type: 'text', folder: 'clients' } },
  ownMarks: { custom_login_page: ['config'], custom_login_page_preview: ['config'] },
  hooks: {
    // A client for an API is read with settings for logins, which it cannot be given.
    fromApi: withoutLogins,
    // What a client's metadata document says is read from there, and refused in an update.
    fromFile: (desired) => withoutLogins(isByDocument(desired) ? pick(desired, ['name', ...besideDocument]) : desired),
    isSystem: (live, { ownClientId }) => {
      if (live['global'] === true) return 'the global client';
      return live['client_id'] === ownClientId ? 'the client that tenantry itself uses' : undefined;
    },
  },
};

/** What can be set of a client that its own metadata document describes. */
const besideDocument = paths(`
  client_id external_client_id description app_type allowed_origins web_origins grant_types oidc_conformant
  organization_discovery_methods client_metadata default_organization require_proof_of_possession token_quota
  skip_non_verifiable_callback_uri_confirmation_prompt jwt_configuration refresh_token
`);

function withoutLogins(client: Body): Body {
  return client['app_type'] === 'resource_server' ? omit(client, ['refresh_token']) : client;
}

function isByDocument({ external_client_id: url }: Body): boolean {
  return typeof url === 'string' && url !== '';
}

/** Lets Auth0 read the document, which gives the name, the callbacks and the keys; the rest follows in an update. */
async function register(api: Api, { external_client_id, name: _document, ...rest }: Body): Promise<Body> {
  const registered = await answer(api.clients.registerCimdClient({ external_client_id: external_client_id ?? null }));
  const id = text(registered['client_id']);
  // What only a create takes is no part of an update.
  const update = strip(rest, ['jwt_configuration.secret_encoded']);
  return answer(isEmpty(update) ? api.clients.get(id) : api.clients.update(id, update));
}
