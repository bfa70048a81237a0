/** A piece of JSON Schema. */
type SchemaNode = { readonly [key: string]: unknown };

const refused = (...names: string[]): SchemaNode => Object.fromEntries(names.map((name) => [name, false]));
const text = (minLength: number, maxLength: number, pattern?: string): SchemaNode => ({
  minLength,
  maxLength,
  ...(pattern !== undefined && { pattern }),
});
const between = (minimum: number, maximum: number): SchemaNode => ({ type: 'integer', minimum, maximum });
const items = (minItems: number, maxItems = Infinity): SchemaNode => ({
  minItems,
  ...(maxItems !== Infinity && { maxItems }),
});
/** Metadata values have at most 255 characters; how many keys there may be is checked after the merge. */
const metadata = { additionalProperties: { maxLength: 255 } };
const atLeastOne = { minProperties: 1 };
const clientName = { minLength: 1, pattern: '^[^<>]+$' };
const clientTexts = { custom_login_page: { minLength: 1 }, par_request_expiry: { minimum: 10, maximum: 600 } };
const oneMethod = { maxProperties: 1 };
const httpsUrl = { pattern: '^https://' };
const wholeHours = { type: 'integer', minimum: 1 };

const organization = {
  name: text(1, 50, '^[a-z0-9][a-z0-9_-]*$'),
  display_name: text(1, 255),
  metadata,
};
const api = { name: text(0, 200, '^[^<>]+$'), token_lifetime: between(0, 2_592_000), scopes: items(0, 1000) };
const connection = { display_name: { maxLength: 128 }, metadata };
const actionLists = { dependencies: items(0, 10), secrets: items(0, 30), modules: items(0, 3) };
const named = { name: text(1, 150) };
const acl = { description: { maxLength: 255 }, priority: between(1, 100) };
const stream = { name: text(1, 128), subscriptions: items(1) };
const selfService = { name: text(1, 100), description: text(1, 140), allowed_strategies: items(1) };
const codes = { otp_length: { type: 'integer', minimum: 4 }, otp_expiration_time: { type: 'integer', minimum: 30 } };
const exchange = { name: text(3, 50), subject_token_type: text(8, 100) };
const attributes = { name: text(1, 128), user_attributes: { minProperties: 1, maxProperties: 64 } };

/**
 * What the API checks beyond the SDK's types: lengths, ranges, counts, fields that PATCH refuses although the type
 * has them, and bodies that must not be empty. Each row is laid over the type of its name, wherever that is used.
 */
export const amendments: { readonly [type: string]: SchemaNode } = {
  AddRolePermissionsRequestContent: { properties: { permissions: items(1) } },
  BulkUpdateAculRequestContent: { properties: { configs: items(1) } },
  ClientRefreshTokenConfiguration: {
    properties: {
      leeway: between(0, 1e9),
      token_lifetime: between(1, 157_788_000),
      idle_token_lifetime: between(1, 1e9),
    },
  },
  TokenQuotaClientCredentials: {
    ...atLeastOne,
    properties: { per_day: between(1, 2 ** 31 - 1), per_hour: between(1, 2 ** 31 - 1) },
  },
  CreateActionModuleRequestContent: {
    properties: { name: text(1, 255), code: text(1, 65_536), dependencies: items(0, 10), secrets: items(0, 30) },
  },
  CreateActionRequestContent: { properties: { name: { minLength: 1 }, supported_triggers: items(1), ...actionLists } },
  CreateClientGrantRequestContent: { properties: { audience: text(1, 600) } },
  CreateClientRequestContent: {
    properties: {
      name: clientName,
      client_authentication_methods: oneMethod,
      client_metadata: metadata,
      description: { maxLength: 140 },
      ...clientTexts,
    },
  },
  CreateConnectionRequestContent: {
    properties: { ...connection, name: text(1, 128, '^[a-zA-Z0-9](-?[a-zA-Z0-9])*$') },
  },
  CreateConnectionProfileRequestContent: { properties: { name: text(1, 50) } },
  CreateCustomDomainRequestContent: {
    properties: {
      domain: text(
        3,
        255,
        '^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$',
      ),
      domain_metadata: metadata,
    },
  },
  CreateEmailTemplateRequestContent: { required: ['template', 'body', 'from', 'subject', 'syntax', 'enabled'] },
  CreateEventStreamActionRequestContent: { properties: stream },
  CreateEventStreamEventBridgeRequestContent: { properties: stream },
  CreateEventStreamWebHookRequestContent: { properties: stream },
  CreateFlowRequestContent: { properties: named },
  CreateFlowsVaultConnectionRequestContent: { properties: named },
  CreateFormRequestContent: { properties: named },
  CreateKeysNetworkAclsRequestContent: { properties: { name: text(1, 255), value: { maxLength: 1024 } } },
  CreateNetworkAclRequestContent: { properties: acl },
  CreateOrganizationClientsRequestContent: { properties: { clients: items(1, 10) } },
  CreateOrganizationDiscoveryDomainRequestContent: { properties: { domain: text(3, 255) } },
  CreateOrganizationRequestContent: { properties: { ...organization, enabled_connections: items(0, 10) } },
  CreateResourceServerRequestContent: {
    properties: { ...api, identifier: text(1, 600), signing_secret: text(16, 255) },
  },
  CreateSelfServiceProfileRequestContent: { properties: selfService },
  CreateTokenExchangeProfileRequestContent: { properties: exchange },
  CreateUserAttributeProfileRequestContent: { properties: attributes },
  DeleteOrganizationClientsRequestContent: { properties: { clients: items(1, 10) } },
  DeleteRolePermissionsRequestContent: { properties: { permissions: items(1) } },
  PatchClientCredentialRequestContent: atLeastOne,
  PostClientCredentialRequestContent: {
    properties: { name: { maxLength: 128 }, kid: { pattern: '^[0-9a-zA-Z_-]{10,64}$' }, subject_dn: text(1, 256) },
  },
  PhoneTemplateBody: { ...atLeastOne, properties: { text: text(1, 20_000), voice: text(1, 20_000) } },
  PhoneTemplateContent: { properties: { from: text(1, 16) } },
  PartialPhoneTemplateContent: { properties: { from: text(1, 16) } },
  RegisterCimdClientRequestContent: { properties: { external_client_id: text(1, 120) } },
  SetEmailFactorSettingsRequestContent: { properties: codes },
  SetEmailTemplateRequestContent: { required: ['template', 'body', 'from', 'subject', 'syntax', 'enabled'] },
  SetGuardianSettingsRequestContent: {
    properties: {
      mfa_session_inactivity_timeout: between(3600, 2_592_000),
      mfa_session_overall_timeout: between(3600, 7_776_000),
    },
  },
  SetPhoneFactorSettingsRequestContent: { properties: codes },
  SetsCustomTextsByLanguageRequestContent: {
    additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
  },
  SetPartialsRequestContent: {
    additionalProperties: {
      type: 'object',
      propertyNames: { pattern: '^((form-content|form-footer|secondary-actions)-(start|end)|form-content)$' },
      additionalProperties: { type: 'string' },
    },
  },
  TwilioProviderConfiguration: { properties: { delivery_methods: items(1) } },
  UpdateActionBindingsRequestContent: { required: ['bindings'], properties: { bindings: items(0, 20) } },
  UpdateActionModuleRequestContent: {
    properties: { code: text(1, 65_536), dependencies: items(0, 10), secrets: items(0, 30) },
  },
  UpdateActionRequestContent: { properties: { name: { minLength: 1 }, supported_triggers: items(1), ...actionLists } },
  UpdateBrandingPhoneProviderRequestContent: atLeastOne,
  UpdateBrandingRequestContent: {
    ...atLeastOne,
    properties: { logo_url: httpsUrl, favicon_url: httpsUrl },
  },
  UpdateClientGrantRequestContent: atLeastOne,
  UpdateClientRequestContent: {
    ...atLeastOne,
    properties: {
      ...refused('third_party_security_mode', 'resource_server_identifier'),
      name: clientName,
      description: { maxLength: 140 },
      ...clientTexts,
      client_authentication_methods: oneMethod,
      client_metadata: metadata,
      jwt_configuration: { properties: refused('secret_encoded') },
    },
  },
  UpdateConnectionRequestContent: { ...atLeastOne, properties: { ...connection, ...refused('enabled_clients') } },
  UpdateCustomDomainRequestContent: { properties: { domain_metadata: metadata } },
  UpdateBruteForceSettingsRequestContent: { properties: { max_attempts: between(1, 100) } },
  UpdateEmailProviderRequestContent: atLeastOne,
  UpdateEventStreamRequestContent: { properties: { name: text(1, 128) } },
  UpdateEnabledClientConnectionsRequestContent: items(1, 50),
  UpdateFlowRequestContent: { properties: named },
  UpdateFlowsVaultConnectionRequestContent: { properties: named },
  UpdateFormRequestContent: { properties: named },
  UpdateNetworkAclRequestContent: { properties: acl },
  UpdateOrganizationRequestContent: { properties: organization },
  UpdateResourceServerRequestContent: { properties: { ...api, signing_secret: text(16, 255) } },
  UpdateRiskAssessmentsSettingsNewDeviceRequestContent: { properties: { remember_for: between(1, 365) } },
  UpdateSelfServiceProfileRequestContent: { properties: selfService },
  UpdateSettingsRequestContent: atLeastOne,
  UpdateTokenExchangeProfileRequestContent: { ...atLeastOne, properties: exchange },
  UpdateUserAttributeProfileRequestContent: { properties: attributes },
  UpdateTenantSettingsRequestContent: {
    ...atLeastOne,
    properties: {
      enabled_locales: items(1),
      ...Object.fromEntries(
        [
          'session_lifetime',
          'idle_session_lifetime',
          'ephemeral_session_lifetime',
          'idle_ephemeral_session_lifetime',
        ].flatMap((name) => [
          [name, wholeHours],
          [`${name}_in_minutes`, wholeHours],
        ]),
      ),
    },
  },
};

function login(method: string, ...fields: string[]): SchemaNode {
  const texts = Object.fromEntries(fields.map((field) => [field, { type: 'string', minLength: 1 }]));
  return {
    type: 'object',
    properties: { method: { enum: [method] }, ...texts },
    required: ['method', ...fields],
    additionalProperties: false,
  };
}

/** Where the SDK's types refuse what the API takes. Each row takes the place of the type of its name. */
export const replacements: { readonly [type: string]: SchemaNode } = {
  // Both regions may be null, which stands for the United States.
  EmailMailgunRegionEnum: { enum: ['eu', null] },
  EmailSparkPostRegionEnum: { enum: ['eu', null] },
  // The secrets, which are never read back, are not in the types.
  EventStreamWebhookBasicAuth: login('basic', 'username', 'password'),
  EventStreamWebhookBearerAuth: login('bearer', 'token'),
  EventStreamWebhookCustomHeaderAuth: login('custom_header', 'header_key', 'header_value'),
};
