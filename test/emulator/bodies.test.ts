import { describe, expect, it } from 'vitest';
import { refusal, startTenant } from './tenant.ts';

const rotation = { rotation_type: 'rotating', expiration_type: 'expiring' };

describe('request bodies', () => {
  it.each<[why: string, method: string, path: string, body: unknown, text: string]>([
    ['unknown field', 'POST', '/clients', { name: 'a', foo: 1 }, "'Additional properties not allowed: foo'."],
    [
      'unknown field deep down',
      'POST',
      '/clients',
      { name: 'a', refresh_token: { ...rotation, foo: 1 } },
      "'Additional properties not allowed: foo' on property refresh_token.",
    ],
    [
      'unknown field in a list',
      'POST',
      '/resource-servers',
      { identifier: 'https://a', scopes: [{ value: 'a', name: 'a' }] },
      "'Additional properties not allowed: name' on property scopes.0.",
    ],
    [
      'read-only field',
      'POST',
      '/clients',
      { name: 'a', client_id: 'b' },
      "'Additional properties not allowed: client_id'.",
    ],
    ['wrong type', 'POST', '/roles', { name: 1 }, "'Expected type string' on property name."],
    ['missing field', 'POST', '/roles', {}, "'Missing required property: name'."],
    [
      'not in the enumeration',
      'POST',
      '/clients',
      { name: 'a', app_type: 'spaceship' },
      "'No enum match' on property app_type.",
    ],
    ['not JSON', 'POST', '/roles', '{', "'Invalid JSON'."],
    ['an array', 'POST', '/roles', [], "'Expected type object'."],
    [
      'unknown strategy',
      'POST',
      '/connections',
      { name: 'a', strategy: 'nope' },
      "'No enum match' on property strategy.",
    ],
    [
      'no tenant flag',
      'PATCH',
      '/tenants/settings',
      { flags: { nope: true } },
      "'Additional properties not allowed: nope' on property flags.",
    ],
    [
      'read-only settings',
      'PATCH',
      '/tenants/settings',
      { sandbox_versions_available: [] },
      "'Additional properties not allowed: sandbox_versions_available'.",
    ],
    [
      'half an hour',
      'PATCH',
      '/tenants/settings',
      { session_lifetime: 0.5 },
      "'Expected type integer' on property session_lifetime.",
    ],
    [
      'no locale',
      'PATCH',
      '/tenants/settings',
      { enabled_locales: [] },
      "'must NOT have fewer than 1 items' on property enabled_locales.",
    ],
    ['empty text', 'PATCH', '/branding', { logo_url: '' }, '\'must match pattern "^https://"\' on property logo_url.'],
    [
      'a lower-case name',
      'POST',
      '/organizations',
      { name: 'Acme' },
      '\'must match pattern "^[a-z0-9][a-z0-9_-]*$"\' on property name.',
    ],
    [
      'one of many shapes',
      'POST',
      '/flows',
      { name: 'f', actions: [{ id: 'a', type: 'EMAIL', action: 'VERIFY_EMAIL', params: { email: 'a', foo: 1 } }] },
      "'Additional properties not allowed: foo' on property actions.0.params.",
    ],
  ])('refuse: %s', async (_why, method, path, body, text) => {
    const reply = await startTenant().api(method, path, body);
    expect(refusal(reply)).toBe(`400 Payload validation error: ${text}`);
    expect(reply.body).toMatchObject({ statusCode: 400, error: 'Bad Request', errorCode: 'invalid_body' });
  });

  it.each([
    '/tenants/settings',
    '/branding',
    '/prompts',
    '/clients/:clients',
    '/client-grants/:client-grants',
    '/connections/:connections',
  ])('must not be empty: PATCH %s', async (path) => {
    const tenant = startTenant();
    await tenant.do('POST', '/connections', { name: 'users', strategy: 'auth0' });
    const collection = /:(.*)$/.exec(path)?.[1];
    const [row] = collection === undefined ? [] : await tenant.rows(`/${collection}`);
    const reply = await tenant.api('PATCH', path.replace(/:.*$/, row?.id ?? row?.client_id ?? ''), {});
    expect(refusal(reply)).toBe("400 Payload validation error: 'Too few properties defined, minimum 1'.");
  });

  it('are left open where the API is open: options of a connection', async () => {
    const tenant = startTenant();
    const options = { client_id: 'a', anything: { goes: ['here'] } };
    const { id } = await tenant.do('POST', '/connections', { name: 'partner', strategy: 'oidc', options });
    expect((await tenant.do('GET', `/connections/${id}`)).options).toMatchObject(options);
  });

  it('take null for the region of a mail provider, which the SDK does not know', async () => {
    const body = { name: 'mailgun', credentials: { api_key: 'a', domain: 'acme.example', region: null } };
    expect((await startTenant().api('POST', '/emails/provider', body)).status).toBe(201);
  });

  it('that are refused change nothing', async () => {
    const tenant = startTenant();
    const { id } = await tenant.do('POST', '/connections', { name: 'users', strategy: 'auth0' });
    const before = tenant.emulator.snapshot();
    const links = [{ connection_id: id }, { connection_id: 'con_unknown' }];
    expect((await tenant.api('POST', '/organizations', { name: 'acme', enabled_connections: links })).status).toBe(400);
    expect(tenant.emulator.snapshot()).toEqual(before);
  });
});
