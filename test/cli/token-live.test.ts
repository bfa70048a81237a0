import { generateKeyPairSync } from 'node:crypto';
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { servedTenant, trusting, trustServed } from '../smoke/served.ts';
import type { TlsTenant } from '../smoke/served.ts';
import { files } from './support/served.ts';
import { project, tenantry } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';

trustServed();

// A tenant that has nothing of an emulator's own, reached over TLS by the name that the environment has for it.

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

let tenant: TlsTenant;
let cwd: string;
let env: Record<string, string>;

const token = (client: string, ...args: string[]): Promise<Result> =>
  tenantry(['token', client, 'acme', '--env', 'live', '--audience', 'Parcels', ...args], { cwd, env });

/** How often a client was given a token. */
async function given(): Promise<number> {
  const events = await tenant.call('GET', '/logs?q=type:seccft&per_page=100&sort=date:1');
  return events.filter(({ client_id: id }) => id !== trusting.AUTH0_CLIENT_ID).length;
}

beforeAll(async () => {
  tenant = await servedTenant({ live: true, logLag: 0 });
  cwd = project({
    ...files,
    'partner.yaml': `
clients:
  - name: Partner
    app_type: non_interactive
    grant_types: [client_credentials]
    jwt_configuration: { alg: RS256 }
    client_authentication_methods:
      private_key_jwt: { credentials: [{ name: its key, credential_type: public_key, pem: ./partner.pem }] }
  - { name: Stranger, app_type: non_interactive, grant_types: [client_credentials] }
clientGrants:
  - { client_id: Partner, audience: 'https://parcels.example', scope: ['read:parcels'] }
`,
    'partner.pem': publicKey,
    'tests/smoke.yaml': 'credentials:\n  Dispatch Service: { secret: DISPATCH_SECRET }\n',
    'environments/live.yaml': `domain: ${tenant.domain}
secrets:
  DISPATCH_SECRET: { env: DISPATCH_SECRET }
  PARTNER_KEY: { env: PARTNER_KEY }
`,
  });
  env = { ...trusting, DISPATCH_SECRET: 'not known yet', PARTNER_KEY: privateKey };
  const applied = await tenantry(['apply', 'acme', '--env', 'live', '--yes'], { cwd, env });
  if (applied.code !== 0) throw new Error(applied.stderr);
  const all = await tenant.call('GET', '/clients?per_page=100');
  const dispatch = all.find(({ name }) => name === 'Dispatch Service');
  env['DISPATCH_SECRET'] = String(dispatch?.['client_secret']);
}, 180_000);

describe('a token of a live tenant', () => {
  it('is asked for once as the client would, and it is said that it counts', async () => {
    const before = await given();
    const { code, stdout, stderr } = await token('Dispatch Service', '--scope', 'read:parcels');
    expect(code, stderr).toBe(0);
    const keys = createRemoteJWKSet(new URL(`https://${tenant.domain}/.well-known/jwks.json`), {
      [customFetch]: (url: string, init: RequestInit) => fetch(url, init),
    });
    const { payload } = await jwtVerify(stdout.trim(), keys, {
      issuer: `https://${tenant.domain}/`,
      audience: 'https://parcels.example',
    });
    expect(payload).toMatchObject({ scope: 'read:parcels', gty: 'client-credentials' });
    expect(stderr).toContain(`This token counts against the quota of tokens of ${tenant.domain}.`);
    expect(stderr).not.toContain(env['DISPATCH_SECRET']);
    expect((await given()) - before).toBe(1);
  });

  it('is given to a client with a key of its own, which is among the secrets', async () => {
    const { code, stdout, stderr } = await token('Partner', '--format', 'json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ of: 'acme/live', scope: 'read:parcels', expiresIn: 3600 });
  });

  it.each([
    ['whose secret nobody knows', 'Stranger', [], 'Stranger'],
    ['that there is not', 'Dispach Service', [], 'did you mean Dispatch Service?'],
    [
      'with claims',
      'Dispatch Service',
      ['--claims', '{}'],
      '--claims is for emulators, and acme/live is a live tenant',
    ],
    ['that is broken', 'Dispatch Service', ['--expired'], '--expired is for emulators, and acme/live is a live tenant'],
    ['with a scope that its grant has not', 'Partner', ['--scope', 'scan:parcels'], 'scan:parcels'],
  ])('is refused to a client %s', async (_what, client, args, says) => {
    const before = await given();
    const { code, stdout, stderr } = await token(client, ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(says);
    expect((await given()) - before).toBe(0);
  });

  it('is refused with what the tenant says when the secret is another one', async () => {
    const { code, stdout, stderr } = await tenantry(
      ['token', 'Dispatch Service', 'acme', '--env', 'live', '--audience', 'Parcels'],
      { cwd, env: { ...env, DISPATCH_SECRET: 'a-secret-of-somebody-else' } },
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('access_denied: Unauthorized');
    expect(stderr).not.toContain('a-secret-of-somebody-else');
  });
});
