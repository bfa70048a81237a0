import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { serve } from '../../src/emulator/serve.ts';
import { isLong } from '../support/long.ts';
import { deployer, folderOf, tenantry } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** What signs what it is given on stdin, as a key service does: the signature in base64. */
const signer = `
const { createSign } = require('node:crypto');
const { readFileSync, appendFileSync } = require('node:fs');
const given = readFileSync(0, 'utf8');
if (process.env.SEEN) appendFileSync(process.env.SEEN, given + ' ' + JSON.stringify(process.argv.slice(2)) + '\\n');
const signed = createSign('RSA-SHA256').update(given).sign(readFileSync(__dirname + '/key.pem'), 'base64');
const whole = given + '.' + signed.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
process.stdout.write(process.argv[2] === 'whole' ? whole : signed + '\\n');
`;

/** A tenant whose client proves itself by a key, and a project for it. */
async function keyed(environment = ''): Promise<{ cwd: string; clientId: string; url: string }> {
  const { url, close } = await serve(createEmulator(), { port: 0 });
  onTestFinished(() => close());
  const call = async (path: string, body: object, token = ''): Promise<Record<string, string>> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const said = (await answer.json()) as Record<string, string>;
    if (!answer.ok) throw new Error(JSON.stringify(said));
    return said;
  };
  const audience = `${url}/api/v2/`;
  const { access_token: token } = await call('/oauth/token', {
    grant_type: 'client_credentials',
    client_id: deployer.AUTH0_CLIENT_ID,
    client_secret: deployer.AUTH0_CLIENT_SECRET,
    audience,
  });
  const credentials = [
    { credential_type: 'public_key', alg: 'RS256', pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
  ];
  const client = {
    name: 'Pipeline',
    app_type: 'non_interactive',
    grant_types: ['client_credentials'],
    jwt_configuration: { alg: 'RS256' },
  };
  const methods = { client_authentication_methods: { private_key_jwt: { credentials } } };
  const { client_id: clientId = '' } = await call('/api/v2/clients', { ...client, ...methods }, token);
  const apis = await fetch(`${url}/api/v2/resource-servers`, { headers: { authorization: `Bearer ${token}` } });
  const [api] = (await apis.json()) as { identifier: string }[];
  const grant = {
    client_id: clientId,
    audience: api?.identifier,
    scope: ['read:roles', 'create:roles', 'update:roles'],
  };
  await call('/api/v2/client-grants', grant, token);
  const cwd = folderOf({
    'tenants/acme/tenant.yaml': 'roles: [{ name: Courier }]\n',
    'tenants/acme/environments/dev.yaml': `domain: ${url}\n${environment}`,
    'key.pem': pem,
    'sign.cjs': signer,
  });
  return { cwd, clientId, url };
}

/** An assertion of a client. */
function assertion(clientId: string, url: string, claims: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: clientId, sub: clientId, aud: `${url}/`, iat: now, exp: now + 60, jti: randomUUID(), ...claims };
  const unsigned = [{ alg: 'RS256' }, all]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(pem, 'base64url')}`;
}

const plan = (cwd: string, env: Record<string, string>, ...more: string[]): Promise<Result> =>
  tenantry(['plan', 'acme', '--env', 'dev', ...more], { cwd, env });
const planned = 'acme/dev: 1 to create';

describe('the key itself', () => {
  it.each([
    ['as it is', pem],
    ['with line ends written as \\n', pem.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(pem).toString('base64')],
    ['in base64 in lines', Buffer.from(pem).toString('base64').replace(/.{64}/g, '$&\n')],
    ['as openssl genrsa gives it', privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
  ])('may stand in AUTH0_CLIENT_SIGNING_KEY, %s', async (_how, key) => {
    const { cwd, clientId } = await keyed();
    const { stdout, stderr } = await plan(cwd, { AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SIGNING_KEY: key });
    expect(stdout + stderr).toContain(planned);
  });

  it('is refused when it is none, without a part of it being said', async () => {
    const { cwd, clientId } = await keyed();
    const key = pem.replaceAll('\n', ' ').slice(0, 200);
    const { code, stderr } = await plan(cwd, { AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SIGNING_KEY: key });
    expect(code).toBe(1);
    expect(stderr).toContain('error what AUTH0_CLIENT_SIGNING_KEY has is not a private key');
    expect(stderr).not.toContain(key.slice(40, 80));
  });
});

describe('AUTH0_CLIENT_ASSERTION', () => {
  it('serves for one token, says whose it is, and is hidden', async () => {
    const { cwd, clientId, url } = await keyed();
    const jwt = assertion(clientId, url);
    const first = await plan(cwd, { AUTH0_CLIENT_ASSERTION: jwt }, '--debug');
    expect(first.stdout).toContain(planned);
    expect(first.stderr).not.toContain(jwt.slice(-40));
    const second = await plan(cwd, { AUTH0_CLIENT_ASSERTION: jwt });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('AUTH0_CLIENT_ASSERTION was used for a token already');
  });

  it.each([
    ['expired', { iat: 1_000_000_000, exp: 1_000_000_060 }, /AUTH0_CLIENT_ASSERTION expired \d+ s ago/],
    ['of another client', { iss: 'other', sub: 'other' }, /is an assertion of the client other, and the client is /],
    ['good for too long', { exp: Math.floor(Date.now() / 1000) + 3600 }, /Auth0 takes assertions of at most 300 s/],
    ['without an end', { exp: undefined }, /is not a client assertion/],
  ])('is refused before anything is sent when it is %s', async (_what, claims, said) => {
    const { cwd, clientId, url } = await keyed();
    const env = { AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_ASSERTION: assertion(clientId, url, claims) };
    const { code, stderr } = await plan(cwd, env, '--debug');
    expect(code).toBe(1);
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain('/oauth/token');
  });

  it('is not sent a second time for another environment of the same run', async () => {
    const { cwd, clientId, url } = await keyed();
    for (const name of ['dev', 'again'])
      writeFileSync(join(cwd, `tenants/acme/environments/${name}.yaml`), `domain: ${url}\nallow_shared_domain: true\n`);
    const env = { AUTH0_CLIENT_ASSERTION: assertion(clientId, url) };
    const { code, stderr } = await tenantry(['compare', 'dev', 'again', 'acme', '--debug'], { cwd, env });
    expect(code).toBe(1);
    expect(stderr).toContain('AUTH0_CLIENT_ASSERTION was used for a token already');
  });

  it('that the tenant refuses says that one serves once', async () => {
    const { cwd, clientId, url } = await keyed();
    const env = { AUTH0_CLIENT_ASSERTION: assertion(clientId, url, { aud: 'https://elsewhere.example/' }) };
    expect((await plan(cwd, env)).stderr).toContain(
      'an assertion serves once, and its key has to be one of the client',
    );
  });
});

describe('AUTH0_CLIENT_ASSERTION_COMMAND', () => {
  const node = JSON.stringify(process.execPath);

  it.each<[string, string, string]>([
    ...(isLong ? [['gives the signature', '', '[]'] as [string, string, string]] : []),
    ['gives the whole JWT', 'whole', '["whole"]'],
    [
      'has arguments that a shell would read',
      `'$(touch here)' "; touch here" a\\b`,
      '["$(touch here)","; touch here","a\\\\b"]',
    ],
  ])('signs a new assertion for each token: one that %s', async (_what, args, seen) => {
    const { cwd, clientId } = await keyed();
    const env = {
      AUTH0_CLIENT_ID: clientId,
      AUTH0_CLIENT_ASSERTION_COMMAND: `${node} sign.cjs ${args}`,
      SEEN: join(cwd, 'seen.txt'),
    };
    for (let time = 0; time < 2; time += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const { stdout, stderr } = await plan(cwd, env);
      expect(stdout + stderr).toContain(planned);
    }
    const lines = readFileSync(join(cwd, 'seen.txt'), 'utf8').trim().split('\n');
    expect(new Set(lines).size).toBe(2);
    const [unsigned = '', given] = [lines[0]?.split(' ')[0], lines[0]?.slice(lines[0].indexOf(' ') + 1)];
    expect(given).toBe(seen);
    const [header, claims] = unsigned
      .split('.')
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object);
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(claims).toMatchObject({ iss: clientId, sub: clientId });
    expect(existsSync(join(cwd, 'here'))).toBe(false);
  });

  it.each([
    [
      'there is none',
      'no-such-program x',
      'no-such-program, the command of AUTH0_CLIENT_ASSERTION_COMMAND, signed no assertion: there is no such program',
    ],
    [
      'it fails',
      '[NODE, "-e", "console.error(\'AccessDenied: kms:Sign\'); process.exit(3)"]',
      'it ended with 3: AccessDenied: kms:Sign',
    ],
    ['it says nothing', '[NODE, "-e", ""]', 'it printed nothing'],
    ['it says something else', '[NODE, "-e", "console.log(\'<html>\')"]', 'what it printed is no signature and no JWT'],
    ['it is none', '"unclosed', 'is not a command'],
    ['it is no list of words', '["a", 1]', 'is not a command'],
  ])('says why when %s, and tries no second time', async (_what, command, said) => {
    const { cwd, clientId } = await keyed();
    const env = { AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_ASSERTION_COMMAND: command.replace('NODE', node) };
    const started = Date.now();
    const { code, stderr } = await plan(cwd, env);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

describe('credentials of an environment', () => {
  it('name the variable of an assertion, or of a command', async () => {
    const named = 'credentials: { client_id: { env: ID }, client_assertion_command: { env: DEV_ASSERTION_COMMAND } }\n';
    const { cwd, clientId, url } = await keyed(named);
    const command = `${JSON.stringify(process.execPath)} sign.cjs`;
    expect((await plan(cwd, { ID: clientId, DEV_ASSERTION_COMMAND: command, AUTH0_DOMAIN: url })).stdout).toContain(
      planned,
    );
    const given = named.replace('_command', '').replace('DEV_ASSERTION_COMMAND', 'JWT');
    writeFileSync(join(cwd, 'tenants/acme/environments/dev.yaml'), `domain: ${url}\n${given}`);
    const env = { ID: clientId, JWT: assertion(clientId, url), AUTH0_DOMAIN: url };
    expect((await plan(cwd, env)).stdout).toContain(planned);
  });

  it.each(['{ env: SHELL }', '{ file: ../command.txt }'])(
    'never make a command of something else: %s',
    async (source) => {
      const { cwd, clientId } = await keyed(
        `credentials: { client_id: { env: ID }, client_assertion_command: ${source} }\n`,
      );
      writeFileSync(join(cwd, 'tenants/acme/command.txt'), 'touch here');
      const { code, stderr } = await plan(cwd, { ID: clientId, SHELL: '/bin/bash' });
      expect(code).toBe(1);
      expect(stderr).toMatch(/environments\/dev\.yaml:2:\d+ error/);
    },
  );
});
