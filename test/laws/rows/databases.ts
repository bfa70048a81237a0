import type fc from 'fast-check';
import type { Body, Json } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { body, flag, one, secret, some, whole } from './values.ts';

import { around, common, enabledClients, read, server } from './connection.ts';

const script = (name: string): fc.Arbitrary<Json> =>
  one(`function ${name}() {}`, `function ${name}() {\n  return 1;\n}`);

const database = {
  type: 'databases',
  at: (resource: Body): Body => ({ databases: [resource] }),
  address: 'databases/people',
  around,
  children: { enabled_clients: enabledClients },
  server: { ...server, strategy: 'auth0' },
  live: read('people'),
};

/** Connections of the strategy `auth0`. */
export const databases: Row[] = [
  {
    ...database,
    title: 'databases',
    always: { name: 'people', options: { requires_username: true } },
    fields: {
      ...common,
      'options.requires_username': flag,
      'options.validation': body({ username: body({ min: whole(1, 9), max: whole(10, 90) }) }),
      'options.passwordPolicy': one('none', 'low', 'fair', 'good', 'excellent'),
      'options.password_complexity_options': body({ min_length: whole(1, 72) }),
      'options.password_history': body({ enable: flag, size: whole(1, 24) }),
      'options.password_no_personal_info': body({ enable: flag }),
      'options.password_dictionary': body({ enable: flag, dictionary: some('parcel', 'harbor', 'ship') }),
      'options.brute_force_protection': flag,
      'options.disable_signup': flag,
      'options.import_mode': flag,
      'options.enabledDatabaseCustomization': flag,
      'options.mfa': body({ active: flag, return_enroll_settings: flag }),
      'options.customScripts.login': script('login'),
      'options.customScripts.get_user': script('getByEmail'),
      'options.configuration.API_KEY': secret,
      'options.configuration.URL': secret,
      'options.non_persistent_attrs': some('email', 'name', 'nickname'),
      'options.disable_self_service_change_password': flag,
    },
    unordered: { 'options.password_dictionary.dictionary': true, 'options.non_persistent_attrs': true },
    ordered: ['realms'],
    maps: ['metadata'],
    unseen: ['options.configuration'],
    secrets: ['options.configuration.API_KEY', 'options.configuration.URL'],
    clearable: [
      'metadata',
      'options.validation',
      'options.passwordPolicy',
      'options.password_complexity_options',
      'options.password_history',
      'options.password_no_personal_info',
      'options.password_dictionary',
    ],
    rename: { id: 'id', fields: { name: 'persons' }, isReplaced: true },
    byHand: [
      {
        post: '/connections',
        body: {
          name: 'people',
          strategy: 'auth0',
          display_name: 'By hand',
          metadata: { team: 'hand', left: 'over' },
          authentication: { active: true },
          options: {
            requires_username: false,
            validation: { username: { min: 2, max: 22 } },
            password_history: { enable: true, size: 3 },
            customScripts: { login: 'function login() {}', verify: 'function verify() {}' },
            configuration: { API_KEY: 'by hand', OTHER: 'by hand' },
            mfa: { active: false, return_enroll_settings: false },
            passkey_options: { challenge_ui: 'button', local_enrollment_enabled: false },
            upstream_params: { screen_hint: { value: 'signup' } },
          },
        },
        as: 'people',
      },
      { patch: '/connections/{people}/clients', body: [{ client_id: '{clients/App}', status: true }] },
    ],
  },
  {
    ...database,
    title: 'databases with attributes',
    children: {},
    around: {
      ...around,
      actions: ['Hash', 'Digest'].map((name) => ({
        name,
        code: '//',
        deployed: true,
        supported_triggers: [{ id: 'password-hash-migration', version: 'v1' }],
      })),
    },
    always: { name: 'people', options: { attributes: { email: { identifier: { active: true }, unique: true } } } },
    fields: {
      'options.attributes.email.profile_required': flag,
      'options.attributes.email.verification_method': one('link', 'otp'),
      'options.attributes.email.signup': body({
        status: one('required', 'optional'),
        verification: body({ active: flag }),
      }),
      'options.attributes.phone_number': body({
        identifier: body({ active: flag }),
        profile_required: flag,
        signup: body({ status: one('optional', 'required') }),
      }),
      'options.attributes.username.identifier.active': flag,
      'options.attributes.username.validation': body({
        min_length: whole(1, 9),
        max_length: whole(10, 90),
        allowed_types: body({ email: flag, phone_number: flag }),
      }),
      'options.precedence': one(['email', 'phone_number', 'username'], ['username', 'email', 'phone_number']),
      'options.password_options.complexity': body({
        min_length: whole(1, 72),
        character_types: some('uppercase', 'lowercase', 'number'),
        identical_characters: one('allow', 'block'),
      }),
      'options.password_options.dictionary': body({ active: flag, custom: some('parcel', 'harbor', 'ship') }),
      'options.password_options.history': body({ active: flag, size: whole(1, 24) }),
      'options.password_options.profile_data': body({ active: flag, blocked_fields: some('name', 'email') }),
      'options.authentication_methods': body({ password: body({ enabled: flag }), passkey: body({ enabled: flag }) }),
      'options.passkey_options': body({ challenge_ui: one('both', 'autofill'), progressive_enrollment_enabled: flag }),
      'options.custom_password_hash': body({ action_id: one('Hash', 'Digest') }),
    },
    unordered: {
      'options.password_options.complexity.character_types': true,
      'options.password_options.dictionary.custom': true,
      'options.password_options.profile_data.blocked_fields': true,
    },
    ordered: ['options.precedence'],
    // The API fills in again how people authenticate, and what passkeys are like.
    clearable: [
      'options.attributes.phone_number',
      'options.precedence',
      'options.password_options.history',
      'options.password_options',
      'options.custom_password_hash',
    ],
    after: ['actions/Hash', 'actions/Digest'],
    byHand: [
      {
        post: '/connections',
        body: {
          name: 'people',
          strategy: 'auth0',
          options: {
            requires_username: true,
            validation: { username: { min: 2, max: 22 } },
            password_history: { enable: true, size: 3 },
          },
        },
      },
    ],
    // The API takes one of two ways to say it.
    restless: [
      'options.requires_username',
      'options.validation',
      'options.passwordPolicy',
      'options.password_complexity_options',
      'options.password_history',
      'options.password_no_personal_info',
      'options.password_dictionary',
    ],
  },
];
