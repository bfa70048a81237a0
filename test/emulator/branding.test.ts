import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { read } from '../schemas/validators.ts';
import { refusal, startTenant } from './tenant.ts';

const example = parse(read('test/schemas/valid.yaml')) as { themes: [{ themeId: string; colors: object }] };
const { themeId: _id, ...theme } = example.themes[0];

describe('themes', () => {
  it('are one, which is the default, and are written whole', async () => {
    const tenant = startTenant();
    expect((await tenant.api('GET', '/branding/themes/default')).status).toBe(404);
    const created = await tenant.do('POST', '/branding/themes', theme);
    expect(await tenant.do('GET', '/branding/themes/default')).toEqual(created);
    expect((await tenant.api('POST', '/branding/themes', theme)).status).toBe(409);
    const path = `/branding/themes/${String(created['themeId'])}`;
    expect((await tenant.api('PATCH', path, { displayName: 'Other' })).status).toBe(400);
    expect(await tenant.do('PATCH', path, { ...theme, displayName: 'Other' })).toMatchObject({ displayName: 'Other' });
    await tenant.do('DELETE', path);
    expect((await tenant.api('GET', '/branding/themes/default')).status).toBe(404);
  });

  it('are created with the scope for updates', async () => {
    const tenant = startTenant({ scopes: ['read:branding'] });
    expect(refusal(await tenant.api('POST', '/branding/themes', theme))).toMatch(/update:branding/);
  });
});

describe('phone providers', () => {
  const path = '/branding/phone/providers';
  const twilio = {
    name: 'twilio',
    configuration: { sid: 'AC0', default_from: '+49111', delivery_methods: ['text'] },
    credentials: { auth_token: 'token' },
  };

  it('are one, and keep their credentials to themselves', async () => {
    const tenant = startTenant();
    expect(await tenant.do('GET', path)).toEqual({ providers: [] });
    const provider = await tenant.do('POST', path, twilio);
    expect(provider).toMatchObject({ name: 'twilio', disabled: false, channel: 'phone', tenant: 'local' });
    expect(JSON.stringify(await tenant.do('GET', path))).not.toContain('token');
    expect((await tenant.api('POST', path, twilio)).status).toBe(409);
    expect((await tenant.api('PATCH', `${path}/${provider.id}`, {})).status).toBe(400);
    await tenant.do('DELETE', `${path}/${provider.id}`);
    expect(await tenant.do('GET', path)).toEqual({ providers: [] });
  });

  it('need credentials and a configuration that fit, and an action where it is the action that sends', async () => {
    const tenant = startTenant({ buildMilliseconds: 0 });
    const provider = await tenant.do('POST', path, twilio);
    const item = `${path}/${provider.id}`;
    const custom = { name: 'custom', configuration: { delivery_methods: ['text'] }, credentials: {} };
    expect((await tenant.api('PATCH', item, { name: 'custom' })).status).toBe(400);
    expect((await tenant.api('PATCH', item, { ...custom, configuration: twilio.configuration })).status).toBe(400);
    expect((await tenant.api('PATCH', item, custom)).status).toBe(409);
    const action = await tenant.do('POST', '/actions/actions', {
      name: 'Send',
      code: '//',
      supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }],
    });
    await tenant.do('GET', `/actions/actions/${action.id}`);
    await tenant.do('POST', `/actions/actions/${action.id}/deploy`);
    expect(await tenant.do('PATCH', item, custom)).toMatchObject({ name: 'custom' });
  });
});

describe('phone templates', () => {
  const path = '/branding/phone/templates';

  it('are listed for every type, and have an id once they are created', async () => {
    const tenant = startTenant();
    const { templates } = await tenant.do('GET', path);
    expect(templates).toHaveLength(5);
    expect(JSON.stringify(templates)).not.toContain('"id"');
    const template = await tenant.do('POST', path, { type: 'otp_verify', content: { body: { text: 'Code' } } });
    expect(template).toMatchObject({ type: 'otp_verify', disabled: false, content: { syntax: 'liquid' } });
    expect((await tenant.api('POST', path, { type: 'otp_verify' })).status).toBe(409);
    const item = `${path}/${template.id}`;
    expect((await tenant.api('PATCH', item, { content: { from: '' } })).status).toBe(400);
    expect((await tenant.api('PATCH', item, { content: { syntax: 'liquid' } })).status).toBe(400);
    expect(await tenant.do('PATCH', item, { disabled: true })).toMatchObject({ content: template['content'] });
    expect(await tenant.do('PATCH', `${item}/reset`, {})).not.toMatchObject({ content: template['content'] });
    await tenant.do('DELETE', item);
    expect((await tenant.api('GET', item)).status).toBe(404);
  });
});
