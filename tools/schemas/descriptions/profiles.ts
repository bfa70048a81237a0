import type { Texts } from './tenant.ts';

function features(at: string): Texts {
  return {
    [`${at}enabled_features`]: 'What is switched on for the connection: SCIM, universal logout.',
    [`${at}connection_config`]: 'Settings that the connection starts with.',
    [`${at}provisioning`]: 'How its users may be provisioned.',
  };
}

/** Profiles: patterns after which other things are made or judged. */
export const profileTexts: Readonly<Record<string, Texts>> = {
  userAttributeProfiles: {
    '': 'Which attributes users have, and where each comes from, by protocol.',
    name: 'The name of the profile.',
    user_id: 'What identifies a user.',
    'user_id.oidc_mapping': 'The claim of OpenID Connect.',
    'user_id.saml_mapping': 'The attributes of SAML, the first one that is there counts.',
    'user_id.scim_mapping': 'The attribute of SCIM.',
    'user_id.strategy_overrides': 'Other mappings for some strategies.',
    user_attributes: 'The attributes by name. The list is complete.',
    'user_attributes.*.description': 'What the attribute is.',
    'user_attributes.*.label': 'What it is called where administrators see it.',
    'user_attributes.*.profile_required': 'Whether every user needs it.',
    'user_attributes.*.auth0_mapping': 'Where it is kept in the profile of the user.',
    'user_attributes.*.oidc_mapping': 'The claim of OpenID Connect.',
    'user_attributes.*.saml_mapping': 'The attributes of SAML, the first one that is there counts.',
    'user_attributes.*.scim_mapping': 'The attribute of SCIM.',
    'user_attributes.*.strategy_overrides': 'Other mappings for some strategies.',
  },

  connectionProfiles: {
    '': 'What connections get that customers make by self-service.',
    name: 'The name of the profile.',
    organization: 'How the connection is linked to the organization it is made for.',
    'organization.show_as_button': "Whether the organization's login page shows it.",
    'organization.assign_membership_on_login': 'Whether users become members when they log in.',
    connection_name_prefix_template: 'What names of connections begin with. May use `{org_name}` and `{org_id}`.',
    ...features(''),
    strategy_overrides: 'Other settings for some strategies.',
    cross_app_access_resource_app: "Whether assertions of the connection's identity provider are accepted.",
  },

  selfServiceProfiles: {
    '': "How customers' own administrators set up single sign-on.",
    name: 'The name of the profile.',
    description: 'What the profile is for.',
    branding: 'Logo and colour of the set-up pages.',
    'branding.logo_url': 'The logo. Must be HTTPS.',
    'branding.colors': 'The colours.',
    'branding.colors.primary': 'The colour of buttons and links.',
    allowed_strategies: 'The kinds of connections that can be set up.',
    user_attributes: 'The attributes that administrators have to map. Excludes `user_attribute_profile_id`.',
    'user_attributes[].name': 'The name of the attribute.',
    'user_attributes[].description': 'What administrators read about it.',
    'user_attributes[].is_optional': 'Whether they may leave it out.',
    user_attribute_profile_id: 'The name of a user attribute profile. Excludes `user_attributes`.',
    customText: 'Texts of the set-up pages, by language and page. `null` brings back the standard ones.',
  },

  tokenExchangeProfiles: {
    '': 'Which tokens of other issuers are exchanged for tokens of the tenant, and the action that judges them.',
    name: 'The name of the profile.',
    subject_token_type: 'The kind of token, as a URI.',
    action: 'The name of the action that judges the token. Fixed once created.',
    action_id: 'Another way to write `action`.',
    type: 'Always `custom_authentication`. Fixed once created.',
  },
};
