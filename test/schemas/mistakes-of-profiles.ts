/** One mistake, one finding: the type, a resource with a single mistake, and what the check says of it. */
export type Mistake = [type: string, resource: string, finding: string];

const themeParts = "borders: '@@B@@', colors: '@@C@@', fonts: '@@F@@', page_background: '@@P@@'";

/** Mistakes in themes, phone settings, profiles, and in what some types have inside. */
export const profileMistakes: Mistake[] = [
  ['themes', `{ ${themeParts} }`, '/ required widget'],
  ['themes', `{ ${themeParts}, widget: '@@W@@', shade: dark }`, '/ additionalProperties shade'],
  [
    'themes',
    `{ ${themeParts}, widget: '@@W@@', identifiers: { login_display: unified, otp_autocomplete: 1, phone_display: '@@D@@' } }`,
    '/identifiers/otp_autocomplete type: must be boolean',
  ],

  ['phoneProviders', '{ name: pigeon }', '/name enum'],
  ['phoneProviders', '{ disabled: true }', '/ required name'],
  [
    'phoneProviders',
    '{ name: twilio, configuration: { sid: a, delivery_methods: [fax] } }',
    '/configuration/delivery_methods/0 enum',
  ],
  [
    'phoneProviders',
    '{ name: custom, configuration: { sid: a, delivery_methods: [text] } }',
    '/configuration additionalProperties sid',
  ],
  ['phoneProviders', '{ name: twilio, credentials: secret }', '/credentials type: must be object'],

  ['phoneTemplates', '{ disabled: true }', '/ required type'],
  ['phoneTemplates', '{ type: farewell }', '/type enum'],
  ['phoneTemplates', '{ type: otp_verify, content: { body: { text: 5 } } }', '/content/body/text type: must be string'],

  ['userAttributeProfiles', '{ user_attributes: { a: "@@A@@" } }', '/ required name'],
  [
    'userAttributeProfiles',
    '{ name: a, user_attributes: { email: { label: b, description: c, profile_required: true } } }',
    '/user_attributes/email required auth0_mapping',
  ],
  [
    'userAttributeProfiles',
    '{ name: a, user_id: { oidc_mapping: name }, user_attributes: "@@A@@" }',
    '/user_id/oidc_mapping enum',
  ],

  ['connectionProfiles', '{ enabled_features: [] }', '/ required name'],
  ['connectionProfiles', '{ name: a, enabled_features: [ldap] }', '/enabled_features/0 enum'],
  [
    'connectionProfiles',
    '{ name: a, organization: { show_as_button: sometimes } }',
    '/organization/show_as_button enum',
  ],

  ['clients', '{ name: a, external_client_id: 5 }', '/external_client_id type: must be string'],

  [
    'connections',
    '{ name: a, directory_provisioning_configuration: { synchronize_groups: some } }',
    '/directory_provisioning_configuration/synchronize_groups enum',
  ],
  [
    'connections',
    '{ name: a, directory_provisioning_configuration: { synchronized_groups: [{ name: b }] } }',
    '/directory_provisioning_configuration/synchronized_groups/0 required id',
  ],

  ['selfServiceProfiles', '{ description: a }', '/ required name'],
  ['selfServiceProfiles', '{ name: a, allowed_strategies: [ldap] }', '/allowed_strategies/0 enum'],
  ['selfServiceProfiles', '{ name: a, customText: { de: {} } }', '/customText additionalProperties de'],

  ['organizations', '{ name: a, roles: [{ description: b }] }', '/roles/0 required name'],

  [
    'tokenExchangeProfiles',
    '{ name: abc, subject_token_type: urn:harbor:a, type: custom_authentication }',
    '/ required action',
  ],
  ['tokenExchangeProfiles', '{ name: abc, action: b, type: custom_authentication }', '/ required subject_token_type'],
  ['tokenExchangeProfiles', '{ name: abc, subject_token_type: urn:harbor:a, action: b, type: saml }', '/type enum'],

  ['verifiableCredentialTemplates', '{ type: mdl }', '/ required name'],
  ['verifiableCredentialTemplates', '{ name: "" }', '/name minLength'],
  ['verifiableCredentialTemplates', '{ name: a, version: 2 }', '/ additionalProperties version'],
  [
    'verifiableCredentialTemplates',
    '{ name: a, well_known_trusted_issuers: other }',
    '/well_known_trusted_issuers enum',
  ],
  [
    'verifiableCredentialTemplates',
    '{ name: a, presentation: { org.iso.18013.5.1.mDL: { org.iso.18013.5.1: {} } } }',
    '/presentation/org.iso.18013.5.1.mDL/org.iso.18013.5.1 minProperties',
  ],
];
