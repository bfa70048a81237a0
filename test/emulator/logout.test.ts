import { describe, expect, it } from 'vitest';
import { application, form, type Application } from './browser.ts';

const OUT = 'https://app.example/out';
const silent = { login_hint: undefined, prompt: 'none' };

const withOut = (client: object = {}): Promise<Application> =>
  application({ allowed_logout_urls: [OUT, 'https://*.app.example/out'], ...client });

/** What became of a visit: the status and where it leads. */
async function left(app: Application, url: string, init?: RequestInit): Promise<string> {
  const response = await app.browser.visit(url, init);
  return `${response.status} ${response.headers.get('location') ?? ''}`.trim();
}

const query = (parameters: Record<string, string>): string => new URLSearchParams(parameters).toString();

describe('/v2/logout', () => {
  it('ends the session and leads to a URL that the client allows, whatever its query', async () => {
    const app = await withOut();
    await app.login();
    const returnTo = `${OUT}?again=1#x`;
    expect(await left(app, `/v2/logout?${query({ client_id: app.clientId, returnTo })}`)).toBe(`302 ${returnTo}`);
    expect((await app.login(silent)).get('error')).toBe('login_required');
    expect(app.browser.cookies.size).toBe(0);
  });

  it('leads to the first URL of the client, or nowhere', async () => {
    const app = await withOut();
    expect(await left(app, `/v2/logout?client_id=${app.clientId}`)).toBe(`302 ${OUT}`);
    expect(await left(app, '/v2/logout')).toBe('200');
  });

  it('without a client takes the URLs of the tenant', async () => {
    const app = await withOut();
    await app.tenant.do('PATCH', '/tenants/settings', { allowed_logout_urls: ['https://harbor.example/'] });
    expect(await left(app, `/v2/logout?${query({ returnTo: 'https://harbor.example/' })}`)).toBe(
      '302 https://harbor.example/',
    );
    expect(await left(app, `/v2/logout?${query({ returnTo: OUT })}`)).toBe('400');
  });

  it.each(['https://evil.example/', 'javascript:alert(1)', '//evil.example', `${OUT}/more`])(
    'does not lead to %s, and the session stays',
    async (returnTo) => {
      const app = await withOut();
      await app.login();
      const response = await app.browser.visit(`/v2/logout?${query({ client_id: app.clientId, returnTo })}`);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('is not defined as a valid URL in &quot;Allowed Logout URLs&quot;.');
      expect((await app.login(silent)).get('code')).toBeTruthy();
    },
  );
});

describe('/oidc/logout', () => {
  it('takes the ID token as a sign of who it is, also one that has expired, and gives the state back', async () => {
    const app = await withOut();
    const id_token_hint = String((await app.tokens())['id_token']);
    app.tenant.wait(11 * 3_600_000);
    const parameters = { id_token_hint, post_logout_redirect_uri: OUT, state: 'a b' };
    expect(await left(app, `/oidc/logout?${query(parameters)}`)).toBe(`302 ${OUT}?state=a+b`);
    expect((await app.login(silent)).get('error')).toBe('login_required');
  });

  it('takes the session itself as a hint, and parameters from a form', async () => {
    const app = await withOut();
    const id = await app.claims(String((await app.tokens())['id_token']));
    const fields = { client_id: app.clientId, logout_hint: String(id['sid']), post_logout_redirect_uri: OUT };
    expect(await left(app, '/oidc/logout', form(fields))).toBe(`302 ${OUT}`);
  });

  it('asks on a page when nothing says who it is', async () => {
    const app = await withOut();
    await app.login();
    const fields = { client_id: app.clientId, post_logout_redirect_uri: OUT };
    const page = await (await app.browser.visit(`/oidc/logout?${query(fields)}`)).text();
    expect(page).toContain('Sign out?');
    const confirm = /name="confirm" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(await left(app, '/oidc/logout', form({ ...fields, confirm: 'yes' }))).toBe('200');
    expect((await app.login(silent)).get('code')).toBeTruthy();
    expect(await left(app, '/oidc/logout', form({ ...fields, confirm }))).toBe(`302 ${OUT}`);
    expect((await app.login(silent)).get('error')).toBe('login_required');
  });

  it.each<[title: string, parameters: (app: Application, token: string) => Record<string, string>, text: string]>([
    [
      'a token that it did not sign',
      (_app, token) => ({ id_token_hint: `${token.slice(0, -8)}AAAAAAAA` }),
      'Invalid id_token_hint',
    ],
    [
      'a token of another client',
      (_app, token) => ({ id_token_hint: token, client_id: 'x' }),
      'The client_id is not the aud',
    ],
    ['an unknown client', () => ({ client_id: 'x' }), 'Unknown client: x'],
    [
      'two hints that differ',
      (_app, token) => ({ id_token_hint: token, logout_hint: 'x' }),
      'The logout_hint is not the sid',
    ],
    [
      'a URL that is not allowed',
      (app) => ({ client_id: app.clientId, post_logout_redirect_uri: 'https://evil.example' }),
      'Allowed Logout URLs',
    ],
  ])('refuses %s', async (_title, parameters, text) => {
    const app = await withOut();
    const token = String((await app.tokens())['id_token']);
    const response = await app.browser.visit(`/oidc/logout?${query(parameters(app, token))}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(text);
    expect((await app.login(silent)).get('code')).toBeTruthy();
  });

  it('knows the tokens of a client that signs with its secret', async () => {
    const app = await withOut({ jwt_configuration: { alg: 'HS256' } });
    const id_token_hint = String((await app.tokens())['id_token']);
    expect(await left(app, `/oidc/logout?${query({ id_token_hint, post_logout_redirect_uri: OUT })}`)).toBe(
      `302 ${OUT}`,
    );
  });
});

describe('pages of other origins', () => {
  const ask = async (app: Application, method: string, path: string, origin: string): Promise<string | null> => {
    const init = { method, headers: { origin, 'content-type': 'application/x-www-form-urlencoded' } };
    const body = method === 'POST' ? { body: `client_id=${app.clientId}` } : {};
    return (await app.browser.visit(path, { ...init, ...body })).headers.get('access-control-allow-origin');
  };

  it('may ask for tokens when the client has their origin, also to be told of a refusal', async () => {
    const app = await application({
      web_origins: ['https://web.example'],
      allowed_origins: ['https://*.more.example'],
    });
    for (const origin of ['https://app.example', 'https://web.example', 'https://a.more.example']) {
      expect(await ask(app, 'POST', '/oauth/token', origin)).toBe(origin);
      expect(await ask(app, 'OPTIONS', '/oauth/token', origin)).toBe(origin);
      expect(await ask(app, 'GET', '/userinfo', origin)).toBe(origin);
    }
    for (const origin of ['https://evil.example', 'https://app.example.evil.example', 'null', 'http://app.example']) {
      expect(await ask(app, 'POST', '/oauth/token', origin)).toBeNull();
      expect(await ask(app, 'OPTIONS', '/oauth/token', origin)).toBeNull();
    }
  });

  it('may all read the keys and the discovery document', async () => {
    const app = await application();
    expect(await ask(app, 'GET', '/.well-known/jwks.json', 'https://any.example')).toBe('*');
    expect(await ask(app, 'GET', '/.well-known/openid-configuration', 'https://any.example')).toBe('*');
    expect(await ask(app, 'GET', '/authorize', 'https://app.example')).toBeNull();
  });
});

describe('the log', () => {
  it('tells of logins, silent ones, exchanges and logouts, and of those that were refused', async () => {
    const app = await withOut();
    await app.login({ audience: 'https://unknown' });
    await app.login({ prompt: 'none' });
    await app.tokens({ scope: 'openid offline_access' });
    await app.login({ prompt: 'none', scope: 'openid' });
    await app.exchange({ grant_type: 'refresh_token', refresh_token: 'x' });
    await app.browser.visit('/v2/logout');
    const { body } = await app.tenant.api('GET', '/logs?sort=log_id:1&per_page=100');
    const events = (body as unknown as Record<string, string>[]).filter(
      ({ type }) => !/^(sapi|seccft)$/.test(type ?? ''),
    );
    expect(events.map(({ type }) => type)).toEqual(['f', 'fsa', 's', 'seacft', 'ssa', 'fertft', 'slo']);
    expect(events[0]).toMatchObject({ description: 'Service not found: https://unknown', client_name: 'Portal' });
    expect(events[2]).toMatchObject({ user_id: 'auth0|ada', user_name: 'ada@example.com' });
  });
});
