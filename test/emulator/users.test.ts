import { describe, expect, it } from 'vitest';
import { project, tenantry } from '../cli/support/tenantry.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { missingFor } from '../../src/emulator/users.ts';
import { startTenant } from './tenant.ts';

const tenantFile = `
resourceServers:
  - { name: Parcels, identifier: 'https://parcels.example', scopes: [{ value: 'read:parcels' }, { value: 'scan:parcels' }] }
roles:
  - { name: Courier, description: Delivers }
organizations:
  - { name: nordfracht }
databases:
  - { name: customers, strategy: auth0 }
`;

const head = 'users:\n';
const files = (users: string): Record<string, string> => ({
  'tenant.yaml': tenantFile,
  'environments/dev.yaml': 'domain: local\nkeywords: { COURIER: Courier }\n',
  'tests/users.yaml': users,
});

async function said(users: string): Promise<string> {
  const cwd = project(files(users));
  const { code, stdout, stderr } = await tenantry(['validate', 'acme'], { cwd });
  return `${code}\n${stdout}${stderr}`;
}

describe('tests/users.yaml', () => {
  it('is valid when all that users refer to is in the files, with keywords', async () => {
    const text = `${head}  - email: ada@x.example
    connection: customers
    roles: ['##COURIER##']
    permissions: [{ api: Parcels, scope: read:parcels scan:parcels }]
    organizations: { nordfracht: [Courier] }
`;
    expect(await said(text)).toMatch(/^0\n/);
  });

  it.each<[title: string, users: string, place: string, text: string]>([
    ['an unknown role', '  - { email: a@x, roles: [Courir] }\n', '2:27', 'the files have no role Courir'],
    [
      'an unknown role of an organization',
      '  - { email: a@x, organizations: { nordfracht: [X] } }\n',
      '2:49',
      'no role X',
    ],
    [
      'an unknown organization',
      '  - { email: a@x, organizations: { nordfract: [] } }\n',
      '2:36',
      'no organization nordfract',
    ],
    ['an unknown connection', '  - { email: a@x, connection: customer }\n', '2:31', 'no connection customer'],
    ['an unknown API', '  - { email: a@x, permissions: [{ api: Parcel, scope: a }] }\n', '2:40', 'no API Parcel'],
    [
      'an unknown scope',
      '  - { email: a@x, permissions: [{ api: Parcels, scope: read:parcel }] }\n',
      '2:56',
      'Parcels has no scope read:parcel',
    ],
    ['two that are the same', '  - { email: a@x }\n  - { email: A@X }\n', '3:14', 'A@X is a duplicate user'],
    ['a user without an address', '  - { name: A }\n', '2:5', 'email'],
    ['an unknown field', '  - { email: a@x, role: [Courier] }\n', '2:19', 'role'],
  ])('says where there is %s', async (_title, users, place, text) => {
    const output = await said(head + users);
    expect(output).toMatch(/^1\n/);
    expect(output).toContain(`tests/users.yaml:${place}`);
    expect(output).toContain(text);
  });

  it('says what is meant, when it is near', async () => {
    expect(await said(`${head}  - { email: a@x, roles: [Courir] }\n`)).toContain('did you mean Courier?');
    expect(await said('user: []\n')).toMatch(/^1\n/);
    expect(await said('users: {}\n')).toMatch(/^1\n/);
    expect(await said('users: [\n')).toMatch(/^1\n/);
  });

  it('is no part of a plan', async () => {
    const cwd = project(files(`${head}  - { email: a@x }\n`));
    const { stdout } = await tenantry(['plan', 'acme', '--env', 'dev'], { cwd });
    expect(stdout).not.toContain('a@x');
  });
});

describe('users of an emulated tenant', () => {
  it('have the fields of Auth0, ids that are the same at every start, and what they refer to by ids', async () => {
    const users = [
      {
        email: 'Ada@x.example',
        roles: ['Courier', 'Nobody'],
        permissions: [{ api: 'Parcels', scope: ['read:parcels'] }],
        organizations: { acme: ['Courier'] },
      },
    ];
    const tenant = startTenant();
    await tenant.do('POST', '/roles', { name: 'Courier' });
    await tenant.do('POST', '/organizations', { name: 'acme' });
    await tenant.do('POST', '/resource-servers', { name: 'Parcels', identifier: 'https://p' });
    const state = tenant.emulator.snapshot();
    const start = (): ReturnType<typeof createEmulator> => createEmulator({ state, users, now: () => 0 });
    const { collections } = start().snapshot();
    const [user] = Object.values(collections['users'] ?? {});
    expect(user).toMatchObject({
      user_id: expect.stringMatching(/^auth0\|[0-9a-f]{24}$/) as string,
      email: 'ada@x.example',
      email_verified: true,
      name: 'ada@x.example',
      nickname: 'ada',
      identities: [{ provider: 'auth0', connection: 'Username-Password-Authentication' }],
    });
    expect(user).not.toHaveProperty('roles');
    expect(Object.values(collections['user_roles'] ?? {})).toHaveLength(1);
    expect(Object.values(collections['user_permissions'] ?? {})).toMatchObject([
      { resource_server_identifier: 'https://p', permission_name: 'read:parcels' },
    ]);
    expect(Object.values(collections['organization_members'] ?? {})).toMatchObject([{ roles: [expect.any(String)] }]);
    expect(start().snapshot().collections['users']).toEqual(collections['users']);
    expect(missingFor(state, users)).toEqual(['Nobody']);
  });

  it('that are there already keep what is not said of them', () => {
    const first = createEmulator({ users: [{ email: 'a@x', user_id: 'auth0|a', app_metadata: { a: 1 }, name: 'A' }] });
    const again = createEmulator({ state: first.snapshot(), users: [{ email: 'a@x', user_id: 'auth0|a', name: 'B' }] });
    expect(again.snapshot().collections['users']).toMatchObject({ 'auth0|a': { name: 'B', app_metadata: { a: 1 } } });
  });
});
