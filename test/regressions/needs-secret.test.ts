import { expect, it } from 'vitest';
import { plan } from '../../src/pipeline.ts';
import { goalOfFiles } from '../../src/goals.ts';
import { applyOf, emulated, planOf, projectOf } from '../support/project.ts';
import type { Emulated } from '../support/project.ts';

// What the API takes only together with a secret that it never shows, so that files of exports lack it.

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

async function warningsOf(tenant: object, live: Emulated): Promise<string[]> {
  const { diagnostics } = await plan(goalOfFiles(projectOf({ tenant }), 'local'), live.connection);
  return diagnostics.map(({ message }) => message);
}

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
const stream = (login: object): object => ({
  eventStreams: [
    {
      name: 's',
      subscriptions: [{ event_type: 'user.created' }],
      destination: {
        type: 'webhook',
        configuration: { webhook_endpoint: 'https://a.test', webhook_authorization: login },
      },
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
  [
    'the user of a stream of events changes',
    () => stream({ method: 'basic', username: 'a', password: 's' }),
    stream({ method: 'basic', username: 'b' }),
    'webhook_authorization.password is missing',
  ],
  [
    'a stream of events proves itself in another way',
    () => stream({ method: 'basic', username: 'a', password: 's' }),
    stream({ method: 'bearer' }),
    'webhook_authorization.token is missing',
  ],
  [
    'the address of a stream of events changes, whose secret the files leave to the tenant,',
    () => stream({ method: 'basic', username: 'a', password: 's' }),
    {
      eventStreams: [
        { name: 's', destination: { type: 'webhook', configuration: { webhook_endpoint: 'https://b.test' } } },
      ],
    },
    'webhook_authorization.password is missing',
  ],
  [
    'a stream of events with a header of its own is new',
    () => ({}),
    stream({ method: 'custom_header', header_key: 'X-Key' }),
    'webhook_authorization.header_value is missing',
  ],
])(
  '%s and the files lack what the API wants for that: told before anything is written',
  async (_what, before, after, told) => {
    const live = emulated();
    await applyOf({ tenant: before() }, live);
    live.writes();
    await expect(planOf({ tenant: after }, live)).rejects.toThrow(told);
    expect(live.writes()).toEqual([]);
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

it.each([
  { method: 'basic', username: 'a', password: 's' },
  { method: 'bearer', token: 's' },
  { method: 'custom_header', header_key: 'X-Key', header_value: 's' },
])('a stream of events that proves itself by $method is valid as GET answers it, and plans nothing', async (login) => {
  const live = emulated();
  await applyOf({ tenant: stream(login) }, live);
  const { password: _one, token: _two, header_value: _three, ...answered } = login as Record<string, string>;
  expect(await warningsOf(stream(answered), live)).toEqual([]);
  expect((await planOf({ tenant: stream(answered) }, live)).plan?.changes).toEqual([]);
});
