import { expect, it } from 'vitest';
import { goalOfFiles } from '../../src/goals.ts';
import { plan } from '../../src/pipeline.ts';
import { applyOf, emulated, planOf, projectOf } from '../support/project.ts';
import type { Emulated } from '../support/project.ts';

// What exports contain that people keep as their files: the Deploy CLI's of today and of earlier years, and the API's answers.

function told(tenant: object): string[] {
  const { diagnostics } = goalOfFiles(projectOf({ tenant }), 'local');
  return diagnostics.map(
    ({ severity, message, hint }) => `${severity} ${message}${hint === undefined ? '' : `; ${hint}`}`,
  );
}

async function warningsOf(tenant: object, live: Emulated): Promise<string[]> {
  const { diagnostics } = await plan(goalOfFiles(projectOf({ tenant }), 'local'), live.connection);
  return diagnostics.map(({ severity, address, message }) => `${severity} ${address ?? ''} ${message}`);
}

async function changesOf(tenant: object, live: Emulated): Promise<string[]> {
  const { changes } = (await planOf({ tenant }, live)).plan;
  return changes.map(
    ({ action, address, fields }) => `${action} ${address} ${fields.map(({ path }) => path).join(' ')}`,
  );
}

/** Applies files to a tenant, and expects that nothing is left to do. */
async function settles(tenant: object, live: Emulated = emulated()): Promise<Emulated> {
  await applyOf({ tenant }, live);
  expect(await changesOf(tenant, live)).toEqual([]);
  return live;
}

it('an unknown field of a closed object is an error, with the field that is meant', () => {
  expect(told({ branding: { logo_url: 'https://a.test/l.png', theme: {} } })).toEqual([
    'error theme is not a known field, and the API refuses others; correct it, or take it out',
  ]);
  expect(told({ clients: [{ name: 'A', callback: [] }] })).toEqual([
    'error callback is not a known field, and the API refuses others; did you mean callbacks?',
  ]);
});

it('an open object takes any field', () => {
  const options = { client_id: 'a', client_secret: 'b', whatever: { deep: true } };
  expect(
    told({
      connections: [{ name: 'c', strategy: 'github', options }],
      clients: [{ name: 'A', addons: { slack: { team: 'x', more: 1 } } }],
    }),
  ).toEqual([]);
});

it('a field that the API had once is left out with a warning', async () => {
  const tenant = {
    tenant: { flags: { dashboard_new_onboarding: true, enable_sso: true }, change_password: { enabled: false } },
  };
  expect(told(tenant)).toEqual([
    'warning change_password is left out: it is one of the pages, and set there; take it out',
    'warning flags.dashboard_new_onboarding is left out: the API no longer has it; take it out',
  ]);
  await settles(tenant);
});

it('of two ways to authenticate the method is left out with a warning, and nothing is planned for it', async () => {
  const key = { name: 'k', credential_type: 'public_key', pem: PEM };
  const methods = { client_authentication_methods: { private_key_jwt: { credentials: [key] } } };
  const live = await settles({ clients: [{ name: 'A', jwt_configuration: { alg: 'RS256' }, ...methods }] });
  const both = { clients: [{ name: 'A', token_endpoint_auth_method: 'client_secret_post', ...methods }] };
  expect(told(both)).toEqual([expect.stringContaining('token_endpoint_auth_method is left out')]);
  expect(await changesOf(both, live)).toEqual([]);
});

it('a key without pem is left as it is where the tenant has it, and left out with a warning where not', async () => {
  const of = (key: object): object => ({
    clients: [
      {
        name: 'A',
        jwt_configuration: { alg: 'RS256' },
        client_authentication_methods: {
          private_key_jwt: { credentials: [{ name: 'k', credential_type: 'public_key', ...key }] },
        },
      },
    ],
  });
  const live = await settles(of({ pem: PEM }));
  expect(await changesOf(of({}), live)).toEqual([]);
  expect(await warningsOf(of({}), live)).toEqual([]);
  const fresh = emulated();
  expect(await warningsOf(of({}), fresh)).toEqual([
    'warning clients/A/credentials/k this is left out: the tenant has none, and none is made without pem or subject_dn',
  ]);
  await settles(of({}), fresh);
});

it('a secret of an action or a module without a value is left as it is, or left out with a warning', async () => {
  const of = (secret: object): object => ({
    actionModules: [{ name: 'm', code: 'module.exports = {};', secrets: [{ name: 'KEY', ...secret }] }],
    actions: [
      {
        name: 'a',
        code: 'exports.onExecutePostLogin = () => {};',
        deployed: true,
        supported_triggers: [{ id: 'post-login', version: 'v3' }],
        secrets: [{ name: 'KEY', ...secret }],
      },
    ],
  });
  const live = await settles(of({ value: 'secret of mine' }));
  expect(await changesOf(of({}), live)).toEqual([]);
  const fresh = emulated();
  expect(await warningsOf(of({}), fresh)).toEqual([
    'warning actionModules/m secrets[0] is left out: the tenant has none, and none is made without value',
    'warning actions/a secrets[0] is left out: the tenant has none, and none is made without value',
  ]);
  await settles(of({}), fresh);
});

it('captcha providers as the API answers them plan nothing, and one that cannot be set is left out', async () => {
  const of = (secret: object): object => ({
    attackProtection: {
      captcha: {
        active_provider_id: 'auth_challenge',
        hcaptcha: { site_key: '' },
        recaptcha_enterprise: { site_key: '', project_id: '' },
        recaptcha_v2: { site_key: 'key', ...secret },
      },
    },
  });
  const live = await settles(of({ secret: 'secret of mine' }));
  expect(await changesOf(of({}), live)).toEqual([]);
  const fresh = await settles(of({}));
  expect(await warningsOf(of({}), fresh)).toEqual([
    'warning attackProtection/captcha recaptcha_v2 is left out: the tenant has none, and none is made without secret',
  ]);
});

it('a default grant that an export gives to a client which there is not belongs to no client', async () => {
  const grant = { audience: 'https://a.test', default_for: 'third_party_clients', subject_type: 'user', scope: [] };
  const apis = [{ name: 'A', identifier: 'https://a.test' }];
  await settles({ resourceServers: apis, clientGrants: [{ client_id: 'undefined_clientId', ...grant }] });
});

it('settings for logins on a client for an API plan nothing, and the trigger of MCP tools is one', async () => {
  const refresh_token = { rotation_type: 'non-rotating', expiration_type: 'non-expiring' };
  await settles({
    resourceServers: [{ name: 'A', identifier: 'https://a.test' }],
    clients: [
      { name: 'B', app_type: 'resource_server', resource_server_identifier: 'https://a.test', refresh_token },
      { name: 'C', session_transfer: { delegation: { allow_delegated_access: true, enforce_device_binding: 'asn' } } },
    ],
    triggers: { 'mcp-tool': [] },
  });
});

it('the grant of an organization named by its client alone is the one that organizations may use', async () => {
  const grant = (audience: string, organization_usage: string): object => ({
    client_id: 'C',
    audience,
    scope: [],
    organization_usage,
  });
  await settles({
    clients: [{ name: 'C', app_type: 'non_interactive', grant_types: ['client_credentials'] }],
    resourceServers: ['a', 'b'].map((name) => ({ name, identifier: `https://${name}.test` })),
    clientGrants: [grant('https://a.test', 'deny'), grant('https://b.test', 'allow')],
    organizations: [{ name: 'acme', client_grants: [{ client_id: 'C' }] }],
  });
});

it('templates for phones that are those of Auth0 plan nothing, and a changed one is made', async () => {
  const live = emulated();
  const { body } = await live.request('GET', '/branding/phone/templates');
  const standard = (body as { templates: { type: string; content: object }[] }).templates[0];
  const provider = {
    name: 'twilio',
    configuration: { sid: 'AC1', default_from: '+15550100', delivery_methods: ['text'] },
    credentials: { auth_token: 'secret of mine' },
  };
  const of = (content: object): object => ({
    phoneProviders: [provider],
    phoneTemplates: [{ type: standard?.type, content }],
  });
  await applyOf({ tenant: { phoneProviders: [provider] } }, live);
  expect(await changesOf({ phoneTemplates: [standard] }, live)).toEqual([]);
  expect(await changesOf({ phoneTemplates: [] }, live)).toEqual([]);
  await settles(of({ syntax: 'liquid', body: { text: 'Code: {{ code }}' } }), live);
});

it('a client with a metadata document is known by its address, whatever the file calls it', async () => {
  const external_client_id = 'https://agents.test/agent.json';
  const of = (name: string): object => ({
    clients: [{ name, external_client_id, description: 'The agent' }],
    resourceServers: [{ name: 'A', identifier: 'https://a.test' }],
    clientGrants: [{ client_id: name, audience: 'https://a.test', subject_type: 'user', scope: [] }],
  });
  const live = await settles(of('Our agent'));
  expect(await warningsOf(of('Our agent'), live)).toEqual([
    'warning clients/Our agent name of clients/Our agent stay as they are: the files cannot set them',
  ]);
  expect(await changesOf(of('agent.json'), live)).toEqual([]);
  expect(await warningsOf(of('agent.json'), live)).toEqual([]);
});

it('a field that only Auth0 sets is a warning where the file says something else than the tenant', async () => {
  const live = await settles({ clients: [{ name: 'A' }] });
  const { body } = await live.request('GET', '/clients');
  const shown = (body as { name: string; tenant: string; global: boolean }[]).find(({ name }) => name === 'A');
  const of = (fields: object): object => ({ clients: [{ name: 'A', ...fields }] });
  expect(await warningsOf(of({ tenant: shown?.tenant, global: false }), live)).toEqual([]);
  expect(await changesOf(of({ tenant: 'other', owners: ['me'] }), live)).toEqual([]);
  expect(await warningsOf(of({ tenant: 'other', owners: ['me'] }), live)).toEqual([
    'warning clients/A tenant, owners of clients/A stay as they are: the files cannot set them',
  ]);
});

const key = { name: 'k', credential_type: 'public_key', alg: 'RS256' };
const signsWith = (...credentials: object[]): object => ({
  clients: [
    {
      name: 'A',
      jwt_configuration: { alg: 'RS256' },
      client_authentication_methods: { private_key_jwt: { credentials } },
    },
  ],
});
const encrypts = (more: object): object => ({
  resourceServers: [
    {
      name: 'R',
      identifier: 'https://r.test',
      token_encryption: { format: 'compact-nested-jwe', encryption_key: { name: 'n', alg: 'RSA-OAEP-256', ...more } },
    },
  ],
});
const captcha = (provider: object): object => ({ attackProtection: { captcha: provider } });

it.each<[string, before: () => object, after: object, told: string]>([
  [
    'a captcha provider gets another site key',
    () => captcha({ hcaptcha: { site_key: 'a', secret: 's' } }),
    captcha({ hcaptcha: { site_key: 'b' } }),
    'hcaptcha.secret is missing',
  ],
  [
    'another setting of one changes',
    () => captcha({ recaptcha_enterprise: { site_key: 'a', project_id: 'p', api_key: 's' } }),
    captcha({ recaptcha_enterprise: { site_key: 'a', project_id: 'q' } }),
    'recaptcha_enterprise.api_key is missing',
  ],
  [
    'a key that encrypts tokens gets another id',
    () => encrypts({ kid: 'a', pem: PEM }),
    encrypts({ kid: 'b' }),
    'token_encryption.encryption_key.pem is missing',
  ],
  [
    'the key of a client would be made anew',
    () => signsWith({ ...key, pem: PEM }),
    signsWith({ ...key, alg: 'RS384' }),
    'pem or subject_dn is missing',
  ],
])(
  '%s and the files lack what the API wants for that: told before anything is written',
  async (_what, before, after, told) => {
    const live = await settles(before() as Record<string, unknown>);
    live.writes();
    await expect(planOf({ tenant: after }, live)).rejects.toThrow(told);
    expect(live.writes()).toEqual([]);
    // What they have is enough as long as nothing of it changes.
    const { pem: _gone, ...kept } = { ...key, pem: '' };
    if (told.startsWith('pem')) expect(await changesOf(signsWith(kept) as never, live)).toEqual([]);
  },
);

it.each<[string, object]>([
  [
    'a key by an id that another tenant gave',
    { client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_1' }] } } },
  ],
  [
    'a key that signs requests',
    { signed_request_object: { required: true, credentials: [{ name: 'k', credential_type: 'public_key' }] } },
  ],
  [
    'a key for the token vault',
    { token_vault_privileged_access: { credentials: [{ name: 'k', credential_type: 'public_key' }] } },
  ],
])('%s and without pem is left out of a new client, with a warning', async (_what, more) => {
  const tenant = { clients: [{ name: 'A', ...more }] };
  const live = emulated();
  expect(await warningsOf(tenant, live)).toEqual([expect.stringContaining('none is made without pem')]);
  expect(await applyOf({ tenant }, live)).toMatchObject([{ status: 'done' }]);
});

it('a new client that proves itself by a key and has no algorithm said is told before anything is written', async () => {
  const { clients } = signsWith({ ...key, pem: PEM }) as { clients: { jwt_configuration?: object }[] };
  const bare = clients.map(({ jwt_configuration: _alg, ...client }) => client);
  const live = emulated();
  await expect(planOf({ tenant: { clients: bare } }, live)).rejects.toThrow('needs jwt_configuration.alg RS256');
  expect(live.writes()).toEqual([]);
});

const PEM = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo
4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u
+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyeh
kd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkAFmxZzow3x+VJYKdjykkJ
0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIkdg
cKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbc
mwIDAQAB
-----END PUBLIC KEY-----
`;
