import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/failure.ts';
import { didYouMean } from '../model/suggest.ts';

/** What is said to other programs. */
export const messages = {
  optionUnknown: (name: string, known: readonly string[]): UsageError =>
    new UsageError(
      'option-unknown',
      `the option ${name} is not known`,
      didYouMean(name, [...known]) ?? `known options: ${known.join(', ')}`,
    ),
  optionsMissing: (): UsageError =>
    new UsageError(
      'options-missing',
      'the options are not an object',
      'give them as the last argument: { environment }',
    ),
  environmentMissing: (): UsageError =>
    new UsageError('environment-missing', 'the environment is missing', 'give its name: { environment }'),
  planForeign: (): UsageError =>
    new UsageError(
      'plan-foreign',
      'the plan is not one that plan or readPlan gave, or it is a copy of one',
      'give apply the plan itself; save it with { out }, and read it with readPlan',
    ),
  checksFailed: (): Diagnostic =>
    error('checks-failed', 'the checks that this environment requires before an apply found something', {
      hint: 'set it right, or accept it with a waiver: what was found is in `checks`',
    }),
  lessThanAgreed: (less: readonly string[]): Diagnostic =>
    warning('less-than-agreed', `less is applied than was agreed to: ${less.join(', ')}`),
  tokenMalformed: (): UsageError =>
    new UsageError(
      'token-malformed',
      'the token is no JSON web token',
      'give one that token or the token endpoint gave',
    ),
  durationForm: (text: string): UsageError =>
    new UsageError('duration-form', `${text} is not a duration`, 'write 30s, 5m, 2h or a number of seconds'),
  userWithoutEmail: (): UsageError =>
    new UsageError('user-without-email', 'a user has no email address', "write users: [{ email: 'ada@example.com' }]"),
  usersLack: (names: readonly string[]): UsageError =>
    new UsageError(
      'users-lack',
      `the users refer to what the emulated tenant does not have: ${names.join(', ')}`,
      'name roles, organizations and APIs as the files do',
    ),
  issuerUrl: (text: string): UsageError =>
    new UsageError('issuer-url', `the issuer ${text} is not the URL of a host`, 'write it as https://auth.example/'),
  cannotListen: (host: string, port: number, why: string): UsageError =>
    new UsageError(
      'cannot-listen',
      `the emulator cannot listen on ${host}:${port}: ${why}`,
      'leave out the port for a free one',
    ),
};
