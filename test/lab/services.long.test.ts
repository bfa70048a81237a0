import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../../src/library/emulator.ts';
import { tenantry } from '../cli/support/tenantry.ts';
import { harbor } from './support/harbor.ts';
import { services } from './support/services.ts';

const BILLING = { BILLING_SIGNING_SECRET: 'not-a-secret-here-either' };

it('each service does its work, and costs one token for each API that it calls', async () => {
  const server = await harbor();
  const lab = await services({ ...server.env, ...BILLING, GATEWAY_KEYS: 'shop:open-sesame' });
  const [, , gateway] = [await lab.serve('api'), await lab.serve('billing'), await lab.serve('gateway')];

  // 4 tours of 40 parcels in the first round, and a look in each.
  const rounds = 1000;
  const dispatched = await lab.run('dispatch', String(rounds));
  expect(dispatched).toEqual({ code: 0, output: `dispatch: 40 parcels on 4 tours, ${44 + rounds} calls\n` });
  expect(server.mints()).toEqual({ 200: 1 });

  for (const count of [40, 0])
    expect(await lab.run('reconcile')).toEqual({ code: 0, output: `reconcile: 40 parcels, ${count} new invoices\n` });
  expect(server.mints()).toEqual({ 200: 5 });

  const headers = { 'x-api-key': 'open-sesame' };
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => fetch(`${gateway}/parcels/P${1001 + (index % 40)}`, { headers })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await answers[0]?.json()).toMatchObject({ id: 'P1001', state: 'on tour' });
  expect(server.mints()).toEqual({ 200: 6 });
}, 300_000);

it('the gateway lets in who has a key, to the paths that it names, and tells nobody a token', async () => {
  const server = await harbor({ faults: { types: ['503'], rate: 1 } });
  const lab = await services({ ...server.env, GATEWAY_KEYS: 'shop:open-sesame,depot:a:b' });
  const gateway = await lab.serve('gateway');
  const ask = (path: string, key?: string, method = 'GET'): Promise<Response> =>
    fetch(`${gateway}${path}`, { method, ...(key === undefined ? {} : { headers: { 'x-api-key': key } }) });
  for (const key of [undefined, '', 'open-sesam', 'shop', 'shop:open-sesame'])
    expect((await ask('/parcels', key)).status, key).toBe(401);
  expect((await ask('/invoices', 'a:b')).status).toBe(404);
  expect((await ask('/parcels', 'a:b', 'POST')).status).toBe(404);
  // The tenant is down: the caller is told to come again, and not what the gateway was told.
  const down = await ask('/parcels', 'a:b');
  expect([down.status, down.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await down.json()).toEqual({ error: 'unavailable', message: 'Come again.' });
});

it('a partner proves itself with its own key, and sees only what it carries', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-lab-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  cpSync('tenants', join(cwd, 'tenants'), { recursive: true });
  const before = await services({}, cwd);
  const made = await before.run('partner', 'key');
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining('nordfracht.key.pem') as string });
  expect(statSync(join(cwd, 'nordfracht.key.pem')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(cwd, 'tenants/harbor/keys/nordfracht.pem'), 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY/);
  // A key that is there is not overwritten.
  expect((await before.run('partner', 'key')).code).toBe(1);

  const server = await harbor({}, cwd);
  const lab = await services(server.env, cwd);
  await lab.serve('api');
  expect(await lab.run('partner')).toEqual({ code: 0, output: 'partner: 10 parcels to carry, 10 taken over\n' });
  expect(server.mints()).toEqual({ 200: 1 });
});

it('the API takes the token that it is for, and none with one thing wrong with it', async () => {
  const auth0 = await startEmulator({ tenant: 'harbor', env: 'local' });
  onTestFinished(() => auth0.stop());
  const lab = await services({
    AUTH0_ISSUER_BASE_URL: auth0.url,
    PARCELS_AUDIENCE: 'https://parcels.local.harbor.example',
  });
  const api = await lab.serve('api');
  const ask = async (token: string, method = 'GET', path = '/parcels'): Promise<number> =>
    (await fetch(`${api}${path}`, { method, headers: { authorization: `Bearer ${token}` } })).status;
  const token = await auth0.token('Dispatch Service', { audience: 'Parcels' });
  expect(await ask(token)).toBe(200);
  for (const [what, broken] of Object.entries<string>({ ...auth0.brokenTokens(token) }))
    expect([what, await ask(broken)]).toEqual([what, 401]);
  expect(await ask(await auth0.token('Nightly Reconciliation', { audience: 'Billing (legacy)' }))).toBe(401);
  // Scopes, route by route.
  expect(await ask(token, 'POST', '/parcels/P1001/scans')).toBe(403);
  const scanner = await auth0.token('Depot Scanners', { audience: 'Parcels' });
  expect(await ask(scanner, 'POST', '/parcels/P1001/scans')).toBe(201);
  expect(await ask(scanner)).toBe(403);
  expect(await ask(scanner, 'GET', '/parcels/P1001/label')).toBe(200);
  // To a partner the parcels of others are not there.
  const partner = await auth0.token('Nordfracht Partner', { audience: 'Parcels' });
  expect([await ask(partner, 'GET', '/parcels/P1001'), await ask(partner, 'GET', '/parcels/P1004')]).toEqual([
    404, 200,
  ]);
});

it('a rotation of the keys loses no call, as the next key was published before', async () => {
  const server = await harbor();
  const lab = await services(server.env);
  await lab.serve('api');
  const running = lab.run('dispatch', '200');
  await expect.poll(() => server.mints(), { timeout: 60_000 }).toEqual({ 200: 1 });
  await server.rotateKeys();
  expect(await running).toMatchObject({ code: 0 });
  // Signed with the new key, at an API that has the list of keys from before.
  expect(await lab.run('dispatch')).toMatchObject({ code: 0 });
});

it('a service without its variables says which one it misses, and what to do', async () => {
  const lab = await services({});
  const { code, output } = await lab.run('dispatch');
  expect(code).toBe(1);
  expect(output).toMatch(
    /^DISPATCH_SERVICE_CLIENT_ID|^AUTH0_ISSUER_BASE_URL is not set\. Start with: node --env-file=/,
  );
});

it('the action with a token of its own passes its tests', async () => {
  const { code, stdout } = await tenantry(['test', 'examples/parcels/tenants/portal'], { cwd: process.cwd() });
  expect(stdout).toMatch(/portal: 6 passed\n$/);
  expect(code).toBe(0);
  const { stderr, ...valid } = await tenantry(['validate', 'examples/parcels/tenants/portal'], { cwd: process.cwd() });
  expect(valid, stderr).toMatchObject({ code: 0 });
});

it('the packages of the example are those of the repository, so that it runs in a clone without an installation', () => {
  const read = (path: string): Record<string, Record<string, string>> =>
    JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;
  const { dependencies, devDependencies } = read('examples/parcels/package.json');
  expect(read('package.json')['devDependencies']).toMatchObject({ ...dependencies, ...devDependencies });
});
