import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmulatorState } from '../../src/emulator/store.ts';
import { quickClock } from '../support/quick-clock.ts';
import { tenantry } from '../cli/support/tenantry.ts';
import type { Result } from '../cli/support/tenantry.ts';
import { servedTenant, trusting, trustServed } from './served.ts';
import type { Row, TlsTenant } from './served.ts';

trustServed();

// The sample tenant, served with TLS, and without a smoke file: what is declared is asserted, and what is planted is found.

const cwd = mkdtempSync(join(tmpdir(), 'tenantry-harbor-'));
afterAll(() => rmSync(cwd, { recursive: true }));
const folder = join(cwd, 'tenants/harbor');
const keyPair = (): { publicKey: string; privateKey: string } =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const partner = keyPair();
const env = { ...trusting, NORDFRACHT_KEY: partner.privateKey };

let tenant: TlsTenant;
let applied: EmulatorState;
let first: Result;

/** An environment as the local one, of a tenant that is served. */
function environment(name: string, domain: string): void {
  const local = readFileSync(join(folder, 'environments/local.yaml'), 'utf8');
  const secrets = 'secrets: { NORDFRACHT_KEY: { env: NORDFRACHT_KEY } }\n';
  writeFileSync(
    join(folder, `environments/${name}.yaml`),
    local.replace('domain: local', `domain: ${domain}`) + secrets,
  );
}

beforeAll(async () => {
  mkdirSync(join(cwd, 'tenants'));
  cpSync(join(import.meta.dirname, '../../tenants/harbor'), folder, { recursive: true });
  writeFileSync(join(folder, 'keys/nordfracht.pem'), partner.publicKey);
  tenant = await servedTenant();
  environment('tls', tenant.domain);
  first = await tenantry(['apply', 'harbor', '--env', 'tls', '--yes', '--smoke'], { cwd, env });
  applied = tenant.emulator.snapshot();
}, 300_000);

interface Smoke {
  code: number | null;
  /** The codes of what failed, each once. */
  failed: string[];
  cases: { suite: string; name: string; state: string; code: string; lines: string[]; place?: { file: string } }[];
}

async function smoked(name = 'tls', ...options: string[]): Promise<Smoke> {
  const args = ['smoke', 'harbor', '--env', name, '--within', '0s', '--format', 'json', ...options];
  // The tokens of a tenant are asked for one after the other, at its pace.
  const { code, stdout, stderr } = await tenantry(args, { cwd, env, clock: quickClock() });
  const { cases = [] } = JSON.parse(stdout) as Partial<Smoke>;
  expect(cases.length, stderr).toBeGreaterThan(0);
  const failed = cases.filter(({ state }) => state === 'failed').map((one) => one.code);
  return { code, failed: [...new Set(failed)], cases };
}

it('an apply is followed by a smoke that is green without a smoke file', async () => {
  expect(first, first.stdout + first.stderr).toMatchObject({ code: 0 });
  expect(first.stdout).toMatch(/✓ Parcels {2}RS256 at\+jwt 3600 s 4 scopes/);
  expect(first.stdout).toMatch(/✓ Billing \(legacy\) {2}HS256 JWT 3600 s 2 scopes/);
  expect(first.stdout).toMatch(/✓ Parcels for nordfracht {2}RS256/);
  expect(first.stdout).toMatch(/✓ Parcels with scan:parcels is refused {2}403 access_denied/);
  expect(first.stdout).toMatch(/8 tokens in/);
  const { code, cases } = await smoked();
  expect(code).toBe(0);
  expect(new Set(cases.map((one) => one.state))).toEqual(new Set(['passed']));
});

it('prints no token and no secret', async () => {
  const result = await tenantry(['smoke', 'harbor', '--env', 'tls', '--format', 'json'], { cwd, env });
  const clients = (await tenant.call('GET', '/clients')).map((client) => client['client_secret']).filter(Boolean);
  expect(clients.length).toBeGreaterThan(4);
  for (const secret of [...clients, 'eyJ', 'not-a-secret-here-either']) {
    expect(result.stdout).not.toContain(secret);
    expect(result.stderr).not.toContain(secret);
  }
});

describe('what is planted in the tenant is named by the assertion that is about it', () => {
  const api = async (name: string): Promise<string> => idOf(await tenant.call('GET', '/resource-servers'), name, 'id');
  const client = async (name: string): Promise<string> => idOf(await tenant.call('GET', '/clients'), name, 'client_id');
  const change = async (body: object): Promise<void> => {
    await tenant.call('PATCH', `/resource-servers/${await api('Parcels')}`, body);
  };
  const grantOf = async (name: string): Promise<string> => {
    const id = await client(name);
    const grants = await tenant.call('GET', `/client-grants?client_id=${id}`);
    return grants.find((grant) => String(grant['audience']).includes('parcels'))?.id ?? '';
  };
  const faults: [what: string, plant: () => Promise<unknown>, code: string, place: RegExp][] = [
    ['another lifetime', () => change({ token_lifetime: 7200 }), 'token/lifetime', /machines\.yaml$/],
    ['another algorithm', () => change({ signing_alg: 'PS256' }), 'token/alg', /machines\.yaml$/],
    ['another dialect', () => change({ token_dialect: 'access_token' }), 'token/dialect', /machines\.yaml$/],
    [
      'an API that gives no client a token, where the files say nothing of it',
      async () =>
        tenant.call('PATCH', `/resource-servers/${await api('Billing (legacy)')}`, {
          subject_type_authorization: { client: { policy: 'deny_all' } },
        }),
      'token/grant',
      /machines\.yaml$/,
    ],
    [
      'one more scope',
      async () =>
        tenant.call('PATCH', `/client-grants/${await grantOf('Dispatch Service')}`, {
          scope: ['read:parcels', 'write:parcels', 'read:routes', 'write:routes', 'scan:parcels'],
        }),
      'token/scope',
      /machines\.yaml$/,
    ],
    [
      'no grant',
      async () => tenant.call('DELETE', `/client-grants/${await grantOf('API Gateway')}`),
      'token/grant',
      /machines\.yaml$/,
    ],
    ['RBAC off', () => change({ enforce_policies: false }), 'token/permissions', /machines\.yaml$/],
    [
      'a broken action',
      async () => {
        const { actions } = (await tenant.call('GET', '/actions/actions')) as unknown as { actions: Row[] };
        const id = actions[0]?.id ?? '';
        const code = 'exports.onExecuteCredentialsExchange = async (event) => event.nothing.at.all;';
        await tenant.call('PATCH', `/actions/actions/${id}`, { code });
        await new Promise((resolve) => setTimeout(resolve, 20));
        await tenant.call('POST', `/actions/actions/${id}/deploy`);
      },
      'token/denied',
      /machines\.yaml$/,
    ],
    [
      'another key of a client',
      async () => {
        const id = await client('Nordfracht Partner');
        const body = { name: 'other', credential_type: 'public_key', alg: 'RS256', pem: keyPair().publicKey };
        const made = await tenant.call('POST', `/clients/${id}/credentials`, body);
        const methods = { private_key_jwt: { credentials: [{ id: made.id }] } };
        await tenant.call('PATCH', `/clients/${id}`, { client_authentication_methods: methods });
      },
      'token/authentication',
      /machines\.yaml$/,
    ],
    [
      'an organization that is required',
      async () =>
        tenant.call('PATCH', `/client-grants/${await grantOf('Nordfracht Partner')}`, {
          organization_usage: 'require',
        }),
      'token/organization',
      /machines\.yaml$/,
    ],
    [
      'no organization',
      async () => {
        const all = (await tenant.call('GET', '/organizations')) as unknown as Row[];
        await tenant.call('DELETE', `/organizations/${all[0]?.id ?? ''}`);
      },
      'organization/missing',
      /machines\.yaml$/,
    ],
  ];

  it.each(faults)('%s', async (_what, plant, code, place) => {
    tenant.emulator.restore(applied);
    await plant();
    const found = await smoked();
    expect(
      found.failed,
      JSON.stringify(
        found.cases.filter(({ state }) => state === 'failed'),
        undefined,
        1,
      ),
    ).toEqual([code]);
    expect(found.code).toBe(3);
    expect(found.cases.find(({ state }) => state === 'failed')?.place?.file ?? '').toMatch(place);
    tenant.emulator.restore(applied);
  });

  it('is tried again for a while: a tenant takes its time', async () => {
    await change({ token_lifetime: 7200 });
    setTimeout(() => tenant.emulator.restore(applied), 300);
    const late = await smoked('tls', '--within', '60s', '--only', 'Dispatch Service');
    expect(late).toMatchObject({ code: 0, failed: [] });
  });

  it('the tokens of another domain', async () => {
    const other = await servedTenant({ issuer: 'https://wrong.example/' });
    const state = JSON.stringify(applied).replaceAll(tenant.domain, other.domain);
    other.emulator.restore(JSON.parse(state) as EmulatorState);
    environment('wrong', other.domain);
    const found = await smoked('wrong');
    expect(found.failed).toEqual(['token/iss']);
    expect(found.code).toBe(3);
  });
});

function idOf(rows: readonly Row[], name: string, field: string): string {
  return String(rows.find((row) => row['name'] === name)?.[field]);
}
