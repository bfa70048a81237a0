import type { Body } from '../../../src/model/json.ts';
import { isBody } from '../../../src/model/json.ts';
import { found } from '../by-hand.ts';
import type { Row } from '../row.ts';
import { body, flag, items, one, some } from './values.ts';

const times = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' };

const attribute = body(
  {
    description: one('Where mail goes', 'Mail'),
    label: one('Email', 'Mail'),
    profile_required: flag,
    auth0_mapping: one('email', 'mail'),
  },
  {
    oidc_mapping: body({ mapping: one('email', 'mail') }, { display_name: one('a', 'b') }),
    saml_mapping: one(['email'], ['mail', 'email']),
    scim_mapping: one('emails', 'mail'),
    strategy_overrides: body({ samlp: body({ saml_mapping: one(['a'], ['b']) }) }),
  },
);
const plain = { description: 'a', label: 'a', profile_required: false, auth0_mapping: 'a' };

/** Which attributes users have. */
export const userAttributeProfiles: Row[] = [
  {
    title: 'userAttributeProfiles',
    type: 'userAttributeProfiles',
    at: (resource) => ({ userAttributeProfiles: [resource] }),
    address: 'userAttributeProfiles/Crew',
    always: { name: 'Crew', user_attributes: { name: plain } },
    fields: {
      'user_id.oidc_mapping': one('sub'),
      'user_id.saml_mapping': one(['a', 'b'], ['b', 'a'], ['c']),
      'user_id.scim_mapping': one('externalId', 'userName'),
      'user_id.strategy_overrides': body({ waad: body({ oidc_mapping: one('oid', 'sub') }) }),
      'user_attributes.email': attribute,
      'user_attributes.phone': attribute,
    },
    ordered: ['user_id.saml_mapping'],
    maps: ['user_attributes'],
    // The API fills in again where the id comes from.
    clearable: ['user_attributes.email', 'user_id.strategy_overrides'],
    server: { id: 'uap_0000000000000000' },
    rename: { id: 'id', fields: { name: 'Staff' } },
    live: found('/user-attribute-profiles', 'name', 'Crew'),
    byHand: [
      {
        post: '/user-attribute-profiles',
        body: {
          name: 'Crew',
          user_id: {
            oidc_mapping: 'sub',
            scim_mapping: 'hand',
            strategy_overrides: { okta: { scim_mapping: 'hand' } },
          },
          user_attributes: { name: { ...plain, scim_mapping: 'hand' }, left: plain },
        },
      },
    ],
  },
];

const provisioning = body({
  scim: body({ tokens: body({ scopes: some('get:users', 'post:users', 'patch:users') }) }),
});

/** What connections get that are made by self-service. */
export const connectionProfiles: Row[] = [
  {
    title: 'connectionProfiles',
    type: 'connectionProfiles',
    at: (resource) => ({ connectionProfiles: [resource] }),
    address: 'connectionProfiles/Partners',
    always: { name: 'Partners' },
    fields: {
      organization: body({
        show_as_button: one('none', 'optional'),
        assign_membership_on_login: one('optional', 'required'),
      }),
      connection_name_prefix_template: one('a-', 'b-{org_name}'),
      enabled_features: some('scim', 'universal_logout'),
      provisioning,
      'strategy_overrides.okta.enabled_features': some('scim', 'universal_logout'),
      'strategy_overrides.samlp': body({ enabled_features: some('scim', 'universal_logout'), provisioning }),
      cross_app_access_resource_app: body({
        status: body({ default_value: one('enabled', 'disabled'), allowed_values: some('enabled', 'disabled') }),
      }),
    },
    unordered: {
      enabled_features: true,
      'provisioning.scim.tokens.scopes': true,
      'strategy_overrides.*.enabled_features': true,
      'cross_app_access_resource_app.status.allowed_values': true,
      'strategy_overrides.*.provisioning.scim.tokens.scopes': true,
    },
    server: { id: 'cop_0000000000000000' },
    rename: { id: 'id', fields: { name: 'Customers' } },
    live: found('/connection-profiles', 'name', 'Partners'),
    byHand: [
      {
        post: '/connection-profiles',
        body: {
          name: 'Partners',
          organization: { show_as_button: 'required' },
          enabled_features: ['scim'],
          strategy_overrides: { waad: { enabled_features: ['scim'] }, okta: { connection_config: {} } },
        },
      },
    ],
  },
];

const selfService = {
  type: 'selfServiceProfiles',
  at: (resource) => ({ selfServiceProfiles: [resource] }),
  around: {
    userAttributeProfiles: ['Crew', 'Staff'].map((name) => ({ name, user_attributes: { name: plain } })),
  },
  address: 'selfServiceProfiles/Partners',
  always: { name: 'Partners' },
  server: { id: 'ssp_0000000000000000000000', ...times },
  rename: { id: 'id', fields: { name: 'Customers' } },
  live: async (read) => {
    const profile = await found('/self-service-profiles', 'name', 'Partners', {
      customText: 'custom-text/en/get-started',
    })(read);
    return isBody(profile)
      ? { ...profile, customText: { en: { 'get-started': profile['customText'] ?? {} } } }
      : undefined;
  },
} satisfies Partial<Row>;

/** How customers set up single sign-on. */
export const selfServiceProfiles: Row[] = [
  {
    ...selfService,
    title: 'selfServiceProfiles',
    fields: {
      description: one('Of partners', 'Partners'),
      'branding.logo_url': one('https://harbor.test/a.png', 'https://harbor.test/b.png'),
      'branding.colors': body({ primary: one('#112233', '#223344') }),
      allowed_strategies: some('oidc', 'samlp', 'okta'),
      user_attributes: items('name', ['email', 'phone', 'name'], { description: one('a', 'b'), is_optional: flag }),
      customText: body({ en: body({ 'get-started': body({ a: one('A', 'B') }, { b: one('C', 'D') }) }) }),
    },
    unordered: { allowed_strategies: true },
    ordered: ['user_attributes'],
    children: { customText: { name: 'customText', key: () => '' } },
    clearable: ['description', 'branding', 'user_attributes'],
    byHand: [
      {
        post: '/self-service-profiles',
        body: {
          name: 'Partners',
          description: 'By hand',
          branding: { logo_url: 'https://hand.test/a.png', colors: { primary: '#000000' } },
          allowed_strategies: ['waad'],
        },
        as: 'profile',
      },
      { put: '/self-service-profiles/{profile}/custom-text/en/get-started', body: { a: 'hand', left: 'over' } },
    ],
  },
  {
    ...selfService,
    title: 'selfServiceProfiles with a user attribute profile',
    fields: { user_attribute_profile_id: one('Crew', 'Staff') },
    clearable: ['user_attribute_profile_id'],
    after: ['userAttributeProfiles/Crew', 'userAttributeProfiles/Staff'],
    byHand: [
      {
        post: '/self-service-profiles',
        body: { name: 'Partners', user_attributes: [{ name: 'hand', description: 'hand', is_optional: true }] },
      },
    ],
    // A profile has attributes of its own, or those of another one.
    restless: ['user_attributes'],
  },
];

const exchange = (name: string): Body => ({
  name,
  code: '//',
  deployed: true,
  supported_triggers: [{ id: 'custom-token-exchange', version: 'v1' }],
});

/** Which tokens of other issuers are exchanged. */
export const tokenExchangeProfiles: Row[] = [
  {
    title: 'tokenExchangeProfiles',
    type: 'tokenExchangeProfiles',
    at: ({ action_id: action, ...resource }) => ({
      tokenExchangeProfiles: [{ action: 'Judge', ...resource, ...(action === undefined ? {} : { action }) }],
    }),
    around: { actions: [exchange('Judge'), exchange('Other')] },
    address: 'tokenExchangeProfiles/urn:harbor:legacy',
    always: { name: 'Legacy', subject_token_type: 'urn:harbor:legacy', type: 'custom_authentication' },
    fields: { name: one('Legacy', 'Old tokens') },
    immutable: { action_id: ['Judge', 'Other'] },
    server: { id: 'tep_0000000000000000', ...times },
    rename: { id: 'id', fields: { subject_token_type: 'urn:harbor:older' } },
    after: ['actions/Judge'],
    live: found('/token-exchange-profiles', 'subject_token_type', 'urn:harbor:legacy'),
    byHand: [
      {
        post: '/token-exchange-profiles',
        body: {
          name: 'By hand',
          subject_token_type: 'urn:harbor:legacy',
          action_id: '{actions/Judge}',
          type: 'custom_authentication',
        },
      },
    ],
  },
];

const presentation = body({
  'org.iso.18013.5.1.mDL': body({
    'org.iso.18013.5.1': body({ family_name: flag }, { age_in_years: flag, portrait: flag }),
  }),
});

/** What holders of a mobile driving licence are asked to show. */
export const verifiableCredentialTemplates: Row[] = [
  {
    title: 'verifiableCredentialTemplates',
    type: 'verifiableCredentialTemplates',
    at: (resource) => ({ verifiableCredentialTemplates: [resource] }),
    address: 'verifiableCredentialTemplates/Licence',
    always: {
      name: 'Licence',
      type: 'mdl',
      dialect: 'simplified/1.0',
      presentation: { 'org.iso.18013.5.1.mDL': { 'org.iso.18013.5.1': { family_name: true } } },
      well_known_trusted_issuers: 'aamva',
    },
    fields: { presentation, type: one('mdl', 'mDL') },
    immutable: { custom_certificate_authority: ['certificate one', 'certificate two'] },
    server: { id: 'vct_0000000000000000', ...times },
    rename: { id: 'id', fields: { name: 'Passport' } },
    live: found('/verifiable-credentials/verification/templates', 'name', 'Licence'),
    byHand: [
      {
        post: '/verifiable-credentials/verification/templates',
        body: {
          name: 'Licence',
          type: 'hand',
          dialect: 'simplified/1.0',
          presentation: { 'org.iso.18013.5.1.mDL': { 'org.iso.18013.5.1': { birth_date: true } } },
          well_known_trusted_issuers: 'aamva',
        },
      },
    ],
  },
];
