import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { goalOfFiles } from '../../src/goals.ts';
import { plan, validate } from '../../src/pipeline.ts';
import { applyOf, emulated, planOf, projectOf, textOf } from '../support/project.ts';
import type { Emulated } from '../support/project.ts';

async function changesOf(tenant: object, live: Emulated): Promise<string[]> {
  const { changes } = (await planOf({ tenant }, live)).plan;
  return changes.map(
    ({ action, address, withheld, fields }) =>
      `${withheld === undefined ? '' : 'withheld '}${action} ${address}: ${fields.map(({ path }) => path).join(' ')}`,
  );
}

async function settles(tenant: object, live: Emulated = emulated()): Promise<void> {
  await applyOf({ tenant }, live);
  expect(await changesOf(tenant, live)).toEqual([]);
}

it('a lifetime in hours is compared and sent as the API keeps it, in whole minutes', async () => {
  await settles({ tenant: { session_lifetime: 1.48394893 } });
});

it('colours of the universal login in the settings of the tenant are managed', async () => {
  const live = emulated();
  const tenant = { tenant: { universal_login: { colors: { primary: '#112233' } } } };
  expect(await changesOf(tenant, live)).toEqual(['update tenant: universal_login.colors.primary']);
  await settles(tenant, live);
});

it('the lifetime of tokens for the web is managed', async () => {
  await settles({ resourceServers: [{ name: 'A', identifier: 'https://a.test', token_lifetime_for_web: 600 }] });
});

const pem = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

const encrypted = (key: string): object => ({
  resourceServers: [
    {
      name: 'A',
      identifier: 'https://a.test',
      token_encryption: {
        format: 'compact-nested-jwe',
        encryption_key: { alg: 'RSA-OAEP-256', name: 'key', pem: key },
      },
    },
  ],
});

it('a key that the API answers by its thumbprint is compared by it', async () => {
  const live = emulated();
  await settles(encrypted(pem()), live);
  expect(await changesOf(encrypted(pem()), live)).toEqual([
    'update resourceServers/https://a.test: token_encryption.encryption_key.thumbprint_sha256',
  ]);
});

it('a grant with a scope that its API does not define is a warning that names a similar one', () => {
  const tenant = {
    clients: [{ name: 'App' }],
    resourceServers: [{ name: 'A', identifier: 'https://a.test', scopes: [{ value: 'read:parcels' }] }],
    clientGrants: [{ client_id: 'App', audience: 'https://a.test', scope: ['read:parcel'] }],
  };
  const { diagnostics } = goalOfFiles(projectOf({ tenant }), 'local');
  expect(diagnostics).toMatchObject([{ severity: 'warning' }]);
  expect(diagnostics[0]?.hint).toContain('read:parcels');
});

it('an id in the place of a name is a warning while the tenant is not known', () => {
  const tenant = {
    clients: [{ name: 'App' }],
    databases: [{ name: 'people', enabled_clients: ['aBcDeFgHiJkLmNoPqRsTuVwXyZ012345'] }],
  };
  const { diagnostics } = validate(projectOf({ tenant }), ['local']);
  expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'unknown-reference' }]);
});

it('of an API of Auth0 the fields that it lets be set are set, and the others stay with a warning', async () => {
  const live = emulated();
  const { body } = await live.request('GET', '/resource-servers');
  const own = (body as { identifier: string; name: string; is_system?: boolean }[]).find((api) => api.is_system);
  const identifier = own?.identifier ?? '';
  const files = { tenant: { resourceServers: [{ name: own?.name, identifier, token_lifetime: 3600 }] } };
  await settles(files.tenant, live);
  const more = { resourceServers: [{ name: 'Mine', identifier, token_lifetime: 1800 }] };
  const planned = await plan(goalOfFiles(projectOf({ tenant: more }), 'local'), live.connection);
  expect(planned.plan?.changes[0]?.fields.map(({ path }) => path)).toEqual(['token_lifetime']);
  expect(textOf(planned.diagnostics)).toContain(`name of resourceServers/${identifier} stay`);
  const renamed = { resourceServers: [{ name: 'Mine', identifier }] };
  expect(await changesOf(renamed, live)).toEqual([`withheld update resourceServers/${identifier}: name`]);
});

it('endpoints that are null beside the URL of a discovery document say nothing', async () => {
  const options = {
    type: 'back_channel',
    client_id: 'a',
    client_secret: 'b',
    discovery_url: 'https://idp.test/.well-known/openid-configuration',
  };
  const live = emulated();
  const discovered = { authorization_endpoint: 'https://idp.test/a', token_endpoint: 'https://idp.test/t' };
  const made = { name: 'c', strategy: 'oidc', options: { ...options, ...discovered, jwks_uri: 'https://idp.test/k' } };
  expect((await live.request('POST', '/connections', made)).status).toBe(201);
  const endpoints = { authorization_endpoint: null, token_endpoint: null };
  const tenant = { connections: [{ name: 'c', strategy: 'oidc', options: { ...options, ...endpoints } }] };
  expect(await changesOf(tenant, live)).toEqual([]);
});

it('what was read at one provider does not go to another one along', async () => {
  const live = emulated();
  const at = (host: string): object => ({
    connections: [
      {
        name: 'c',
        strategy: 'oidc',
        options: { client_id: 'a', discovery_url: `https://${host}/.well-known/openid-configuration` },
      },
    ],
  });
  await settles(at('a.test'), live);
  await settles(at('b.test'), live);
  const { body } = await live.request('GET', '/connections');
  const shown = JSON.stringify(body);
  expect([shown.includes('https://a.test'), shown.includes('"issuer":"https://b.test"')]).toEqual([false, true]);
});

it('what hides personal data in a log stream travels along when something else of it changes', async () => {
  const live = emulated();
  const made = await live.request('POST', '/log-streams', {
    name: 'S',
    type: 'http',
    sink: { httpEndpoint: 'https://a.test' },
    pii_config: { log_fields: ['first_name'], method: 'mask' },
  });
  expect(made.status).toBeLessThan(300);
  const sink = { httpEndpoint: 'https://b.test' };
  await settles({ logStreams: [{ name: 'S', type: 'http', sink }] }, live);
  const { body } = await live.request('GET', '/log-streams');
  expect(body).toMatchObject([{ sink, pii_config: { log_fields: ['first_name'] } }]);
});

it('a secret of which the API shows only stars is not compared', async () => {
  const sink = {
    mixpanelRegion: 'eu',
    mixpanelProjectId: '12345',
    mixpanelServiceAccountUsername: 'u',
    mixpanelServiceAccountPassword: 'secret-of-mixpanel',
  };
  const tenant = { logStreams: [{ name: 'S', type: 'mixpanel', sink }] };
  const live: Emulated = emulated({}, async (request) => {
    const response = await live.emulator.fetch(request);
    if (request.method !== 'GET') return response;
    return new Response((await response.text()).replaceAll('secret-of-mixpanel', '********'), response);
  });
  await applyOf({ tenant }, live);
  expect(await changesOf(tenant, live)).toEqual([]);
});
