import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, tenantry } from './support/tenantry.ts';

const hostile = String.raw`x'; touch here; $(touch here) \"${'`touch here`'}`;
const secret = 'the-secret-of-the-portal-0123456789-0123456789-012345678';

/** A project whose tenant has what its files declare. */
async function applied(): Promise<string> {
  const tenant = {
    clients: [
      { name: 'Customer Portal', client_secret: '##SECRET##' },
      { name: 'A-B' },
      { name: 'A B' },
      { name: 'Zürich' },
      { name: '日本' },
      { name: hostile },
    ],
    resourceServers: [{ name: 'Parcels', identifier: "https://parcels.example/it's" }],
    roles: [{ name: 'Courier' }],
    tenant: { friendly_name: 'Acme' },
  };
  const cwd = folderOf({
    'tenants/acme/tenant.yaml': JSON.stringify(tenant),
    'tenants/acme/environments/dev.yaml': 'domain: local\nsecrets: { SECRET: { env: SECRET } }\n',
  });
  const { code, stderr, stdout } = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], {
    cwd,
    env: { SECRET: secret },
  });
  expect(code, stdout + stderr).toBe(0);
  return cwd;
}

describe('output', () => {
  it('gives ids, identifiers and the domain as data, and no secret', async () => {
    const cwd = await applied();
    const { code, stdout, stderr } = await tenantry(['output', 'acme', '--env', 'dev', '-f', 'json'], { cwd });
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')]);
    const said = JSON.parse(stdout) as { resources: Record<string, Record<string, Record<string, string>>> };
    expect(said).toMatchObject({ formatVersion: 1, tenant: 'acme', environment: 'dev', domain: 'local', missing: [] });
    expect(said.resources['clients']?.['Customer Portal']).toEqual({
      id: expect.stringMatching(/^\w{32}$/) as string,
      name: 'Customer Portal',
    });
    expect(said.resources['resourceServers']?.["https://parcels.example/it's"]).toMatchObject({
      name: 'Parcels',
      identifier: "https://parcels.example/it's",
    });
    expect(Object.keys(said.resources)).toEqual(expect.arrayContaining(['clients', 'resourceServers', 'roles']));
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain('client_secret');
  });

  it('gives the id of what a resource refers to, where the files have a name', async () => {
    const cwd = folderOf({
      'tenants/acme/tenant.yaml': `clients: [{ name: Worker, app_type: non_interactive, grant_types: [client_credentials] }]
resourceServers: [{ name: Parcels, identifier: https://parcels.example }]
clientGrants: [{ client_id: Worker, audience: https://parcels.example, scope: [] }]
`,
      'tenants/acme/environments/dev.yaml': 'domain: local\n',
    });
    await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd });
    const { stdout } = await tenantry(['output', 'acme', '--env', 'dev', '-f', 'json'], { cwd });
    const { resources } = JSON.parse(stdout) as { resources: Record<string, Record<string, Record<string, string>>> };
    const [grant] = Object.values(resources['clientGrants'] ?? {});
    expect(grant).toMatchObject({
      client_id: resources['clients']?.['Worker']?.['id'],
      audience: 'https://parcels.example',
    });
  });

  it('gives variables that bash reads as they are, whatever names there are, and each its own', async () => {
    const cwd = await applied();
    const { code, stdout } = await tenantry(['output', 'acme', '--env', 'dev', '-f', 'env'], { cwd });
    expect(code).toBe(0);
    writeFileSync(join(cwd, 'ids.env'), stdout);
    const shell = spawnSync(
      'bash',
      // With a socket as its stdin it would take itself for a shell from afar, and read the machine's own set-up.
      [
        '--norc',
        '-euc',
        'source ids.env; echo "$CLIENTS_CUSTOMER_PORTAL_ID"; echo "$RESOURCE_SERVERS_PARCELS_IDENTIFIER"; ls',
      ],
      { cwd, encoding: 'utf8' },
    );
    expect([shell.status, shell.stderr]).toEqual([0, '']);
    const [id, identifier, ...files] = shell.stdout.trim().split('\n');
    expect(id).toMatch(/^\w{32}$/);
    expect(identifier).toBe("https://parcels.example/it's");
    expect(files).toEqual(['ids.env', 'tenants']);
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.slice(0, line.indexOf('=')));
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name))).toEqual([]);
    expect(names.filter((name) => /^CLIENTS_A_B_[0-9A-F]{8}_ID$/.test(name))).toHaveLength(2);
    expect(names).toContain('CLIENTS_ZURICH_ID');
  });

  it('is of a part, and tells what the tenant does not have yet', async () => {
    const cwd = await applied();
    const one = await tenantry(['output', 'acme', '--env', 'dev', '--only', 'roles'], { cwd });
    expect(one.code).toBe(0);
    expect(one.stdout).toMatch(/^domain +local\nroles\/Courier +rol_\w+\n$/);
    writeFileSync(join(cwd, 'tenants/acme/tenant.yaml'), 'roles: [{ name: Courier }, { name: Support }]\n');
    const { code, stdout, stderr } = await tenantry(['output', 'acme', '--env', 'dev', '-f', 'json'], { cwd });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ missing: ['roles/Support'] });
    expect(stderr).toContain('roles/Support');
  });

  it('is nothing where the files are wrong', async () => {
    const cwd = folderOf({
      'tenants/acme/tenant.yaml': 'roles: [{ nam: Courier }]\n',
      'tenants/acme/environments/dev.yaml': 'domain: local\n',
    });
    const { code, stdout, stderr } = await tenantry(['output', 'acme', '--env', 'dev', '-f', 'env'], { cwd });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/tenant\.yaml:1:\d+ error/);
  });
});
