import { describe, expect, it } from 'vitest';
import { actionFiles, foundTests, placedText } from '../support/tests.ts';

const code = 'exports.onExecuteCredentialsExchange = async (event, api) => {};\n';

const tenant = [
  'clients: [{ name: Dispatch }]',
  'organizations: [{ name: nordfracht }]',
  'resourceServers: [{ name: Parcels, identifier: https://parcels.test }]',
  'triggers: { credentials-exchange: [{ action_name: A }] }',
  'databases:',
  '  - name: customers',
  '    options:',
  '      customScripts: { login: "function login(email, password, callback) { callback(null, {}); }" }',
  '      configuration: { DB: "##DB_PASSWORD##" }',
].join('\n');

/** What is said of a test file, and at which place of it; nothing of it may be run. */
function told(
  tests: string,
  { head = 'action: A', more = '', js = code }: { head?: string; more?: string; js?: string } = {},
): string {
  const files = actionFiles('credentials-exchange', js, '', `${more}\n${tenant}`);
  const environment = 'domain: local\nkeywords: { TEAM: red }\nsecrets: { DB_PASSWORD: { env: DB_PASSWORD } }\n';
  const { suites, diagnostics } = foundTests({
    ...files,
    'environments/local.yaml': environment,
    'actions/a.test.yaml': `${head}\n${tests}`,
  });
  expect(suites).toEqual([]);
  return placedText(diagnostics).replaceAll('acme/actions/a.test.yaml', 'a');
}

const rows: [title: string, tests: string, said: string, options?: Parameters<typeof told>[1]][] = [
  [
    'a key that is not known',
    'tests: { a: { expects: {} } }',
    'a:2:15 tests.a.expects is not a known setting (did you mean expect?)',
  ],
  [
    'a key of the file that is not known',
    'evnt: {}\ntests: { a: }',
    'a:2:1 evnt is not a known setting (did you mean event?)',
  ],
  [
    'an expectation that is not known',
    'tests: { a: { expect: { claim: {} } } }',
    'a:2:25 tests.a.expect.claim is not a known setting (did you mean claims?)',
  ],
  ['no tests', 'event: {}', 'a:1:1 tests is missing'],
  [
    'nothing that is tested',
    'tests: { a: }',
    'a:1:1 this file does not say what it tests (say one of action, trigger, database or social)',
    { head: 'event: {}' },
  ],
  [
    'two things that are tested',
    'trigger: credentials-exchange\ntests: { a: }',
    'a:1:1 this file tests action and trigger: it can test one of them (say one of action, trigger, database or social)',
  ],
  [
    'an action that is not there',
    'tests: { a: }',
    'a:1:9 the files have no action B (there are A)',
    { head: 'action: B' },
  ],
  [
    'a client that is not there',
    'event: { client: Dispach }\ntests: { a: }',
    'a:2:18 the files have no client Dispach (did you mean Dispatch?)',
  ],
  [
    'an organization that is not there',
    'tests: { a: { event: { organization: nordfrakt } } }',
    'a:2:38 the files have no organization nordfrakt (did you mean nordfracht?)',
  ],
  [
    'an API that is not there',
    'tests: { a: { event: { audience: https://parcel.test } } }',
    'a:2:34 the files have no API https://parcel.test (did you mean https://parcels.test?)',
  ],
  [
    'a field that the event has not',
    'tests: { a: { event: { clinet: {} } } }',
    'a:2:24 the event of credentials-exchange has no clinet (did you mean client?)',
  ],
  [
    'a field that a part of the event has not',
    'tests: { a: { event: { client: { metadta: {} } } } }',
    'a:2:34 the event of credentials-exchange has no client.metadta (did you mean metadata?)',
  ],
  [
    'a part of the event that is no object',
    'tests: { a: { event: { request: GET } } }',
    'a:2:33 request of the event has to be an object (its fields are laid over those of the sample)',
  ],
  [
    'an effect that scripts have',
    'tests: { a: { expect: { result: 1 } } }',
    'a:2:25 result is not for an action (expect claims, denied, calls, logs, requests, throws, within, also)',
  ],
  [
    'a token of one action',
    'tests: { a: { expect: { token: {} } } }',
    'a:2:25 token is not for one action (test trigger: credentials-exchange, of which a token comes)',
  ],
  [
    'a method that api has not',
    'tests: { a: { expect: { calls: [{ access.denny: [] }] } } }',
    'a:2:35 api of credentials-exchange has no method access.denny (did you mean access.deny?)',
  ],
  [
    'an answer to something that is no request',
    'http: { "https://risk.test": {} }\ntests: { a: }',
    'a:2:9 https://risk.test is not a request (write a method and a URL, as in POST https://risk.example/score)',
  ],
  [
    'a duration that is none',
    'tests: { a: { expect: { within: soon } } }',
    'a:2:33 tests.a.expect.within does not have the right form: "soon"',
  ],
  [
    'a regular expression that is none',
    "tests: { a: { expect: { claims: { 'https://a.test/b': /(/ } } } }",
    'a:2:55 /(/ is not a regular expression (escape with \\ what stands for itself, as in /\\(a\\)/; a string without the / at both ends is compared as it is)',
  ],
  [
    'a keyword that is not defined',
    "event: { audience: '##PARCELS##' }\ntests: { a: }",
    'a:2:21 ##PARCELS## has no value',
  ],
  [
    'a keyword that is a secret',
    "tests: { a: { secrets: { KEY: '##DB_PASSWORD##' } } }",
    'a:2:31 ##DB_PASSWORD## is a secret, and tests do not read the values of secrets (write a value for the test in its place)',
    { more: '    secrets: [{ name: KEY, value: x }]' },
  ],
  [
    'a secret without a value',
    'tests: { a: }',
    'a:2:10 the secret KEY of A has no value (the environment does not give it without its secrets: write secrets: { KEY: … })',
    { more: "    secrets: [{ name: KEY, value: '##DB_PASSWORD##' }]" },
  ],
  [
    'a secret that the code has not',
    'secrets: { KYE: x }\ntests: { a: }',
    'a:2:12 A (credentials-exchange, node22) has no secret KYE (did you mean KEY?)',
    { more: '    secrets: [{ name: KEY, value: x }]' },
  ],
  [
    'a secret in the text of the code',
    'tests: { a: }',
    'a:1:1 the code of A has the secret ##DB_PASSWORD## in it, and tests do not read the values of secrets (give it a value: secrets: { DB_PASSWORD: … })',
    { js: `${code}// ##DB_PASSWORD##\n` },
  ],
  [
    'a trigger without actions',
    'tests: { a: }',
    'a:1:10 the files bind no action to post-login (list them at triggers.post-login)',
    { head: 'trigger: post-login' },
  ],
  [
    'a trigger that is not documented',
    'tests: { a: }',
    'a:1:10 actions of signup-post-identifier cannot be tested: Auth0 does not document their handler and event',
    { head: 'trigger: signup-post-identifier' },
  ],
  [
    'a trigger that is none',
    'tests: { a: }',
    'a:1:10 post-lgin is not a trigger (did you mean post-login?)',
    { head: 'trigger: post-lgin' },
  ],
  [
    'a script without its connection',
    'tests: { a: }',
    'a:1:11 login does not name a script (as in database: customers/login)',
    { head: 'database: login' },
  ],
  [
    'a script that is not there',
    'tests: { a: }',
    'a:1:11 the files have no script customers/logn (did you mean customers/login?)',
    { head: 'database: customers/logn' },
  ],
  [
    'an event for a script',
    'event: {}\nsecrets: { DB: x }\ntests: { a: }',
    'a:2:1 event is not for a script',
    { head: 'database: customers/login' },
  ],
  [
    'a setting of a database without a value',
    'tests: { a: }',
    'a:2:10 the secret DB of customers/login has no value (the environment does not give it without its secrets: write secrets: { DB: … })',
    { head: 'database: customers/login' },
  ],
  [
    'a handler that the trigger has not',
    'handler: onExecutePostLogin\ntests: { a: }',
    'a:2:10 the files have no handler onExecutePostLogin (there are onExecuteCredentialsExchange)',
  ],
];

describe('a test file that is wrong', () => {
  it.each(rows)('is told with its place: %s', (_title, tests, said, options) => {
    expect(told(tests, options)).toContain(said);
  });

  it('lets nothing run, whatever other files there are', () => {
    const files = actionFiles('credentials-exchange', code, 'tests: { a: { expect: {} } }');
    const { suites, diagnostics } = foundTests({ ...files, 'actions/b.test.yaml': 'action: B\ntests: { a: }\n' });
    expect(suites).toEqual([]);
    expect(placedText(diagnostics)).toBe('acme/actions/b.test.yaml:1:9 the files have no action B (there are A)');
  });

  it('is none of the files of the tenant alone: what is wrong with them is told as well', () => {
    const files = actionFiles('credentials-exchange', code, 'tests: { a: { expect: {} } }', 'roles: [{ nmae: x }]');
    const { suites, diagnostics } = foundTests(files);
    expect(suites).toEqual([]);
    expect(placedText(diagnostics)).toContain('acme/tenant.yaml:6:');
  });

  it('is told when the code is of a version that nobody can run', () => {
    const files = actionFiles('post-login', code, 'tests: { a: { expect: {} } }');
    const tenant = files['tenant.yaml']?.replace('id: post-login', 'id: post-login, version: v1') ?? '';
    expect(placedText(foundTests({ ...files, 'tenant.yaml': tenant }).diagnostics)).toMatch(
      /^acme\/tenant.yaml:3:\d+ .*v1/,
    );
  });

  it('is told when nothing is what was asked for', () => {
    const files = actionFiles('credentials-exchange', code, 'tests: { adds a claim: { expect: {} } }');
    const attempt = (options: object) => () => foundTests(files, options);
    expect(attempt({ only: ['AA'] })).toThrow('there are no tests for AA');
    expect(attempt({ filter: 'nothing' })).toThrow('no test has "nothing" in its name');
    expect(attempt({ env: 'prod' })).toThrow('there is no environment prod');
    for (const only of ['A', 'a.test.yaml', 'acme/actions/a.test.yaml', './acme/actions', 'actions/a.test.yaml'])
      expect(foundTests(files, { only: [only] }).suites, only).toHaveLength(1);
  });
});
