import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Files } from '../cli/support/large-files.ts';
import { deployer, emulate, folderOf, tenantry } from '../cli/support/tenantry.ts';
import { folders, oneFile, secrets, threeEnvironments } from './repositories.ts';

/** A project beside the repository. */
function projectWith(repository: Files): string {
  const files = Object.entries(repository).map(([path, text]) => [`old/${path}`, text] as const);
  return folderOf({ 'package.json': '{}\n', ...Object.fromEntries(files) });
}

/** All files of the tenant, by their paths. */
function written(cwd: string): Record<string, string> {
  const folder = join(cwd, 'tenants/acme');
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** The repository with the domain of another tenant. */
function at(repository: Files, domain: string, url: string): Files {
  return Object.fromEntries(Object.entries(repository).map(([path, text]) => [path, text.replaceAll(domain, url)]));
}

const hasSecret = (text: string): string[] => secrets.filter((secret) => text.includes(secret));

it('a repository with one YAML file becomes a tenant: settings translated, the others named, no secret copied', async () => {
  const cwd = projectWith(oneFile);
  const made = await tenantry(['init', 'acme', '--from', 'old'], { cwd });
  expect(made, made.stderr).toMatchObject({ code: 2 });
  const files = written(cwd);
  expect(Object.keys(files)).toEqual(['actions/add-claims.js', 'environments/dev.yaml', 'tenant.yaml']);
  expect(hasSecret(JSON.stringify(files) + made.stdout + made.stderr)).toEqual([]);
  const environment = files['environments/dev.yaml'] ?? '';
  for (const line of [
    'domain: acme-dev.eu.auth0.com',
    'delete: true',
    '- organizations',
    '- clients/Legacy App',
    '- clients?is_first_party=false',
    'clients: [description]',
    'connections: [options.scopes]',
    'LIFETIME: 3600',
    "password: '##MAIL_LOGIN_PASSWORD##'",
    'env: BILLING',
    'env: CAPTCHA',
    'env: AUDIT_TOKEN',
  ])
    expect(environment).toContain(line);
  expect(files['tenant.yaml']).toBe(
    oneFile['tenant.yaml']?.replace('partner-secret-b81d', "'##CLIENT_PARTNER_CLIENT_SECRET##'"),
  );
  const [taken = '', left = ''] = made.stdout.split('Left to decide:');
  for (const name of ['CLIENT_ID', 'CLIENT_SECRET', 'EXCLUDED_RULES', 'API_MAX_RETRIES', 'AUDIENCE'])
    expect(taken).toContain(`AUTH0_${name} (old/config.json): `);
  expect(taken).toContain('INCLUDED_PROPS (old/config.json): ');
  expect(left).toContain('migrations is not a resource type');
  expect(left).toContain('AUTH0_SOMETHING_NEW (old/config.json): is not a known setting');
  expect(left).toContain('connections have no field no.such');
  const valid = await tenantry(['validate', 'acme'], { cwd });
  expect(valid, valid.stdout).toMatchObject({ code: 0 });
});

it.each([[[]], [['--rewrite']]])(
  'a repository with one YAML file plans what it declares: %j',
  async (rewrite) => {
    const server = await emulate();
    const cwd = projectWith(at(oneFile, 'acme-dev.eu.auth0.com', server.url));
    await tenantry(['init', 'acme', '--from', 'old/tenant.yaml', ...rewrite], { cwd });
    const planned = await tenantry(['plan', 'acme', '--env', 'dev'], { cwd, env: deployer });
    expect(planned, planned.stderr).toMatchObject({ code: 2 });
    expect(planned.stdout).toContain('+ create clients/Portal');
    expect(planned.stdout).toContain('+ https://b.acme.example');
    expect(planned.stdout).not.toContain('Legacy App');
    const quoted = /callbacks: '@@MORE_URLS@@'[^]*lifetime_in_seconds: '@@LIFETIME@@'/;
    expect(quoted.test(written(cwd)['tenant.yaml'] ?? '')).toBe(rewrite.length > 0);
  },
  240_000,
);

it('folders of JSON files stay what they are, and become one YAML file with --rewrite; both plan the same', async () => {
  const server = await emulate();
  const plans = [];
  for (const rewrite of [[], ['--rewrite']]) {
    const cwd = projectWith(at(folders, 'acme-dev.eu.auth0.com', server.url));
    const made = await tenantry(['init', 'acme', '--from', 'old', ...rewrite], { cwd });
    expect(made, made.stderr).toMatchObject({ code: 0 });
    const files = written(cwd);
    expect(hasSecret(JSON.stringify(files) + made.stdout + made.stderr)).toEqual([]);
    expect(Object.keys(files).includes('tenant.yaml')).toBe(rewrite.length > 0);
    expect(files['environments/dev.yaml']).toContain('include: [connections/github]');
    expect(files['environments/dev.yaml']).toContain('GITHUB_SECRET:\n    env: TENANT_GITHUB_SECRET');
    expect(made.stdout).toContain('AUTH0_PRESERVE_KEYWORDS');
    const planned = await tenantry(['plan', 'acme', '--env', 'dev', '--format', 'json'], { cwd, env: deployer });
    expect(planned, planned.stderr).toMatchObject({ code: 2 });
    const { changes } = JSON.parse(planned.stdout) as { changes: { address: string; action: string }[] };
    plans.push(changes.map(({ address, action }) => `${action} ${address}`).sort());
  }
  expect(plans[0]).toContain('create clients/Portal');
  expect(plans[1]).toEqual(plans[0]);
}, 240_000);

it('three environments: includes written out, files of keywords, what all share in the defaults, a folder for one of them', async () => {
  const cwd = projectWith(threeEnvironments);
  const made = await tenantry(['init', 'acme', '--from', 'old'], { cwd });
  expect(made, made.stderr).toMatchObject({ code: 0 });
  const files = written(cwd);
  expect(hasSecret(JSON.stringify(files) + made.stdout + made.stderr)).toEqual([]);
  expect(Object.keys(files)).toEqual([
    'defaults.yaml',
    'environments/dev.yaml',
    'environments/dev/tenant.yaml',
    'environments/prod.yaml',
    'environments/staging.yaml',
    'tenant.yaml',
  ]);
  expect(files['defaults.yaml']).toContain('COMPANY: Acme\n\nsecrets:\n  SINK_TOKEN:\n    env: SINK_TOKEN');
  expect(files['environments/dev.yaml']).toMatch(/delete: true[^]*clients\/Legacy \*[^]*PORTAL: https:\/\/dev\.acme/);
  expect(files['environments/dev.yaml']).not.toContain('logStreams');
  expect(files['environments/staging.yaml']).toContain('domain: acme-staging.eu.auth0.com\n');
  expect(files['environments/staging.yaml']).toContain('exclude: [connections, hooks]');
  expect(files['environments/prod.yaml']).toContain('resourceServers/Old API');
  expect(files['environments/dev/tenant.yaml']).toContain("callbacks: ['##PORTAL##/try']");
  expect(files['tenant.yaml']).toContain('clients:\n  # All of them\n  - name: Portal\n');
  expect(files['tenant.yaml']).toContain('roles:\n  -\n    name: Support\n');
  for (const name of ['EXPORT_IDENTIFIERS', 'INCLUDED_ONLY', 'CLIENT_ID', 'CLIENT_SIGNING_KEY_PATH'])
    expect(made.stdout).toContain(`AUTH0_${name} (`);
  const valid = await tenantry(['validate', 'acme'], { cwd });
  expect(valid, valid.stdout).toMatchObject({ code: 0, stdout: 'acme: valid (for dev, prod, staging)\n' });
});

it('names what cannot be read, markers without a value and domains that nobody says, and keeps secrets that stand in code out', async () => {
  const cwd = projectWith({
    'config.json': JSON.stringify({
      AUTH0_KEYWORD_REPLACE_MAPPINGS: {
        'my-key': 'x',
        RELAY: 'smtp:user:smtp-password-7f3a9c',
        RELAY_PASSWORD: 'smtp-password-7f3a9c',
      },
    }),
    'old-config.json': '{',
    'connections/github.json': JSON.stringify({
      name: 'github',
      strategy: 'github',
      options: { client_secret: 'partner-secret-b81d', scope: '##REGION##' },
    }),
    'actions/a.json': JSON.stringify({
      name: 'a',
      code: './code.js',
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
    }),
    'actions/a/code.js': 'const key = "partner-secret-b81d";\n',
  });
  const made = await tenantry(['init', 'acme', '--from', 'old'], { cwd });
  expect(made, made.stderr).toMatchObject({ code: 2 });
  const files = written(cwd);
  expect(hasSecret(JSON.stringify(files) + made.stdout + made.stderr)).toEqual([]);
  expect(files['actions/a/code.js']).toBe('const key = "##CONNECTION_GITHUB_OPTIONS_CLIENT_SECRET##";\n');
  expect(files['environments/dev.yaml']).toContain('RELAY: smtp:user:##RELAY_PASSWORD##');
  for (const said of [
    'my-key cannot be the name of a keyword',
    'old-config.json (old): is not valid JSON',
    'says no domain: put it into environments/dev.yaml',
    '##REGION## (old/connections/github.json:1:',
  ])
    expect(made.stdout).toContain(said);
});

it.each(['nowhere', '.'])('refuses %s, which is no Deploy CLI repository, and writes nothing', async (from) => {
  const cwd = projectWith({ 'notes.txt': '' });
  const refused = await tenantry(['init', 'acme', '--from', join('old', from)], { cwd });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('--from takes the folder of a Deploy CLI repository');
});
