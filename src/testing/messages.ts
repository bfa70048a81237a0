import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Origin } from '../model/tree.ts';

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'there are none' : `there are ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;

const hintOf = (given: string, known: readonly string[]): string => didYouMean(given, known) ?? listed(known);

/** What is said of test files, and of what became of tests. */
export const messages = {
  subjectCount: (found: readonly string[], origin: Origin): Diagnostic =>
    error(
      'test-subject',
      found.length === 0
        ? 'this file does not say what it tests'
        : `this file tests ${found.join(' and ')}: it can test one of them`,
      { origin, hint: 'say one of action, trigger, database or social' },
    ),
  notThere: (noun: string, name: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('test-unknown', `the files have no ${noun} ${name}`, { origin, hint: hintOf(name, known) }),
  noTrigger: (action: string, origin: Origin): Diagnostic =>
    error('test-trigger', `the action ${action} has no trigger`, { origin, hint: 'name it in supported_triggers' }),
  undocumentedTrigger: (trigger: string, origin: Origin): Diagnostic =>
    error('test-trigger', `actions of ${trigger} cannot be tested: Auth0 does not document their handler and event`, {
      origin,
    }),
  unknownTrigger: (trigger: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('test-trigger', `${trigger} is not a trigger`, { origin, hint: hintOf(trigger, known) }),
  noBindings: (trigger: string, origin: Origin): Diagnostic =>
    error('test-trigger', `the files bind no action to ${trigger}`, {
      origin,
      hint: `list them at triggers.${trigger}`,
    }),
  scriptForm: (given: string, origin: Origin): Diagnostic =>
    error('test-subject', `${given} does not name a script`, { origin, hint: 'as in database: customers/login' }),
  refused: (why: string, origin: Origin): Diagnostic => error('test-subject', why, { origin }),
  noCode: (what: string, origin: Origin): Diagnostic =>
    error('test-subject', `${what} has no code in the files`, { origin }),
  secretInFile: (name: string, origin: Origin): Diagnostic =>
    error('test-secret', `##${name}## is a secret, and tests do not read the values of secrets`, {
      origin,
      hint: 'write a value for the test in its place',
    }),
  secretInCode: (name: string, of: string, origin: Origin): Diagnostic =>
    error(
      'test-secret',
      `the code of ${of} has the secret ##${name}## in it, and tests do not read the values of secrets`,
      {
        origin,
        hint: `give it a value: secrets: { ${name}: … }`,
      },
    ),
  secretMissing: (name: string, of: string, origin: Origin): Diagnostic =>
    error('test-secret', `the secret ${name} of ${of} has no value`, {
      origin,
      hint: `the environment does not give it without its secrets: write secrets: { ${name}: … }`,
    }),
  secretUnknown: (name: string, of: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('test-secret', `${of} has no secret ${name}`, { origin, hint: hintOf(name, known) }),
  eventField: (path: string, field: string, trigger: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('test-event', `the event of ${trigger} has no ${path}`, { origin, hint: hintOf(field, known) }),
  eventShape: (path: string, origin: Origin): Diagnostic =>
    error('test-event', `${path} of the event has to be an object`, {
      origin,
      hint: 'its fields are laid over those of the sample',
    }),
  partForm: (part: string, noun: string, origin: Origin): Diagnostic =>
    error(
      'test-event',
      `${part} has to be the name of ${noun === 'organization' || noun === 'API' ? 'an' : 'a'} ${noun} of the files, or an object`,
      { origin },
    ),
  stubForm: (given: string, origin: Origin): Diagnostic =>
    error('test-http', `${given} is not a request`, {
      origin,
      hint: 'write a method and a URL, as in POST https://risk.example/score',
    }),
  notOf: (key: string, subject: string, hint: string | undefined, origin: Origin): Diagnostic =>
    error('test-expect', `${key} is not for ${subject}`, { origin, hint }),
  unknownMethod: (method: string, trigger: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('test-expect', `api of ${trigger} has no method ${method}`, { origin, hint: hintOf(method, known) }),
  noDependency: (name: string, version: string, origin: Origin): Diagnostic =>
    error('test-dependency', `the package ${name}@${version} is not installed`, {
      origin,
      hint: 'tenantry test --install installs what the actions depend on, in .tenantry/',
    }),
  otherVersion: (name: string, version: string, found: string, origin: Origin): Diagnostic =>
    warning('test-dependency', `the tests run with ${name}@${found}, and Auth0 with ${version}`, {
      origin,
      hint: 'tenantry test --install installs the same version',
    }),

  expected: (what: string): string => `expected  ${what}`,
  happened: (what: string, place: string | undefined): string =>
    `happened  ${what}${place === undefined ? '' : `   ${place}`}`,
  is: (path: string, value: string): string => `${path} = ${value}`,
  nothing: (): string => 'nothing',
  atMost: (milliseconds: number): string => `at most ${milliseconds} ms`,
  took: (milliseconds: number): string => `${Math.round(milliseconds)} ms`,
  calledTimes: (times: number): string =>
    times === 0 ? 'the callback is not called' : `the callback is called ${times === 1 ? 'once' : `${times} times`}`,
  notExpected: (): string => 'the test does not say what it expects',
  writeExpected: (): string => 'tenantry test --update writes what happened into it',
  threw: (name: string, message: string): string => `${name}: ${message}`,
  unanswered: (request: string, place: string | undefined): string =>
    `no answer is declared for ${request}${place === undefined ? '' : `   ${place}`}`,
  stub: (requests: readonly string[]): string =>
    ['http:', ...requests.map((request) => `  ${request}: { json: {} }`)].join('\n'),
};
