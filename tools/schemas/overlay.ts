import { text, count, flag, texts, object, listOf, words, strategies } from './overlay-row.ts';
import type { Row } from './overlay-row.ts';

/** One row for every type of the catalog, in the same order. */
export const overlay: Readonly<Record<string, Row>> = {
  tenant: {
    sdk: ['UpdateTenantSettingsRequestContent'],
    // The three pages are resources of their own type.
    omit: ['change_password', 'guardian_mfa_page', 'error_page'],
    deprecated: ['universal_login'],
  },
  customDomains: {
    sdk: ['CreateCustomDomainRequestContent', 'UpdateCustomDomainRequestContent'],
    add: { is_default: flag },
  },
  branding: {
    sdk: ['UpdateBrandingRequestContent'],
    children: { templates: { add: { template: { enum: ['universal_login'] }, body: text } } },
  },
  themes: {
    sdk: ['CreateBrandingThemeRequestContent', 'UpdateBrandingThemeRequestContent'],
    required: ['borders', 'colors', 'fonts', 'page_background', 'widget'],
  },
  pages: {
    add: {
      name: { enum: ['login', 'password_reset', 'guardian_multifactor', 'error_page'] },
      enabled: flag,
      html: text,
      url: text,
      show_log_link: flag,
    },
  },
  prompts: {
    sdk: ['UpdateSettingsRequestContent'],
  },
  'prompts.customText': {
    add: { text: { type: 'object', additionalProperties: texts } },
    keys: { language: 'PromptLanguageEnum', prompt: 'PromptGroupNameEnum' },
  },
  'prompts.partials': {
    add: { screens: { type: 'object', additionalProperties: texts } },
    keys: { prompt: 'PartialGroupsEnum' },
  },
  'prompts.screenRenderers': {
    sdk: ['UpdateAculRequestContent'],
    // Exported files repeat the two keys under which they stand.
    add: { prompt: text, screen: text },
    keys: { prompt: 'PromptGroupNameEnum', screen: 'ScreenGroupNameEnum' },
  },
  emailProvider: {
    sdk: ['CreateEmailProviderRequestContent', 'UpdateEmailProviderRequestContent'],
    variants: {
      by: 'name',
      field: 'credentials',
      members: {
        mailgun: 'api_key domain region',
        mandrill: 'api_key',
        sendgrid: 'api_key',
        resend: 'api_key',
        ses: 'accessKeyId region secretAccessKey',
        sparkpost: 'api_key region',
        smtp: 'smtp_host smtp_pass smtp_port smtp_user',
        azure_cs: 'connectionString',
        ms365: 'clientId clientSecret tenantId',
        custom: '',
      },
    },
  },
  emailTemplates: { sdk: ['CreateEmailTemplateRequestContent', 'UpdateEmailTemplateRequestContent'] },
  phoneProviders: {
    sdk: ['CreateBrandingPhoneProviderRequestContent', 'UpdateBrandingPhoneProviderRequestContent'],
    required: ['name'],
    variants: {
      by: 'name',
      field: 'configuration',
      members: { twilio: 'default_from delivery_methods mssid sid', custom: 'delivery_methods' },
    },
  },
  phoneTemplates: {
    sdk: ['CreatePhoneTemplateRequestContent', 'UpdatePhoneTemplateRequestContent'],
    // Exported files have an empty one.
    add: { 'content.from': text },
  },
  resourceServers: { sdk: ['CreateResourceServerRequestContent', 'UpdateResourceServerRequestContent'] },
  userAttributeProfiles: {
    sdk: ['CreateUserAttributeProfileRequestContent', 'UpdateUserAttributeProfileRequestContent'],
    required: ['name', 'user_attributes'],
  },
  connectionProfiles: {
    sdk: ['CreateConnectionProfileRequestContent', 'UpdateConnectionProfileRequestContent'],
  },
  clients: {
    sdk: ['CreateClientRequestContent', 'UpdateClientRequestContent'],
    add: { external_client_id: text },
    deprecated: ['sso', 'oidc_backchannel_logout'],
    children: {
      credentials: {
        sdk: ['PostClientCredentialRequestContent', 'PatchClientCredentialRequestContent'],
        required: [['name', 'id']],
      },
    },
  },
  clientGrants: {
    sdk: ['CreateClientGrantRequestContent', 'UpdateClientGrantRequestContent'],
    required: ['audience', ['client_id', 'default_for']],
  },
  roles: {
    sdk: ['CreateRoleRequestContent', 'UpdateRoleRequestContent'],
    children: { permissions: { sdk: ['PermissionRequestPayload'] } },
  },
  databases: {
    sdk: [
      'CreateConnectionRequestContentAuth0',
      'UpdateConnectionRequestContentAuth0',
      'CreateConnectionRequestContent',
      'UpdateConnectionRequestContent',
    ],
    first: ['strategy', 'options'],
    add: { 'options.custom_password_hash': { type: 'object', properties: { action_id: text }, nullable: true } },
  },
  connections: {
    sdk: ['CreateConnectionRequestContent', 'UpdateConnectionRequestContent'],
    variants: {
      by: 'strategy',
      field: 'options',
      types: strategies.map((name) => `CreateConnectionRequestContent${name}`),
    },
    // For the strategy `email` the SDK says text, but the API has an object.
    add: { 'options.authParams': { type: ['object', 'string'] } },
    children: {
      scim_configuration: { sdk: ['CreateScimConfigurationRequestContent', 'UpdateScimConfigurationRequestContent'] },
      directory_provisioning_configuration: {
        sdk: ['CreateDirectoryProvisioningRequestContent', 'UpdateDirectoryProvisioningRequestContent'],
        add: { synchronized_groups: listOf({ id: text, name: text, email: text, direct_members_count: count }, 'id') },
      },
    },
  },
  selfServiceProfiles: {
    sdk: ['CreateSelfServiceProfileRequestContent', 'UpdateSelfServiceProfileRequestContent'],
    children: { customText: { add: { en: object({ 'get-started': texts }) } } },
  },
  organizations: {
    sdk: ['CreateOrganizationRequestContent', 'UpdateOrganizationRequestContent'],
    omit: ['enabled_connections'],
    children: {
      connections: {
        sdk: ['CreateOrganizationAllConnectionRequestParameters', 'UpdateOrganizationConnectionRequestParameters'],
        add: { name: text },
        required: [['name', 'connection_id']],
      },
      client_grants: {
        omit: ['grant_id'],
        add: { client_id: text, audience: text, subject_type: text },
        required: ['client_id'],
      },
      discovery_domains: {
        sdk: ['CreateOrganizationDiscoveryDomainRequestContent', 'UpdateOrganizationDiscoveryDomainRequestContent'],
      },
      clients: { sdk: ['CreateOrganizationClientRequestItem', 'UpdateOrganizationClientRequestContent'] },
      roles: {
        sdk: ['CreateRoleRequestContent', 'UpdateRoleRequestContent'],
        add: {
          permissions: listOf(
            { permission_name: text, resource_server_identifier: text },
            'permission_name',
            'resource_server_identifier',
          ),
        },
      },
    },
  },
  actionModules: {
    sdk: ['CreateActionModuleRequestContent', 'UpdateActionModuleRequestContent'],
    omit: ['publish'],
    add: { all_changes_published: flag },
  },
  actions: {
    sdk: ['CreateActionRequestContent', 'UpdateActionRequestContent'],
    omit: ['deploy'],
    add: { deployed: flag },
  },
  triggers: {
    add: { bindings: listOf({ action_name: text, display_name: text }, 'action_name') },
    keys: { trigger: 'ActionTriggerTypeEnum' },
  },
  tokenExchangeProfiles: {
    sdk: ['CreateTokenExchangeProfileRequestContent', 'UpdateTokenExchangeProfileRequestContent'],
    add: { action: text },
    required: ['name', 'subject_token_type', 'type', ['action', 'action_id']],
  },
  flowVaultConnections: { sdk: ['CreateFlowsVaultConnectionRequestContent'] },
  flows: { sdk: ['CreateFlowRequestContent', 'UpdateFlowRequestContent'] },
  forms: { sdk: ['CreateFormRequestContent', 'UpdateFormRequestContent'] },
  attackProtection: {
    children: {
      botDetection: { sdk: ['UpdateBotDetectionSettingsRequestContent'] },
      breachedPasswordDetection: { sdk: ['UpdateBreachedPasswordDetectionSettingsRequestContent'] },
      bruteForceProtection: { sdk: ['UpdateBruteForceSettingsRequestContent'] },
      captcha: { sdk: ['UpdateAttackProtectionCaptchaRequestContent'] },
      suspiciousIpThrottling: { sdk: ['UpdateSuspiciousIpThrottlingSettingsRequestContent'] },
      // The SDK says `default` where the API's own description says `none`.
      phoneProviderProtection: { add: { type: { enum: ['exponential', 'default', 'none'] } } },
    },
  },
  riskAssessment: {
    children: {
      settings: { sdk: ['UpdateRiskAssessmentsSettingsRequestContent'] },
      // Exported files say 0 where nothing was set.
      new_device: { add: { remember_for: { type: 'integer', minimum: 0, maximum: 365 } } },
    },
  },
  supplementalSignals: { sdk: ['UpdateSupplementalSignalsRequestContent'] },
  guardianFactorProviders: {
    sdk: [
      'SetGuardianFactorsProviderPhoneTwilioRequestContent',
      'SetGuardianFactorsProviderPushNotificationApnsRequestContent',
      'SetGuardianFactorsProviderPushNotificationFcmRequestContent',
      'SetGuardianFactorsProviderPushNotificationFcmv1RequestContent',
      'SetGuardianFactorsProviderPushNotificationSnsRequestContent',
      'SetGuardianFactorDuoSettingsRequestContent',
    ],
    add: {
      name: { enum: ['phone', 'sms', 'push-notification', 'duo'] },
      provider: { enum: ['twilio', 'apns', 'fcm', 'fcmv1', 'sns', 'duo'] },
    },
  },
  guardianFactorTemplates: {
    sdk: ['SetGuardianFactorPhoneTemplatesRequestContent'],
    add: { name: { enum: ['phone', 'sms'] } },
  },
  guardianPhoneFactorSelectedProvider: { sdk: ['SetGuardianFactorsProviderPhoneRequestContent'] },
  guardianPhoneFactorMessageTypes: { sdk: ['SetGuardianFactorPhoneMessageTypesRequestContent'] },
  guardianPushFactorSelectedProvider: { sdk: ['SetGuardianFactorsProviderPushNotificationRequestContent'] },
  guardianFactors: {
    sdk: ['SetGuardianFactorRequestContent'],
    add: {
      name: {
        enum: words('push-notification sms email duo otp webauthn-roaming webauthn-platform recovery-code'),
      },
    },
  },
  guardianEmailFactorSettings: { sdk: ['SetEmailFactorSettingsRequestContent'] },
  guardianPhoneFactorSettings: { sdk: ['SetPhoneFactorSettingsRequestContent'] },
  guardianSettings: { sdk: ['SetGuardianSettingsRequestContent'] },
  guardianPolicies: {
    add: { policies: { type: 'array', items: { enum: ['all-applications', 'confidence-score'] } } },
  },
  networkACLKeys: { sdk: ['CreateKeysNetworkAclsRequestContent'] },
  networkACLs: { sdk: ['CreateNetworkAclRequestContent', 'UpdateNetworkAclRequestContent'] },
  rateLimitPolicies: {
    sdk: ['CreateRateLimitPolicyRequestContent'],
    required: ['resource', 'consumer', ['consumer_selector', 'client_id']],
  },
  logStreams: {
    sdk: ['CreateLogStreamRequestContent'],
    add: { status: { enum: ['active', 'paused', 'suspended'] } },
  },
  eventStreams: {
    sdk: [
      'CreateEventStreamWebHookRequestContent',
      'CreateEventStreamEventBridgeRequestContent',
      'CreateEventStreamActionRequestContent',
    ],
    // What the API takes and never answers is not in the SDK's types.
    add: {
      'destination.configuration.webhook_authorization.password': text,
      'destination.configuration.webhook_authorization.token': text,
      'destination.configuration.webhook_authorization.header_value': text,
    },
  },
};
