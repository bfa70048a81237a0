import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { profileMistakes } from './mistakes-of-profiles.ts';
import type { Mistake } from './mistakes-of-profiles.ts';
import { findings, schemaOf } from './validators.ts';

const mistakes: Mistake[] = [
  ...profileMistakes,

  ['tenant', '{ enabled_locales: [en, klingon] }', '/enabled_locales/1 enum'],
  ['tenant', '{ friendly_name: 5 }', '/friendly_name type: must be string'],
  ['tenant', '{ session_cookie: { mode: eternal } }', '/session_cookie/mode enum'],
  ['tenant', '{ session_cookie: {} }', '/session_cookie required mode'],
  ['tenant', '{ session_cookie: persistent }', '/session_cookie type: must be object'],
  ['tenant', '{ flags: { enable_sso: yes please } }', '/flags/enable_sso type: must be boolean'],
  ['tenant', '{ flags: { enable_magic: true } }', '/flags additionalProperties enable_magic'],
  ['tenant', '{ password_page: { enabled: true } }', '/ additionalProperties password_page'],
  ['tenant', '{ session_lifetime_in_minutes: 1.5 }', '/session_lifetime_in_minutes type: must be integer'],

  ['customDomains', '{ type: self_managed_certs }', '/ required domain'],
  ['customDomains', '{ domain: my_domain.com }', '/domain pattern'],
  ['customDomains', '{ domain: login.example.com, type: my_own }', '/type enum'],
  ['customDomains', '{ domain: login.example.com, is_default: 1 }', '/is_default type: must be boolean'],
  ['customDomains', '{ domain: login.example.com, certificat: x }', '/ additionalProperties certificat'],

  ['branding', '{ colors: { primary: [red] } }', '/colors/primary type: must be string,null'],
  ['branding', '{ colors: { page_background: 5 } }', '/colors/page_background type: must be object,string'],
  ['branding', '{ templates: [{ body: x }] }', '/templates/0 required template'],
  ['branding', '{ templates: [{ template: login }] }', '/templates/0/template enum'],
  ['branding', '{ colours: {} }', '/ additionalProperties colours'],

  ['pages', '{ enabled: true }', '/ required name'],
  ['pages', '{ name: logout }', '/name enum'],
  ['pages', '{ name: login, enabled: "on" }', '/enabled type: must be boolean'],

  ['prompts', '{ universal_login_experience: modern }', '/universal_login_experience enum'],
  ['prompts', '{ identifier_first: 1 }', '/identifier_first type: must be boolean'],
  ['prompts', '{ password_first: true }', '/ additionalProperties password_first'],
  ['prompts.customText', '{ login: { title: 5 } }', '/login/title type: must be string,null'],
  ['prompts.customText', '{ login: Welcome }', '/login type: must be object'],
  ['prompts.partials', '{ login: { form-content-start: [x] } }', '/login/form-content-start type: must be string,null'],
  ['prompts.screenRenderers', '{ rendering_mode: fast }', '/rendering_mode enum'],
  ['prompts.screenRenderers', '{ head_tags: { tag: script } }', '/head_tags type: must be array'],
  ['prompts.screenRenderers', '{ filters: { match_type: all } }', '/filters/match_type enum'],
  [
    'prompts.screenRenderers',
    '{ filters: { clients: [{ id: a, name: b }] } }',
    '/filters/clients/0 additionalProperties name',
  ],

  ['emailProvider', '{ name: pigeon }', '/name enum'],
  ['emailProvider', '{ name: smtp, enabled: "yes" }', '/enabled type: must be boolean'],
  ['emailProvider', '{ name: smtp, credentials: { smtp_port: "25", smtp_pass: x } }', '/credentials/smtp_port type: must be number'],
  ['emailProvider', '{ name: smtp, credentials: { api_key: x, smtp_pass: x } }', '/credentials additionalProperties api_key'],
  ['emailProvider', '{ name: sendgrid, credentials: {} }', '/credentials required api_key'],
  ['emailProvider', '{ name: sendgrid, credentials: secret }', '/credentials type: must be object'],

  ['emailTemplates', '{ body: x }', '/ required template'],
  ['emailTemplates', '{ template: farewell }', '/template enum'],
  ['emailTemplates', '{ template: welcome_email, enabled: 1 }', '/enabled type: must be boolean'],
  ['emailTemplates', '{ template: welcome_email, urlLifetimeInSeconds: -1 }', '/urlLifetimeInSeconds minimum'],
  ['emailTemplates', '{ template: welcome_email, reply_to: x }', '/ additionalProperties reply_to'],

  ['resourceServers', '{ name: Parcels }', '/ required identifier'],
  ['resourceServers', '{ identifier: a, signing_alg: RS255 }', '/signing_alg enum'],
  ['resourceServers', '{ identifier: a, scopes: [read] }', '/scopes/0 type: must be object'],
  ['resourceServers', '{ identifier: a, scopes: [{ value: read, title: b }] }', '/scopes/0 additionalProperties title'],
  ['resourceServers', '{ identifier: a, token_lifetime: 3000000 }', '/token_lifetime maximum'],
  [
    'resourceServers',
    '{ identifier: a, proof_of_possession: { mechanism: dpop } }',
    '/proof_of_possession required required',
  ],
  ['resourceServers', '{ identifier: a, lifetime: 5 }', '/ additionalProperties lifetime'],

  ['clients', '{ app_type: spa }', '/ required name'],
  ['clients', '{ name: a, app_type: website }', '/app_type enum'],
  ['clients', '{ name: a, callbacks: https://a.example }', '/callbacks type: must be array'],
  ['clients', '{ name: a, oidc_conformant: "true" }', '/oidc_conformant type: must be boolean'],
  ['clients', '{ name: a, refresh_token: { rotation_type: rotating } }', '/refresh_token required expiration_type'],
  ['clients', '{ name: a, organization_usage: 5 }', '/organization_usage enum'],
  ['clients', '{ name: a, color: red }', '/ additionalProperties color'],
  ['clients', '{ name: a, jwt_configuration: { alg: none } }', '/jwt_configuration/alg enum'],
  [
    'clients',
    '{ name: a, client_authentication_methods: { private_key_jwt: { credentials: [{ pem: x }] } } }',
    '/client_authentication_methods/private_key_jwt/credentials/0 required name',
  ],
  [
    'clients',
    '{ name: a, client_authentication_methods: { tls_client_auth: { credentials: [{ name: a, alg: RS1 }] } } }',
    '/client_authentication_methods/tls_client_auth/credentials/0/alg enum',
  ],

  ['clientGrants', '{ client_id: a }', '/ required audience'],
  ['clientGrants', '{ audience: a }', '/ required client_id'],
  ['clientGrants', '{ client_id: a, audience: b, scope: read:a }', '/scope type: must be array'],
  ['clientGrants', '{ client_id: a, audience: b, organization_usage: required }', '/organization_usage enum'],
  ['clientGrants', '{ client_id: a, audience: b, scopes: [] }', '/ additionalProperties scopes'],

  ['roles', '{ description: a }', '/ required name'],
  ['roles', '{ name: a, permissions: [{ permission_name: b }] }', '/permissions/0 required resource_server_identifier'],
  ['roles', '{ name: a, permissions: [read:a] }', '/permissions/0 type: must be object'],
  ['roles', '{ name: a, permisions: [] }', '/ additionalProperties permisions'],

  ['databases', '{ options: {} }', '/ required name'],
  ['databases', '{ name: a, strategy: okta }', '/strategy enum'],
  ['databases', '{ name: a, enabled_clients: [{ client_id: b }] }', '/enabled_clients/0 type: must be string'],
  ['databases', '{ name: a, options: { passwordPolicy: strong } }', '/options/passwordPolicy enum'],
  ['databases', '{ name: a, options: { import_mode: "no" } }', '/options/import_mode type: must be boolean'],
  ['databases', '{ name: a, options: { password_history: { size: 3 } } }', '/options/password_history required enable'],
  ['databases', '{ name: a, option: {} }', '/ additionalProperties option'],

  ['connections', '{ strategy: okta }', '/ required name'],
  ['connections', '{ name: a, strategy: oktaa }', '/strategy enum'],
  ['connections', '{ name: a_b }', '/name pattern'],
  ['connections', '{ name: a, strategy: okta, options: { domain: 5 } }', '/options/domain type: must be string,null'],
  ['connections', '{ name: a, strategy: okta, options: { type: side_channel } }', '/options/type enum'],
  ['connections', '{ name: a, strategy: okta, options: [] }', '/options type: must be object'],
  [
    'connections',
    '{ name: a, strategy: oidc, options: { client_secret: 5 } }',
    '/options/client_secret type: must be string,null',
  ],
  [
    'connections',
    '{ name: a, strategy: waad, options: { ext_groups: some } }',
    '/options/ext_groups type: must be boolean',
  ],
  ['connections', '{ name: a, strategy: oauth2, options: { scope: 5 } }', '/options/scope type: must be array,string'],
  [
    'connections',
    '{ name: a, scim_configuration: { mapping: {} } }',
    '/scim_configuration/mapping type: must be array',
  ],
  ['connections', '{ name: a, clients: [] }', '/ additionalProperties clients'],

  ['organizations', '{ display_name: a }', '/ required name'],
  ['organizations', '{ name: a, branding: { colors: { primary: red } } }', '/branding/colors required page_background'],
  ['organizations', '{ name: a, third_party_client_access: deny }', '/third_party_client_access enum'],
  ['organizations', '{ name: a, connections: [{ show_as_button: true }] }', '/connections/0 required name'],
  [
    'organizations',
    '{ name: a, connections: [{ name: b, is_enabled: 1 }] }',
    '/connections/0/is_enabled type: must be boolean',
  ],
  ['organizations', '{ name: a, client_grants: [{ audience: b }] }', '/client_grants/0 required client_id'],
  [
    'organizations',
    '{ name: a, discovery_domains: [{ domain: b.example, status: on }] }',
    '/discovery_domains/0/status enum',
  ],
  ['organizations', '{ name: a, clients: [{ use_for_member_access: true }] }', '/clients/0 required client_id'],
  ['organizations', '{ name: a, enabled_connections: [] }', '/ additionalProperties enabled_connections'],
  [
    'organizations',
    '{ name: a, token_quota: { client_credentials: { per_day: 0 } } }',
    '/token_quota/client_credentials/per_day minimum',
  ],

  ['actionModules', '{ code: x }', '/ required name'],
  ['actionModules', '{ name: a, dependencies: [{ name: b }] }', '/dependencies/0 required version'],
  ['actionModules', '{ name: a, all_changes_published: "yes" }', '/all_changes_published type: must be boolean'],

  ['actions', '{ code: x }', '/ required name'],
  ['actions', '{ name: a, supported_triggers: [{ id: login }] }', '/supported_triggers/0/id enum'],
  ['actions', '{ name: a, supported_triggers: [{ version: v1 }] }', '/supported_triggers/0 required id'],
  ['actions', '{ name: a, deployed: 1 }', '/deployed type: must be boolean'],
  ['actions', '{ name: a, publish: true }', '/ additionalProperties publish'],

  ['triggers', '[{ display_name: a }]', '/0 required action_name'],
  ['triggers', '[{ action_name: 5 }]', '/0/action_name type: must be string'],
  ['triggers', '{ action_name: a }', '/ type: must be array'],
  ['triggers', '[{ action_name: a, name: b }]', '/0 additionalProperties name'],

  ['flowVaultConnections', '{ app_id: HTTP }', '/ required name'],
  ['flowVaultConnections', '{ name: a, app_id: FAX }', '/app_id enum'],
  ['flowVaultConnections', '{ name: a, app_id: HTTP, setup: { type: MAGIC } }', '/setup/type enum'],
  ['flowVaultConnections', '{ name: a, app_id: HTTP, setup: { type: BEARER } }', '/setup required token'],
  ['flowVaultConnections', '{ name: a, app_id: HTTP, setup: { token: b } }', '/setup required type'],
  [
    'flowVaultConnections',
    '{ name: a, app_id: AUTH0, setup: { type: OAUTH_APP, domain: 5, client_id: b, client_secret: c } }',
    '/setup/domain type: must be string',
  ],
  ['flowVaultConnections', '{ name: a, app_id: HTTP, set_up: {} }', '/ additionalProperties set_up'],

  ['flows', '{ actions: [] }', '/ required name'],
  ['flows', '{ name: a, actions: {} }', '/actions type: must be array'],
  ['flows', '{ name: a, actions: [{ id: b, type: HTPP, action: SEND_REQUEST, params: {} }] }', '/actions/0/type enum'],
  [
    'flows',
    '{ name: a, actions: [{ id: b, type: HTTP, action: SEND, params: { url: c } }] }',
    '/actions/0/action enum',
  ],
  [
    'flows',
    '{ name: a, actions: [{ id: b, type: HTTP, action: SEND_REQUEST, params: {} }] }',
    '/actions/0/params required url',
  ],
  ['flows', '{ name: a, actions: [{ id: b, type: HTTP, action: SEND_REQUEST }] }', '/actions/0 required params'],
  [
    'flows',
    '{ name: a, actions: [{ id: b, type: HTTP, action: SEND_REQUEST, params: { url: c }, colour: d }] }',
    '/actions/0 additionalProperties colour',
  ],
  ['flows', '{ name: a, steps: [] }', '/ additionalProperties steps'],

  ['forms', '{ nodes: [] }', '/ required name'],
  ['forms', '{ name: a, nodes: [{ id: b, type: STEEP }] }', '/nodes/0/type enum'],
  ['forms', '{ name: a, nodes: [{ id: b, type: FLOW }] }', '/nodes/0 required config'],
  [
    'forms',
    '{ name: a, nodes: [{ id: b, type: STEP, config: { components: [{ id: c, category: FIELD, type: TXT }] } }] }',
    '/nodes/0/config/components/0/type enum',
  ],
  [
    'forms',
    '{ name: a, nodes: [{ id: b, type: STEP, config: { components: [{ id: c, category: BLOCK, type: DIVIDER, label: d }] } }] }',
    '/nodes/0/config/components/0 additionalProperties label',
  ],
  ['forms', '{ name: a, style: { css: 5 } }', '/style/css type: must be string'],
  ['forms', '{ name: a, pages: [] }', '/ additionalProperties pages'],

  ['attackProtection', '{ botDetection: { bot_detection_level: extreme } }', '/botDetection/bot_detection_level enum'],
  ['attackProtection', '{ captcha: { hcaptcha: { secret: a } } }', '/captcha/hcaptcha required site_key'],
  ['attackProtection', '{ bruteForceProtection: { max_attempts: 0 } }', '/bruteForceProtection/max_attempts minimum'],
  ['attackProtection', '{ bruteForce: {} }', '/ additionalProperties bruteForce'],

  ['riskAssessment', '{ settings: { enabled: 1 } }', '/settings/enabled type: must be boolean'],
  ['riskAssessment', '{ new_device: { remember_for: 366 } }', '/new_device/remember_for maximum'],

  ['supplementalSignals', '{ akamai_enabled: "yes" }', '/akamai_enabled type: must be boolean'],

  ['guardianFactorProviders', '{ name: sms }', '/ required provider'],
  ['guardianFactorProviders', '{ name: sms, provider: pigeon }', '/provider enum'],
  ['guardianFactorProviders', '{ name: sms, provider: twilio, sid: 5 }', '/sid type: must be string'],

  ['guardianFactorTemplates', '{ enrollment_message: a }', '/ required name'],
  ['guardianFactorTemplates', '{ name: email }', '/name enum'],

  ['guardianPhoneFactorSelectedProvider', '{ provider: pigeon }', '/provider enum'],
  ['guardianPhoneFactorMessageTypes', '{ message_types: [fax] }', '/message_types/0 enum'],
  ['guardianPushFactorSelectedProvider', '{ provider: pigeon }', '/provider enum'],

  ['guardianFactors', '{ enabled: true }', '/ required name'],
  ['guardianFactors', '{ name: fax }', '/name enum'],

  ['guardianEmailFactorSettings', '{ otp_length: 3 }', '/otp_length minimum'],
  ['guardianPhoneFactorSettings', '{ otp_expiration_time: 30.5 }', '/otp_expiration_time type: must be integer'],
  ['guardianSettings', '{ mfa_session_inactivity_timeout: 2592001 }', '/mfa_session_inactivity_timeout maximum'],
  ['guardianPolicies', '{ policies: [sometimes] }', '/policies/0 enum'],
  ['guardianPolicies', '{ policies: all-applications }', '/policies type: must be array'],

  ['networkACLKeys', '{ alg: hmac-sha256 }', '/ required name'],
  ['networkACLKeys', '{ name: a, id: b, secret: c }', '/ additionalProperties secret'],

  ['networkACLs', '{ description: a }', '/ required priority'],
  ['networkACLs', '{ priority: 101 }', '/priority maximum'],
  ['networkACLs', '{ priority: 1, rule: { action: { block: true } } }', '/rule required scope'],
  [
    'networkACLs',
    '{ priority: 1, rule: { action: { block: true }, scope: tenant, match: { asns: [a] } } }',
    '/rule/match/asns/0 type: must be integer',
  ],

  ['rateLimitPolicies', '{ resource: oauth_authentication_api, consumer: client }', '/ required consumer_selector'],
  [
    'rateLimitPolicies',
    '{ resource: oauth_authentication_api, consumer: client, client_id: a, configuration: { action: block } }',
    '/configuration required limit',
  ],

  ['logStreams', '{ type: http, sink: { httpEndpoint: "https://a.example" } }', '/ required name'],
  ['logStreams', '{ name: a, type: fax }', '/type enum'],
  ['logStreams', '{ name: a, type: http, sink: { httpEndpoint: a } }', '/sink/httpEndpoint pattern'],
  ['logStreams', '{ name: a, type: datadog, sink: { datadogRegion: eu } }', '/sink required datadogApiKey'],
  ['logStreams', '{ name: a, type: http, status: off }', '/status enum'],

  ['eventStreams', '{ status: enabled }', '/ required name'],
  ['eventStreams', '{ name: a, destination: { type: fax, configuration: {} } }', '/destination/type enum'],
  ['eventStreams', '{ name: a, subscriptions: [user.created] }', '/subscriptions/0 type: must be object'],
];

test.each(mistakes)('%s %s', (type, resource, finding) => {
  expect(findings(schemaOf(type), parse(resource))).toEqual([finding]);
});
