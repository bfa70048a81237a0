import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateUserAttributeProfileRequestContent', 'UpdateUserAttributeProfileRequestContent'],
  required: ['name', 'user_attributes'],
};

/** What editors show, by path. */
export const texts: Texts = {
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
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  '`user_attributes` is complete: an attribute that is gone from the files goes.',
];
