import { paths } from '../../catalog/resource-type.ts';
import type { Semantics } from '../../catalog/rule.ts';

/** What the fields of a database connection have to do with each other. */
export const databaseRules: Semantics = {
  exclusive: [
    { sides: [['options.attributes'], ['options.requires_username', 'options.validation']] },
    {
      sides: [
        ['options.password_options'],
        paths(`
          options.passwordPolicy options.password_complexity_options options.password_history
          options.password_no_personal_info options.password_dictionary
        `),
      ],
      severity: 'warning',
    },
  ],
  limits: [
    { at: 'metadata.*', most: 255 },
    { at: 'options.password_options.profile_data.blocked_fields', most: 12 },
  ],
  rules: [
    {
      when: [{ path: 'cross_app_access_requesting_app.active' }],
      says: 'a database has no cross_app_access_requesting_app',
      hint: 'take it out',
    },
    ...['email', 'phone_number', 'username'].map((name) => ({
      when: [
        { path: `options.attributes.${name}.signup.status`, is: ['inactive'] },
        { path: `options.attributes.${name}.profile_required`, is: [true] },
      ],
      says: `${name} is required in profiles, and so has to be part of the sign-up`,
      hint: 'set signup.status: required or optional, or profile_required: false',
    })),
    {
      when: [
        { path: 'options.attributes.email.identifier.active', is: [true] },
        { path: 'options.attributes.email.unique', is: [false] },
      ],
      says: 'an email that is not unique cannot be an identifier',
      hint: 'set options.attributes.email.unique: true, or make another attribute the identifier',
    },
    ...(
      [
        ['email_was_unique', false],
        ['email_was_shared', true],
      ] as const
    ).map(([fact, wanted]) => ({
      when: [
        { path: 'options.attributes.email.unique', is: [wanted] },
        { path: fact, is: [true] },
      ],
      says: `options.attributes.email.unique stays ${String(!wanted)}: it cannot change any more`,
      hint: `write ${String(!wanted)}, or make another connection`,
    })),
    {
      // The tenant may have another attribute that is one; a new connection has not.
      when: [{ path: 'options.attributes' }, { path: 'options.attributes.*.identifier.active', none: [true] }],
      says: 'none of the attributes is an identifier, and a new connection needs one',
      hint: 'set identifier.active: true for email, username or phone_number',
      offline: 'warning',
    },
    {
      when: [
        { path: 'options.authentication_methods.password.signup_behavior', is: ['block'] },
        { path: 'options.authentication_methods.password.api_behavior', not: ['optional'] },
      ],
      says: 'signup_behavior block needs api_behavior optional',
      hint: 'set options.authentication_methods.password.api_behavior: optional',
    },
    {
      when: [
        { path: 'options.password_options.complexity.character_type_rule', is: ['three_of_four'] },
        {
          path: 'options.password_options.complexity.character_types',
          lacks: ['uppercase', 'lowercase', 'number', 'special'],
        },
      ],
      says: 'three_of_four needs all four character_types',
      hint: 'name uppercase, lowercase, number and special, or set character_type_rule: all',
    },
  ],
  orders: [
    { low: 'options.validation.username.min', high: 'options.validation.username.max' },
    {
      low: 'options.attributes.username.validation.min_length',
      high: 'options.attributes.username.validation.max_length',
    },
  ],
};
