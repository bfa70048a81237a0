import { type Body, bodyOf, isBody, textOf } from '../../body.ts';
import { badRequest, invalidBody } from '../../errors.ts';
import type { Call } from '../../route.ts';

/** The options that a new database connection has by default. */
export const databaseDefaults: Body = {
  mfa: { active: true, return_enroll_settings: true },
  passwordPolicy: 'good',
  passkey_options: { challenge_ui: 'both', local_enrollment_enabled: true, progressive_enrollment_enabled: true },
  authentication_methods: {
    password: { enabled: true, api_behavior: 'required', signup_behavior: 'allow' },
    passkey: { enabled: false },
  },
  brute_force_protection: true,
  strategy_version: 2,
};

/** Two ways to say the same: only one side of a row may be there. */
const EXCLUSIVE: readonly (readonly [one: string, others: readonly string[]])[] = [
  ['attributes', ['requires_username', 'validation']],
  [
    'password_options',
    [
      'passwordPolicy',
      'password_complexity_options',
      'password_history',
      'password_no_personal_info',
      'password_dictionary',
    ],
  ],
];
const IDENTIFIERS = ['email', 'phone_number', 'username'];

/** Refuses options of a database connection that contradict each other or what is stored. */
export function refuseDatabaseOptions(options: Body, before: Body | undefined, { store }: Call): void {
  for (const [one, others] of EXCLUSIVE) {
    const other = options[one] === undefined ? undefined : others.find((name) => options[name] !== undefined);
    if (other !== undefined) throw invalidBody(`options.${one} and options.${other} are mutually exclusive`);
  }
  if (isBody(options['attributes'])) refuseAttributes(options['attributes'], before && bodyOf(before['attributes']));
  const action = bodyOf(options['custom_password_hash'])['action_id'];
  if (action !== undefined && store.get('actions', textOf(action)) === undefined) {
    throw badRequest('The action of custom_password_hash does not exist.', 'inexistent_action');
  }
}

/** `email.unique` is fixed at creation, and a PATCH that leaves it out reads as true. */
function refuseAttributes(attributes: Body, before: Body | undefined): void {
  const isActive = (name: string): boolean => bodyOf(bodyOf(attributes[name])['identifier'])['active'] === true;
  if (!IDENTIFIERS.some((name) => isActive(name))) throw badRequest('At least one identifier must be active.');
  const isUnique = bodyOf(attributes['email'])['unique'] !== false;
  if (!isUnique && isActive('email')) throw badRequest('An email that is not unique cannot be an identifier.');
  const wasEmail = before?.['email'];
  if (wasEmail === undefined || attributes['email'] === undefined) return;
  if (isUnique !== (bodyOf(wasEmail)['unique'] !== false)) {
    throw badRequest('options.attributes.email.unique cannot be changed.');
  }
}
