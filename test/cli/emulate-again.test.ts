import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { files, serveInside } from './support/served.ts';
import { project, tenantry, writeFiles } from './support/tenantry.ts';

// What is seen of the files when an emulator is started once more.

const local = ['acme', '--env', 'local'];

it.each(['local', 'prod'])('a key that became another one under the same name is seen, in %s', async (env) => {
  const pem = (): string =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).publicKey;
  const keyed = `
clients:
  - name: Partner
    app_type: non_interactive
    grant_types: [client_credentials]
    jwt_configuration: { alg: RS256 }
    client_authentication_methods:
      private_key_jwt: { credentials: [{ name: its key, credential_type: public_key, pem: ./partner.pem }] }
`;
  const cwd = project({
    ...files,
    'partner.yaml': keyed,
    'partner.pem': pem(),
    'environments/prod.yaml': 'domain: acme.eu.auth0.com\npolicy: { delete: true }\n',
  });
  const keysOf = async (url: string): Promise<unknown[]> => {
    const state = (await (await fetch(`${url}/emulator/state`)).json()) as { collections: Record<string, object> };
    return Object.values(state.collections['credentials'] ?? {}).map((one: { _pem: string }) => one._pem);
  };
  const applied = async (): Promise<string[]> => {
    const server = await serveInside(cwd, ['acme', '--env', env, '--apply']);
    const said = [server.said(), ...((await keysOf(server.url)) as string[])];
    await server.stop();
    return said;
  };
  await applied();
  const other = pem();
  writeFiles(join(cwd, 'tenants/acme'), { 'partner.pem': other });
  const [said, ...keys] = await applied();
  expect(said).toContain('1 replaced');
  expect(keys).toEqual([other]);
  expect((await applied())[0]).toContain('is as the files say');
  if (env !== 'local') return;
  // And `apply` knows what was applied before it was served, as that knows what `apply` has written.
  const third = pem();
  writeFiles(join(cwd, 'tenants/acme'), { 'partner.pem': third });
  expect((await tenantry(['apply', ...local, '--yes'], { cwd })).stdout).toContain('1 to replace');
  expect((await applied())[0]).toContain('is as the files say');
  writeFiles(join(cwd, 'tenants/acme'), { 'partner.pem': other });
  expect((await applied()).slice(1)).toEqual([other]);
  const lines = readFileSync(join(cwd, '.tenantry/emulator/acme.local.secrets.jsonl'), 'utf8').trim().split('\n');
  expect(lines.filter((line) => line.includes('its key'))).toHaveLength(1);
});

it('who can sign in is read from tests/users.yaml with each start, and what of it the tenant lacks is named', async () => {
  const callback = 'http://localhost:3000';
  const roles = 'roles: [{ name: Courier }]\n';
  const users = 'users: [{ email: ada@acme.example, name: Ada Lund, roles: [Courier] }]\n';
  const own = { ...files, 'roles.yaml': roles, 'tests/users.yaml': users };
  const cwd = project({
    ...own,
    'databases.yaml': 'databases: [{ name: people, strategy: auth0, enabled_clients: [Portal] }]\n',
  });
  const first = await serveInside(cwd, local);
  expect(first.said()).toContain('are without it: Courier. Apply the files with --apply.');
  await first.stop();
  const server = await serveInside(cwd, [...local, '--apply', '--dotenv', 'e']);
  expect(server.said()).not.toContain('are without it');
  const id = parseEnv(readFileSync(join(cwd, 'e'), 'utf8'))['PORTAL_CLIENT_ID'] ?? '';
  const signIn = async (url: string, hint: string): Promise<URL> => {
    const query = {
      client_id: id,
      response_type: 'code',
      redirect_uri: callback,
      scope: 'openid',
      state: 's',
      login_hint: hint,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    };
    const answer = await fetch(`${url}/authorize?${new URLSearchParams(query).toString()}`, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '/', answer.url || url);
  };
  expect((await signIn(server.url, 'ada@acme.example')).searchParams.get('code')).toBeTruthy();
  await server.stop();
  writeFiles(join(cwd, 'tenants/acme'), { 'tests/users.yaml': users.replace('ada@', 'cai@') });
  const again = await serveInside(cwd, local);
  expect((await signIn(again.url, 'cai@acme.example')).searchParams.get('code')).toBeTruthy();
  writeFiles(join(cwd, 'tenants/acme'), { 'tests/users.yaml': 'users: [{ email: 3 }]\n' });
  await again.stop();
  const broken = await tenantry(['emulate', ...local, '--port', '0'], { cwd });
  expect(broken.code).toBe(1);
  expect(broken.stderr).toContain('tests/users.yaml:1:18');
});
