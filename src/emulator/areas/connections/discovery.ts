import { isBody, pick, textOf, type Body } from '../../body.ts';

const SUFFIX = '/.well-known/openid-configuration';
const AUTHENTICATION = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'];
const SIGNATURES = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];
const ALL_SIGNATURES = ['HS256', 'HS384', 'HS512', ...SIGNATURES];
const GRANT = 'urn:okta:params:oauth:grant-type:';

/** What every Okta organization publishes. */
const okta = (issuer: string): Body => ({
  issuer,
  authorization_endpoint: `${issuer}/oauth2/v1/authorize`,
  token_endpoint: `${issuer}/oauth2/v1/token`,
  userinfo_endpoint: `${issuer}/oauth2/v1/userinfo`,
  registration_endpoint: `${issuer}/oauth2/v1/clients`,
  jwks_uri: `${issuer}/oauth2/v1/keys`,
  response_types_supported: [
    'code',
    'id_token',
    'code id_token',
    'code token',
    'id_token token',
    'code id_token token',
  ],
  response_modes_supported: ['query', 'fragment', 'form_post', 'okta_post_message'],
  grant_types_supported: [
    'authorization_code',
    'implicit',
    'refresh_token',
    'password',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:openid:params:grant-type:ciba',
    `${GRANT}otp`,
    'http://auth0.com/oauth/grant-type/mfa-otp',
    `${GRANT}oob`,
    'http://auth0.com/oauth/grant-type/mfa-oob',
  ],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  id_token_encryption_alg_values_supported: ['RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'],
  id_token_encryption_enc_values_supported: ['A256GCM'],
  scopes_supported: ['openid', 'email', 'profile', 'address', 'phone', 'offline_access', 'groups'],
  token_endpoint_auth_methods_supported: AUTHENTICATION,
  claims_supported: (
    'iss ver sub aud iat exp jti auth_time amr idp nonce name nickname preferred_username given_name middle_name ' +
    'family_name email email_verified profile zoneinfo locale address phone_number picture website gender birthdate ' +
    'updated_at at_hash c_hash'
  ).split(' '),
  code_challenge_methods_supported: ['S256'],
  introspection_endpoint: `${issuer}/oauth2/v1/introspect`,
  introspection_endpoint_auth_methods_supported: AUTHENTICATION,
  revocation_endpoint: `${issuer}/oauth2/v1/revoke`,
  revocation_endpoint_auth_methods_supported: AUTHENTICATION,
  end_session_endpoint: `${issuer}/oauth2/v1/logout`,
  claims_parameter_supported: false,
  request_parameter_supported: true,
  request_uri_parameter_supported: false,
  require_request_uri_registration: false,
  request_object_signing_alg_values_supported: ALL_SIGNATURES,
  device_authorization_endpoint: `${issuer}/oauth2/v1/device/authorize`,
  pushed_authorization_request_endpoint: `${issuer}/oauth2/v1/par`,
  backchannel_token_delivery_modes_supported: ['poll'],
  backchannel_authentication_request_signing_alg_values_supported: ALL_SIGNATURES,
  dpop_signing_alg_values_supported: SIGNATURES,
});

const yahoo = (issuer: string): Body => ({
  issuer,
  authorization_endpoint: `${issuer}/oauth2/request_auth`,
  token_endpoint: `${issuer}/oauth2/get_token`,
  introspection_endpoint: `${issuer}/oauth2/introspect`,
  userinfo_endpoint: `${issuer}/openid/v1/userinfo`,
  token_revocation_endpoint: `${issuer}/oauth2/revoke`,
  jwks_uri: `${issuer}/openid/v1/certs`,
  response_types_supported: [
    'code',
    'token',
    'id_token',
    'code token',
    'code id_token',
    'token id_token',
    'code token id_token',
  ],
  subject_types_supported: ['public'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  id_token_signing_alg_values_supported: ['ES256', 'RS256'],
  scopes_supported: ['openid', 'openid2', 'profile', 'email'],
  acr_values_supported: ['AAL1', 'AAL2'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  claims_supported:
    'aud email email_verified birthdate exp family_name given_name iat iss locale name sub auth_time'.split(' '),
  response_modes_supported: ['query'],
  display_values_supported: ['page'],
  claims_parameter_supported: false,
  request_parameter_supported: false,
  request_uri_parameter_supported: false,
  require_request_uri_registration: false,
});

/** What a provider that the emulator does not know is taken to publish. */
const plain = (issuer: string): Body => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/oauth/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  response_types_supported: ['code', 'id_token', 'code id_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid', 'profile', 'email'],
});

/** The providers whose documents are known, by the ends of their hosts. The emulator fetches nothing. */
const PROVIDERS: readonly (readonly [hosts: RegExp, document: (issuer: string) => Body])[] = [
  [/\.(okta|oktapreview|okta-emea)\.com$/, okta],
  [/^api\.login\.yahoo\.com$/, yahoo],
];

/** Options that the document of a provider fills in where they are not sent. */
const DISCOVERED = ['authorization_endpoint', 'issuer', 'jwks_uri', 'token_endpoint', 'userinfo_endpoint'];

/** Where the options of each strategy say which provider is meant. */
const ISSUERS: { readonly [strategy: string]: (options: Body) => string } = {
  oidc: (options) => textOf(options['discovery_url']).replace(SUFFIX, ''),
  okta: (options) => textOf(options['domain']) && `https://${textOf(options['domain'])}`,
};

const issuerOf = (strategy: string, options: Body): string => {
  const issuer = ISSUERS[strategy]?.(options) ?? '';
  return URL.canParse(issuer) ? issuer.replace(/\/$/, '') : '';
};

function documentOf(issuer: string): Body {
  const [, document = plain] = PROVIDERS.find(([hosts]) => hosts.test(new URL(issuer).hostname)) ?? [];
  return document(issuer);
}

/**
 * The options of an OpenID Connect provider with its document as `oidc_metadata`, and with the endpoints that were not
 * sent. A document that was sent stays, and so does the one at hand until the options name another provider.
 */
export function discovered(strategy: string, options: Body, before: Body): Body {
  const issuer = issuerOf(strategy, options);
  const isSame = issuer === '' || issuer === issuerOf(strategy, before);
  const known = options['oidc_metadata'] ?? (isSame ? before['oidc_metadata'] : undefined);
  if (issuer === '') return known === undefined ? options : { ...options, oidc_metadata: known };
  const metadata = isBody(known) ? known : documentOf(issuer);
  const sent = Object.entries(options).filter(([name, value]) => !DISCOVERED.includes(name) || value !== null);
  return { ...pick(metadata, DISCOVERED), ...Object.fromEntries(sent), oidc_metadata: metadata };
}
