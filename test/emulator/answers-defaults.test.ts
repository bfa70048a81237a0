import { expect } from 'vitest';
import { action, client, database, gateway, like, organization, role, holds, type Step } from './steps.ts';

holds({
  refusals: [
    ...[
      'GET /actions/actions/none',
      'GET /flows/none',
      'GET /forms/none',
      'GET /flows/vault/connections/none',
      'GET /organizations/none',
      'GET /self-service-profiles/none',
      'GET /token-exchange-profiles/none',
      'GET /connections/{0.id}/scim-configuration',
    ].map((send): [string, ...Step[]] => [
      `${send} has no code`,
      gateway('okta'),
      { send, status: 404, has: { statusCode: 404, error: 'Not Found' }, lacks: ['errorCode'] },
    ]),
    [
      'tell of a theme and a template of pages by codes of their own',
      { send: 'GET /branding/themes/default', status: 404, has: { errorCode: 'theme_not_found' } },
      { send: 'POST /custom-domains', body: { domain: 'a.test', type: 'auth0_managed_certs' }, status: 201 },
      {
        send: 'GET /branding/templates/universal-login',
        status: 404,
        has: { errorCode: 'inexistent_templates_universal_login' },
      },
    ],
    [
      'meet a provider of messages without a sender',
      {
        send: 'POST /branding/phone/providers',
        body: {
          name: 'twilio',
          configuration: { sid: 'AC0', delivery_methods: ['text'] },
          credentials: { auth_token: 'a' },
        },
        status: 400,
        has: { message: 'Bad Operation on Notification Resource' },
      },
    ],
  ],
  routes: [
    [
      'of keys for encryption and signing',
      { send: 'GET /keys/encryption' },
      { send: 'GET /keys/signing' },
      { send: 'POST /keys/signing/rotate', status: 201 },
      { send: 'GET /keys/signing/{2.kid}', has: { current: true } },
      { send: 'PUT /keys/signing/{2.kid}/revoke', status: 400 },
      { send: 'POST /keys/signing/rotate', status: 201 },
      { send: 'PUT /keys/signing/{2.kid}/revoke', has: { cert: like(expect.stringContaining('CERTIFICATE')) } },
      { send: 'PUT /keys/signing/none/revoke', status: 404 },
    ],
    [
      'of keys and SCIM tokens of connections',
      gateway('okta'),
      { send: 'GET /connections/{0.id}/keys' },
      { send: 'POST /connections/{0.id}/scim-configuration', body: {}, status: 201 },
      { send: 'POST /connections/{0.id}/scim-configuration/tokens', body: { scopes: ['get:users'] }, status: 201 },
      { send: 'GET /connections/{0.id}/scim-configuration/tokens' },
    ],
    [
      'of templates of profiles, and of a trigger for tools',
      { send: 'GET /connection-profiles/templates' },
      { send: 'GET /user-attribute-profiles/templates' },
      { send: 'GET /actions/triggers' },
    ],
    [
      'of the app that multi-factor authentication sends to, which a fresh tenant has none of',
      { send: 'GET /prompts/mfa-push', lacks: ['app_name'] },
      { send: 'PATCH /prompts/mfa-push', body: { app_name: 'a' }, has: { app_name: 'a' } },
      { send: 'GET /prompts/mfa-push', has: { app_name: 'a' } },
      { send: 'PATCH /prompts/mfa-push', body: { nonsense: 1 }, status: 400 },
    ],
  ],
  'defaults of clients': [
    [
      'are short lives of refresh tokens, unless a method with a secret is sent',
      { ...client, has: { refresh_token: { token_lifetime: 2_592_000, idle_token_lifetime: 1_296_000 } } },
      {
        send: 'POST /clients',
        body: { name: 'a', token_endpoint_auth_method: 'client_secret_post' },
        status: 201,
        has: { refresh_token: { token_lifetime: 31_557_600, idle_token_lifetime: 2_592_000 } },
      },
      { send: 'POST /clients', body: { name: 'a', app_type: 'resource_server' }, status: 400 },
    ],
    [
      'of third parties are stricter',
      {
        send: 'POST /clients',
        body: { name: 'a', is_first_party: false },
        status: 201,
        has: {
          client_id: like(expect.stringMatching(/^tpc_/)),
          oidc_conformant: true,
          grant_types: ['authorization_code'],
          jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 3600 },
          refresh_token: { expiration_type: 'expiring', infinite_idle_token_lifetime: false },
        },
      },
    ],
    [
      'leave a part of the token’s configuration as it was sent',
      {
        send: 'POST /clients',
        body: { name: 'a', jwt_configuration: { alg: 'RS256' } },
        status: 201,
        has: { jwt_configuration: { alg: 'RS256', secret_encoded: false } },
        lacks: ['jwt_configuration.lifetime_in_seconds'],
      },
    ],
    [
      'of Express configurations want an organization and no secret',
      {
        send: 'POST /clients',
        body: { name: 'a', app_type: 'express_configuration' },
        status: 201,
        has: { organization_usage: 'require', client_authentication_methods: {} },
        lacks: ['client_secret'],
      },
    ],
  ],
  'defaults of connections': [
    [
      'of Google Workspace',
      {
        ...gateway('google-apps'),
        has: {
          provisioning_ticket_url: like(expect.stringContaining('https://')),
          options: { email: true, profile: true, scope: ['email', 'profile'], handle_login_from_social: true },
        },
      },
    ],
    [
      'of Okta',
      {
        ...gateway('okta'),
        has: {
          show_as_button: false,
          options: {
            schema_version: 'oidc-V4',
            type: 'back_channel',
            attribute_map: { mapping_mode: 'basic_profile' },
            connection_settings: { pkce: 'auto' },
          },
        },
      },
    ],
    ...['apple', 'facebook', 'github', 'linkedin', 'google-oauth2'].map((strategy): [string, ...Step[]] => [
      `of ${strategy} name a scope`,
      { ...gateway(strategy, { email: true }), has: { options: { scope: like(expect.anything()) } } },
    ]),
    [
      'are shown beside the fields that are asked for',
      database,
      {
        send: 'GET /connections/{0.id}?fields=name',
        has: { id: like(expect.any(String)), name: 'a', is_domain_connection: false, authentication: {} },
        lacks: ['options'],
      },
    ],
  ],
  'shapes of others': [
    [
      'an action tells its version once there is one, and never when it was built',
      { ...action, lacks: ['built_at', 'current_version', 'deployed_version'] },
      { send: 'GET /actions/actions/{0.id}', lacks: ['built_at'] },
      { send: 'POST /actions/actions/{0.id}/deploy' },
      { send: 'GET /actions/actions/{0.id}', has: { current_version: {}, deployed_version: {} }, lacks: ['built_at'] },
      { send: 'GET /actions/actions', lacks: ['page'] },
    ],
    [
      'a role without a description has an empty one when it is read',
      { ...role, lacks: ['description'] },
      { send: 'GET /roles/{0.id}', has: { description: '' } },
    ],
    [
      'a log stream tells no empty filters',
      {
        send: 'POST /log-streams',
        body: { name: 'a', type: 'http', sink: { httpEndpoint: 'https://a.test' } },
        lacks: ['filters', 'pii_config'],
      },
    ],
    [
      'a link of an organization tells its access, and sign-up for databases alone',
      organization,
      database,
      { ...gateway('okta'), body: { name: 'b', strategy: 'okta', options: { client_id: 'a' } } },
      ...['{1.id}', '{2.id}'].map((connection_id) => ({
        send: 'POST /organizations/{0.id}/enabled_connections',
        body: { connection_id, assign_membership_on_login: false },
        status: 201,
      })),
      {
        send: 'GET /organizations/{0.id}/connections/{1.id}',
        has: { organization_access_level: 'none', is_signup_enabled: false },
      },
      {
        send: 'GET /organizations/{0.id}/connections/{2.id}',
        has: { organization_access_level: 'none' },
        lacks: ['is_signup_enabled'],
      },
    ],
    [
      'a profile of attributes says where the id of a user comes from',
      {
        send: 'POST /user-attribute-profiles',
        body: {
          name: 'a',
          user_attributes: {
            a: { description: 'a', label: 'a', profile_required: false, auth0_mapping: 'a' },
          },
        },
        status: 201,
        has: { user_id: { oidc_mapping: 'sub', scim_mapping: 'externalId', saml_mapping: like(expect.any(Array)) } },
      },
    ],
    [
      'flows and forms are as they were sent',
      { send: 'POST /flows', body: { name: 'a' }, status: 201 },
      { send: 'POST /forms', body: { name: 'a' }, status: 201 },
    ],
  ],
});
