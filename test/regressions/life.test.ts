import { expect, it } from 'vitest';
import type { Body } from '../../src/model/json.ts';
import { emulated, planOf } from '../support/project.ts';
import type { Files } from '../support/project.ts';
import { api, applied, changesOf, hasType, idOf, rowsOf } from './support.ts';

// What tools of this kind are known to get wrong, one test for each: in the life of a resource from its name to its end.

it('trap 13: what cannot be changed is replaced, and said to be; what has a new name keeps its id', async () => {
  const tenant = emulated();
  const grant = (subject: string): Files => ({
    tenant: {
      resourceServers: [api],
      clients: [{ name: 'Portal' }],
      clientGrants: [{ client_id: 'Portal', audience: 'https://parcels.test', scope: [], subject_type: subject }],
    },
  });
  await applied(tenant, grant('client'));
  expect((await changesOf(tenant, grant('user'))).sort()).toEqual([
    'create clientGrants/Portal/https://parcels.test/user',
    'delete clientGrants/Portal/https://parcels.test',
  ]);
  const client = (mode: string): Files => ({
    tenant: { clients: [{ name: 'Portal', third_party_security_mode: mode }] },
  });
  const other = emulated();
  await applied(other, client('strict'));
  expect((await changesOf(other, client('permissive')))[0]).toBe('replace clients/Portal');

  for (const [type, path] of [
    ['roles', '/roles'],
    ['organizations', '/organizations'],
  ] as const) {
    await applied(tenant, { tenant: { [type]: [{ name: 'north' }] } });
    const id = await idOf(tenant, path, 'north');
    expect(await changesOf(tenant, { tenant: { [type]: [{ id, name: 'south' }] } })).toEqual([`update ${type}/south`]);
    await applied(tenant, { tenant: { [type]: [{ id, name: 'south' }] } });
    expect(await idOf(tenant, path, 'south')).toBe(id);
  }
});

it.runIf(hasType('tokenExchangeProfiles'))(
  'trap 13: a token exchange profile with another action is a new one',
  async () => {
    const tenant = emulated({ buildMilliseconds: 0 });
    const action = (name: string): Body => ({
      name,
      code: '//',
      deployed: true,
      supported_triggers: [{ id: 'custom-token-exchange', version: 'v1' }],
    });
    const files = (name: string): Files => ({
      tenant: {
        actions: ['One', 'Two'].map(action),
        tokenExchangeProfiles: [
          { name: 'Legacy', subject_token_type: 'urn:legacy:token', action: name, type: 'custom_authentication' },
        ],
      },
    });
    await applied(tenant, files('One'));
    expect(await changesOf(tenant, files('Two'))).toEqual([expect.stringMatching(/^replace tokenExchangeProfiles\//)]);
    await applied(tenant, files('Two'));
    expect(await changesOf(tenant, files('Two'))).toEqual([]);
  },
);

it('trap 14: fields that the API takes only from what exists are written in the same run', async () => {
  const tenant = emulated();
  const files: Files = { tenant: { clients: [{ name: 'Portal', client_secret: 'a-secret-of-our-own-0123456789' }] } };
  expect(await applied(tenant, files)).toHaveLength(2);
  const [portal] = (await rowsOf(tenant, '/clients')).filter(({ name }) => name === 'Portal');
  expect(portal?.['client_secret']).toBe('a-secret-of-our-own-0123456789');
  expect(await changesOf(tenant, files)).toEqual([]);
});

it.runIf(hasType('guardianFactorProviders'))('trap 15: the providers of factors are read, one by one', async () => {
  const tenant = emulated();
  const files = (sid: string): Files => ({
    tenant: {
      guardianFactorProviders: [
        {
          name: 'phone',
          provider: 'twilio',
          sid,
          auth_token: 'a-token',
          from: '+4900000',
          messaging_service_sid: null,
        },
      ],
    },
  });
  await applied(tenant, files('AC1'));
  expect(await changesOf(tenant, files('AC1'))).toEqual([]);
  expect(await changesOf(tenant, files('AC2'))).toEqual(['update guardianFactorProviders/phone/twilio']);
});

it('trap 16: validation adds nothing: a request has the fields of the files and no others', async () => {
  const bodies: Promise<unknown>[] = [];
  const tenant = emulated({}, (request) => {
    if (request.method === 'POST' && request.url.endsWith('/api/v2/clients')) bodies.push(request.json());
    return undefined;
  });
  const files: Files = {
    tenant: {
      clients: [{ name: 'Portal', refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring' } }],
    },
  };
  await applied(tenant, files);
  expect(await Promise.all(bodies)).toEqual([
    { name: 'Portal', refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring' } },
  ]);
  expect(files.tenant).toEqual({
    clients: [{ name: 'Portal', refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring' } }],
  });
});

it('trap 17: what refers to others goes before them', async () => {
  const tenant = emulated({ buildMilliseconds: 0 });
  const options = { type: 'front_channel', client_id: 'a', issuer: 'https://a.test' };
  await applied(tenant, {
    tenant: {
      resourceServers: [api],
      clients: [{ name: 'Portal', default_organization: { organization_id: 'north', flows: ['client_credentials'] } }],
      clientGrants: [{ client_id: 'Portal', audience: 'https://parcels.test', scope: [], organization_usage: 'allow' }],
      roles: [
        {
          name: 'Courier',
          permissions: [{ permission_name: 'read', resource_server_identifier: 'https://parcels.test' }],
        },
      ],
      connections: [{ name: 'work', strategy: 'oidc', options, enabled_clients: ['Portal'] }],
      organizations: [{ name: 'north', connections: [{ name: 'work' }], client_grants: [{ client_id: 'Portal' }] }],
      flowVaultConnections: [{ name: 'http', app_id: 'HTTP', setup: { type: 'BEARER', token: 'secret' } }],
      actions: [
        { name: 'Enrich', code: '//', deployed: true, supported_triggers: [{ id: 'post-login', version: 'v3' }] },
      ],
      triggers: { 'post-login': [{ action_name: 'Enrich' }] },
    },
  });
  const none = [
    'resourceServers',
    'clients',
    'clientGrants',
    'roles',
    'connections',
    'organizations',
    'actions',
    'flowVaultConnections',
  ];
  const files: Files = {
    tenant: { ...Object.fromEntries(none.map((type) => [type, []])), triggers: { 'post-login': [] } },
  };
  const { waves } = (await planOf(files, tenant)).plan;
  const wave = (address: string): number => waves.findIndex((steps) => steps.some((step) => step.address === address));
  const before: [string, string][] = [
    ['clientGrants/Portal/https://parcels.test', 'clients/Portal'],
    ['clientGrants/Portal/https://parcels.test', 'resourceServers/https://parcels.test'],
    ['clients/Portal', 'organizations/north'],
    ['triggers/post-login', 'actions/Enrich'],
  ];
  for (const [first, second] of before) {
    expect(wave(first), first).toBeGreaterThanOrEqual(0);
    expect(wave(first), `${first} before ${second}`).toBeLessThan(wave(second));
  }
  await applied(tenant, files);
  expect(await changesOf(tenant, files)).toEqual([]);
});
