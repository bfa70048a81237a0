import type { ResourceType } from '../../catalog/resource-type.ts';
import { select, valueAt } from '../../model/path.ts';
import { omit } from '../../model/json.ts';
import { connectionTraits, enabledClients, endpoints, withoutOwnRealm } from '../connections/any-strategy.ts';
import { databaseRules } from './database-rules.ts';

/** Database connections: those of the strategy `auth0`. */
export const databases: ResourceType = {
  ...connectionTraits,
  name: 'databases',
  takesAlong: 'its users',
  endpoints: endpoints({ strategy: 'auth0' }, () => true),
  children: [enabledClients],
  sets: {
    'options.non_persistent_attrs': true,
    'options.password_dictionary.dictionary': true,
    'options.password_options.complexity.character_types': true,
    'options.password_options.dictionary.custom': true,
    'options.password_options.profile_data.blocked_fields': true,
  },
  // Environment values of custom database scripts: the API returns them encrypted.
  secret: ['options.configuration.*'],
  ...databaseRules,
  references: { 'options.custom_password_hash.action_id': { to: 'actions', by: 'id' } },
  files: { 'options.customScripts.*': { type: 'text' } },
  code: { 'options.customScripts.*': 'optional' },
  hooks: {
    fromFile: (desired) => ({ strategy: 'auth0', ...desired }),
    toFile: (live) => omit(withoutOwnRealm(live), ['strategy']),
    // Whether an email is unique is settled when attributes come into being; without a word it is.
    facts: (live) => {
      const [email] = select(live, 'options.attributes.email');
      const isUnique = valueAt(email?.value, ['unique']) !== false;
      return email === undefined ? {} : { email_was_unique: isUnique, email_was_shared: !isUnique };
    },
  },
};
