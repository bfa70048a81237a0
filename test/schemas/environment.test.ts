import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { findings } from './validators.ts';

const ENVIRONMENT = 'schemas/environment.schema.json';
const DEFAULTS = 'schemas/defaults.schema.json';

const complete = `
domain: harbor.eu.auth0.com
credentials:
  client_id: { env: PROD_AUTH0_CLIENT_ID }
  signing_key: { file: ../keys/prod.pem }
  signing_algorithm: RS384
  audience: https://harbor-prod.eu.auth0.com/api/v2/
keywords:
  ENV: prod
  LIMIT: 5
  NOTHING: null
  WEB_ORIGINS: [https://app.harbor.example]
secrets:
  SMTP_PASSWORD: { env: SMTP_PASSWORD }
  PARTNER_KEY: { file: ../secrets/partner.pem }
policy:
  delete: [roles, prompts.customText]
  protect: [connections/Username-Password-Authentication, clients/*]
  max_deletes: 5
exclude: [organizations, clients/Legacy App]
ignore: { clients: [description], connections: [options.client_secret] }
rate_share: 0.5
`;

test('a complete environment file is right', () => {
  expect(findings(ENVIRONMENT, parse(complete))).toEqual([]);
});

test('defaults are the same without a domain', () => {
  const { domain: _, credentials: _named, ...rest } = parse(complete) as Record<string, unknown>;
  expect(findings(DEFAULTS, rest)).toEqual([]);
  expect(findings(DEFAULTS, {})).toEqual([]);
  expect(findings(ENVIRONMENT, rest)).toEqual(['/ required domain']);
});

test.each([
  'local',
  'harbor.eu.auth0.com',
  'login.harbor.example:8443',
  'localhost:4000',
  'http://localhost:4000',
  'http://127.0.0.1:4000/',
  'http://[::1]:4000',
])('%s is a domain', (domain) => {
  expect(findings(ENVIRONMENT, { domain })).toEqual([]);
});

test.each([
  '',
  'https://harbor.eu.auth0.com',
  'harbor.eu.auth0.com/',
  'har bor',
  'harbor..com',
  'a.example:port',
  '-a',
])('%j is no domain', (domain) => {
  expect(findings(ENVIRONMENT, { domain })).toEqual(['/domain pattern']);
});

test.each([
  ['{ keywords: { not-a-name: 1 } }', '/keywords additionalProperties not-a-name'],
  ['{ keywords: [A] }', '/keywords type: must be object'],
  ['{ secrets: { A: secret } }', '/secrets/A type: must be object'],
  ['{ secrets: { A: {} } }', '/secrets/A minProperties'],
  ['{ secrets: { A: { env: B, file: c } } }', '/secrets/A maxProperties'],
  ['{ secrets: { A: { vault: b } } }', '/secrets/A additionalProperties vault'],
  ['{ policy: { delete: yes } }', '/policy/delete type: must be boolean,array'],
  ['{ policy: { delete: [role] } }', '/policy/delete/0 enum'],
  ['{ policy: { max_deletes: -1 } }', '/policy/max_deletes minimum'],
  ['{ policy: { deletes: true } }', '/policy additionalProperties deletes'],
  ['{ exclude: clients }', '/exclude type: must be array'],
  ['{ exclude: [5] }', '/exclude/0 type: must be string'],
  ['{ ignore: { client: [] } }', '/ignore additionalProperties client'],
  ['{ ignore: { clients: description } }', '/ignore/clients type: must be array'],
  ['{ rate_share: 0 }', '/rate_share exclusiveMinimum'],
  ['{ rate_share: 1.5 }', '/rate_share maximum'],
  ['{ credentials: {} }', '/ additionalProperties credentials'],
  ['{ keyword: {} }', '/ additionalProperties keyword'],
])('%s has one finding', (file, finding) => {
  expect(findings(DEFAULTS, parse(file))).toEqual([finding]);
});

test.each([
  ['{ client_secret: { env: B } }', ['/credentials required client_id']],
  ['{ client_id: { env: A } }', ['/credentials required client_secret']],
  ['{ client_id: A, client_secret: { env: B } }', ['/credentials/client_id type: must be object']],
  ['{ client_id: { value: A }, client_secret: { env: B } }', ['/credentials/client_id additionalProperties value']],
  [
    '{ client_id: { env: A }, client_secret: { command: pass } }',
    ['/credentials/client_secret additionalProperties command'],
  ],
  [
    '{ client_id: { env: A }, signing_key: { file: B }, signing_algorithm: HS256 }',
    ['/credentials/signing_algorithm enum'],
  ],
])('credentials name variables or files, never values or commands: %s', (credentials, found) => {
  expect(findings(ENVIRONMENT, parse(`{ domain: local, credentials: ${credentials} }`))).toEqual(found);
});
