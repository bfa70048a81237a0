import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Case } from '../../src/model/case.ts';
import { actionFiles, testCases, testResults } from '../support/tests.ts';

/** What failed of cases, with its lines. */
const failures = (cases: readonly Case[]): string[] =>
  cases.flatMap(({ name, state, lines }) => (state === 'passed' ? [] : [`${name}: ${lines.join(' | ')}`]));

describe('what the code of a test is given', () => {
  const dump = `exports.onExecuteCredentialsExchange = async (event, api) => {
    const { client, organization, resource_server, accessToken, transaction } = event;
    console.log(JSON.stringify({ client, organization, resource_server, scope: accessToken.scope, asked: transaction.requested_scopes }));
  };`;
  const tenant = `clients: [{ name: Dispatch Service, client_metadata: { team: red } }]
organizations: [{ name: nordfracht, display_name: Nordfracht AS }]
resourceServers: [{ name: Parcels, identifier: https://parcels.test, scopes: [{ value: read:a, description: a }] }]
clientGrants: [{ client_id: Dispatch Service, audience: https://parcels.test, scope: [read:a] }]
`;

  it('is made of the clients, APIs, grants and organizations of the files, the test before its file', async () => {
    const [result] = await testResults(
      actionFiles(
        'credentials-exchange',
        dump,
        `event: { client: Dispatch Service, audience: Parcels }
tests:
  a: { expect: {} }
  b: { event: { client: { metadata: { more: 1 } }, organization: nordfracht, accessToken: { scope: [read:b] } }, expect: {} }
  c: { event: { client: { name: Other, client_id: x, metadata: null } }, expect: {} }
`,
        tenant,
      ),
    );
    const seen = result?.tried.map(({ finding }) => JSON.parse(finding.happened.console[0]?.text ?? '{}') as unknown);
    const client = { client_id: 'dispatch-service', name: 'Dispatch Service', metadata: { team: 'red' } };
    const api = { resource_server: { identifier: 'https://parcels.test' } };
    expect(seen).toEqual([
      { client, ...api, scope: ['read:a'], asked: ['read:a'] },
      {
        client: { ...client, metadata: { team: 'red', more: 1 } },
        organization: { id: 'nordfracht', name: 'nordfracht', display_name: 'Nordfracht AS', metadata: {} },
        ...api,
        scope: ['read:b'],
        asked: [],
      },
      { client: { client_id: 'x', name: 'Other' }, ...api, scope: [], asked: [] },
    ]);
  });

  it('has the secrets of the environment, of the file and of the test, the latter before the former', async () => {
    const code = `exports.onExecuteCredentialsExchange = async ({ secrets }) => console.log(secrets.A, secrets.B, secrets.C);`;
    const cases = await testCases(
      actionFiles(
        'credentials-exchange',
        code,
        `secrets: { B: file, C: file }
tests: { a: { secrets: { C: test }, expect: { logs: [plain file test] } } }
`,
        '    secrets: [{ name: A, value: plain }, { name: B, value: plain }, { name: C, value: plain }]',
      ),
    );
    expect(failures(cases)).toEqual([]);
  });

  it('has answers and a cache from before', async () => {
    const code = `exports.onExecutePostLogin = async (event, api) => {
      if (await api.groups.hasGroupMembership(['a'])) console.log(api.cache.get('x').value);
    };`;
    const tests = `cache: { x: before }
answers: { groups.hasGroupMembership: true }
tests: { a: { expect: { logs: [before] } } }
`;
    expect(failures(await testCases(actionFiles('post-login', code, tests)))).toEqual([]);
  });
});

describe('all actions of a trigger', () => {
  it('run in the order of their bindings, with their modules, and a token comes of it', async () => {
    const first = `const { tag } = require('actions:Tags');
exports.onExecuteCredentialsExchange = async (event, api) => {
  api.accessToken.setCustomClaim('https://a.test/first', tag(event.secrets.KEY));
};`;
    const second = `exports.onExecuteCredentialsExchange = async (event, api) => {
  api.accessToken.setCustomClaim('https://a.test/second', event.accessToken.customClaims['https://a.test/first']);
  api.accessToken.setCustomClaim('sub', 'admin');
  if (event.client.metadata.team === 'blue') api.access.deny('server_error', 'no');
};`;
    const tenant = {
      clients: [{ name: 'Red', client_metadata: { team: 'red' } }],
      resourceServers: [
        {
          name: 'Parcels',
          identifier: 'https://parcels.test',
          token_dialect: 'rfc9068_profile_authz',
          enforce_policies: true,
          scopes: [{ value: 'read:a', description: 'a' }],
        },
      ],
      clientGrants: [{ client_id: 'Red', audience: 'https://parcels.test', scope: ['read:a'] }],
      actionModules: [
        {
          name: 'Tags',
          code: 'exports.tag = (key) => key + actions.secrets.END;',
          secrets: [{ name: 'END', value: '!' }],
        },
      ],
      actions: [
        { name: 'B', code: './b.js', supported_triggers: [{ id: 'credentials-exchange' }], deployed: true },
        {
          name: 'A',
          code: './a.js',
          supported_triggers: [{ id: 'credentials-exchange' }],
          secrets: [{ name: 'KEY', value: 'k' }],
          modules: [{ module_name: 'Tags', module_version_number: 1 }],
          deployed: true,
        },
      ],
      triggers: { 'credentials-exchange': [{ action_name: 'A' }, { action_name: 'B' }] },
    };
    const tests = {
      trigger: 'credentials-exchange',
      event: { client: 'Red', audience: 'Parcels' },
      tests: {
        'a token': {
          expect: {
            also: 'any',
            claims: { 'https://a.test/first': 'k!', 'https://a.test/second': 'k!' },
            token: {
              iss: 'https://acme.eu.auth0.com/',
              sub: 'red@clients',
              client_id: 'red',
              scope: 'read:a',
              permissions: ['read:a'],
              'https://a.test/second': 'k!',
              azp: null,
            },
          },
        },
        'no token': {
          event: { client: { metadata: { team: 'blue' } } },
          expect: { also: 'any', denied: 'server_error', token: { sub: null } },
        },
        'what was dropped': { expect: { claims: { 'https://a.test/first': 'k!', 'https://a.test/second': 'k!' } } },
      },
    };
    const cases = await testCases({
      'environments/local.yaml': 'domain: acme.eu.auth0.com\n',
      'tenant.yaml': stringify(tenant),
      'a.js': first,
      'b.js': second,
      'both.test.yaml': stringify(tests),
    });
    expect(failures(cases)).toEqual([
      'what was dropped: happened  accessToken.setCustomClaim("sub", "admin")   acme/b.js:3:19',
    ]);
  });
});

describe('scripts', () => {
  const login = `function login(email, password, callback) {
  if (password !== configuration.PASSWORD) return callback(new WrongUsernameOrPasswordError(email, 'wrong'));
  callback(null, { user_id: 'u1', email });
}`;
  const profile = `function fetchUserProfile(accessToken, context, callback) {
  fetch('https://social.test/me', { headers: { authorization: accessToken } })
    .then((response) => response.json())
    .then((user) => callback(null, { user_id: user.id }));
}`;
  const tenant = {
    databases: [
      {
        name: 'customers',
        options: {
          customScripts: { login: './login.js', verify: 'function verify(email, callback) {}' },
          configuration: { PASSWORD: 'plain' },
        },
      },
    ],
    connections: [{ name: 'partner', strategy: 'oauth2', options: { scripts: { fetchUserProfile: profile } } }],
  };
  const files = {
    'environments/local.yaml': 'domain: local\n',
    'tenant.yaml': stringify(tenant),
    'login.js': login,
  };

  it('are held against what they give to their callback, and how often', async () => {
    const tests = {
      database: 'customers/login',
      arguments: ['jane@a.test', 'plain'],
      tests: {
        right: { expect: { result: { user_id: 'u1', email: 'jane@a.test' } } },
        refused: {
          arguments: ['jane@a.test', 'x'],
          expect: { error: { name: 'WrongUsernameOrPasswordError', message: 'wrong' } },
        },
        given: { secrets: { PASSWORD: 'other' }, expect: { error: 'wrong' } },
        'wrong result': { expect: { result: { user_id: 'u2', email: 'jane@a.test' } } },
        'no result': { expect: {} },
        'no error': { arguments: ['jane@a.test', 'x'], expect: {} },
        'never called': { expect: { called: 'never', result: { user_id: 'u1', email: 'jane@a.test' } } },
      },
    };
    const cases = await testCases({ ...files, 'login.test.yaml': stringify(tests) });
    expect(failures(cases)).toEqual([
      'wrong result: expected  result.user_id = "u2" | happened  result.user_id = "u1"',
      'no result: happened  result = {"user_id":"u1","email":"jane@a.test"}',
      'no error: happened  error = WrongUsernameOrPasswordError: wrong',
      'never called: expected  the callback is not called | happened  the callback is called once',
    ]);
  });

  it('of social connections and those that never answer are run as well', async () => {
    const social = {
      social: 'partner',
      arguments: ['token', {}],
      http: { 'GET https://social.test/me': { json: { id: 'p1' } } },
      tests: { works: { expect: { result: { user_id: 'p1' } } } },
    };
    const verify = {
      database: 'customers/verify',
      arguments: ['jane@a.test'],
      tests: { silent: { expect: {} }, 'silent as it should be': { expect: { called: 'never' } } },
    };
    const cases = await testCases({ ...files, 's.test.yaml': stringify(social), 'v.test.yaml': stringify(verify) });
    expect(failures(cases).map((text) => text.slice(0, 42))).toEqual(['silent: happened  Error: The callback was ']);
  });
});

describe('a suite', () => {
  it('asks for the answers that are not declared, with the place of the request', async () => {
    const code = `exports.onExecuteCredentialsExchange = async () => {\n  try { await fetch('https://crm.test/x'); } catch {}\n};`;
    const [found] = await testCases(actionFiles('credentials-exchange', code, 'tests: { a: { expect: {} } }'));
    expect(found?.lines).toEqual(['no answer is declared for GET https://crm.test/x   acme/actions/a.js:2:15']);
    expect(found?.hint).toBe('http:\n  GET https://crm.test/x: { json: {} }');
  });

  it('says places of code in YAML by the lines of the YAML', async () => {
    const tenant = `actions:
  - name: A
    supported_triggers: [{ id: credentials-exchange }]
    code: |
      exports.onExecuteCredentialsExchange = async (event, api) => {
        api.accessToken.setCustomClaim('a', 1);
      };
`;
    const [found] = await testCases({
      'environments/local.yaml': 'domain: local\n',
      'tenant.yaml': tenant,
      'a.test.yaml': 'action: A\ntests: { a: { expect: {} } }\n',
    });
    expect(found?.lines).toEqual(['happened  accessToken.setCustomClaim("a", 1)   acme/tenant.yaml:6:25']);
  });

  it('runs the code once for environments in which it is the same, and again where it differs', async () => {
    const code = (text: string): string => `exports.onExecuteCredentialsExchange = async () => console.log('${text}');`;
    const suites = async (text: string): Promise<string[]> => {
      const files = actionFiles('credentials-exchange', code(text), 'tests: { a: { expect: {} } }');
      const { 'environments/local.yaml': _local, ...others } = files;
      const results = await testResults({
        ...others,
        'environments/dev.yaml': 'domain: a.eu.auth0.com\nkeywords: { ENV: x }\n',
        'environments/staging.yaml': 'domain: b.eu.auth0.com\nkeywords: { ENV: x }\n',
        'environments/prod.yaml': 'domain: c.eu.auth0.com\nkeywords: { ENV: y }\n',
      });
      return results.map(({ suite }) => suite.name);
    };
    expect(await suites('same')).toEqual(['A (credentials-exchange, node22)']);
    expect(await suites('##ENV##')).toEqual([
      'A (credentials-exchange, node22) in dev, staging',
      'A (credentials-exchange, node22) in prod',
    ]);
  });
});
