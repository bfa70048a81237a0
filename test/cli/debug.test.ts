import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rows } from '../../src/commands/index.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { serve } from '../../src/emulator/serve.ts';
import { quickClock } from '../support/quick-clock.ts';
import { deployer, folderOf, tenantry } from './support/tenantry.ts';

/** A project whose tenant has no room for the first reading of roles. */
async function busy(): Promise<string> {
  const emulator = createEmulator();
  let isBusy = true;
  const fetch = async (request: Request): Promise<Response> => {
    if (!isBusy || !request.url.includes('/roles')) return emulator.fetch(request);
    isBusy = false;
    return new Response('{"statusCode":429}', { status: 429, headers: { 'retry-after': '1' } });
  };
  const { url, close } = await serve({ ...emulator, fetch }, { port: 0 });
  onTestFinished(() => close());
  return folderOf({
    'tenants/acme/tenant.yaml':
      'roles: [{ name: Courier }]\nclients: [{ name: Portal, client_secret: "##SECRET##" }]\n',
    'tenants/acme/environments/dev.yaml': `domain: ${url}\nsecrets: { SECRET: { env: SECRET } }\n`,
  });
}

const secret = 'a-secret-of-a-client-0123456789-0123456789-0123456789';
const env = { ...deployer, SECRET: secret };

describe('--debug', () => {
  it('says on stderr what each request was, what came of it and of limits, and which were tried again', async () => {
    const cwd = await busy();
    const { stdout, stderr, code } = await tenantry(['plan', '--debug', 'acme', '--env', 'dev', '-f', 'json'], {
      cwd,
      env,
      clock: quickClock(),
    });
    expect(code).toBe(2);
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
    const lines = stderr.split('\n').filter((line) => /^\d{4}-\d\d-\d\dT[\d:.]+Z /.test(line));
    const said = lines.map((line) => line.slice(25).replace(/^(\S+) [^/]+(\/[^? ]*)\S*/, '$1 $2'));
    expect(said[0]).toMatch(/^POST \/oauth\/token 200 \d+ms$/);
    expect(said).toContainEqual(expect.stringMatching(/^GET \/api\/v2\/roles 429 \d+ms retry-after=1$/));
    expect(said).toContainEqual(
      expect.stringMatching(/^GET \/api\/v2\/roles 200 \d+ms try=2 x-ratelimit-limit=\d+ x-ratelimit-remaining=\d+ /),
    );
  });

  it('writes it into a file that only the user may read, of an apply as well, and without a secret, a token or a body', async () => {
    const cwd = await busy();
    const path = join(cwd, 'requests.log');
    const args = ['apply', 'acme', '--env', 'dev', '--yes', '--debug=requests.log'];
    const { code, stderr } = await tenantry(args, { cwd, env, clock: quickClock() });
    expect(code).toBe(0);
    const log = readFileSync(path, 'utf8');
    expect(log).toMatch(/ POST [^ ]+\/api\/v2\/clients 201 /);
    for (const hidden of [secret, deployer.AUTH0_CLIENT_SECRET, 'eyJ', 'Bearer', 'Courier'])
      expect(log).not.toContain(hidden);
    expect(stderr).not.toContain('/oauth/token');
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('says why there was no answer', async () => {
    const cwd = folderOf({
      'tenants/acme/tenant.yaml': 'roles: [{ name: Courier }]\n',
      'tenants/acme/environments/dev.yaml': 'domain: http://127.0.0.1:1\n',
    });
    const { stderr } = await tenantry(['plan', 'acme', '--env', 'dev', '--debug'], { cwd, env, clock: quickClock() });
    expect(stderr).toMatch(/ POST 127\.0\.0\.1:1\/oauth\/token \w+.* \d+ms/);
  });

  it('refuses a file that cannot be written before anything is sent', async () => {
    const cwd = await busy();
    const { code, stderr } = await tenantry(['plan', 'acme', '--env', 'dev', '--debug=no/such/file'], { cwd, env });
    expect(code).toBe(1);
    expect(stderr).toContain('error the log of requests cannot be written to no/such/file: ENOENT');
    expect(existsSync(join(cwd, 'no'))).toBe(false);
  });

  it('is there for every command that speaks to a tenant', () => {
    const names = rows
      .filter((row) => row.options.some((option) => option().long === '--debug'))
      .map(({ name }) => name);
    for (const name of [
      'plan',
      'apply',
      'drift',
      'check',
      'compare',
      'explain',
      'logs',
      'rollback',
      'smoke',
      'domains',
      'pull',
      'init',
    ])
      expect(names).toContain(name);
  });
});
