import type { Body } from '../../body.ts';
import type { DefaultsRow } from '../../defaults.ts';

/** The life of refresh tokens where nothing else is said. */
export const standardRefreshToken: Body = {
  rotation_type: 'non-rotating',
  expiration_type: 'non-expiring',
  leeway: 0,
  token_lifetime: 2_592_000,
  infinite_token_lifetime: true,
  idle_token_lifetime: 1_296_000,
  infinite_idle_token_lifetime: true,
};

/** How sessions are handed over where the rest is not said. */
export const sessionTransfer: Body = {
  can_create_session_transfer_token: false,
  enforce_cascade_revocation: true,
  allowed_authentication_methods: [],
  enforce_device_binding: 'ip',
  allow_refresh_token: false,
  enforce_online_refresh_tokens: true,
};

/** What a new client has, by what was sent. */
export const clientDefaults: readonly DefaultsRow[] = [
  {
    defaults: {
      is_first_party: true,
      is_token_endpoint_ip_header_trusted: false,
      oidc_conformant: false,
      sso_disabled: false,
      cross_origin_authentication: false,
      custom_login_page_on: true,
      global: false,
      callback_url_template: false,
      grant_types: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
      jwt_configuration: { lifetime_in_seconds: 36_000, secret_encoded: false },
      refresh_token: standardRefreshToken,
    },
  },
  // Public clients get no client credentials grant.
  {
    field: 'app_type',
    is: ['spa', 'native'],
    defaults: { grant_types: ['authorization_code', 'implicit', 'refresh_token'] },
  },
  {
    field: 'token_endpoint_auth_method',
    is: ['none'],
    defaults: { grant_types: ['authorization_code', 'implicit', 'refresh_token'] },
  },
  {
    field: 'token_endpoint_auth_method',
    is: ['client_secret_post', 'client_secret_basic'],
    defaults: { refresh_token: { token_lifetime: 31_557_600, idle_token_lifetime: 2_592_000 } },
  },
  {
    field: 'app_type',
    is: ['resource_server'],
    defaults: {
      oidc_conformant: true,
      grant_types: [],
      jwt_configuration: { alg: 'RS256', lifetime_in_seconds: null },
    },
  },
  {
    field: 'app_type',
    is: ['express_configuration'],
    defaults: {
      oidc_conformant: true,
      callbacks: ['https://system-admin.okta.com/admin/app/generic/oauth20redirect'],
      grant_types: ['authorization_code', 'client_credentials'],
      jwt_configuration: { alg: 'RS256', lifetime_in_seconds: null },
      organization_usage: 'require',
      client_authentication_methods: { private_key_jwt: { credentials: [] } },
    },
  },
  {
    field: 'is_first_party',
    is: [false],
    defaults: {
      oidc_conformant: true,
      grant_types: ['authorization_code'],
      jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 3600 },
      refresh_token: { expiration_type: 'expiring', infinite_idle_token_lifetime: false },
    },
  },
  {
    field: 'external_metadata_type',
    is: ['cimd'],
    defaults: {
      cross_origin_authentication: null,
      refresh_token: { rotation_type: 'rotating', infinite_token_lifetime: false },
    },
  },
];
