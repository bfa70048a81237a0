import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { project, tenantry, writeFiles } from '../cli/support/tenantry.ts';
import type { Result } from '../cli/support/tenantry.ts';

// What tests/smoke.yaml says, against the embedded emulator.

const tenantFile = `
resourceServers:
  - name: Parcels
    identifier: https://parcels.test
    token_lifetime: 600
    scopes: [{ value: read:parcels }, { value: write:parcels }, { value: delete:parcels }]
  - name: Billing
    identifier: '##BILLING##'
    scopes: [{ value: read:invoices }]
clients:
  - name: Dispatch
    app_type: non_interactive
    grant_types: [client_credentials]
  - name: Partner
    app_type: non_interactive
    grant_types: [client_credentials]
    client_metadata: { team: partner }
  - { name: Portal, app_type: spa, grant_types: [authorization_code] }
clientGrants:
  - { client_id: Dispatch, audience: https://parcels.test, scope: [read:parcels, write:parcels] }
  - { client_id: Partner, audience: https://parcels.test, scope: [read:parcels] }
  - { client_id: Partner, audience: '##BILLING##', scope: [read:invoices] }
actions:
  - name: Claims
    runtime: node22
    supported_triggers: [{ id: credentials-exchange, version: v2 }]
    code: |
      exports.onExecuteCredentialsExchange = async (event, api) => {
        if (event.client.name === 'Partner' && event.resource_server.identifier.includes('parcels'))
          api.access.deny('invalid_request', 'The partner is suspended.');
        api.accessToken.setCustomClaim('https://parcels.test/team', { name: 'dispatch', size: 3 });
      };
    deployed: true
triggers:
  credentials-exchange: [{ action_name: Claims, display_name: Claims }]
`;

const seen: { url: string; authorization: string | undefined }[] = [];
const server = createServer((request, response) => {
  seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
  response.statusCode = request.url === '/moved' ? 302 : 200;
  response.setHeader('location', 'http://127.0.0.1:1/');
  response.end(JSON.stringify({ ok: true, at: request.url }));
});
let cwd = '';
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  cwd = project({
    'tenant.yaml': tenantFile,
    'environments/dev.yaml': `domain: local\nkeywords: { BILLING: '${origin}' }\nsecrets: { DISPATCH_SECRET: { env: DISPATCH_SECRET } }\npolicy: { delete: true }\n`,
  });
  // What only the tests of tokens want does not keep an apply.
  writeFiles(cwd, { 'tenants/acme/tests/smoke.yaml': 'credentials: { Dispatch: { secret: DISPATCH_SECRET } }' });
  const applied = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd });
  if (applied.code !== 0) throw new Error(applied.stderr);
});
afterAll(() => server.close());

/** Runs `smoke` with this file. */
function smoke(file: string, ...options: string[]): Promise<Result> {
  writeFiles(cwd, { 'tenants/acme/tests/smoke.yaml': file });
  return tenantry(['smoke', 'acme', '--env', 'dev', '--within', '0s', ...options], { cwd });
}

interface Case {
  name: string;
  state: string;
  code: string;
  lines: string[];
  suite: string;
}

async function casesOf(file: string, ...options: string[]): Promise<{ code: number | null; cases: Case[] }> {
  const { code, stdout, stderr } = await smoke(file, '--format', 'json', ...options);
  expect(stdout, stderr).toMatch(/^\{/);
  return { code, cases: (JSON.parse(stdout) as { cases: Case[] }).cases };
}

const suspended = `
  a suspended partner gets nothing:
    client: Partner
    audience: Parcels
    expect: { denied: { code: invalid_request, reason: /suspended/, status: 400 } }
`;

it('a test takes the place of what the grant promises, and claims are looked at', async () => {
  const { code, cases } = await casesOf(`
tests:
  dispatch has its team:
    client: Dispatch
    audience: https://parcels.test
    expect:
      scope: read:parcels write:parcels
      lifetime: 10m
      typ: JWT
      alg: RS256
      claims: { 'https://parcels.test/team': { name: /^dis/, size: 3 }, gty: client-credentials, other: null }
  only what is asked for:
    client: Dispatch
    audience: Parcels
    scope: [read:parcels]
    expect: { scope: [read:parcels] }
  ${suspended.trim()}
`);
  const wrong = cases.filter(({ state }) => state !== 'passed').map(({ name, lines }) => [name, lines]);
  expect({ code, wrong }).toEqual({ code: 0, wrong: [] });
  expect(cases.map(({ name }) => name)).toContain('dispatch has its team: claims');
});

it('what is not as a test expects has its place, and the exit code is 3', async () => {
  const { code, stdout } = await smoke(`
tests:
  dispatch has its team:
    client: Dispatch
    audience: Parcels
    expect: { lifetime: 1h, claims: { 'https://parcels.test/team': { name: dispatch, size: 4 } } }
  ${suspended.trim()}
`);
  expect(code).toBe(3);
  expect(stdout).toContain('dispatch has its team: lifetime  is 600 s, the test expects 3600 s');
  expect(stdout).toContain('smoke.yaml:6:25');
  expect(stdout).toContain('https://parcels.test/team.size is 3, expected is 4');
});

it('calls the API of the audience with the token, which follows no redirect', async () => {
  const { code, cases } = await casesOf(`
tests:
  billing takes the token:
    client: Partner
    audience: Billing
    call: { GET: '##BILLING##/health', expect: { status: 200, json: { ok: true, at: /health/ } } }
  billing moved:
    client: Partner
    audience: Billing
    call: { GET: '##BILLING##/moved', expect: 302 }
  ${suspended.trim()}
`);
  expect({ code, wrong: cases.filter(({ state }) => state !== 'passed') }).toEqual({ code: 0, wrong: [] });
  expect(seen.map(({ url }) => url).sort()).toEqual(['/health', '/moved']);
  expect(seen[0]?.authorization).toMatch(/^Bearer eyJ/);
});

it('asks for no more tokens than it may, and says what was not asked for', async () => {
  const { code, cases } = await casesOf(`tests:${suspended}`, '--max-tokens', '1');
  expect(code).toBe(0);
  const skipped = cases.filter(({ state }) => state === 'skipped');
  expect(skipped.map(({ lines }) => lines[0])).toEqual([expect.stringContaining('--max-tokens')]);
  expect(cases.filter(({ code: name }) => name === 'refused/scope').map(({ state }) => state)).toContain('passed');
});

it('is about what --only names, and nothing else is asked for', async () => {
  const { cases } = await casesOf(`tests:${suspended}`, '--only', 'Dispatch');
  expect(new Set(cases.map(({ suite }) => suite))).toEqual(new Set(['Dispatch']));
  const { code, stderr } = await smoke('', '--only', 'Dispach');
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('did you mean Dispatch?') as string,
  });
});

it('is no part of the configuration', async () => {
  writeFiles(cwd, { 'tenants/acme/tests/smoke.yaml': `tests:${suspended}` });
  const { code } = await tenantry(['plan', 'acme', '--env', 'dev'], { cwd });
  expect(code).toBe(0);
});

describe('a file that is wrong', () => {
  const test = (more: string): string => `tests:\n  one:\n    client: Dispatch\n    audience: Parcels\n${more}\n`;
  it.each<[string, string, string, string]>([
    ['an unknown key', 'test: {}', 'smoke.yaml:1:1', 'did you mean tests?'],
    ['an unknown key of a test', test('    expects: {}'), 'smoke.yaml:5:5', 'did you mean expect?'],
    [
      'a regular expression that is none',
      test('    expect: { denied: { reason: /(/ } }'),
      'smoke.yaml:5:33',
      'as in /',
    ],
    ['an unknown expectation', test('    expect: { scopes: [a] }'), 'smoke.yaml:5:15', 'did you mean scope?'],
    [
      'a client that is not there',
      'tests: { a: { client: Dispach, audience: Parcels } }',
      'smoke.yaml:1:23',
      'did you mean Dispatch?',
    ],
    [
      'an API that is not there',
      'tests: { a: { client: Dispatch, audience: Parcel } }',
      'smoke.yaml:1:43',
      'did you mean Parcels?',
    ],
    [
      'credentials of nobody',
      'credentials: { Portl: { secret: DISPATCH_SECRET } }',
      'smoke.yaml:1:16',
      'did you mean Portal?',
    ],
    [
      'a secret that there is not',
      'credentials: { Dispatch: { secret: DISPATCH_SECRT } }',
      'smoke.yaml:1:36',
      'did you mean DISPATCH_SECRET?',
    ],
    [
      'a secret without a value',
      'credentials: { Dispatch: { secret: DISPATCH_SECRET } }',
      'smoke.yaml:1:36',
      'has no value here',
    ],
    [
      'a path in the place of a name',
      'credentials: { Dispatch: { key: ../secrets/a.pem } }',
      'smoke.yaml:1:33',
      '{ file: ../secrets/a.pem }',
    ],
    [
      'credentials that name nothing',
      'credentials: { Dispatch: { alg: RS256 } }',
      'smoke.yaml:1:26',
      '{ secret: NAME }',
    ],
    ['an environment that is not there', test('    environments: [def]'), 'smoke.yaml:5:20', 'did you mean dev?'],
    ['no duration', test('    expect: { lifetime: long }'), 'smoke.yaml:5:25', 'lifetime'],
    ['an undefined keyword', test('    expect: { claims: { a: "##TEAM##" } }'), 'smoke.yaml:5:29', 'TEAM'],
    [
      'a call to another host',
      test('    call: { GET: https://evil.test/ }'),
      'smoke.yaml:5:18',
      'smoke_hosts: [evil.test]',
    ],
    ['a call over plain http', test('    call: { GET: http://parcels.test/ }'), 'smoke.yaml:5:18', 'call it by https'],
    ['a call without a method', test('    call: { expect: 200 }'), 'smoke.yaml:5:11', 'call'],
    [
      'a refusal and a lifetime',
      test('    expect: { denied: access_denied, lifetime: 1h }'),
      'smoke.yaml:5:23',
      'two tests',
    ],
    ['a domain that is not there', 'domains: [canonicl]', 'smoke.yaml:1:11', 'did you mean canonical?'],
    ['no YAML', 'tests: [', 'smoke.yaml', ''],
  ])('%s: its place, what to do, exit 1, and nothing is asked', async (_what, file, place, hint) => {
    const { code, stdout, stderr } = await smoke(file);
    expect({ code, stdout }, stderr).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(place);
    expect(stderr).toContain(hint);
    expect(stderr).toContain('Nothing was tried');
  });

  it('is told by validate as well, offline, where a secret needs no value', async () => {
    writeFiles(cwd, { 'tenants/acme/tests/smoke.yaml': 'tests: { a: { client: Dispach, audience: Parcels } }' });
    const wrong = await tenantry(['validate', 'acme'], { cwd });
    expect({ code: wrong.code, stdout: wrong.stdout }).toMatchObject({ code: 1 });
    expect(wrong.stdout + wrong.stderr).toContain('did you mean Dispatch?');
    writeFiles(cwd, { 'tenants/acme/tests/smoke.yaml': 'credentials: { Dispatch: { secret: DISPATCH_SECRET } }' });
    const right = await tenantry(['validate', 'acme'], { cwd });
    expect(right, right.stdout + right.stderr).toMatchObject({ code: 0 });
    expect(right.stdout + right.stderr).not.toContain('unused');
  });
});
