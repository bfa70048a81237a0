import fc from 'fast-check';
import type { Body, Json } from '../../../src/model/json.ts';
import { found } from '../by-hand.ts';
import type { Row } from '../row.ts';
import { body, flag, items, one, publicKeys, secret, some, whole } from './values.ts';

/** An API with scopes and payment details. */
export const api: Body = {
  name: 'Api',
  identifier: 'https://api.test',
  scopes: ['a', 'b', 'c'].map((value) => ({ value, description: value })),
  authorization_details: [{ type: 'payment' }, { type: 'account' }],
};

/** A client that users log in to. */
export const client = (name: string, more: Body = {}): Body => ({ name, app_type: 'regular_web', ...more });

/** What the rows of clients have in common. */
export const common = {
  type: 'clients',
  at: (resource: Body): Body => ({ clients: [resource] }),
  address: 'clients/Portal',
  live: found('/clients', 'name', 'Portal', { credentials: 'credentials' }),
  restless: ['credentials'],
};

/** Addresses of web pages. */
const urls = (path: string): fc.Arbitrary<Json> =>
  some(`https://a.test/${path}`, `https://b.test/${path}`, `https://c.test/${path}`);

/** Applications. */
export const clients: Row[] = [
  {
    ...common,
    title: 'clients with a secret',
    at: (resource) => ({ clients: [resource, client('Other'), client('Third')] }),
    around: {
      resourceServers: [api],
      organizations: [{ name: 'north' }],
      connections: [{ name: 'work', strategy: 'oidc', options: {} }],
    },
    always: { name: 'Portal' },
    fields: {
      description: one('The portal', 'A portal'),
      logo_uri: one('https://harbor.test/a.png', 'https://harbor.test/b.png'),
      app_type: one('regular_web', 'spa', 'native', 'non_interactive'),
      callbacks: urls('callback'),
      allowed_logout_urls: urls('bye'),
      allowed_origins: urls(''),
      web_origins: urls('web'),
      grant_types: some('authorization_code', 'refresh_token', 'client_credentials'),
      client_aliases: some('urn:one', 'urn:two', 'urn:three'),
      allowed_clients: some('Other', 'Third'),
      cross_origin_authentication: flag,
      cross_origin_loc: one('https://harbor.test/cross', 'https://harbor.test/origin'),
      oidc_conformant: flag,
      sso_disabled: flag,
      sso: flag,
      custom_login_page_on: flag,
      custom_login_page: one('<html>a</html>', '<html>\nb\n</html>'),
      custom_login_page_preview: one('<html>a</html>', '<html>\nb\n</html>'),
      form_template: one('<form>a</form>', '<form>b</form>'),
      is_token_endpoint_ip_header_trusted: flag,
      token_endpoint_auth_method: one('client_secret_post', 'client_secret_basic', 'none'),
      initiate_login_uri: one('https://app.test/login', 'https://app.test/start'),
      require_pushed_authorization_requests: flag,
      require_proof_of_possession: flag,
      organization_usage: one('allow', 'require', 'deny'),
      organization_require_behavior: one('no_prompt', 'pre_login_prompt', 'post_login_prompt'),
      organization_discovery_methods: one(['email'], ['organization_name']),
      compliance_level: one('none', 'fapi1_adv_pkj_par'),
      par_request_expiry: whole(10, 600),
      skip_non_verifiable_callback_uri_confirmation_prompt: flag,
      'jwt_configuration.alg': one('RS256', 'PS256'),
      'jwt_configuration.lifetime_in_seconds': whole(60, 3600),
      encryption_key: body({ pub: secret, cert: secret, subject: one('CN=a', 'CN=b') }),
      'client_metadata.team': one('web', 'identity'),
      'client_metadata.tier': one('gold', 'silver'),
      'mobile.android': body({
        app_package_name: one('test.a', 'test.b'),
        sha256_cert_fingerprints: some('D8:A0', 'E1:B2'),
      }),
      'mobile.ios': body({ team_id: one('T1', 'T2'), app_bundle_identifier: one('test.a', 'test.b') }),
      native_social_login: body({ apple: body({ enabled: flag }), google: body({ enabled: flag }) }),
      'addons.samlp': body({ audience: one('urn:a', 'urn:b'), mappings: one({ email: 'mail' }, { email: 'm' }) }),
      'addons.wsfed': one({}),
      'addons.slack': body({ team: one('blue', 'red') }),
      oidc_logout: body({
        backchannel_logout_urls: some('https://a.test/out', 'https://b.test/out'),
        backchannel_logout_initiators: body({
          mode: one('custom'),
          selected_initiators: some('rp-logout', 'idp-logout'),
        }),
      }),
      session_transfer: body({
        can_create_session_transfer_token: flag,
        enforce_device_binding: one('ip', 'asn'),
        allowed_authentication_methods: some('cookie', 'query'),
      }),
      refresh_token: body({
        rotation_type: one('rotating', 'non-rotating'),
        expiration_type: one('expiring', 'non-expiring'),
        leeway: whole(0, 60),
        token_lifetime: whole(100, 200),
        idle_token_lifetime: whole(10, 90),
        infinite_token_lifetime: flag,
        infinite_idle_token_lifetime: flag,
        policies: items('audience', ['https://api.test'], { scope: some('a', 'b', 'c') }),
      }),
      token_quota: body({ client_credentials: body({ enforce: flag, per_hour: whole(1, 99) }) }),
      token_exchange: body({ allow_any_profile_of_type: one(['custom_authentication'], []) }),
      default_organization: body({ organization_id: one('north'), flows: one(['client_credentials']) }),
      my_organization_configuration: body({
        allowed_strategies: some('samlp', 'oidc', 'okta'),
        connection_deletion_behavior: one('allow', 'allow_if_empty'),
        invitation_landing_client_id: one('Other', 'Third'),
      }),
    },
    unordered: {
      callbacks: true,
      allowed_logout_urls: true,
      allowed_origins: true,
      web_origins: true,
      grant_types: true,
      client_aliases: true,
      allowed_clients: true,
    },
    maps: ['client_metadata'],
    secrets: ['encryption_key.pub', 'encryption_key.cert'],
    clearable: [
      'cross_origin_loc',
      'session_transfer',
      'encryption_key',
      'native_social_login',
      'refresh_token',
      'token_quota',
      'token_exchange',
      'default_organization',
      'my_organization_configuration',
      'organization_usage',
      'organization_require_behavior',
      'organization_discovery_methods',
      'compliance_level',
      'par_request_expiry',
      'skip_non_verifiable_callback_uri_confirmation_prompt',
      'client_metadata',
    ],
    server: {
      client_id: 'x'.repeat(32),
      tenant: 'harbor',
      global: false,
      owners: ['ml|1'],
      signing_keys: [{ cert: 'c' }],
      callback_url_template: true,
      config_route: 'x',
      jwks_uri: 'https://harbor.test/jwks',
      external_metadata_type: 'cimd',
      external_metadata_created_by: 'admin',
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
    },
    rename: { id: 'client_id', fields: { name: 'Portal of the harbor' } },
    // The API reads it under an older name, too.
    restless: ['cross_origin_auth'],
    after: ['resourceServers/https://api.test', 'organizations/north', 'clients/Other'],
    byHand: [
      {
        post: '/clients',
        body: {
          name: 'Portal',
          app_type: 'spa',
          description: 'By hand',
          callbacks: ['https://hand.test'],
          client_metadata: { team: 'hand', left: 'over' },
          jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 61, scopes: { hand: {} } },
          mobile: {
            android: { app_package_name: 'test.hand', sha256_cert_fingerprints: ['AA'] },
            ios: { team_id: 'hand', app_bundle_identifier: 'hand' },
          },
          addons: { samlp: { recipient: 'https://hand.test', mappings: { hand: 'hand' } }, zoom: { account: 'hand' } },
          oidc_logout: {
            backchannel_logout_urls: ['https://hand.test'],
            backchannel_logout_session_metadata: { include: true },
          },
          session_transfer: { allow_refresh_token: true, enforce_cascade_revocation: false },
          native_social_login: { facebook: { enabled: true } },
          refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 3, token_lifetime: 7 },
        },
      },
    ],
  },
  {
    ...common,
    title: 'clients, names of older files',
    always: { name: 'Portal' },
    fields: {
      cross_origin_auth: flag,
      oidc_backchannel_logout: body({ backchannel_logout_urls: some('https://a.test/out', 'https://b.test/out') }),
    },
    older: { cross_origin_auth: 'cross_origin_authentication', oidc_backchannel_logout: 'oidc_logout' },
  },
  {
    ...common,
    title: 'clients with their own secret',
    always: { name: 'Portal', token_endpoint_auth_method: 'client_secret_post' },
    fields: { client_secret: secret, token_endpoint_auth_method: one('client_secret_post', 'client_secret_basic') },
    secrets: ['client_secret'],
    byHand: [
      { post: '/clients', body: { name: 'Portal' }, as: 'portal' },
      {
        post: '/clients/{portal}/credentials',
        body: { credential_type: 'public_key', name: 'hand', pem: publicKeys[0] ?? '' },
        as: 'key',
      },
      {
        patch: '/clients/{portal}',
        body: {
          jwt_configuration: { alg: 'RS256' },
          client_authentication_methods: { private_key_jwt: { credentials: [{ id: '{key}' }] } },
        },
      },
    ],
    // An application has one way to prove who it is.
    restless: ['client_authentication_methods', 'credentials', 'client_secret'],
  },
  {
    ...common,
    title: 'clients of third parties',
    always: { name: 'Portal', is_first_party: false },
    fields: {
      redirection_policy: one('allow_always', 'open_redirect_protection'),
      description: one('The portal', 'A portal'),
    },
    immutable: { third_party_security_mode: ['strict', 'permissive'] },
    byHand: [{ post: '/clients', body: { name: 'Portal', is_first_party: true, third_party_security_mode: 'strict' } }],
  },
  {
    ...common,
    title: 'clients for an API',
    around: { resourceServers: [api, { ...api, identifier: 'https://other.test' }] },
    always: { name: 'Portal', app_type: 'resource_server', resource_server_identifier: 'https://api.test' },
    fields: { description: one('The portal', 'A portal') },
    immutable: { resource_server_identifier: ['https://api.test', 'https://other.test'] },
    after: ['resourceServers/https://api.test'],
  },
  {
    ...common,
    title: 'clients, encoded secret',
    always: { name: 'Portal' },
    fields: { 'jwt_configuration.lifetime_in_seconds': whole(60, 3600) },
    immutable: { 'jwt_configuration.secret_encoded': [true, false] },
  },
];
