import { describe, expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import type { FilesGoal } from '../../../src/goals.ts';
import { partOfMap } from '../../../src/map/part.ts';
import { mapOfChanges, mapOfFiles, mapOfPlan, mapOfTenant } from '../../../src/mapping.ts';
import type { TenantMap } from '../../../src/model/map.ts';
import { applyOf, emulated, planOf, projectOf } from '../../support/project.ts';

const now = 0;
const machine = (name: string, more: object = {}): object => ({
  name,
  app_type: 'non_interactive',
  grant_types: ['client_credentials'],
  token_endpoint_auth_method: 'client_secret_post',
  ...more,
});
const api = (name: string, scopes: string[]): object => ({
  name,
  identifier: `https://${name.toLowerCase()}.example`,
  scopes: scopes.map((value) => ({ value })),
});
const grant = (client: string, name: string, scope: string[], more: object = {}): object => ({
  client_id: client,
  audience: `https://${name.toLowerCase()}.example`,
  scope,
  ...more,
});

const tenant = {
  clients: [
    machine('Dispatch', { client_metadata: { team: 'routes' } }),
    machine('Scanner', { client_metadata: { team: 'depots' } }),
    machine('Gateway'),
    machine('Unused'),
    machine('Partner', { is_first_party: false }),
    {
      name: 'Portal',
      app_type: 'regular_web',
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
    },
    { name: 'App', app_type: 'spa', grant_types: ['authorization_code'], token_endpoint_auth_method: 'none' },
  ],
  resourceServers: [api('Parcels', ['read', 'write', 'delete', 'admin']), api('Idle', ['read'])],
  clientGrants: [
    grant('Dispatch', 'Parcels', ['read', 'write', 'delete']),
    grant('Scanner', 'Parcels', ['read']),
    grant('Gateway', 'Parcels', ['read']),
    grant('Portal', 'Parcels', ['read'], { subject_type: 'user' }),
    grant('Gateway', 'Parcels', ['read'], { subject_type: 'user' }),
    { client_id: 'Gateway', audience: 'https://local/api/v2/', scope: ['read:clients'] },
    { default_for: 'third_party_clients', audience: 'https://parcels.example', scope: ['read'] },
  ],
  roles: [
    {
      name: 'Clerk',
      permissions: [{ resource_server_identifier: 'https://parcels.example', permission_name: 'write' }],
    },
  ],
};

const goal = (files: object): FilesGoal => goalOfFiles(projectOf({ tenant: files }), 'local');
const ofFiles = (files: object): TenantMap => mapOfFiles(goal(files), { now });
const findings = ({ findings: all }: TenantMap): string[] => all.map(({ code, message }) => `${code} ${message}`);

describe('a map', () => {
  it('has clients with their teams, APIs, grants of machines apart from those for users, and roles', () => {
    const map = ofFiles(tenant);
    expect(map.teams.map(({ name }) => name)).toEqual(['depots', 'routes']);
    expect(map.nodes.filter(({ type }) => type === 'client').map(({ name }) => name)).toEqual([
      'Scanner',
      'Dispatch',
      'App',
      'Gateway',
      'Partner',
      'Portal',
      'Third-party clients without a grant of their own',
      'Unused',
    ]);
    expect(map.nodes.find(({ name }) => name === 'Partner')).toMatchObject({ isThirdParty: true });
    expect(map.nodes.find(({ name }) => name === 'Management API')).toMatchObject({
      type: 'api',
      system: expect.any(String) as string,
    });
    const gateway = map.edges.filter(({ from }) => from === 'clients/Gateway');
    expect(gateway.map((edge) => (edge.type === 'grant' ? edge.subject : ''))).toEqual(['client', 'user', 'client']);
    expect(map.edges.find(({ type }) => type === 'permission')).toMatchObject({
      from: 'roles/Clerk',
      to: 'resourceServers/https://parcels.example',
      scopes: [{ name: 'write' }],
    });
  });

  it('says what is odd: a wide grant, a client and an API without a grant, scopes nobody is granted', () => {
    expect(findings(ofFiles(tenant))).toEqual([
      'wider-grant Dispatch at Parcels: the grant is wider than those of the other 3 callers: write, delete',
      'client-without-grant Unused: may ask for tokens by client_credentials, and has no grant, so it gets none',
      'api-without-caller Idle: no grant and no role is for it; users may get tokens for it through any client of yours',
      'scope-without-grant Parcels: no grant and no role names admin; users may ask for it through any client of yours',
    ]);
  });

  it('says nothing of what it does not know: grants and roles that the files leave alone', () => {
    const { clients, resourceServers } = tenant;
    const map = ofFiles({ clients, resourceServers });
    expect(findings(map)).toEqual([]);
    expect(map.unknown.flatMap(({ types }) => types)).toEqual(
      expect.arrayContaining(['clientGrants', 'roles.permissions']),
    );
  });

  it('names grants to what is not there, unless it may be elsewhere', () => {
    const lost = [grant('Ghost', 'Nowhere', ['read']), grant('Gateway', 'Parcels', ['void'])];
    const map = ofFiles({ ...tenant, clientGrants: lost });
    expect(findings(map).filter((one) => one.startsWith('grant-to-nothing'))).toEqual([
      'grant-to-nothing Ghost: the grant is for https://nowhere.example, and there is no such API',
      'grant-to-nothing https://nowhere.example: the grant is for the client Ghost, which is not there',
      'grant-to-nothing Gateway at Parcels: the API does not define void',
    ]);
    const { clients: _clients, resourceServers: _apis, ...rest } = tenant;
    expect(findings(ofFiles(rest)).filter((one) => one.startsWith('grant-to-nothing'))).toEqual([]);
  });

  it('of a plan marks what is created, changed and deleted, down to single scopes', async () => {
    const emulator = emulated();
    await applyOf({ tenant }, emulator);
    const changed = {
      ...tenant,
      clients: [...tenant.clients.filter((one) => !JSON.stringify(one).includes('"Scanner"')), machine('Fresh')],
      resourceServers: [
        { ...api('Parcels', ['read', 'write', 'delete', 'fresh']), token_lifetime: 60 },
        api('Idle', ['read']),
      ],
      clientGrants: [
        grant('Dispatch', 'Parcels', ['read', 'fresh']),
        grant('Fresh', 'Parcels', ['read']),
        ...tenant.clientGrants.slice(2),
      ],
      roles: [
        {
          name: 'Clerk',
          permissions: [{ resource_server_identifier: 'https://parcels.example', permission_name: 'read' }],
        },
      ],
    };
    const planned = await planOf({ tenant: changed }, emulator);
    const files = goal(changed);
    const map = await mapOfPlan(planned, files, emulator.connection, { now });
    const node = (id: string): string | undefined => map.nodes.find((one) => one.id === id)?.change;
    expect([node('clients/Scanner'), node('clients/Fresh'), node('clients/Gateway')]).toEqual([
      'delete',
      'create',
      undefined,
    ]);
    expect(map.nodes.find(({ id }) => id === 'resourceServers/https://parcels.example')).toMatchObject({
      change: 'update',
      scopes: [
        { name: 'read' },
        { name: 'write' },
        { name: 'delete' },
        { name: 'fresh', change: 'create' },
        { name: 'admin', change: 'delete' },
      ],
    });
    const edge = (from: string): object | undefined => map.edges.find((one) => one.from === from);
    expect(edge('clients/Fresh')).toMatchObject({ change: 'create' });
    expect(edge('clients/Scanner')).toMatchObject({ change: 'delete' });
    expect(edge('clients/Dispatch')).toMatchObject({
      change: 'update',
      scopes: [
        { name: 'read' },
        { name: 'fresh', change: 'create' },
        { name: 'write', change: 'delete' },
        { name: 'delete', change: 'delete' },
      ],
    });
    expect(edge('roles/Clerk')).toMatchObject({ change: 'update' });
    const part = mapOfChanges(planned, files.target);
    expect(part?.nodes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['clients/Scanner', 'clients/Fresh', 'clients/Gateway']),
    );
    expect(part?.nodes.map(({ id }) => id)).not.toContain('resourceServers/https://idle.example');
  });

  it('of a plan without clients, APIs and grants has no part that is touched', async () => {
    const emulator = emulated();
    await applyOf({ tenant }, emulator);
    const changed = { ...tenant, branding: { colors: { primary: '#000000' } } };
    expect(mapOfChanges(await planOf({ tenant: changed }, emulator), goal(changed).target)).toBeUndefined();
  });

  it('of the tenant is as that of the files once they are applied, with what is owned by Auth0 marked', async () => {
    const emulator = emulated();
    await applyOf({ tenant }, emulator);
    const map = await mapOfTenant(goal(tenant), emulator.connection, { now });
    const own = map.edges.filter((edge) => !('system' in edge));
    expect(own.map(({ id }) => id).sort()).toEqual(
      ofFiles(tenant)
        .edges.map(({ id }) => id)
        .sort(),
    );
    expect(map.nodes.find(({ name }) => name === 'Management API')).toMatchObject({ system: 'an API that Auth0 owns' });
    expect(findings(map)).toEqual(findings(ofFiles(tenant)));
  });

  it('of a tenant in which grants cannot be read says so, and nothing that depends on them', async () => {
    const emulator = emulated({}, (request) =>
      request.url.includes('/client-grants')
        ? Response.json(
            { statusCode: 403, error: 'Forbidden', message: 'Insufficient scope', errorCode: 'insufficient_scope' },
            { status: 403 },
          )
        : undefined,
    );
    const { clientGrants: _grants, ...rest } = tenant;
    await applyOf({ tenant: rest }, emulator);
    const map = await mapOfTenant(goal(rest), emulator.connection, { now });
    expect(map.edges.filter(({ type }) => type === 'grant')).toEqual([]);
    expect(map.unknown).toContainEqual({
      types: expect.arrayContaining(['clientGrants']) as string[],
      reason: expect.stringContaining('cannot be read') as string,
    });
    expect(findings(map)).toEqual([]);
  });

  it('of a part has the clients that are named, at the APIs that are named', () => {
    const map = ofFiles(tenant);
    const names = (part: Parameters<typeof partOfMap>[1]): string[] =>
      partOfMap(map, part).map.nodes.map(({ name }) => name);
    expect(names({ teams: ['depots'] })).toEqual(['Scanner', 'Parcels']);
    expect(names({ clients: ['Gate*'] })).toEqual(['Gateway', 'Management API', 'Parcels']);
    expect(names({ clients: ['Gate*'], apis: ['https://parcels.example'] })).toEqual(['Gateway', 'Parcels']);
    expect(names({ apis: ['Idle'] })).toEqual(['Idle']);
    expect(partOfMap(map, { teams: ['depot'] }).unknown).toMatchObject({
      what: 'team',
      name: 'depot',
      known: ['depots', 'routes'],
    });
  });
});
