import { describe, expect, it } from 'vitest';
import { refusal, startTenant, type Row, type Tenant } from './tenant.ts';

const page = '<html>{%- auth0:head -%}{%- auth0:widget -%}</html>';

async function withDomain(): Promise<Tenant & { domain: Row }> {
  const tenant = startTenant();
  const domain = await tenant.do('POST', '/custom-domains', {
    domain: 'login.acme.example',
    type: 'auth0_managed_certs',
  });
  return { ...tenant, domain };
}

describe('tenant settings', () => {
  const path = '/tenants/settings';

  it('take hours or minutes, and tell hours', async () => {
    const tenant = startTenant();
    expect(await tenant.do('GET', path)).toMatchObject({ session_lifetime: 168, idle_session_lifetime: 72 });
    expect(
      await tenant.do('PATCH', path, { session_lifetime_in_minutes: 181, idle_session_lifetime: 3 }),
    ).toMatchObject({
      session_lifetime: 181 / 60,
      idle_session_lifetime: 3,
    });
    expect(await tenant.do('GET', path)).not.toHaveProperty('session_lifetime_in_minutes');
    const both = { session_lifetime: 3, session_lifetime_in_minutes: 180 };
    expect(refusal(await tenant.api('PATCH', path, both))).toMatch(/mutually exclusive/);
  });

  it('merge flags, and clear by null', async () => {
    const tenant = startTenant();
    const { flags } = await tenant.do('PATCH', path, { flags: { enable_sso: false } });
    expect(flags).toMatchObject({ enable_sso: false, disable_impersonation: true, universal_login: true });
    await tenant.do('PATCH', path, {
      error_page: { html: '<p>', show_log_link: false },
      change_password: { enabled: true, html: 'x' },
    });
    expect(await tenant.do('PATCH', path, { error_page: null })).not.toHaveProperty('error_page');
    expect(await tenant.do('GET', `${path}?fields=change_password`)).toEqual({
      change_password: { enabled: true, html: 'x' },
    });
  });

  it('name what exists', async () => {
    const tenant = startTenant();
    expect((await tenant.api('PATCH', path, { default_audience: 'https://none' })).status).toBe(400);
    expect((await tenant.api('PATCH', path, { default_directory: 'none' })).status).toBe(400);
    await tenant.do('PATCH', path, { default_audience: 'https://local/api/v2/' });
    expect((await tenant.token({ audience: '' })).status).toBe(200);
  });
});

describe('branding', () => {
  it('resets prompts, and reads a cleared logo as an empty text', async () => {
    const tenant = startTenant();
    expect(await tenant.do('PATCH', '/prompts', { identifier_first: true })).toMatchObject({ identifier_first: true });
    const branding = await tenant.do('PATCH', '/branding', {
      logo_url: 'https://a',
      colors: { primary: '#1', page_background: '#2' },
    });
    expect(branding.colors).toEqual({ primary: '#1', page_background: '#2' });
    expect(await tenant.do('GET', '/prompts')).toMatchObject({
      universal_login_experience: 'new',
      identifier_first: false,
    });
    expect(await tenant.do('PATCH', '/branding', { logo_url: null, colors: null })).toEqual({ logo_url: '' });
  });

  it('has a page template once there is a custom domain', async () => {
    const path = '/branding/templates/universal-login';
    const without = startTenant();
    for (const method of ['GET', 'DELETE']) expect((await without.api(method, path)).status).toBe(402);
    expect((await without.api('PUT', path, { template: page })).status).toBe(402);
    const tenant = await withDomain();
    expect((await tenant.api('GET', path)).status).toBe(404);
    expect(refusal(await tenant.api('PUT', path, { template: '<html>' }))).toMatch(/must contain the auth0:head/);
    expect((await tenant.api('PUT', path, { template: page + 'x'.repeat(102_400) })).status).toBe(400);
    expect((await tenant.api('PUT', path, { template: page })).status).toBe(201);
    expect((await tenant.api('PUT', path, { template: page })).status).toBe(204);
    expect(await tenant.do('GET', path)).toEqual({ body: page });
    expect((await tenant.api('DELETE', path)).status).toBe(204);
    const html = { authorization: `Bearer ${(await tenant.token()).body.access_token}`, 'content-type': 'text/html' };
    expect((await tenant.raw('PUT', `/api/v2${path}`, page, html)).status).toBe(201);
  });
});

describe('prompts', () => {
  it('replace texts per prompt and language', async () => {
    const tenant = startTenant();
    const path = '/prompts/login/custom-text/en';
    expect(await tenant.do('GET', path)).toEqual({});
    await tenant.do('PUT', path, { login: { title: 'a', description: 'b' } });
    await tenant.do('PUT', path, { login: { title: 'c' } });
    expect(await tenant.do('GET', path)).toEqual({ login: { title: 'c' } });
    expect((await tenant.api('PUT', path, { login: 'text' })).status).toBe(400);
    await tenant.do('PUT', path, {});
    expect(await tenant.do('GET', path)).toEqual({});
    expect((await tenant.api('GET', '/prompts/nope/custom-text/en')).status).toBe(404);
    expect((await tenant.api('GET', '/prompts/login/custom-text/xx')).status).toBe(400);
  });

  it('take partials once there is a custom domain', async () => {
    const path = '/prompts/login/partials';
    expect(refusal(await startTenant().api('GET', path))).toMatch(
      /^400 This feature requires at least one custom domain/,
    );
    const tenant = await withDomain();
    await tenant.do('PUT', path, { login: { 'form-content-start': '<p>' } });
    expect(await tenant.do('GET', path)).toEqual({ login: { 'form-content-start': '<p>' } });
    expect((await tenant.api('PUT', path, { login: { nowhere: '<p>' } })).status).toBe(400);
    expect((await tenant.api('GET', '/prompts/logout/partials')).status).toBe(404);
  });

  it('render screens in two modes', async () => {
    const tenant = startTenant();
    const path = '/prompts/login/screen/login/rendering';
    expect(await tenant.do('GET', path)).toMatchObject({
      tenant: 'local',
      prompt: 'login',
      rendering_mode: 'standard',
    });
    expect(refusal(await tenant.api('PATCH', path, { use_page_template: true }))).toMatch(
      /needs rendering_mode advanced/,
    );
    const advanced = { rendering_mode: 'advanced', context_configuration: ['screen.texts'], filters: null };
    expect(await tenant.do('PATCH', path, advanced)).toMatchObject(advanced);
    const configs = [{ prompt: 'signup', screen: 'signup', rendering_mode: 'advanced' }];
    await tenant.do('PATCH', '/prompts/rendering', { configs });
    expect(await tenant.do('GET', '/prompts/rendering?include_totals=true')).toMatchObject({ total: 2 });
    expect(await tenant.do('GET', '/prompts/rendering?prompt=signup&fields=screen')).toEqual([{ screen: 'signup' }]);
    expect((await tenant.api('GET', '/prompts/login/screen/nope/rendering')).status).toBe(404);
  });
});

describe('the email provider', () => {
  const path = '/emails/provider';
  const all = `${path}?fields=name,enabled,credentials,settings,default_from_address&include_fields=true`;
  const smtp = { smtp_host: 'h', smtp_port: 25, smtp_user: 'u', smtp_pass: 'p' };

  it('is created once, and keeps what is secret', async () => {
    const tenant = startTenant();
    expect((await tenant.api('GET', path)).status).toBe(404);
    expect((await tenant.api('PATCH', path, { enabled: false })).status).toBe(404);
    const body = { name: 'smtp', credentials: smtp, default_from_address: 'a@b' };
    const { smtp_pass: _, ...readable } = smtp;
    expect((await tenant.do('POST', path, body)).credentials).toEqual(readable);
    expect((await tenant.api('POST', path, body)).status).toBe(409);
    expect(await tenant.do('GET', path)).toEqual({ name: 'smtp', enabled: true });
    expect(await tenant.do('GET', all)).toMatchObject({ credentials: readable, default_from_address: 'a@b' });
    expect(refusal(await tenant.api('PATCH', path, { credentials: readable }))).toMatch(/need smtp_pass/);
    expect(refusal(await tenant.api('PATCH', path, { name: 'mandrill' }))).toMatch(/needs its credentials/);
    await tenant.do('PATCH', path, { name: 'mandrill', credentials: { api_key: 'k' } });
    expect((await tenant.do('GET', all)).credentials).toEqual({});
    expect((await tenant.api('DELETE', path)).status).toBe(204);
    expect((await tenant.api('DELETE', path)).status).toBe(404);
  });

  it('can be an action that is deployed', async () => {
    const tenant = startTenant();
    const custom = { name: 'custom', credentials: {} };
    const wrong = { name: 'custom', credentials: { api_key: 'k' } };
    expect(refusal(await tenant.api('POST', path, wrong))).toMatch(/must be empty/);
    expect(refusal(await tenant.api('POST', path, custom))).toBe('409 No deployed action was found.');
    const body = { name: 'mail', supported_triggers: [{ id: 'custom-email-provider' }] };
    const { id } = await tenant.do('POST', '/actions/actions', body);
    tenant.wait(50);
    await tenant.do('POST', `/actions/actions/${id}/deploy`);
    expect((await tenant.api('POST', path, custom)).status).toBe(201);
  });
});

describe('email templates', () => {
  it('are absent until created, and never deleted', async () => {
    const tenant = startTenant();
    const path = '/email-templates/welcome_email';
    expect((await tenant.api('GET', path)).body).toMatchObject({
      statusCode: 404,
      errorCode: 'inexistent_email_template',
    });
    expect((await tenant.api('PATCH', path, { enabled: true })).status).toBe(404);
    const template = { template: 'welcome_email', body: 'b', from: 'f', subject: 's', syntax: 'liquid', enabled: true };
    expect((await tenant.api('POST', '/email-templates', { template: 'welcome_email' })).status).toBe(400);
    expect(await tenant.do('POST', '/email-templates', template)).toEqual(template);
    expect((await tenant.api('POST', '/email-templates', template)).status).toBe(409);
    expect(await tenant.do('PATCH', path, { resultUrl: null, enabled: false })).toEqual({
      ...template,
      enabled: false,
      resultUrl: null,
    });
    expect(await tenant.do('PUT', path, template)).toEqual(template);
    expect((await tenant.api('PATCH', path, { template: 'verify_email' })).status).toBe(400);
    expect((await tenant.api('GET', '/email-templates/nope')).status).toBe(400);
    expect((await tenant.api('DELETE', path)).status).toBe(404);
  });
});

describe('custom domains', () => {
  it('wait for verification, and one is the default', async () => {
    const tenant = await withDomain();
    const { custom_domain_id: id } = tenant.domain;
    expect(id).toMatch(/^cd_/);
    expect(tenant.domain).toMatchObject({
      status: 'pending_verification',
      primary: true,
      verification: { methods: [{ name: 'CNAME' }] },
    });
    expect(tenant.domain).not.toHaveProperty('is_default');
    expect(tenant.domain).not.toHaveProperty('custom_client_ip_header');
    const again = { domain: 'login.acme.example', type: 'auth0_managed_certs' };
    expect((await tenant.api('POST', '/custom-domains', again)).status).toBe(409);
    expect((await tenant.api('POST', '/custom-domains', { ...again, domain: 'a_b.example' })).status).toBe(400);
    expect((await tenant.do('POST', `/custom-domains/${id}/verify`)).status).toBe('ready');
    expect(await tenant.do('GET', '/custom-domains/default')).toEqual({ domain: 'local' });
    expect((await tenant.api('PATCH', '/custom-domains/default', { domain: 'none.example' })).status).toBe(400);
    await tenant.do('PATCH', '/custom-domains/default', { domain: 'login.acme.example' });
    expect(await tenant.do('GET', '/custom-domains')).toMatchObject([{ is_default: true, status: 'ready' }]);
    expect((await tenant.do('GET', '/custom-domains?take=5')).custom_domains).toHaveLength(1);
    expect((await tenant.api('DELETE', `/custom-domains/${id}`)).status).toBe(409);
    await tenant.do('PATCH', '/custom-domains/default', { domain: 'local' });
    expect((await tenant.api('DELETE', `/custom-domains/${id}`)).status).toBe(204);
  });

  it('take ten keys of metadata', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`k${at}`, 'v']));
    const body = { domain: 'a.example', type: 'auth0_managed_certs', domain_metadata: metadata };
    expect(refusal(await startTenant().api('POST', '/custom-domains', body))).toMatch(/maximum 10/);
  });

  it('show their key once', async () => {
    const tenant = startTenant();
    const { custom_domain_id: id } = await tenant.do('POST', '/custom-domains', {
      domain: 'a.example',
      type: 'self_managed_certs',
    });
    const path = `/custom-domains/${id}`;
    expect(await tenant.do('POST', `${path}/verify`)).toHaveProperty('cname_api_key');
    expect(await tenant.do('POST', `${path}/verify`)).not.toHaveProperty('cname_api_key');
    expect(await tenant.do('PATCH', path, { custom_client_ip_header: 'cf-connecting-ip' })).toMatchObject({
      custom_client_ip_header: 'cf-connecting-ip',
    });
    expect(await tenant.do('PATCH', path, { custom_client_ip_header: null })).not.toHaveProperty(
      'custom_client_ip_header',
    );
  });
});

it('all of it through the SDK', async () => {
  const { sdk } = await withDomain();
  await sdk.tenants.settings.update({ friendly_name: 'Acme', session_lifetime: 5 });
  await sdk.branding.update({ favicon_url: 'https://a' });
  await sdk.branding.templates.updateUniversalLogin({ template: page });
  expect(await sdk.branding.templates.getUniversalLogin()).toEqual({ body: page });
  await sdk.branding.templates.deleteUniversalLogin();
  await sdk.prompts.updateSettings({ identifier_first: true });
  await sdk.prompts.customText.set('login', 'en', { login: { title: 'a' } });
  await sdk.prompts.partials.set('login', { login: { 'form-content-end': 'a' } });
  expect(await sdk.prompts.partials.get('login')).toEqual({ login: { 'form-content-end': 'a' } });
  await sdk.prompts.rendering.update('login', 'login', { rendering_mode: 'advanced' });
  await sdk.prompts.rendering.bulkUpdate({
    configs: [{ prompt: 'login', screen: 'login', rendering_mode: 'standard' }],
  });
  await sdk.emails.provider.create({ name: 'sendgrid', credentials: { api_key: 'a' } });
  await sdk.emails.provider.update({ enabled: false });
  await expect(sdk.emailTemplates.get('welcome_email')).rejects.toMatchObject({ statusCode: 404 });
  const [domain] = await sdk.customDomains.list();
  await sdk.customDomains.verify(domain?.custom_domain_id ?? '');
  await sdk.customDomains.setDefault({ domain: 'login.acme.example' });
});
