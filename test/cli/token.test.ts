import { join } from 'node:path';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { files, serveInside } from './support/served.ts';
import { project, tenantry, writeFiles } from './support/tenantry.ts';

const wanted = ['token', 'Dispatch Service', 'acme', '--audience', 'Parcels'];
const local = [...wanted, '--env', 'local'];

/** Runs a command that has to print a token, and nothing else on stdout. */
async function printed(args: readonly string[], cwd: string, env = {}): Promise<string> {
  const { code, stdout, stderr } = await tenantry(args, { cwd, env });
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]*\n$/);
  expect(stderr).not.toContain(stdout.trim());
  return stdout.trim();
}

it('the emulator that serves the environment gives it, and its key set verifies it', async () => {
  const cwd = project(files);
  const { url } = await serveInside(cwd, ['acme', '--env', 'local', '--apply']);
  const token = await printed(local, cwd);
  const keys = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(token, keys, { issuer: `${url}/`, audience: 'https://parcels.example' });
  expect(payload).toMatchObject({ scope: 'read:parcels scan:parcels' });
  // After a rotation too, whose key no other process has.
  await fetch(`${url}/emulator/keys/rotate`, { method: 'POST' });
  await jwtVerify(await printed(local, cwd), createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`)));
}, 120_000);

it('without a server the state gives it, signed with the key that a server begins with', async () => {
  const cwd = project(files);
  const none = await tenantry(local, { cwd });
  expect(none).toMatchObject({ code: 1, stdout: '' });
  expect(none.stderr).toContain('nothing was applied to the emulator of acme/local yet');
  await tenantry(['apply', 'acme', '--env', 'local', '--yes'], { cwd });
  const [token, other] = [await printed(local, cwd), await printed(local, cwd)];
  expect(decodeJwt(token)).toMatchObject({ iss: 'https://local/', aud: 'https://parcels.example' });
  const { url } = await serveInside(cwd, ['acme', '--env', 'local']);
  const keys = createLocalJWKSet((await (await fetch(`${url}/.well-known/jwks.json`)).json()) as never);
  for (const one of [token, other]) await jwtVerify(one, keys);
});

it('names are found but for large and small letters, and misspelt ones are asked about', async () => {
  const cwd = project(files);
  await tenantry(['apply', 'acme', '--env', 'local', '--yes'], { cwd });
  await printed(['token', 'dispatch service', 'acme', '--audience', 'parcels', '--env', 'local'], cwd);
  await printed(['token', 'Dispatch Service', '--audience', 'https://parcels.example', '--env', 'local'], cwd);
  for (const [args, hint] of [
    [['token', 'Dispach Service', '--audience', 'Parcels'], 'did you mean Dispatch Service?'],
    [['token', 'Dispatch Service', '--audience', 'Parcel'], 'did you mean Parcels?'],
    [['token', 'Dispatch Service', '--audience', 'Parcels', '--organization', 'acme'], 'there are none'],
    [['token', '\u001B[2J', '--audience', 'Parcels'], 'the tenant has no client'],
  ] as const) {
    const { code, stdout, stderr } = await tenantry([...args, '--env', 'local'], { cwd });
    expect({ code, stdout, hint: stderr.includes(hint) }, stderr).toEqual({ code: 1, stdout: '', hint: true });
    expect(stderr).not.toContain('\u001B[2J');
  }
});

it('what the token endpoint refuses is said as it says it', async () => {
  const cwd = project(files);
  await tenantry(['apply', 'acme', '--env', 'local', '--yes'], { cwd });
  const { code, stdout, stderr } = await tenantry([...local, '--scope', 'write:parcels'], { cwd });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('no token was given');
  expect(stderr).toContain('write:parcels');
});

it('claims and scopes are those that were asked for', async () => {
  const cwd = project(files);
  await tenantry(['apply', 'acme', '--env', 'local', '--yes'], { cwd });
  const claims = '{"https://acme.example/team":"night","aud":"urn:other"}';
  const token = await printed([...local, '--scope', 'scan:parcels', '--claims', claims], cwd);
  expect(decodeJwt(token)).toMatchObject({
    scope: 'scan:parcels',
    'https://acme.example/team': 'night',
    aud: 'urn:other',
  });
  for (const wrong of ['[1]', 'team=night', '']) {
    const { code, stderr } = await tenantry([...local, '--claims', wrong], { cwd });
    expect({ code, says: stderr.includes('--claims is not a JSON object') }).toEqual({ code: 1, says: true });
  }
});

it('each broken token has the one thing wrong with it that was asked for', async () => {
  const cwd = project(files);
  const { url } = await serveInside(cwd, ['acme', '--env', 'local', '--apply']);
  const keys = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`));
  const expected = { issuer: `${url}/`, audience: 'https://parcels.example', typ: 'JWT' };
  await jwtVerify(await printed(local, cwd), keys, expected);
  const codes: Record<string, string> = {};
  for (const flag of [
    'expired',
    'not-yet',
    'wrong-issuer',
    'wrong-audience',
    'wrong-key',
    'alg-none',
    'tampered',
    'wrong-typ',
  ]) {
    const token = await printed([...local, `--${flag}`], cwd);
    codes[flag] = await jwtVerify(token, keys, expected).then(
      () => 'accepted',
      (error: unknown) => (error as { code: string }).code,
    );
  }
  expect(codes).toEqual({
    expired: 'ERR_JWT_EXPIRED',
    'not-yet': 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    'wrong-issuer': 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    'wrong-audience': 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    'wrong-key': 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    'alg-none': 'ERR_JOSE_NOT_SUPPORTED',
    tampered: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    'wrong-typ': 'ERR_JWT_CLAIM_VALIDATION_FAILED',
  });
  const both = await tenantry([...local, '--expired', '--tampered'], { cwd });
  expect(both.code).toBe(1);
}, 180_000);

it('an emulator elsewhere is asked by its URL, without files', async () => {
  const { url } = await serveInside(project(files), ['acme', '--env', 'local', '--apply']);
  const cwd = project({});
  const token = await printed(['token', 'Dispatch Service', '--audience', 'Parcels', '--url', `${url}/`], cwd);
  expect(decodeJwt(token)).toMatchObject({ iss: `${url}/` });
  for (const [wrong, says] of [
    ['nowhere', 'is not a URL'],
    ['http://127.0.0.1:1', 'no emulator answers at http://127.0.0.1:1'],
    ['file:///etc', 'is not a URL'],
  ] as const) {
    const { code, stderr } = await tenantry(['token', 'A', '--audience', 'B', '--url', wrong], { cwd });
    expect({ code, says: stderr.includes(says) }, stderr).toEqual({ code: 1, says: true });
  }
});

it('over https its certificate is trusted without a word from outside', async () => {
  const cwd = project(files);
  const { url } = await serveInside(cwd, ['acme', '--env', 'local', '--apply', '--tls']);
  expect(decodeJwt(await printed(local, cwd))).toMatchObject({ iss: `${url}/` });
  const byUrl = ['token', 'Dispatch Service', '--audience', 'Parcels', '--url', url];
  expect(decodeJwt(await printed(byUrl, cwd))).toMatchObject({ iss: `${url}/` });
});

it('an environment whose domain is a served emulator asks that', async () => {
  const cwd = project(files);
  const { url } = await serveInside(cwd, ['acme', '--env', 'local', '--apply']);
  writeFiles(join(cwd, 'tenants/acme'), { 'environments/served.yaml': `domain: ${url}\n` });
  await printed([...wanted, '--env', 'served', '--expired'], cwd);
});

it('as JSON it says what else is known of it', async () => {
  const cwd = project(files);
  await tenantry(['apply', 'acme', '--env', 'local', '--yes'], { cwd });
  const { stdout } = await tenantry([...local, '--format', 'json', '--expired'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    formatVersion: 2,
    of: 'acme/local',
    client: 'Dispatch Service',
    scope: 'read:parcels scan:parcels',
    expiresIn: 3600,
    fault: 'expired',
  });
});

it('a live tenant gives no broken tokens', async () => {
  const { code, stderr } = await tenantry([...wanted, '--env', 'prod', '--tampered'], { cwd: project(files) });
  expect(code).toBe(1);
  expect(stderr).toContain('--tampered is for emulators, and acme/prod is a live tenant');
});
