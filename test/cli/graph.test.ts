import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf, tenantry } from './support/tenantry.ts';

const secret = 'the-secret-of-the-portal-0123456789-0123456789-012345678';

const tenant = `clients:
  - { name: Worker, app_type: non_interactive, grant_types: [client_credentials], client_secret: '##SECRET##', client_metadata: { team: depots } }
  - { name: Other, app_type: non_interactive, grant_types: [client_credentials] }
resourceServers: [{ name: Parcels, identifier: https://parcels.example, scopes: [{ value: 'read:parcels' }] }]
clientGrants: [{ client_id: Worker, audience: https://parcels.example, scope: ['read:parcels'] }]
`;
const project = (files: Record<string, string> = {}): string =>
  folderOf({
    'tenants/acme/tenant.yaml': tenant,
    'tenants/acme/environments/dev.yaml': 'domain: local\nsecrets: { SECRET: { env: SECRET } }\n',
    ...files,
  });
const graph = (cwd: string, ...args: string[]): ReturnType<typeof tenantry> =>
  tenantry(['graph', 'acme', '--env', 'dev', ...args], { cwd, env: { SECRET: secret } });

it('lists the callers of every API, offline and without secrets', async () => {
  const { code, stdout, stderr } = await tenantry(['graph', 'acme', '--env', 'dev'], { cwd: project() });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Parcels  https://parcels.example\n  Worker  depots  for itself  read:parcels\n');
  expect(stdout).toContain('Other: may ask for tokens by client_credentials, and has no grant, so it gets none');
  expect(stdout).toMatch(/acme\/dev: 2 clients, 1 API, 1 grant, 1 finding\n$/);
});

it('writes a file in the form that its name says', async () => {
  const cwd = project();
  for (const [name, start] of [
    ['map.html', '<!doctype html>'],
    ['map.svg', '<svg '],
    ['map.mmd', 'flowchart LR\n'],
    ['map.dot', 'digraph map {\n'],
    ['map.json', '{\n  "formatVersion": 2,'],
    ['map.txt', 'Parcels'],
  ] as const) {
    const { code, stdout, stderr } = await graph(cwd, '--out', name);
    expect([code, stdout, stderr]).toEqual([0, '', `The map is in ${name}.\n`]);
    expect(readFileSync(join(cwd, name), 'utf8').slice(0, start.length)).toBe(start);
  }
});

it('draws a plan and a tenant, and no secret is anywhere', async () => {
  const cwd = project();
  const planned = await graph(cwd, '--on', 'plan');
  expect(planned.stdout).toContain('+ Parcels  https://parcels.example');
  expect(planned.stdout).toContain('  + Worker  depots  for itself  read:parcels');
  expect((await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env: { SECRET: secret } })).code).toBe(0);
  for (const format of ['text', 'json', 'html', 'svg', 'mermaid', 'dot'])
    for (const on of ['files', 'plan', 'live']) {
      const { code, stdout, stderr } = await graph(cwd, '--on', on, '--format', format);
      expect([code, stderr.includes('error')], `${format} ${on} ${stderr}`).toEqual([0, false]);
      expect(stdout).toContain('Worker');
      expect(stdout).not.toContain(secret);
      expect([format, on, stdout.includes('Management API')]).toEqual([format, on, on !== 'files']);
    }
}, 120_000);

it('a name that nothing has is an error that says what there is, and no file is written', async () => {
  const cwd = project();
  const { code, stdout, stderr } = await graph(cwd, '--team', 'depot', '--out', 'map.html');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('there is no team depot on the map');
  expect(stderr).toContain('depots');
  expect(existsSync(join(cwd, 'map.html'))).toBe(false);
});

it('files that are wrong are told with their place, in JSON as a refusal', async () => {
  const cwd = project({ 'tenants/acme/tenant.yaml': 'clients:\n  - nmae: x\n' });
  const text = await graph(cwd);
  expect([text.code, text.stdout]).toEqual([1, '']);
  expect(text.stderr).toContain('tenants/acme/tenant.yaml:2:5');
  const json = await graph(cwd, '--format', 'json');
  expect(JSON.parse(json.stdout)).toMatchObject({ diagnostics: expect.any(Array) as object });
  expect(json.code).toBe(1);
});

it('an empty tenant is a map of nothing', async () => {
  const cwd = project({ 'tenants/acme/tenant.yaml': '{}\n' });
  const { code, stdout } = await tenantry(['graph', 'acme', '--env', 'dev'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('There is nothing to draw');
});

it('the page of a plan shows what it touches of who may call what, and only then', async () => {
  const cwd = project();
  const env = { SECRET: secret };
  const page = async (): Promise<string> =>
    (await tenantry(['plan', 'acme', '--env', 'dev', '--format', 'html'], { cwd, env })).stdout;
  expect(await page()).toContain('the part that the plan touches');
  await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env });
  expect(await page()).not.toContain('the part that the plan touches');
});
