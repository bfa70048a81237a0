import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEnv } from 'node:util';
import { parse as parseDotenv } from 'dotenv';
import { decodeJwt } from 'jose';
import { expect, it } from 'vitest';
import { files, serveInside } from './support/served.ts';
import { ended, project, start, tenantry, writeFiles } from './support/tenantry.ts';

const local = ['acme', '--env', 'local'];

/** A request for a token with the variables of an env file, as an application makes it. */
async function tokenBy(env: NodeJS.Dict<string>, client: string, api: string): Promise<Record<string, unknown>> {
  const form = {
    grant_type: 'client_credentials',
    client_id: env[`${client}_CLIENT_ID`] ?? '',
    client_secret: env[`${client}_CLIENT_SECRET`] ?? '',
    audience: env[`${api}_AUDIENCE`] ?? '',
  };
  const url = `${env['AUTH0_ISSUER_BASE_URL']}/oauth/token`;
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return (await response.json()) as Record<string, unknown>;
}

it('the files are applied before it listens, and the env file has what applications need', async () => {
  const cwd = project(files);
  const server = await serveInside(cwd, [...local, '--apply', '--dotenv', '.env.auth0']);
  const env = parseEnv(readFileSync(join(cwd, '.env.auth0'), 'utf8'));
  expect(server.said()).toContain('Applied to acme/local: 6 created.');
  expect(server.said()).toContain('2 clients, 2 APIs, 2 grants, 0 Actions. Credentials: .env.auth0');
  expect(Object.keys(env).sort()).toEqual([
    'AUTH0_DOMAIN',
    'AUTH0_ISSUER_BASE_URL',
    'BILLING_AUDIENCE',
    'DISPATCH_SERVICE_CLIENT_ID',
    'DISPATCH_SERVICE_CLIENT_SECRET',
    'PARCELS_AUDIENCE',
    'PORTAL_CLIENT_ID',
  ]);
  expect(env['AUTH0_DOMAIN']).toBe(new URL(server.url).host);
  const answer = await tokenBy(env, 'DISPATCH_SERVICE', 'PARCELS');
  expect(answer).toMatchObject({ scope: 'read:parcels scan:parcels', expires_in: 3600 });
  expect(decodeJwt(String(answer['access_token']))).toMatchObject({ iss: `${server.url}/` });
  expect(statSync(join(cwd, '.env.auth0')).mode & 0o777).toBe(0o600);
});

it('what was kept is what the files are applied to, and it is said what changed', async () => {
  const cwd = project(files);
  const first = await serveInside(cwd, [...local, '--apply', '--dotenv', 'e']);
  const ids = readFileSync(join(cwd, 'e'), 'utf8');
  expect((await first.stop()).code).toBe(0);
  const again = await serveInside(cwd, [...local, '--apply', '--dotenv', 'e']);
  expect(again.said()).toContain('The state of acme/local is as the files say.');
  expect(readFileSync(join(cwd, 'e'), 'utf8').replaceAll(again.url.slice(7), first.url.slice(7))).toBe(ids);
  await again.stop();
  writeFiles(join(cwd, 'tenants/acme'), { 'roles.yaml': 'roles: [{ name: Courier }]\n' });
  expect((await serveInside(cwd, [...local, '--apply'])).said()).toContain('Applied to acme/local: 1 created.');
});

it('the tenant of a live environment is emulated and not asked, with its own domain for the Management API', async () => {
  const cwd = project({
    ...files,
    'grants.yaml':
      "clientGrants:\n  - { client_id: Dispatch Service, audience: 'https://acme.eu.auth0.com/api/v2/', scope: ['read:clients'] }\n",
    'tenant.yaml': files['tenant.yaml'].replace(/clientGrants:[^]*/, ''),
  });
  const server = await serveInside(cwd, ['acme', '--env', 'prod', '--apply']);
  expect(server.said()).toContain('2 clients, 2 APIs, 1 grant, 0 Actions.');
});

it('files that are wrong are refused where they are wrong, and nothing is served, kept or written', async () => {
  const cwd = project({ ...files, 'roles.yaml': 'roles:\n  - { nmae: Courier }\n' });
  const { code, stdout, stderr } = await tenantry(['emulate', ...local, '--apply', '--dotenv', 'e', '--port', '0'], {
    cwd,
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/tenants\/acme\/roles\.yaml:2:7/);
  expect(stderr).toContain('Nothing was served');
  expect([existsSync(join(cwd, 'e')), existsSync(join(cwd, '.tenantry/emulator/acme.local.json'))]).toEqual([
    false,
    false,
  ]);
});

it('what the tenant refuses is named where the files declare it', async () => {
  const key = '{ name: Key, credential_type: public_key, pem: x }';
  const broken = `clients:\n  - { name: A, client_authentication_methods: { private_key_jwt: { credentials: [${key}] } }, jwt_configuration: { alg: RS256 } }\n`;
  const cwd = project({ ...files, 'tenant.yaml': broken });
  const { code, stderr } = await tenantry(['emulate', ...local, '--apply', '--port', '0'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toMatch(/tenants\/acme\/tenant\.yaml:2:\d+ clients\/A/);
});

it('secrets without a value are named', async () => {
  const cwd = project({
    ...files,
    'environments/local.yaml': 'domain: local\nsecrets: { HUBS: { env: HUBS_SECRET } }\n',
    'tenant.yaml': files['tenant.yaml'].replace('a-secret-of-enough-bytes-for-hs256', "'##HUBS##'"),
  });
  const { said } = await serveInside(cwd, [...local, '--apply']);
  expect(said()).toMatch(/local\.yaml:2:\d+.*\n?.*HUBS.*HUBS_SECRET/);
});

it('an environment has to be named for --apply', async () => {
  const { code, stderr } = await tenantry(['emulate', 'acme', '--apply', '--port', '0'], { cwd: project(files) });
  expect({ code, says: stderr.includes('--env') }).toEqual({ code: 1, says: true });
});

it('an env file that somebody else wrote stays as it is', async () => {
  const cwd = project(files);
  writeFileSync(join(cwd, 'mine'), 'A=1\n');
  mkdirSync(join(cwd, 'folder'));
  symlinkSync('mine', join(cwd, 'link'));
  for (const name of ['mine', 'folder', 'link']) {
    const { code, stderr } = await tenantry(['emulate', ...local, '--apply', '--dotenv', name, '--port', '0'], { cwd });
    expect({ code, says: stderr.includes(`${name} is there, and no env file that tenantry wrote`) }, stderr).toEqual({
      code: 1,
      says: true,
    });
  }
  expect(readFileSync(join(cwd, 'mine'), 'utf8')).toBe('A=1\n');
  const missing = await tenantry(['emulate', '--dotenv', 'no/such/folder', '--port', '0'], { cwd });
  expect({ code: missing.code, says: missing.stderr.includes('cannot be written') }, missing.stderr).toEqual({
    code: 1,
    says: true,
  });
});

it('a warning is given when git does not ignore the env file', async () => {
  const cwd = project(files);
  spawnSync('git', ['init', '--quiet'], { cwd });
  const first = await serveInside(cwd, [...local, '--dotenv', '.env.auth0']);
  expect(first.said()).toContain('git does not ignore .env.auth0');
  await first.stop();
  writeFileSync(join(cwd, '.gitignore'), '.env.*\n');
  expect((await serveInside(cwd, [...local, '--dotenv', '.env.auth0'])).said()).not.toContain('git');
});

it('hostile names and values are read alike by node, dotenv, sh and docker, or it is said that they are not', async () => {
  const names = [
    '$(touch x)',
    'A`b`',
    '3rd party',
    'Ünïcode',
    'ÜNICODE',
    '名前',
    "it's",
    'NODE_OPTIONS',
    'A  B',
    'a-b',
  ];
  const clients = names.map((name) => `  - { name: ${JSON.stringify(name)}, app_type: non_interactive }\n`);
  const audiences = ['urn:a b', "urn:it's", 'urn:$HOME`x`', 'urn:"\'$', 'urn:#x'];
  const apis = audiences.map((id, index) => `  - { name: Api ${index}, identifier: ${JSON.stringify(id)} }\n`);
  const cwd = project({
    'tenant.yaml': `clients:\n${clients.join('')}resourceServers:\n${apis.join('')}`,
    'environments/local.yaml': 'domain: local\n',
  });
  const server = await serveInside(cwd, [...local, '--apply', '--dotenv', 'e']);
  const text = readFileSync(join(cwd, 'e'), 'utf8');
  const byNode = parseEnv(text);
  expect(Object.keys(byNode).every((name) => /^[A-Z_][A-Z0-9_]*$/.test(name))).toBe(true);
  expect(Object.keys(byNode).filter((name) => name.endsWith('_CLIENT_ID'))).toHaveLength(names.length);
  expect(byNode['API_0_AUDIENCE']).toBe('urn:a b');
  expect(byNode['API_1_AUDIENCE']).toBe("urn:it's");
  expect(byNode['API_2_AUDIENCE']).toBe('urn:$HOME`x`');
  expect(byNode['API_4_AUDIENCE']).toBe('urn:#x');
  expect(byNode).not.toHaveProperty('API_3_AUDIENCE');
  expect(server.said()).toContain('Not in the env file');
  expect(server.said()).toContain('API_3_AUDIENCE');
  expect(parseDotenv(text)).toEqual({ ...byNode });
  const shown = spawnSync('sh', ['-c', 'set -a; . ./e; node -p "JSON.stringify(process.env)"'], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  const bySh = JSON.parse(shown.stdout) as Record<string, string>;
  for (const [name, value] of Object.entries(byNode)) expect([name, bySh[name]]).toEqual([name, value]);
  // Docker takes all behind the first = as it is.
  const quoted = /In quotes.*: (.*)\.$/m.exec(server.said())?.[1]?.split(', ');
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const [name = '', ...rest] = line.split('=');
    const isBare = quoted?.includes(name) !== true;
    expect([name, isBare ? rest.join('=') : byNode[name]]).toEqual([name, byNode[name]]);
  }
  expect(existsSync(join(cwd, 'x'))).toBe(false);
});

it('one emulator serves a state at a time, and commands for the environment go to it', async () => {
  const cwd = project(files);
  const server = await serveInside(cwd, [...local, '--apply']);
  const second = await tenantry(['emulate', ...local, '--port', '0'], { cwd });
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`acme/local is served already, at ${server.url}`);
  writeFiles(join(cwd, 'tenants/acme'), { 'roles.yaml': 'roles: [{ name: Courier }]\n' });
  const applied = await tenantry(['apply', ...local, '--yes'], { cwd });
  expect(applied.code, applied.stderr).toBe(0);
  const state = (await (await fetch(`${server.url}/emulator/state`)).json()) as { collections: object };
  expect(Object.values(state.collections['roles' as never])).toMatchObject([{ name: 'Courier' }]);
  expect((await tenantry(['smoke', ...local, '--within', '0s'], { cwd })).code).toBe(0);
  await server.stop();
  // What the server kept at its end has it, too.
  expect((await tenantry(['plan', ...local], { cwd })).code).toBe(0);
});

it('one that was killed stands in nobody’s way, and what was applied is kept', async () => {
  const cwd = project(files);
  const child = start(['emulate', ...local, '--apply', '--dotenv', 'e', '--port', '0'], { cwd });
  await once(createInterface({ input: child.stdout ?? process.stdin }), 'line');
  child.kill('SIGKILL');
  await ended(child);
  expect(existsSync(join(cwd, '.tenantry/emulator/acme.local.server.json'))).toBe(true);
  const before = parseEnv(readFileSync(join(cwd, 'e'), 'utf8'));
  const server = await serveInside(cwd, [...local, '--dotenv', 'e']);
  const after = parseEnv(readFileSync(join(cwd, 'e'), 'utf8'));
  expect(after['DISPATCH_SERVICE_CLIENT_ID']).toBe(before['DISPATCH_SERVICE_CLIENT_ID']);
  expect(await tokenBy(after, 'DISPATCH_SERVICE', 'PARCELS')).toHaveProperty('access_token');
  await server.stop();
  expect(existsSync(join(cwd, '.tenantry/emulator/acme.local.server.json'))).toBe(false);
}, 180_000);

it('a port that is in use is named, and no env file is written for it', async () => {
  const cwd = project(files);
  const server = await serveInside(cwd, []);
  const { port } = new URL(server.url);
  const { code, stderr } = await tenantry(['emulate', ...local, '--apply', '--port', port, '--dotenv', 'e'], { cwd });
  expect({ code, says: stderr.includes(`127.0.0.1:${port}`) }).toEqual({ code: 1, says: true });
  expect(existsSync(join(cwd, 'e'))).toBe(false);
});

it('a signal ends it while a request hangs', async () => {
  const server = await serveInside(project(files), ['--fault-types', 'hang', '--fault-rate', '1']);
  const hanging = fetch(`${server.url}/oauth/token`, { method: 'POST' }).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const started = performance.now();
  expect((await server.stop()).code).toBe(0);
  expect(performance.now() - started).toBeLessThan(5000);
  expect(await hanging).toBeInstanceOf(Error);
});
