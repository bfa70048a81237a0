import type { Schema } from './schema.ts';

const words: Schema = { type: ['array', 'string'], items: { type: 'string' } };
const keywordName = (description: string): Schema => ({ description, type: 'string', minLength: 1 });

const credential: Schema = {
  description: 'How a client proves who it is: names of secrets of the environment, never values.',
  type: 'object',
  additionalProperties: false,
  properties: {
    secret: keywordName("The name of the secret that has the client's secret."),
    key: keywordName("The name of the secret that has the client's private key, as PEM."),
    alg: {
      description: 'What assertions are signed by, with a key: that of the registered key by default.',
      enum: ['RS256', 'RS384', 'PS256'],
    },
  },
};

const denied: Schema = {
  description: 'That no token is given: the code of the error, or an object with `code`, `reason` and `status`.',
  type: ['string', 'object'],
  additionalProperties: false,
  properties: {
    code: { description: 'The code, such as `access_denied`.', type: 'string' },
    reason: { description: 'The description, or a regular expression `/…/` that it matches.', type: 'string' },
    status: { description: 'The status of the answer.', type: 'integer', minimum: 400, maximum: 599 },
  },
};

const expect: Schema = {
  description: 'What is expected of the token, or of the refusal.',
  type: 'object',
  additionalProperties: false,
  properties: {
    scope: { description: 'The scopes of the token, all of them.', ...words },
    permissions: { description: 'The permissions in the token, all of them.', ...words },
    lifetime: {
      description: 'How long the token is valid: `1h`, `30m`, or a number of seconds.',
      type: ['string', 'number'],
      pattern: '^[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)?$',
    },
    typ: { description: 'The type in the header: `JWT` or `at+jwt`.', type: 'string' },
    alg: { description: 'The algorithm that signs it.', enum: ['RS256', 'RS512', 'PS256', 'HS256'] },
    claims: {
      description:
        'Claims and their values; `/…/` is a regular expression, and `null` a claim that is not to be there.',
      type: 'object',
    },
    denied,
  },
};

const status: Schema = { description: 'The status of the answer.', type: 'integer', minimum: 100, maximum: 599 };

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

const call: Schema = {
  description:
    'A request to the API with the token. It may go to the host of the audience, or to one that `smoke_hosts` names.',
  type: 'object',
  additionalProperties: false,
  properties: {
    ...Object.fromEntries(
      methods.map((method) => [
        method,
        { description: `The URL of a ${method} request.`, type: 'string', minLength: 1 },
      ]),
    ),
    body: { description: 'What is sent, as JSON.' },
    expect: {
      description: 'The status of the answer, or an object with `status` and `json`; 200 by default.',
      type: ['integer', 'object'],
      minimum: 100,
      maximum: 599,
      additionalProperties: false,
      properties: { status, json: { description: 'The body of the answer.' } },
    },
  },
};

const test: Schema = {
  description: 'A token that is asked for, and what is expected to come of it.',
  type: 'object',
  additionalProperties: false,
  required: ['client', 'audience'],
  properties: {
    client: { description: 'The name of a client.', type: 'string', minLength: 1 },
    audience: { description: 'The identifier or the name of an API.', type: 'string', minLength: 1 },
    organization: { description: 'The name of an organization.', type: 'string', minLength: 1 },
    scope: { description: 'The scopes that are asked for; all that are granted without.', ...words },
    environments: {
      description: 'The environments that the test is for; all without.',
      type: 'array',
      items: { type: 'string' },
    },
    expect,
    call,
  },
};

/** The file that says which tokens are tried beside those that the grants promise. */
export const smokeFile: Schema = {
  description:
    'Which tokens are tried after an apply, beside those that the grants promise: `tests/smoke.yaml` of a tenant.',
  type: 'object',
  additionalProperties: false,
  properties: {
    credentials: {
      description: 'How clients prove who they are, by the name of the client.',
      type: 'object',
      additionalProperties: credential,
    },
    decryption: {
      description:
        'For APIs whose tokens are encrypted: the name of the secret that has their private key, by the name of the API.',
      type: 'object',
      additionalProperties: { type: 'string', minLength: 1 },
    },
    tests: {
      description: 'Tests by their names.',
      type: 'object',
      additionalProperties: test,
    },
    domains: {
      description: 'The domains that are looked at: `canonical`, `custom` for all custom domains, or one of these.',
      type: ['array', 'string'],
      items: { type: 'string' },
    },
  },
};
