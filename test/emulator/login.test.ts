import { describe, expect, it } from 'vitest';
import { ada, API, application, bob, browserOf, CALLBACK, form } from './browser.ts';

describe('a login', () => {
  it('by a hint comes back at once with a code, whose tokens are as declared', async () => {
    const app = await application();
    const back = await app.login();
    expect(back.get('state')).toBe('st');
    const code = back.get('code') ?? '';
    const answer = await app.exchange({
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      code_verifier: app.verifier,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 86_400, scope: 'openid profile email read:parcels' },
    });
    expect(answer.body).not.toHaveProperty('refresh_token');
    const claims = await app.claims(answer.body.access_token);
    expect(claims).toMatchObject({
      iss: 'https://local/',
      sub: 'auth0|ada',
      aud: [API, 'https://local/userinfo'],
      azp: app.clientId,
      scope: 'openid profile email read:parcels',
    });
    const id = await app.claims(String(answer.body['id_token']));
    expect(id).toMatchObject({ aud: app.clientId, sub: 'auth0|ada', nonce: 'no', email: ada.email, name: ada.name });
    expect(Number(id.exp) - Number(id.iat)).toBe(36_000);
    expect(id['sid']).toBeTypeOf('string');
    expect(id).not.toHaveProperty('auth_time');
  });

  it('without a hint is made on a page, by choosing a user', async () => {
    const app = await application();
    const page = await app.browser.visit(app.loginUrl({ login_hint: undefined }));
    const text = await page.text();
    expect(text).toContain('Sign in to Portal');
    expect(text).toContain('Ada Lovelace<small>ada@example.com</small>');
    const state = /name="state" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const nobody = await app.browser.visit('/u/login', form({ state, user: '%' }));
    expect(await nobody.text()).toContain('This user cannot sign in here');
    const chosen = await app.browser.visit('/u/login', form({ state, user: encodeURIComponent(bob.user_id) }));
    const back = new URL(chosen.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe(CALLBACK);
    expect(back.searchParams.get('code')).toBeTruthy();
    const again = await app.browser.visit('/u/login', form({ state, user: encodeURIComponent(bob.user_id) }));
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('This login has ended');
  });

  it('that is cancelled on the page is access_denied', async () => {
    const app = await application();
    const text = await (await app.browser.visit(app.loginUrl({ login_hint: undefined }))).text();
    const state = /name="state" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const back = await app.browser.visit('/u/login', form({ state, cancel: '1' }));
    const { searchParams } = new URL(back.headers.get('location') ?? '');
    expect(Object.fromEntries(searchParams)).toMatchObject({ error: 'access_denied', state: 'st' });
  });

  it('shows hostile names as text, and takes no script from anywhere', async () => {
    const app = await application({ name: 'A "&\' portal' });
    const state = app.tenant.emulator.snapshot();
    const user = { ...bob, name: '<img src=x onerror=alert(1)>', user_id: '"><script>alert(3)</script>' };
    const users = { [user.user_id]: user };
    app.tenant.emulator.restore({ ...state, collections: { ...state.collections, users } });
    const hint = '"><script>alert(2)</script>';
    const page = await app.browser.visit(app.loginUrl({ login_hint: hint, scope: 'openid <b>"\'' }));
    const text = await page.text();
    expect(text).toContain('Sign in to A &quot;&amp;&#39; portal');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(2)&lt;/script&gt;');
    expect(text).not.toMatch(/<script|<img|<b>/);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[\w-]+'; base-uri/,
    );
    expect(page.headers.get('x-frame-options')).toBe('DENY');
  });

  it('is remembered by the browser: the next one asks nothing, and another browser is asked', async () => {
    const app = await application();
    await app.login();
    expect((await app.login({ login_hint: undefined })).get('code')).toBeTruthy();
    const other = await browserOf(app.tenant).visit(app.loginUrl({ login_hint: undefined }));
    expect(await other.text()).toContain('Who are you');
  });

  it('is made anew when the application says so, or the last one is too old', async () => {
    const app = await application();
    await app.login();
    const asked = { login_hint: undefined };
    const page = async (changes: Record<string, string | undefined>): Promise<string> =>
      (await app.browser.visit(app.loginUrl({ ...asked, ...changes }))).text();
    expect(await page({ prompt: 'login' })).toContain('Who are you');
    expect(await page({ max_age: '0' })).toContain('Who are you');
    app.tenant.wait(61_000);
    expect(await page({ max_age: '60' })).toContain('Who are you');
    expect((await app.login({ ...asked, max_age: '62' })).get('code')).toBeTruthy();
    const tokens = await app.tokens({ max_age: '60' });
    const id = await app.claims(String(tokens['id_token']));
    expect(id['auth_time']).toBe(app.tenant.now() / 1000);
  });

  it('of another user takes the place of the one before', async () => {
    const app = await application();
    await app.login();
    const { access_token: token } = await app.tokens({ login_hint: bob.user_id });
    expect((await app.claims(token)).sub).toBe(bob.user_id);
  });

  it('ends with the lifetime of sessions that the tenant has', async () => {
    const app = await application();
    await app.tenant.do('PATCH', '/tenants/settings', { session_lifetime: 2, idle_session_lifetime: 1 });
    await app.login();
    const silent = { login_hint: undefined, prompt: 'none' };
    app.tenant.wait(59 * 60_000);
    expect((await app.login(silent)).get('error') ?? '').toBe('');
    app.tenant.wait(59 * 60_000);
    expect((await app.login(silent)).get('error') ?? '').toBe('');
    app.tenant.wait(5 * 60_000);
    expect((await app.login(silent)).get('error')).toBe('login_required');
  });
});

describe('a silent login', () => {
  it('needs a session', async () => {
    const app = await application();
    const back = await app.login({ prompt: 'none' });
    expect(Object.fromEntries(back)).toEqual({
      error: 'login_required',
      error_description: 'Login required',
      state: 'st',
    });
  });

  it('comes back as a message to the window of the application, and to no other origin', async () => {
    const app = await application();
    await app.login();
    const page = await app.browser.visit(app.loginUrl({ prompt: 'none', response_mode: 'web_message' }));
    const text = await page.text();
    expect(text).toMatch(
      /postMessage\(\{"type":"authorization_response","response":\{"code":"[\w-]+","state":"st"\}\}, "https:\/\/app\.example"\)/,
    );
    expect(page.headers.get('x-frame-options')).toBeNull();
    expect(page.headers.get('content-security-policy')).not.toContain('frame-ancestors');
    const hostile = '</script><script>alert(1)//';
    const refused = await browserOf(app.tenant).visit(
      app.loginUrl({ prompt: 'none', response_mode: 'web_message', state: hostile }),
    );
    const said = await refused.text();
    expect(said).toContain('login_required');
    expect(said.match(/<script/g)).toHaveLength(1);
  });

  it('is not told to pages of origins that the client has not', async () => {
    const app = await application({ callbacks: [CALLBACK, 'com.example.app://callback'] });
    const url = app.loginUrl({ redirect_uri: 'com.example.app://callback', response_mode: 'web_message' });
    const page = await app.browser.visit(url);
    expect(page.status).toBe(403);
    expect(await page.text()).not.toContain('postMessage');
  });

  it('needs a consent that was given where the API does not let it be skipped, or the client is of others', async () => {
    const app = await application();
    await app.login({ audience: undefined });
    const silent = { login_hint: undefined, prompt: 'none' };
    expect((await app.login({ ...silent, audience: undefined })).get('code')).toBeTruthy();
    expect((await app.login(silent)).get('error')).toBe('consent_required');
    await app.login();
    expect((await app.login(silent)).get('code')).toBeTruthy();
    const skipping = await application({}, { skip_consent_for_verifiable_first_party_clients: true });
    await skipping.login({ audience: undefined });
    expect((await skipping.login(silent)).get('code')).toBeTruthy();
  });
});

describe('answers of /authorize', () => {
  it.each<[mode: string, expected: RegExp]>([
    ['query', /^https:\/\/app\.example\/callback\?code=[\w-]+&state=st$/],
    ['fragment', /^https:\/\/app\.example\/callback#code=[\w-]+&state=st$/],
  ])('come back as %s', async (response_mode, expected) => {
    const app = await application();
    const response = await app.browser.visit(app.loginUrl({ response_mode }));
    expect(response.headers.get('location')).toMatch(expected);
  });

  it('come back as a form, with what the client sent as text', async () => {
    const app = await application();
    const response = await app.browser.visit(app.loginUrl({ response_mode: 'form_post', state: '"><x>' }));
    const text = await response.text();
    expect(text).toContain(`<form method="post" action="${CALLBACK}">`);
    expect(text).toMatch(/name="code" value="[\w-]+"/);
    expect(text).toContain('name="state" value="&quot;&gt;&lt;x&gt;"');
  });

  it('take parameters from a form as well, and leave out the state that was not sent', async () => {
    const app = await application();
    const parameters = Object.fromEntries(new URL(app.loginUrl({ state: undefined }), 'https://local').searchParams);
    const response = await app.browser.visit('/authorize', form(parameters));
    expect(response.headers.get('location')).toMatch(/callback\?code=[\w-]+$/);
  });
});
