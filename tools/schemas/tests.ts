import type { Schema } from './schema.ts';

const record = (description: string, values: Schema = {}): Schema => ({
  description,
  type: 'object',
  additionalProperties: values,
});

const text = (description: string): Schema => ({ description, type: 'string', minLength: 1 });

const listOf = (description: string, items: Schema): Schema => ({ description, type: 'array', items });

const either = (description: string, ...anyOf: Schema[]): Schema => ({ description, anyOf });

const fields = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties,
});

const duration = (description: string): Schema => ({
  description: `${description} Such as \`250ms\` or \`5s\`; a number alone is seconds.`,
  type: ['string', 'number'],
  pattern: '^[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h|d)?$',
  minimum: 0,
});

const answer: Schema = {
  description: 'What the code gets for this request.',
  type: 'object',
  additionalProperties: false,
  properties: {
    status: { description: 'The HTTP status, 200 by default.', type: 'integer', minimum: 100, maximum: 599 },
    headers: record('Headers of the response.', { type: 'string' }),
    json: { description: 'The body, as JSON.' },
    body: { description: 'The body, as text.', type: 'string' },
    delay: duration('How long the response takes.'),
    fails: { description: 'The request fails as if there were no network.', const: true },
  },
};

/** What one execution is given; a file says it for all of its tests. */
const given: Record<string, Schema> = {
  event: record(
    "Laid over a full sample of the trigger's event. `client`, `organization` and `connection` may be names of the files, `audience` an API of them; `null` takes a field away.",
  ),
  secrets: record(
    "Values of the code's secrets, of `configuration` for a database script. What is not here comes from the environment's keywords, never from its `secrets`.",
    { type: 'string' },
  ),
  http: record(
    'The answers to requests of the code, by method and URL, such as `POST https://risk.example/score`; `*` at the end stands for any rest. All other requests are refused.',
    answer,
  ),
  arguments: listOf('The arguments of a script, without the callback.', {}),
  handler: text('The handler to run, by default the one that begins with `onExecute`.'),
  cache: record('What is in `api.cache` before, as texts; by default nothing.', { type: 'string' }),
  answers: record(
    'What methods of `api` answer that ask a tenant, such as `groups.hasGroupMembership`; by default nobody is in anything.',
  ),
};

const expectation: Schema = {
  description:
    'What happens, and nothing else: an effect that is not here is a failure, unless `also` is `any`. Texts such as `/suspended/i` are regular expressions, and `null` means that there is nothing.',
  type: 'object',
  additionalProperties: false,
  properties: {
    claims: record('Custom claims of the access token.'),
    idTokenClaims: record('Custom claims of the ID token.'),
    scope: either(
      'The scopes of the access token, in any order.',
      { type: 'array', items: { type: 'string' } },
      { type: 'string' },
    ),
    denied: either(
      'Access is denied: with this code or reason, or for whatever reason.',
      { type: 'boolean' },
      { type: 'string' },
      fields({
        code: text('The code, such as `invalid_request`.'),
        reason: text('The reason, for the log.'),
        userMessage: text('What the user is shown.'),
      }),
    ),
    redirect: either(
      'The user is sent to this URL.',
      { type: 'string' },
      fields({ url: text('The URL.'), query: record('Parameters that are added to it.') }),
    ),
    mfa: either(
      'Another factor is asked for: a provider, or the factors of a challenge or an enrollment.',
      { type: 'string' },
      fields({
        provider: text('The provider, such as `any`.'),
        challenge: listOf('The factors of which one is asked for.', { type: 'string' }),
        enroll: listOf('The factors of which one is enrolled.', { type: 'string' }),
        options: record('Options of the call.'),
      }),
    ),
    userMetadata: record('What is set in `user_metadata`.'),
    appMetadata: record('What is set in `app_metadata`.'),
    cache: record('What is set in `api.cache`; `null` for a key that is deleted.'),
    notification: either(
      'A message is dropped, or is to be sent again.',
      { type: 'string' },
      fields({ drop: text('It is dropped, for this reason.'), retry: text('It is sent again, for this reason.') }),
    ),
    saml: record('What is set in the SAML response, such as `audience` or `attributes`.'),
    calls: listOf('The calls that no other key of these is about, in order, such as `session.revoke: [reason]`.', {
      anyOf: [{ type: 'string' }, { type: 'object', minProperties: 1, maxProperties: 1 }],
    }),
    logs: listOf('The lines that the code writes to the console, in order.', { type: 'string' }),
    requests: listOf('The requests that the code sends, in order, such as `POST https://risk.example/score`.', {
      anyOf: [{ type: 'string' }, { type: 'object', minProperties: 1, maxProperties: 1 }],
    }),
    throws: either(
      'The code throws: this message, or whatever.',
      { type: 'boolean' },
      { type: 'string' },
      fields({ name: text('The name of the error.'), message: text('Its message.') }),
    ),
    within: duration('The most time that it may take.'),
    token: record('Claims of the access token that comes of it; only of a `trigger`.'),
    result: { description: 'What a script gives to its callback.' },
    error: either(
      'The error that a script gives to its callback.',
      { type: 'boolean' },
      { type: 'string' },
      fields({ name: text('The name of the error.'), message: text('Its message.'), code: text('Its code.') }),
    ),
    called: either(
      'How often a script calls its callback, `once` by default.',
      { enum: ['once', 'never'] },
      { type: 'integer', minimum: 0 },
    ),
    also: { description: 'Whatever else happens is fine.', const: 'any' },
  },
};

/** A file of unit tests. */
export const testFile: Schema = {
  description:
    'Unit tests of code: of an action, of all actions of a trigger, of a script of a database or of a social connection.',
  type: 'object',
  additionalProperties: false,
  required: ['tests'],
  properties: {
    action: text('The action that is tested, by its name.'),
    trigger: text('The trigger whose actions are tested, in the order of their bindings.'),
    database: text('The script that is tested, as `CONNECTION/SCRIPT`, such as `customers/login`.'),
    social: text('The connection whose script `fetchUserProfile` is tested, by its name.'),
    ...given,
    tests: {
      description: 'The tests, by what they show.',
      type: 'object',
      minProperties: 1,
      additionalProperties: {
        type: ['object', 'null'],
        additionalProperties: false,
        properties: { ...given, expect: expectation },
      },
    },
  },
};
