import { string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';
import { connectionTexts } from '../connections/schema.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: [
    'CreateConnectionRequestContentAuth0',
    'UpdateConnectionRequestContentAuth0',
    'CreateConnectionRequestContent',
    'UpdateConnectionRequestContent',
  ],
  first: ['strategy', 'options'],
  add: { 'options.custom_password_hash': { type: 'object', properties: { action_id: string }, nullable: true } },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Databases of users: connections of the strategy `auth0`.',
  ...connectionTexts,
  strategy: 'Always `auth0`; may be left out.',
  options: 'How the database works.',
  'options.attributes': 'By what users are known: email, phone number, username. Excludes `requires_username`.',
  'options.authentication_methods': 'What users log in with: password, passkey, codes by email or phone.',
  'options.brute_force_protection': 'Whether accounts are blocked after too many wrong passwords.',
  'options.configuration': 'Values for custom scripts, by key. Never read back; use secret keywords.',
  'options.customScripts': 'Scripts of your own for users that live elsewhere, by name; files, by their paths.',
  'options.customScripts.login': 'Checks a password.',
  'options.customScripts.get_user': 'Finds a user.',
  'options.customScripts.create': 'Creates a user.',
  'options.customScripts.verify': 'Marks an email address as verified.',
  'options.customScripts.change_password': 'Changes a password.',
  'options.customScripts.change_email': 'Changes an email address.',
  'options.customScripts.delete': 'Deletes a user.',
  'options.custom_password_hash': 'Passwords that come with a hash of your own.',
  'options.custom_password_hash.action_id': 'The name of the action that checks them.',
  'options.disable_self_service_change_password': 'Whether users cannot change forgotten passwords themselves.',
  'options.disable_signup': 'Whether users cannot sign up themselves.',
  'options.enabledDatabaseCustomization': 'Whether the custom scripts are used.',
  'options.import_mode': 'Whether users move from the custom database to Auth0 as they log in.',
  'options.mfa': 'Whether multi-factor authentication is on for this database.',
  'options.non_persistent_attrs': 'Attributes of users that are never stored.',
  'options.passkey_options': 'How passkeys are offered.',
  'options.passwordPolicy': 'How strong passwords have to be.',
  'options.password_complexity_options': 'The least length of passwords.',
  'options.password_dictionary': 'Words that passwords may not be.',
  'options.password_history': 'How many old passwords are remembered and refused.',
  'options.password_no_personal_info': 'Whether passwords may not hold parts of the user profile.',
  'options.password_options': 'The newer settings for passwords; excludes the older ones.',
  'options.precedence': 'Which identifier a login name is tried as first.',
  'options.requires_username': 'Whether users have a username besides their email address.',
  'options.validation': 'Rules for usernames.',
};
