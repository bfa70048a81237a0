import { describe, expect, it } from 'vitest';
import { refusal, startTenant, type Reply } from './tenant.ts';

describe('attack protection', () => {
  it('lists every captcha provider, and none with its secret', async () => {
    const tenant = startTenant();
    const path = '/attack-protection/captcha';
    expect(await tenant.do('GET', path)).toMatchObject({ hcaptcha: { site_key: '' }, simple_captcha: {} });
    expect(refusal(await tenant.api('PATCH', path, { hcaptcha: { site_key: 'a' } }))).toMatch(/secret/);
    expect(refusal(await tenant.api('PATCH', path, { hcaptcha: { site_key: '', secret: 'b' } }))).toMatch(/site_key/);
    await tenant.do('PATCH', path, { active_provider_id: 'hcaptcha', hcaptcha: { site_key: 'a', secret: 'b' } });
    expect(await tenant.do('GET', path)).toMatchObject({ active_provider_id: 'hcaptcha', hcaptcha: { site_key: 'a' } });
    expect(JSON.stringify(await tenant.do('GET', path))).not.toContain('secret');
  });

  it('keeps what a PATCH leaves out, and knows some parts only once they are set', async () => {
    const tenant = startTenant();
    const path = '/attack-protection/brute-force-protection';
    expect(await tenant.do('PATCH', path, { max_attempts: 3 })).toMatchObject({ enabled: true, max_attempts: 3 });
    expect((await tenant.api('PATCH', path, { form_submission_mode: 'a' })).status).toBe(400);
    const device = '/risk-assessments/settings/new-device';
    expect((await tenant.api('GET', device)).status).toBe(404);
    expect((await tenant.api('PATCH', device, { remember_for: 0 })).status).toBe(400);
    expect(await tenant.do('PATCH', device, { remember_for: 9 })).toEqual({ remember_for: 9 });
    expect(await tenant.do('GET', '/risk-assessments/settings')).toEqual({ enabled: false });
    expect((await tenant.api('PATCH', '/supplemental-signals', {})).status).toBe(400);
  });
});

describe('guardian', () => {
  it('has eight factors, and policies as a bare array', async () => {
    const tenant = startTenant();
    expect(await tenant.rows('/guardian/factors')).toHaveLength(8);
    await tenant.do('PUT', '/guardian/factors/otp', { enabled: true });
    expect((await tenant.rows('/guardian/factors')).find(({ name }) => name === 'otp')).toMatchObject({
      enabled: true,
    });
    expect((await tenant.api('PUT', '/guardian/factors/fax', { enabled: true })).status).toBe(400);
    expect(await tenant.rows('/guardian/policies')).toEqual([]);
    await tenant.do('PUT', '/guardian/policies', ['all-applications']);
    expect(await tenant.rows('/guardian/policies')).toEqual(['all-applications']);
  });

  it('replaces with PUT, and keeps the older paths in step', async () => {
    const tenant = startTenant();
    const [phone, sms] = ['phone', 'sms'].map((name) => `/guardian/factors/${name}/providers/twilio`);
    await tenant.do('PUT', `${phone}`, { sid: 'a', auth_token: 'b' });
    await tenant.do('PUT', `${sms}`, { from: 'c' });
    expect(await tenant.do('GET', `${phone}`)).toMatchObject({ sid: null, from: 'c' });
    expect((await tenant.api('PUT', '/guardian/factors/sms/templates', { enrollment_message: 'a' })).status).toBe(400);
  });

  it('replaces settings with PUT, and knows how long a session can be', async () => {
    const tenant = startTenant();
    const [email, all] = ['/guardian/factors/email/settings', '/guardian/settings'];
    expect(await tenant.do('GET', email)).toEqual({ otp_length: 6, otp_expiration_time: 300 });
    expect((await tenant.api('PUT', email, { otp_length: 8 })).status).toBe(400);
    expect((await tenant.api('PUT', email, { otp_length: 3, otp_expiration_time: 300 })).status).toBe(400);
    expect(await tenant.do('PUT', email, { otp_length: 8, otp_expiration_time: 30 })).toMatchObject({ otp_length: 8 });
    expect(await tenant.do('GET', '/guardian/factors/phone/settings')).toMatchObject({ otp_length: 6 });
    const settings = await tenant.do('GET', all);
    const refused = { ...settings, mfa_session_inactivity_timeout: 7200, mfa_session_overall_timeout: 3600 };
    expect((await tenant.api('PUT', all, refused)).status).toBe(400);
    expect(await tenant.do('GET', all)).toEqual(settings);
  });

  it('takes keys for push notifications that nobody can read', async () => {
    const tenant = startTenant();
    const push = '/guardian/factors/push-notification';
    await tenant.do('PUT', `${push}/providers/apns`, { bundle_id: 'a', p12: 'b' });
    const apns = await tenant.do('PATCH', `${push}/providers/apns`, { sandbox: true });
    expect(apns).toEqual({ bundle_id: 'a', sandbox: true });
    expect(await tenant.do('PATCH', `${push}/providers/fcmv1`, { server_credentials: 'c' })).toEqual({});
    expect((await tenant.api('GET', `${push}/providers/fcmv1`)).status).toBe(404);
  });
});

describe('network ACLs', () => {
  const rule = { action: { block: true }, scope: 'tenant', match: { asns: [1] } };
  const acl = { description: 'a', active: true, rule };

  it('have different priorities and one action', async () => {
    const tenant = startTenant();
    const created = await tenant.do('POST', '/network-acls', acl);
    expect(created.id).toMatch(/^acl_/);
    expect(created).toMatchObject({ priority: 50 });
    expect(created).not.toHaveProperty('deleted_at');
    expect(await tenant.rows('/network-acls')).toMatchObject([{ priority: 50, tenant_id: 'local', deleted_at: null }]);
    expect((await tenant.api('POST', '/network-acls', acl)).status).toBe(409);
    const [{ id } = { id: '' }] = await tenant.rows('/network-acls');
    const patch = async (changed: object): Promise<string> =>
      refusal(await tenant.api('PATCH', `/network-acls/${id}`, { rule: { ...rule, ...changed } }));
    expect(await patch({ action: { block: true, allow: true } })).toMatch(/exactly one action/);
    expect(await patch({ action: { allow: true, redirect_uri: 'https://a.test' } })).toMatch(/goes with redirect/);
    expect(await patch({ match_all: true })).toMatch(/needs match/);
    expect(await patch({ action: { log: true } })).toMatch(/^200/);
  });

  it('name keys that are never read back and stay while they are used', async () => {
    const tenant = startTenant();
    const key = { name: 'a', alg: 'hmac-sha256', value: Buffer.alloc(32).toString('base64') };
    expect((await tenant.api('POST', '/keys/network-acls', { ...key, value: 'YQ==' })).status).toBe(400);
    const made = await tenant.do('POST', '/keys/network-acls', key);
    expect(made).not.toHaveProperty('value');
    expect(made['fingerprint']).toMatch(/^[0-9a-f]{64}$/);
    expect((await tenant.api('POST', '/keys/network-acls', key)).status).toBe(409);
    expect(await tenant.do('GET', '/keys/network-acls')).toMatchObject({ keys: [{ id: made.id }] });
    const signed = { http_message_signature: { keys: [{ id: made.id }] } };
    await tenant.do('POST', '/network-acls', { ...acl, rule: { ...rule, match: signed } });
    expect((await tenant.api('DELETE', `/keys/network-acls/${made.id}`)).status).toBe(409);
    const unknown = { http_message_signature: { keys: [{ id: 'key_none' }] } };
    const other = { ...acl, priority: 1, rule: { ...rule, match: unknown } };
    expect((await tenant.api('POST', '/network-acls', other)).status).toBe(400);
  });
});

describe('rate limit policies', () => {
  it('are one for each selector, and each action has its own settings', async () => {
    const tenant = startTenant();
    const policy = { resource: 'oauth_authentication_api', consumer: 'client', consumer_selector: 'default' };
    const path = '/rate-limit-policies';
    const { id } = await tenant.do('POST', path, { ...policy, configuration: { action: 'allow' } });
    expect((await tenant.api('POST', path, { ...policy, configuration: { action: 'allow' } })).status).toBe(409);
    const patch = async (configuration: object): Promise<number> =>
      (await tenant.api('PATCH', `${path}/${id}`, { configuration })).status;
    expect(await patch({ action: 'block' })).toBe(400);
    expect(await patch({ action: 'allow', limit: 1 })).toBe(400);
    expect(await patch({ action: 'log', limit: 1 })).toBe(200);
    const unknown = { ...policy, consumer_selector: 'client_id:none', configuration: { action: 'allow' } };
    expect(refusal(await tenant.api('POST', path, unknown))).toMatch(/does not exist/);
  });
});

describe('streams', () => {
  it('of the log keep their type, and their sink when it is at a cloud', async () => {
    const tenant = startTenant();
    const sink = { awsAccountId: '111111111111', awsRegion: 'eu-west-1' };
    const body = { name: 'a', type: 'eventbridge', sink };
    expect((await tenant.api('POST', '/log-streams', { ...body, status: 'paused' })).status).toBe(400);
    const { id } = await tenant.do('POST', '/log-streams', body);
    expect(await tenant.do('GET', `/log-streams/${id}`)).toMatchObject({ status: 'active', sink });
    expect(
      refusal(await tenant.api('PATCH', `/log-streams/${id}`, { sink: { httpEndpoint: 'https://a.test' } })),
    ).toMatch(/cannot be changed/);
    expect((await tenant.api('PATCH', `/log-streams/${id}`, { type: 'http' })).status).toBe(400);
    expect((await tenant.api('PATCH', `/log-streams/${id}`, { status: 'suspended' })).status).toBe(400);
    expect(await tenant.do('PATCH', `/log-streams/${id}`, { status: 'paused' })).toMatchObject({ status: 'paused' });
  });

  it('of events keep their destination unless it is a webhook, and hide its secret', async () => {
    const tenant = startTenant();
    const webhook = (login: object): object => ({
      type: 'webhook',
      configuration: { webhook_endpoint: 'https://a.test', webhook_authorization: login },
    });
    const post = async (name: string, destination: object): Promise<Reply> =>
      tenant.api('POST', '/event-streams', { name, subscriptions: [{ event_type: 'user.created' }], destination });
    expect((await post('a', webhook({ method: 'basic', username: 'u' }))).status).toBe(400);
    const { body } = await post('a', webhook({ method: 'basic', username: 'u', password: 'p' }));
    expect(body).toMatchObject({ destination: webhook({ method: 'basic', username: 'u' }) });
    expect(JSON.stringify(body)).not.toContain('password');
    expect((await post('a', webhook({ method: 'bearer', token: 't' }))).status).toBe(409);
    const cloud = { type: 'eventbridge', configuration: { aws_account_id: '111111111111', aws_region: 'eu-west-1' } };
    const { body: bridge } = await post('b', cloud);
    const change = { destination: webhook({ method: 'bearer', token: 't' }) };
    expect((await tenant.api('PATCH', `/event-streams/${body.id}`, change)).status).toBe(200);
    expect((await tenant.api('PATCH', `/event-streams/${bridge.id}`, change)).status).toBe(400);
    expect((await post('c', { type: 'action', configuration: { action_id: 'none' } })).status).toBe(400);
  });
});
