import type { DefaultsRow } from '../../defaults.ts';

/** What a connection has beside its options, by its strategy. */
export const connectionDefaults: readonly DefaultsRow[] = [
  {
    defaults: {
      is_domain_connection: false,
      authentication: { active: true },
      connected_accounts: { active: false },
    },
  },
  { field: 'strategy', is: ['okta', 'oidc'], defaults: { show_as_button: false } },
];

/** The strategies whose administrators get an address at which they set the connection up. */
export const TICKETED: readonly unknown[] = ['ad', 'adfs', 'google-apps', 'pingfederate', 'samlp'];

/** The strategies whose connections are named by their display name, too. */
export const DISPLAYED: readonly unknown[] = ['waad'];

/** Options that a new connection gets, by its strategy. */
export const optionDefaults: readonly DefaultsRow[] = [
  {
    field: 'strategy',
    is: ['auth0'],
    defaults: {
      mfa: { active: true, return_enroll_settings: true },
      passwordPolicy: 'good',
      brute_force_protection: true,
      strategy_version: 2,
    },
  },
  { field: 'strategy', is: ['adfs', 'waad'], defaults: { thumbprints: [] } },
  { field: 'strategy', is: ['waad'], defaults: { waad_common_endpoint: false, thumbprints: null } },
  {
    field: 'strategy',
    is: ['google-apps'],
    defaults: { email: true, profile: true, scope: ['email', 'profile'], handle_login_from_social: true },
  },
  { field: 'strategy', is: ['okta'], defaults: { type: 'back_channel', connection_settings: { pkce: 'auto' } } },
  { field: 'strategy', is: ['oidc'], defaults: { connection_settings: { pkce: 'auto' } } },
];

/** Options that a connection has after every change, by its strategy. */
export const lastingOptions: readonly DefaultsRow[] = [
  {
    field: 'strategy',
    is: ['auth0'],
    defaults: {
      passkey_options: { challenge_ui: 'both', local_enrollment_enabled: true, progressive_enrollment_enabled: true },
      authentication_methods: {
        password: { enabled: true, api_behavior: 'required', signup_behavior: 'allow' },
        passkey: { enabled: false },
      },
    },
  },
  {
    field: 'strategy',
    is: ['okta'],
    defaults: {
      schema_version: 'oidc-V4',
      attribute_map: { mapping_mode: 'basic_profile' },
      connection_settings: { pkce: 'disabled' },
    },
  },
  {
    field: 'strategy',
    is: ['oidc'],
    defaults: {
      schema_version: 'oidc-V4',
      attribute_map: { mapping_mode: 'bind_all' },
      connection_settings: { pkce: 'disabled' },
    },
  },
];
