import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deployer, emulate, project, tenantry, writeFiles } from '../cli/support/tenantry.ts';
import type { Result } from '../cli/support/tenantry.ts';
import { isLong } from '../support/long.ts';

const machine = 'app_type: non_interactive, grant_types: [client_credentials]';

/** A tenant whose clients may each call all of its APIs. */
function tenantOf(clients: readonly string[], apis: readonly string[]): string {
  const audience = (index: number): string => `https://api${index}.test`;
  const grants = clients.flatMap((_client, client) =>
    apis.map((_api, api) => `  - { client_id: c${client}, audience: '${audience(api)}', scope: [a] }`),
  );
  return [
    'resourceServers:',
    ...apis.map(
      (more, api) =>
        `  - { name: API ${api}, identifier: '${audience(api)}', scopes: [{ value: a }, { value: b }], ${more} }`,
    ),
    'clients:',
    ...clients.map((more, client) => `  - { name: c${client}, ${machine}, ${more} }`),
    'clientGrants:',
    ...grants,
    '',
  ].join('\n');
}

interface Case {
  suite: string;
  name: string;
  state: string;
  code: string;
  lines: string[];
}

const casesOf = ({ stdout, stderr }: Result): Case[] => {
  expect(stdout, stderr).toMatch(/^\{/);
  return (JSON.parse(stdout) as { cases: Case[] }).cases;
};

async function applied(files: Record<string, string>, env: Record<string, string> = {}): Promise<string> {
  const cwd = project({ 'environments/dev.yaml': 'domain: local\n', ...files });
  const { code, stderr } = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env });
  expect(code, stderr).toBe(0);
  return cwd;
}

const smoke = (cwd: string, env: Record<string, string>, ...options: string[]): Promise<Result> =>
  tenantry(['smoke', 'acme', '--env', 'dev', '--within', '0s', ...options], { cwd, env });

it.runIf(isLong)(
  'every dialect, algorithm and way to prove who a client is gives the token that is declared',
  async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const dialects = ['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'];
    const apis = dialects.flatMap((dialect) =>
      ['RS256', 'RS512', 'PS256', 'HS256'].map(
        (alg) =>
          `token_dialect: ${dialect}, signing_alg: ${alg}, enforce_policies: ${dialect.endsWith('_authz')}, token_lifetime: 900`,
      ),
    );
    const key =
      'jwt_configuration: { alg: RS256 }, client_authentication_methods: { private_key_jwt: { credentials: [{ name: k, credential_type: public_key, alg: PS256, pem: ./k.pem }] } }';
    const clients = [
      'token_endpoint_auth_method: client_secret_post',
      'token_endpoint_auth_method: client_secret_basic',
      key,
    ];
    const env = { KEY: privateKey };
    const cwd = await applied(
      {
        'tenant.yaml': tenantOf(clients, apis),
        'k.pem': publicKey,
        'environments/dev.yaml': 'domain: local\nsecrets: { KEY: { env: KEY } }\n',
        'tests/smoke.yaml': 'credentials: { c2: { key: KEY } }\n',
      },
      env,
    );
    const result = await smoke(cwd, env, '--max-tokens', '60', '--format', 'json');
    const cases = casesOf(result);
    expect(cases.filter(({ state }) => state !== 'passed')).toEqual([]);
    expect(result.code).toBe(0);
    expect(cases.filter(({ code }) => code === 'token/signature')).toHaveLength(apis.length * clients.length);
    expect(new Set(cases.map(({ suite }) => suite)).size).toBe(3);
  },
);

describe('what tokens cost', () => {
  it('stops before a quota is used up, says how much is left, and what was not asked for', async () => {
    const quota = 'token_quota: { client_credentials: { per_hour: 5, enforce: true } }';
    const cwd = await applied({ 'tenant.yaml': tenantOf([quota, ''], ['', '', '', '']) });
    const result = await smoke(cwd, {}, '--format', 'json');
    const of = (suite: string): string[] =>
      casesOf(result).flatMap((one) => (one.suite === suite && one.state === 'skipped' ? one.lines : []));
    expect(of('c0')).toEqual(Array.from({ length: 3 }, () => 'not asked for: only 2 tokens of the quota are left'));
    expect(of('c1')).toEqual([]);
    expect(result.code).toBe(0);
    const { stdout } = await smoke(cwd, {});
    expect(stdout).toContain('quota 2 of 5 this hour');
  });

  it.runIf(isLong)('keeps to the limit of the token endpoint', async () => {
    const server = await emulate('--auth-rate', '25');
    const side = 10;
    const many = Array.from({ length: side }, () => '');
    const cwd = project({
      'tenant.yaml': tenantOf(many, many),
      'environments/dev.yaml': `domain: ${server.url}\nrate_share: 1\n`,
    });
    const first = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env: deployer });
    expect(first, first.stderr).toMatchObject({ code: 0 });
    await server.forget();
    const started = Date.now();
    const result = await smoke(cwd, deployer, '--max-tokens', '400', '--format', 'json');
    expect(result, result.stdout + result.stderr).toMatchObject({ code: 0 });
    expect((JSON.parse(result.stdout) as { tokens: number }).tokens).toBe(side * side);
    expect(Date.now() - started).toBeLessThan(60_000);
    const { requests } = await server.requests();
    expect(requests.filter(({ status }) => status === 429).length).toBeLessThan(5);
  });
});

it('proves nothing, with exit code 3, when no token could be tried', async () => {
  const key =
    'jwt_configuration: { alg: RS256 }, client_authentication_methods: { private_key_jwt: { credentials: [{ name: k, credential_type: public_key, alg: RS256, pem: ./k.pem }] } }';
  const { publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const cwd = await applied({ 'tenant.yaml': tenantOf([key], ['', '']), 'k.pem': publicKey });
  const { code, stdout } = await smoke(cwd, {});
  expect(code).toBe(3);
  expect(stdout).toContain('2 grants could not be tried: c0: API 0, c0: API 1.');
  expect(stdout).toContain('No token could be tried');
});

describe('after an apply', () => {
  const files = { 'tenant.yaml': tenantOf([''], ['token_lifetime: 600']) };
  const test = 'tests: { lives an hour: { client: c0, audience: API 0, expect: { lifetime: 1h } } }\n';

  it('a failure is exit 3, nothing is taken back, and the command that would is told', async () => {
    const cwd = project({ 'environments/dev.yaml': 'domain: local\n', ...files, 'tests/smoke.yaml': test });
    const args = ['apply', 'acme', '--env', 'dev', '--yes', '--smoke', '--within', '0s'];
    const { code, stdout, stderr } = await tenantry(args, { cwd });
    expect(code, stderr).toBe(3);
    expect(stdout).toContain('lives an hour: lifetime  is 600 s, the test expects 3600 s');
    expect(stderr).toMatch(/tenantry rollback acme --env dev --run \S+/);
    const { code: left } = await tenantry(['plan', 'acme', '--env', 'dev'], { cwd });
    expect(left).toBe(0);
    const again = await tenantry([...args, '--format', 'json'], { cwd });
    expect(again.code).toBe(3);
    expect(Object.keys(JSON.parse(again.stdout) as object)).toContain('outcomes');
    expect(again.stderr).toContain('lives an hour');
  });

  it('a file that is wrong keeps the apply from beginning', async () => {
    const cwd = project({ 'environments/dev.yaml': 'domain: local\n', ...files, 'tests/smoke.yaml': 'test: {}\n' });
    const { code, stderr } = await tenantry(['apply', 'acme', '--env', 'dev', '--yes', '--smoke'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('did you mean tests?');
    const { code: left } = await tenantry(['plan', 'acme', '--env', 'dev'], { cwd });
    expect(left).toBe(2);
  });

  it('says it in the forms of test runners and pipelines', async () => {
    const cwd = await applied(files);
    writeFiles(cwd, { 'tenants/acme/tests/smoke.yaml': test });
    const junit = await smoke(cwd, {}, '--format', 'junit');
    expect(junit.stdout).toMatch(
      /<testcase name="lives an hour: lifetime" classname="token\/lifetime" file="[^"]*smoke.yaml"/,
    );
    const github = await smoke(cwd, {}, '--format', 'github');
    expect(github.stdout).toMatch(/^::error file=[^,]*smoke.yaml,line=1,col=\d+,title=c0%3A lives an hour/m);
  });
});

it('domains are told with the record to set, until Auth0 has verified them', async () => {
  const cwd = await applied({
    'tenant.yaml': 'customDomains: [{ domain: login.acme.test, type: auth0_managed_certs, tls_policy: recommended }]\n',
  });
  const domains = (...options: string[]): Promise<Result> =>
    tenantry(['domains', 'acme', '--env', 'dev', ...options], { cwd });
  const open = await domains();
  expect(open, open.stderr).toMatchObject({ code: 3 });
  expect(open.stdout).toMatch(/set the record CNAME login\.acme\.test \S+auth0\.com, then: tenantry domains --verify/);
  const verified = await domains('--verify');
  expect(verified, verified.stdout + verified.stderr).toMatchObject({ code: 0 });
  expect(verified.stdout).toContain('login.acme.test  ready');
  expect((await domains('--format', 'json')).code).toBe(0);
  writeFiles(cwd, { 'tenants/acme/tests/smoke.yaml': 'domains: [canonical, custom]\n' });
  const smoked = await smoke(cwd, {}, '--format', 'json');
  expect(casesOf(smoked).map(({ suite, code, state }) => `${suite} ${code} ${state}`)).toEqual([
    'local domain/issuer passed',
    'local domain/keys passed',
    'login.acme.test domain/status passed',
    'login.acme.test domain/issuer passed',
    'login.acme.test domain/keys passed',
  ]);
  expect(smoked.code).toBe(0);
});

describe('before anything is applied', () => {
  const files = { 'tenant.yaml': tenantOf([''], ['']), 'environments/dev.yaml': 'domain: local\n' };
  const apply = (cwd: string, ...options: string[]): Promise<Result> =>
    tenantry(['apply', 'acme', '--env', 'dev', '--yes', '--smoke', ...options], { cwd });

  it('a time that is none is refused', async () => {
    const { code, stdout, stderr } = await apply(project(files), '--within', 'soon');
    expect(code).toBe(1);
    expect(stderr).toContain('--within soon is not a duration');
    expect(stdout).not.toContain('done');
  });

  it('what is wrong with the files is told, and not what that does to the tests', async () => {
    const { code, stderr } = await apply(
      project({
        ...files,
        'tenant.yaml': "clients:\n  - { name: 'c0 }\n",
        'tests/smoke.yaml': 'credentials: { c0: { secret: X } }\n',
      }),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('yaml-syntax');
    expect(stderr).not.toContain('unknown-client');
  });
});
