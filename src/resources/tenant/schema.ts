import { object, string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['UpdateTenantSettingsRequestContent'],
  // The API takes it, though the SDK does not say so.
  add: {
    universal_login: object({ colors: object({ page_background: string, primary: string }) }),
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': "The tenant's settings.",
  acr_values_supported: 'Authentication context classes (ACR) that the discovery document offers.',
  allow_organization_name_in_authentication_api:
    'Whether requests for tokens may name an organization by its name instead of its id.',
  allowed_logout_urls: 'URLs a user may be sent to after a logout that names no client.',
  authorization_response_iss_parameter_supported:
    'Whether authorization responses carry the `iss` parameter, so that clients can tell issuers apart.',
  client_id_metadata_document_supported: 'Whether clients may be known by the URL of a metadata document.',
  country_codes: 'Which countries the list of phone prefixes offers.',
  'country_codes.list': 'Two-letter country codes.',
  'country_codes.mode': '`allow`: only the countries of the list. `deny`: all but those.',
  customize_mfa_in_postlogin_action: 'Whether post-login actions decide about multi-factor authentication.',
  default_audience: 'The identifier of the API that tokens are for when a request names none.',
  default_directory: 'The name of the connection that password requests use when they name none.',
  default_redirection_uri: 'Where users go when a login link has no state to continue from. Must be HTTPS.',
  default_token_quota: 'Limits on client-credentials tokens for clients and organizations without limits of their own.',
  'default_token_quota.clients': 'The limits of each client.',
  'default_token_quota.organizations': 'The limits of each organization.',
  device_flow: 'How the codes look that users type in the device flow.',
  'device_flow.charset': '`base20`: letters without vowels. `digits`: digits.',
  'device_flow.mask': 'The form of a code: `*` for a character, `-` and spaces as they are, for example `****-****`.',
  dynamic_client_registration_security_mode: 'How strictly clients that registered themselves are treated.',
  enable_ai_guide: "Whether the dashboard's AI guide is on.",
  enabled_locales: 'Languages of the login pages; the first one is the default.',
  ephemeral_session_lifetime: 'Hours until a session that ends with the browser expires, however it is used.',
  ephemeral_session_lifetime_in_minutes:
    'Minutes until a session that ends with the browser expires. Use this or the setting in hours.',
  flags: 'Switches for single features of the tenant.',
  'flags.allow_legacy_delegation_grant_types': 'Whether the old delegation endpoint still works. Should be off.',
  'flags.allow_legacy_ro_grant_types': 'Whether the old resource-owner endpoint still works. Should be off.',
  'flags.allow_legacy_tokeninfo_endpoint': 'Whether the old tokeninfo endpoint still works. Should be off.',
  'flags.change_pwd_flow_v1': 'Whether the first version of the change-password flow is used.',
  'flags.dashboard_insights_view': 'Whether the dashboard shows its insights.',
  'flags.dashboard_log_streams_next': 'Whether the dashboard shows the newer page for log streams.',
  'flags.disable_clickjack_protection_headers':
    'Whether login pages are sent without the headers that keep them out of frames.',
  'flags.disable_fields_map_fix': 'Whether SAML attributes are mapped as they were before a fix of the mapping.',
  'flags.disable_management_api_sms_obfuscation':
    'Whether the Management API shows phone numbers of MFA enrolments in full.',
  'flags.enable_adfs_waad_email_verification':
    'Whether users of ADFS and Azure AD connections are asked to verify their email addresses.',
  'flags.enable_apis_section': 'Whether the dashboard shows APIs.',
  'flags.enable_client_connections': 'Whether a new client gets every connection enabled.',
  'flags.enable_dynamic_client_registration': 'Whether third parties may register clients without a token.',
  'flags.enable_idtoken_api2': 'Whether ID tokens work as tokens for parts of the Management API. Should be off.',
  'flags.enable_legacy_profile': 'Whether user profiles have their old shape. Should be off.',
  'flags.enable_pipeline2': 'Whether the pipeline of API authorization is on.',
  'flags.enable_public_signup_user_exists_error':
    'Whether a public sign-up says that a user exists already. Makes users guessable.',
  'flags.enable_sso': 'Whether sessions are shared between clients. New tenants always do.',
  'flags.enforce_client_authentication_on_passwordless_start':
    'Whether clients have to authenticate to start a passwordless login.',
  'flags.improved_signup_bot_detection_in_classic':
    'Whether bot detection at sign-up in the classic login is the improved one.',
  'flags.mfa_show_factor_list_on_enrollment': 'Whether users choose their factor from a list when they enrol.',
  'flags.no_disclose_enterprise_connections':
    'Whether public pages keep the list of enterprise connections to themselves.',
  'flags.remove_alg_from_jwks': 'Whether the published signing keys leave out `alg`.',
  'flags.revoke_refresh_token_grant': 'Whether revoking a refresh token revokes the whole grant.',
  'flags.trust_azure_adfs_email_verified_connection_property':
    'Whether connections to Azure AD and ADFS may mark email addresses as verified themselves.',
  friendly_name: 'The name of the tenant as users see it.',
  idle_ephemeral_session_lifetime: 'Hours until an unused session that ends with the browser expires.',
  idle_ephemeral_session_lifetime_in_minutes:
    'Minutes until an unused session that ends with the browser expires. Use this or the setting in hours.',
  idle_session_lifetime: 'Hours until an unused session expires.',
  idle_session_lifetime_in_minutes: 'Minutes until an unused session expires. Use this or the setting in hours.',
  include_session_metadata_in_tenant_logs: "Whether the tenant's log has the metadata of sessions.",
  legacy_sandbox_version: 'The Node.js version of rules and custom database scripts of old.',
  mtls: 'Mutual TLS.',
  'mtls.enable_endpoint_aliases': 'Whether the discovery document has endpoint aliases for mutual TLS.',
  oidc_logout: 'Logout as OpenID Connect has it.',
  'oidc_logout.rp_logout_end_session_endpoint_discovery':
    'Whether the discovery document names the endpoint that ends a session.',
  phone_consolidated_experience: 'Whether all phone messages go through one phone provider.',
  picture_url: "The URL of the tenant's logo.",
  pushed_authorization_requests_supported: 'Whether clients may push authorization requests (PAR).',
  resource_parameter_profile:
    'Whether the API of a token is named by `audience` alone, or by `resource` too, for clients that send that.',
  sandbox_version: 'The Node.js version of custom database scripts.',
  security_headers: 'Security headers of the login pages.',
  'security_headers.content_security_policy': 'The `Content-Security-Policy` header.',
  'security_headers.x_xss_protection': 'The `X-XSS-Protection` header.',
  session_cookie: 'The cookie of a session.',
  'session_cookie.mode': '`persistent`: it outlives the browser. `non-persistent`: it ends with it.',
  session_lifetime: 'Hours until a session expires, however it is used.',
  session_lifetime_in_minutes: 'Minutes until a session expires. Use this or the setting in hours.',
  sessions: 'Sessions.',
  'sessions.oidc_logout_prompt_enabled': 'Whether users confirm a logout that has no hint of who they are.',
  skip_non_verifiable_callback_uri_confirmation_prompt:
    'Whether users are spared the question before they return to an app whose callback cannot be verified.',
  support_email: 'The address that error pages and emails give for help.',
  support_url: 'The page that error pages and emails give for help.',
  universal_login: 'Shown by old exports; never written. Colours live in `branding`.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'The session lifetimes may be written in hours, fractions included, or as `…_in_minutes`.',
];
