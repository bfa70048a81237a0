import { string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** Limits on client-credentials tokens, at the place where they stand. */
export function quotaTexts(path: string): Texts {
  return {
    [path]: 'Limits on the client-credentials tokens of this one. `null`: the default of the tenant.',
    [`${path}.client_credentials`]: 'How many tokens, per hour and per day.',
    [`${path}.client_credentials.per_hour`]: 'The most tokens in an hour.',
    [`${path}.client_credentials.per_day`]: 'The most tokens in a day.',
    [`${path}.client_credentials.enforce`]: 'Whether more are refused, or only logged. On unless set to false.',
  };
}

function logoutTexts(path: string): Texts {
  return {
    [`${path}.backchannel_logout_urls`]: 'The URLs that are called when a session ends.',
    [`${path}.backchannel_logout_initiators`]: 'Which events tell them.',
    [`${path}.backchannel_logout_initiators.mode`]: '`all` events, or those of `selected_initiators`.',
    [`${path}.backchannel_logout_session_metadata`]: "Whether they learn the session's metadata.",
  };
}

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateClientRequestContent', 'UpdateClientRequestContent'],
  add: { external_client_id: string },
  deprecated: ['sso', 'oidc_backchannel_logout'],
  children: {
    credentials: {
      sdk: ['PostClientCredentialRequestContent', 'PatchClientCredentialRequestContent'],
      required: [['name', 'id']],
    },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Applications: everything that asks Auth0 for tokens.',
  name: 'The name of the client, by which the files refer to it.',
  description: 'A few words about the client, at most 140 characters.',
  app_type: 'What kind of application. `non_interactive` is machine-to-machine.',
  logo_uri: 'The URL of its logo.',
  callbacks: 'URLs to which users may return after a login.',
  allowed_logout_urls: 'URLs to which users may be sent after a logout.',
  allowed_origins: 'Origins that may call Auth0 from a browser (CORS).',
  web_origins: 'Origins for silent logins and web messages.',
  allowed_clients: 'Clients, by name, whose tokens may be exchanged for tokens of this one.',
  client_aliases: 'Other audiences that assertions for this client may have.',
  client_secret: 'A secret chosen by you. Use a secret keyword; leave it out and Auth0 makes one.',
  grant_types: 'How the client may get tokens, for example `client_credentials`.',
  token_endpoint_auth_method:
    'How the client proves who it is. `none` is for public clients. Excludes `client_authentication_methods`.',
  client_authentication_methods: 'Proof by key or certificate instead of a secret; one method at a time.',
  'client_authentication_methods.private_key_jwt': 'The client signs an assertion with its private key.',
  'client_authentication_methods.tls_client_auth': 'Mutual TLS with a certificate of a known authority.',
  'client_authentication_methods.self_signed_tls_client_auth': 'Mutual TLS with a certificate of its own.',
  'client_authentication_methods.*.credentials': 'Keys or certificates; two at most, so that they can be rotated.',
  'client_authentication_methods.*.credentials[].name': 'The name by which the files know the key.',
  'client_authentication_methods.*.credentials[].id': 'An existing key, instead of a new one.',
  'client_authentication_methods.*.credentials[].pem': 'The public key or certificate in PEM form. Never read back.',
  'client_authentication_methods.*.credentials[].credential_type': 'What kind of key this is. Fixed once created.',
  'client_authentication_methods.*.credentials[].alg': 'The algorithm of the signatures. Fixed once created.',
  'client_authentication_methods.*.credentials[].kid': 'The id of the key in assertions. Fixed once created.',
  'client_authentication_methods.*.credentials[].expires_at': 'Until when the key is accepted (ISO 8601).',
  'client_authentication_methods.*.credentials[].subject_dn': 'The subject of the certificate.',
  'client_authentication_methods.*.credentials[].parse_expiry_from_cert':
    'Whether the key expires with the certificate that `pem` holds.',
  jwt_configuration: "The client's ID tokens.",
  'jwt_configuration.alg': 'The algorithm that signs them.',
  'jwt_configuration.lifetime_in_seconds': 'How long they are valid.',
  'jwt_configuration.secret_encoded': 'Whether the client secret is base64. Fixed once created.',
  refresh_token: 'Refresh tokens: whether they rotate, and how long they last.',
  'refresh_token.rotation_type': 'Whether each use of a refresh token gives a new one.',
  'refresh_token.expiration_type': 'Whether refresh tokens expire.',
  'refresh_token.token_lifetime': 'How long a refresh token lasts, in seconds.',
  'refresh_token.idle_token_lifetime': 'How long a refresh token lasts without being used, in seconds.',
  'refresh_token.infinite_token_lifetime': 'Whether refresh tokens last forever.',
  'refresh_token.infinite_idle_token_lifetime': 'Whether unused refresh tokens last forever.',
  'refresh_token.leeway': 'How long a rotated token still works, in seconds, for lost answers.',
  'refresh_token.policies': 'APIs for which a refresh token may be exchanged, beyond the one it was given for.',
  'refresh_token.policies[].audience': 'The identifier of the API.',
  'refresh_token.policies[].scope': 'The scopes of the API.',
  client_metadata: 'Up to 10 values of your own, by key.',
  is_first_party: 'Whether the client is yours. Users of clients of others are asked for consent.',
  oidc_conformant: 'Whether the client follows OpenID Connect strictly. Should be on.',
  sso: 'Replaced by `sso_disabled`.',
  sso_disabled: 'Whether users have to log in to this client every time.',
  cross_origin_authentication: 'Whether passwords may be sent from pages of your own.',
  cross_origin_auth: 'The older name of `cross_origin_authentication`.',
  cross_origin_loc: 'The page that helps browsers without third-party cookies to log in across origins.',
  custom_login_page_on: 'Whether the classic login page is the one in `custom_login_page`.',
  custom_login_page: 'The HTML file of the classic login page, by its path from the folder `clients`.',
  custom_login_page_preview: 'The HTML of the classic login page that the dashboard shows as its preview.',
  form_template: 'The HTML form that answers WS-Federation requests.',
  initiate_login_uri: 'Where Auth0 sends users to begin a login. Must be HTTPS.',
  is_token_endpoint_ip_header_trusted:
    'Whether `auth0-forwarded-for` may say whose password requests these are, for brute-force protection.',
  organization_usage: 'Whether users log in through an organization: never, if they like, or always.',
  organization_require_behavior: 'How users who must log in through an organization choose theirs.',
  organization_discovery_methods: 'How the organization of a user is found before the login.',
  default_organization: 'The organization for requests that name none.',
  'default_organization.organization_id': 'The name of the organization.',
  'default_organization.flows': 'The flows for which it holds.',
  oidc_logout: 'Which backends are notified when a session ends.',
  ...logoutTexts('oidc_logout'),
  oidc_backchannel_logout: 'The older name of `oidc_logout`.',
  native_social_login: 'Social logins through the apps of the providers.',
  fedcm_login: 'Logins through the account chooser of the browser (FedCM).',
  mobile: 'The mobile apps of this client.',
  'mobile.android': 'For links that open the Android app.',
  'mobile.ios': 'For links that open the iOS app.',
  addons: 'Old integrations, by their name: SAML and WS-Federation above all.',
  'addons.samlp': 'The client is a SAML service provider.',
  'addons.wsfed': 'The client speaks WS-Federation.',
  encryption_key: 'The key that encrypts SAML assertions for this client.',
  require_pushed_authorization_requests: 'Whether authorization requests have to be pushed (PAR).',
  require_proof_of_possession: 'Whether tokens of this client have to be bound to a key.',
  par_request_expiry: 'How long a pushed request is valid, 10 to 600 seconds.',
  signed_request_object: 'Authorization requests that the client signs (JAR).',
  'signed_request_object.required': 'Whether unsigned requests are refused.',
  compliance_level: 'The FAPI profile that the client is held to.',
  external_client_id:
    'The address of a document by which the client describes itself. Name, callbacks and keys are read from there.',
  skip_non_verifiable_callback_uri_confirmation_prompt:
    'Whether users are spared the question before they return to an app whose callback cannot be verified.',
  token_exchange: 'Which kinds of token exchange the client may use.',
  ...quotaTexts('token_quota'),
  resource_server_identifier:
    'The identifier of the API that this client is, for clients of the type `resource_server`. Fixed once created.',
  redirection_policy: 'Whether error redirects are held back that could lead anywhere.',
  third_party_security_mode: 'How strictly a client of others is treated. Fixed once created.',
  session_transfer: 'Handing a session over from a native app to a browser.',
  identity_assertion_authorization_grant: 'Tokens in exchange for identity assertions.',
  anonymous_sessions: 'Sessions of users that have not logged in.',
  async_approval_notification_channels: 'How users are asked for approval that does not happen in the browser.',
  token_vault_privileged_access: 'Access to tokens of users that the token vault keeps.',
  express_configuration: 'Set-up of the client by customers that use Okta.',
  my_organization_configuration: 'What the client may do with the My Organization API.',
  b2b_integration_configuration: 'How customers integrate this client.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  '`client_secret` can be set on an existing client only, so a new one gets it in a second step.',
  'Credentials need a `name`; what refers to a key is written in the order create, use, delete.',
  'A client with an `external_client_id` describes itself by a document at that address: it is registered and known by it. What the document says (its name, callbacks, keys, how it authenticates) is left to it; the files may call it otherwise, with a warning.',
  'The global client and the client that tenantry itself uses are left alone.',
];
