import { isBody } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import { select } from '../../model/path.ts';
import { scriptMistakes } from '../code/scripts.ts';
import { hitIn } from '../code/place.ts';
import { failedAt, passed, skipped, unknown } from '../verdict.ts';
import type { Verdict } from '../verdict.ts';
import type { CheckRule, ResourceRule } from '../rule.ts';
import { valueOf } from '../tests.ts';
import type { Subject, World } from '../world.ts';
import { auth0Docs, checkMate } from './common.ts';

const ofPeople = (rule: Pick<ResourceRule, 'id' | 'says' | 'hint' | 'why'> & Partial<ResourceRule>): CheckRule => ({
  type: 'each',
  about: 'databases',
  isOnlyManaged: true,
  production: 'warning',
  other: 'off',
  profiles: ['security'],
  from: checkMate,
  decided: 'files',
  ...rule,
});

/** A setting of passwords, of which there is an older and a newer form: a database has one of them. */
function eitherForm(newer: string, older: string, isFine: (value: Json) => boolean): NonNullable<ResourceRule['find']> {
  return (subject: Subject, { toKnow }: World): Verdict => {
    const found = [newer, older].map((path) => ({ path, known: valueOf(subject, path) }));
    const set = found.find(({ known }) => known.isKnown && known.value !== undefined);
    if (set?.known.isKnown === true) {
      const value = set.known.value ?? null;
      if (isFine(value)) return passed;
      return failedAt([{ path: set.path.split('.'), ...(isBody(value) ? {} : { value }) }]);
    }
    return subject.isComplete || found.every(({ known }) => known.isKnown) ? failedAt([{ path: [] }]) : unknown(toKnow);
  };
}

const fullScripts = ['login', 'get_user', 'create', 'verify', 'change_password', 'delete'];
const importScripts = ['login', 'get_user'];

/** Checks of database connections. */
export const databaseRules: readonly CheckRule[] = [
  {
    type: 'each',
    id: 'databases/scripts-callback',
    about: 'databases',
    find: ({ resource }) => {
      const scripts = select(resource.body, 'options.customScripts.*');
      if (scripts.length === 0) return skipped;
      return failedAt(
        scripts.flatMap(({ path, value }) =>
          typeof value !== 'string'
            ? []
            : scriptMistakes(value).map(({ says, span }) => ({ ...hitIn(resource, path, value, span), says })),
        ),
      );
    },
    says: 'a database script may end without its callback, or writes what it should not',
    hint: 'call the callback once on every path, keep values in configuration, and log no users',
    why: 'Without the callback the login waits for 20 seconds and fails.',
    production: 'warning',
    other: 'warning',
    profiles: ['m2m'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'databases/scripts-missing',
    about: 'databases',
    where: [{ path: 'options.enabledDatabaseCustomization', is: [true] }],
    find: (subject, { toKnow }) => {
      const imports = valueOf(subject, 'options.import_mode');
      const scripts = valueOf(subject, 'options.customScripts');
      if (!imports.isKnown || !scripts.isKnown) return unknown(toKnow);
      const given = isBody(scripts.value) ? scripts.value : {};
      const missing = (imports.value === true ? importScripts : fullScripts).filter(
        (name) => (given[name] ?? '') === '',
      );
      if (missing.length > 0 && !subject.isComplete && !isBody(scripts.value)) return unknown(toKnow);
      return failedAt(missing.map((name) => ({ path: ['options', 'customScripts'], says: `${name} is missing` })));
    },
    says: 'a custom database lacks a script',
    hint: 'add it to options.customScripts; with import_mode only login and get_user are needed',
    why: 'What the script is for, such as a password reset, fails for every user of the database.',
    production: 'error',
    other: 'error',
    profiles: ['m2m'],
    from: auth0Docs,
    decided: 'files',
  },
  ofPeople({
    id: 'databases/password-policy',
    find: eitherForm(
      'options.password_options.complexity',
      'options.passwordPolicy',
      (value) => isBody(value) || value === 'good' || value === 'excellent',
    ),
    says: 'weak passwords are taken',
    hint: 'set options.passwordPolicy: good or excellent',
    why: 'Weak passwords are guessed.',
  }),
  ofPeople({
    id: 'databases/password-length',
    options: { min: { default: 12, says: 'The fewest characters of a password.' } },
    find: (subject, world, options) =>
      eitherForm(
        'options.password_options.complexity.min_length',
        'options.password_complexity_options.min_length',
        (value) => typeof value === 'number' && value >= options.number('min'),
      )?.(subject, world, options) ?? passed,
    says: 'short passwords are taken',
    hint: 'set the min_length to at least 12',
    why: 'Length is what makes a password hard to guess.',
  }),
  ofPeople({
    id: 'databases/password-history',
    find: eitherForm(
      'options.password_options.history.active',
      'options.password_history.enable',
      (value) => value === true,
    ),
    says: 'former passwords may be used again',
    hint: 'set options.password_history.enable: true',
    why: 'A password that was stolen once works again.',
  }),
  ofPeople({
    id: 'databases/password-personal-info',
    find: eitherForm(
      'options.password_options.profile_data.active',
      'options.password_no_personal_info.enable',
      (value) => value === true,
    ),
    says: 'the name of a user may be his password',
    hint: 'set options.password_no_personal_info.enable: true',
    why: 'What is known of a user is what is tried first.',
  }),
  ofPeople({
    id: 'databases/passkey',
    production: 'info',
    when: [{ path: 'options.authentication_methods.passkey.enabled', none: [true] }],
    says: 'users can sign in with a password only',
    hint: 'set options.authentication_methods.passkey.enabled: true',
    why: 'A passkey cannot be guessed, stolen from a server or typed into the wrong page.',
  }),
  ofPeople({
    id: 'databases/email-verification',
    production: 'info',
    when: [{ path: 'options.attributes.email.verification_method', none: ['code'] }],
    says: 'email addresses are not verified by a code',
    hint: 'set options.attributes.email.verification_method: code',
    why: 'A link that a mail scanner opens verifies an address that nobody has seen.',
  }),
  ofPeople({
    id: 'databases/no-import',
    production: 'info',
    profiles: ['security'],
    where: [{ path: 'options.enabledDatabaseCustomization', is: [true] }],
    when: [{ path: 'options.import_mode', none: [true] }],
    says: 'users stay in a database of yours, which every login asks',
    hint: 'set options.import_mode: true to bring users over as they sign in',
    why: 'Logins depend on that database, and passwords are checked there by rules of its own.',
  }),
  ofPeople({
    id: 'databases/promoted',
    production: 'info',
    when: [{ path: 'is_domain_connection', is: [true] }],
    fix: { path: 'is_domain_connection', to: false },
    says: 'applications of third parties may use this database',
    hint: 'set is_domain_connection: false, unless third parties register applications',
    why: 'Every registered application gets its users.',
  }),
];
