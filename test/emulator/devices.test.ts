import { describe, expect, it } from 'vitest';
import { refusal, startTenant, type Reply, type Tenant } from './tenant.ts';

const AUDIENCE = 'https://parcels.example';
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const ADA = 'ada@example.com';

interface Device {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
}

interface WithDevice extends Tenant {
  /** What the device is told at first. */
  readonly device: Device & Record<string, unknown>;
  readonly clientId: string;
  /** The device asks for its tokens. */
  readonly ask: (form?: Record<string, string>) => Promise<Reply>;
  /** The user sends the form of a page. */
  readonly page: (form: Record<string, string>) => Promise<{ status: number; text: string }>;
}

async function withDevice(client: object = {}, settings: object = { friendly_name: 'x' }): Promise<WithDevice> {
  const tenant = startTenant({ users: [{ email: ADA, name: 'Ada' }] });
  await tenant.do('PATCH', '/tenants/settings', settings);
  await tenant.do('POST', '/resource-servers', {
    identifier: AUDIENCE,
    scopes: [{ value: 'read:parcels' }],
    allow_offline_access: true,
  });
  const { client_id } = await tenant.do('POST', '/clients', {
    name: 'Scanner',
    app_type: 'native',
    token_endpoint_auth_method: 'none',
    oidc_conformant: true,
    grant_types: [GRANT, 'refresh_token'],
    ...client,
  });
  const own = { client_id };
  const scope = 'openid read:parcels offline_access';
  const { body } = await tenant.raw('POST', '/oauth/device/code', { ...own, audience: AUDIENCE, scope });
  const device = body as unknown as Device & Record<string, unknown>;
  const page: WithDevice['page'] = async (form) => {
    const request = new Request('https://local/activate', { method: 'POST', body: new URLSearchParams(form) });
    const response = await tenant.emulator.fetch(request);
    return { status: response.status, text: await response.text() };
  };
  const ask: WithDevice['ask'] = (form = {}) =>
    tenant.raw('POST', '/oauth/token', { ...own, grant_type: GRANT, device_code: device.device_code, ...form });
  return { ...tenant, clientId: client_id, device, ask, page };
}

describe('devices without a browser', () => {
  it('are told a code for their user, and where it is to be typed', async () => {
    const { device } = await withDevice();
    expect(device).toEqual({
      device_code: expect.stringMatching(/^[\w-]{30,}$/) as string,
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/) as string,
      verification_uri: 'https://local/activate',
      verification_uri_complete: `https://local/activate?user_code=${device.user_code}`,
      expires_in: 900,
      interval: 5,
    });
    const settings = { device_flow: { charset: 'digits', mask: '***-***-***' } };
    expect((await withDevice({}, settings)).device.user_code).toMatch(/^\d{3}-\d{3}-\d{3}$/);
  });

  it('get their tokens when the user has typed the code, confirmed it and signed in', async () => {
    const { device, ask, page, wait } = await withDevice();
    expect(refusal(await ask())).toBe('403 User has yet to authorize device code.');
    const typed = await page({ user_code: device.user_code.replace('-', '').toLowerCase() });
    expect(typed.text).toContain(device.user_code);
    expect(typed.text).toContain('Scanner');
    const done = await page({ user_code: device.user_code, answer: 'confirm', login_hint: ADA });
    expect(done.text).toContain('The device is connected');
    wait(5000);
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toMatchObject({ scope: 'openid read:parcels offline_access', token_type: 'Bearer' });
    expect(body).toHaveProperty('id_token');
    expect(body).toHaveProperty('refresh_token');
    expect(refusal(await ask())).toBe('403 Invalid or expired device code.');
  });

  it('are to wait between two questions', async () => {
    const { ask, wait } = await withDevice();
    await ask();
    wait(4900);
    const reply = await ask();
    expect([reply.status, reply.body['error']]).toEqual([429, 'slow_down']);
    wait(5000);
    expect((await ask()).body['error']).toBe('authorization_pending');
  });

  it('hear that the user said no, once', async () => {
    const { device, ask, page } = await withDevice();
    expect((await page({ user_code: device.user_code, answer: 'cancel' })).text).toContain('not let in');
    const reply = await ask();
    expect([reply.status, reply.body['error']]).toEqual([403, 'access_denied']);
    expect((await ask()).body['error']).toBe('invalid_grant');
  });

  it('hear that their code has expired, once; its user can do nothing with it either', async () => {
    const { device, ask, page, wait } = await withDevice();
    wait(900_000);
    expect((await page({ user_code: device.user_code })).status).toBe(400);
    const reply = await ask();
    expect([reply.status, reply.body['error']]).toEqual([403, 'expired_token']);
    expect((await ask()).body['error']).toBe('invalid_grant');
  });

  it('show codes that are typed on a page, where a wrong one is said to be wrong', async () => {
    const { page } = await withDevice();
    expect((await page({})).text).toContain('name="user_code"');
    const wrong = await page({ user_code: '"><script>' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).not.toContain('"><script>');
  });

  it('need a client that has the grant, and the code is no other client’s', async () => {
    const without = await withDevice({ grant_types: ['refresh_token'] });
    expect(without.device).toEqual({
      error: 'unauthorized_client',
      error_description: `Grant type '${GRANT}' not allowed for the client.`,
    });
    const { device, ask } = await withDevice();
    expect(refusal(await ask({ device_code: 'another' }))).toBe('403 Invalid or expired device code.');
    expect(refusal(await ask({ device_code: '' }))).toBe('400 Missing required parameter: device_code');
    expect(device.user_code).not.toBe('');
  });
});

describe('revocation', () => {
  async function connected(settings?: object): Promise<Omit<WithDevice, 'token'> & { token: string }> {
    const all = await withDevice({}, settings);
    await all.page({ user_code: all.device.user_code, answer: 'confirm', login_hint: ADA });
    const { body } = await all.ask();
    return { ...all, token: String(body['refresh_token']) };
  }
  const refresh = ({ raw, clientId, token }: { raw: Tenant['raw']; clientId: string; token: string }): Promise<Reply> =>
    raw('POST', '/oauth/token', { grant_type: 'refresh_token', client_id: clientId, refresh_token: token });

  it('ends a refresh token; one that nobody knows is none already', async () => {
    const { raw, clientId, token } = await connected();
    expect((await refresh({ raw, clientId, token })).status).toBe(200);
    for (const one of [token, token, 'unknown'])
      expect((await raw('POST', '/oauth/revoke', { client_id: clientId, token: one })).status).toBe(200);
    expect((await refresh({ raw, clientId, token })).body['error']).toBe('invalid_grant');
  });

  it('is for tokens of the client that asks, which names one', async () => {
    const tenant = await connected();
    const other = await tenant.do('POST', '/clients', { name: 'other', token_endpoint_auth_method: 'none' });
    const form = { client_id: other.client_id, token: tenant.token };
    expect(refusal(await tenant.raw('POST', '/oauth/revoke', form))).toBe('400 The token was given to another client.');
    const without = await tenant.raw('POST', '/oauth/revoke', { client_id: tenant.clientId });
    expect(refusal(without)).toBe('400 Missing required parameter: token');
    const unknown = await tenant.raw('POST', '/oauth/revoke', { client_id: 'nobody', token: tenant.token });
    expect(unknown.status).toBe(401);
    expect((await refresh(tenant)).status).toBe(200);
  });

  it.each([
    [true, 'invalid_grant'],
    [false, undefined],
  ])('with revoke_refresh_token_grant %j ends what another login gave: %j', async (flag, error) => {
    const tenant = await connected({ flags: { revoke_refresh_token_grant: flag } });
    const { raw, clientId, page } = tenant;
    const scope = 'openid offline_access';
    const asked = await raw('POST', '/oauth/device/code', { client_id: clientId, audience: AUDIENCE, scope });
    await page({ user_code: String(asked.body['user_code']), answer: 'confirm', login_hint: ADA });
    const code = String(asked.body['device_code']);
    const second = await raw('POST', '/oauth/token', { client_id: clientId, grant_type: GRANT, device_code: code });
    await raw('POST', '/oauth/revoke', { client_id: clientId, token: tenant.token });
    const reply = await refresh({ raw, clientId, token: String(second.body['refresh_token']) });
    expect(reply.body['error']).toBe(error);
  });
});
