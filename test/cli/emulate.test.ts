import { once } from 'node:events';
import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { quickClock } from '../support/quick-clock.ts';
import { deployer, emulate, inside, project, tenantry } from './support/tenantry.ts';

const roles = (count: number): string =>
  `roles:\n${Array.from({ length: count }, (_, index) => `  - { name: Role ${index} }`).join('\n')}\n`;
const environment = (url: string): string => `domain: ${url}\npolicy: { delete: true }\n`;

it('a tenant with limits is not asked for more than it takes', async () => {
  const clock = quickClock();
  const server = await emulate(clock, '--latency', '5', '--rate', '40', '--burst', '20');
  const cwd = project({
    'tenant.yaml': roles(60),
    'environments/dev.yaml': `${environment(server.url)}rate_share: 1\n`,
  });
  const { code, stderr } = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env: deployer, clock });
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/At least 60 requests: about \d+ s at \d+(\.\d)? a second\./);
  const { requests } = await server.requests();
  expect(requests.filter(({ status }) => status === 429)).toEqual([]);
});

it('faults can be rehearsed: what was lost on the way is looked up, and nothing is made twice', async () => {
  const clock = quickClock();
  const server = await emulate(
    clock,
    '--fault-rate',
    '0.2',
    '--fault-types',
    '500,503,reset-before,reset-after',
    '--fault-seed',
    '3',
  );
  const cwd = project({ 'tenant.yaml': roles(30), 'environments/dev.yaml': environment(server.url) });
  const { code, stderr } = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env: deployer, clock });
  expect([0, 4], stderr).toContain(code);
  const { requests } = await server.requests();
  expect(requests.filter(({ status }) => status === 0 || status >= 500).length).toBeGreaterThan(3);
  // Of the other types of faults none was asked for.
  expect(requests.filter(({ status }) => status === 429)).toEqual([]);
  const last = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env: deployer, clock });
  expect([0, 4], last.stderr).toContain(last.code);
}, 600_000);

it('refuses conditions that mean nothing', async () => {
  for (const [option, value, text] of [
    ['--fault-types', '501', 'there is no fault 501'],
    ['--fault-rate', '2', 'It has to be from 0 to 1.'],
    ['--rate', '0', 'It has to be at least 1.'],
  ] as const) {
    const { code, stderr } = await tenantry(['emulate', option, value]);
    expect(stderr).toContain(text);
    expect(code).toBe(1);
  }
});

it('the first failure ends a run that is told to stop on it, and what waits for nothing goes on otherwise', async () => {
  const server = await emulate();
  // Only the API reads what is inside of a key.
  const key = '{ name: Key, credential_type: public_key, pem: x }';
  const proof = `client_authentication_methods: { private_key_jwt: { credentials: [${key}] } }, jwt_configuration: { alg: RS256 }`;
  const broken = `clients:\n${['A', 'B', 'C'].map((name) => `  - { name: ${name}, ${proof} }\n`).join('')}`;
  const cwd = project({ 'tenant.yaml': broken, 'environments/dev.yaml': environment(server.url) });
  const apply = ['apply', 'acme', '--env', 'dev', '--yes', '--concurrency', '1'];
  const stopped = await tenantry([...apply, '--stop-on-error'], { cwd, env: deployer });
  expect(stopped.stdout, stopped.stderr).toMatch(/1 failed, .*not started/);
  writeFileSync(join(cwd, 'tenants/acme/roles.yaml'), roles(2));
  const went = await tenantry(apply, { cwd, env: deployer });
  expect(went.code, went.stdout).toBe(4);
  expect(went.stdout).toMatch(/2 done, 3 failed/);
});

it('a certificate is made once and, as the state, is for the user alone', async () => {
  const cwd = project({ 'tenant.yaml': roles(1), 'environments/local.yaml': 'domain: local\n' });
  const folder = join(cwd, '.tenantry/emulator');
  const texts: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    const { result, stop, stdout } = inside(['emulate', 'acme', '--env', 'local', '--tls', '--port', '0'], { cwd });
    const [url] = (await once(createInterface({ input: stdout }), 'line')) as [string];
    const ca = readFileSync(join(folder, 'ca.pem'), 'utf8');
    const reply = request(`${url}/.well-known/openid-configuration`, { ca, agent: false }).end();
    const [response] = (await once(reply, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    stop();
    const { code, stderr } = await result;
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`NODE_EXTRA_CA_CERTS=${join(realpathSync(folder), 'ca.pem')}`);
    texts.push(readFileSync(join(folder, 'tls.pem'), 'utf8'));
  }
  expect(texts[0]).toBe(texts[1]);
  for (const file of readdirSync(folder))
    expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600]);
  expect(readdirSync(folder)).toEqual(['acme.local.json', 'ca.pem', 'tls.pem']);
});

it('an issuer is the URL of a host', async () => {
  for (const issuer of ['acme', 'ftp://acme.example/', 'https://acme.example/path', 'https://acme.example/?a']) {
    const { code, stderr } = await tenantry(['emulate', '--issuer', issuer]);
    expect(stderr).toContain(`--issuer ${issuer} is not the URL of a host`);
    expect(code).toBe(1);
  }
});
