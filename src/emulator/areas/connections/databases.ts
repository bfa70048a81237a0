import { type Body, bodyOf, isBody, omit, textOf } from '../../body.ts';
import { refuse } from '../../errors.ts';
import type { Call } from '../../route.ts';

const OFF: Body = { enabled: false };
const PASSWORD: Body = { enabled: true, api_behavior: 'required', signup_behavior: 'allow' };

/**
 * Completes what was sent in parts: the methods of authentication, and the attribute for the address. What passwords
 * are like is said in one of two ways, of which the older one is the default.
 */
export function completedDatabase(all: Body, sentMethods: Body): Body {
  const options = isBody(all['password_options']) ? omit(all, ['passwordPolicy']) : all;
  const { attributes } = options;
  const isSent = Object.keys(sentMethods).length > 0;
  const methods: Body = { passkey: OFF, email_otp: OFF, phone_otp: OFF, ...sentMethods };
  const password = { ...PASSWORD, ...bodyOf(sentMethods['password']) };
  return {
    ...options,
    ...(isSent && { authentication_methods: { ...methods, password } }),
    ...(isBody(attributes) && { attributes: withAddress(attributes) }),
  };
}

function withAddress(attributes: Body): Body {
  const { email } = attributes;
  return isBody(email) ? { ...attributes, email: { verification_method: 'link', unique: true, ...email } } : attributes;
}

/** Two ways to say the same: only one side of a row may be there. */
const EXCLUSIVE: readonly (readonly [one: string, others: readonly string[]])[] = [
  ['attributes', ['validation']],
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
    if (other !== undefined) throw refuse('databases.exclusive-options', { one, other });
  }
  if (options['attributes'] !== undefined && options['requires_username'] === true) {
    throw refuse('databases.attributes-and-username');
  }
  if (isBody(options['attributes'])) refuseAttributes(options['attributes'], before && bodyOf(before['attributes']));
  const action = bodyOf(options['custom_password_hash'])['action_id'];
  if (action !== undefined && store.get('actions', textOf(action)) === undefined) {
    throw refuse('databases.unknown-hash-action');
  }
}

/** `email.unique` is fixed at creation, and a PATCH that leaves it out reads as true. */
function refuseAttributes(attributes: Body, before: Body | undefined): void {
  const isActive = (name: string): boolean => bodyOf(bodyOf(attributes[name])['identifier'])['active'] === true;
  if (!IDENTIFIERS.some((name) => isActive(name))) throw refuse('databases.no-identifier');
  for (const name of IDENTIFIERS) refuseHiddenAttribute(name, bodyOf(attributes[name]));
  const isUnique = bodyOf(attributes['email'])['unique'] !== false;
  if (!isUnique && isActive('email')) throw refuse('databases.shared-identifier');
  if (before === undefined || attributes['email'] === undefined) return;
  if (isUnique !== (bodyOf(before['email'])['unique'] !== false)) {
    throw refuse('databases.unique-changed');
  }
}

/** What a profile must have is asked for on sign-up. */
function refuseHiddenAttribute(name: string, attribute: Body): void {
  if (attribute['profile_required'] !== true || bodyOf(attribute['signup'])['status'] !== 'inactive') return;
  throw refuse('databases.hidden-attribute', { name });
}
