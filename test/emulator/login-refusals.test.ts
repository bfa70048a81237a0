import { describe, expect, it } from 'vitest';
import { API, application, CALLBACK } from './browser.ts';

describe('what /authorize refuses on a page, as no address is to be trusted', () => {
  it.each<[title: string, changes: Record<string, string>, status: number, text: string, client?: object]>([
    ['an unknown client', { client_id: '<b>' }, 400, 'Unknown client: &lt;b&gt;'],
    [
      'another callback',
      { redirect_uri: 'https://evil.example/callback' },
      403,
      'Callback URL mismatch. https://evil.example',
    ],
    ['a callback with more path', { redirect_uri: `${CALLBACK}/more` }, 403, 'Callback URL mismatch'],
    ['a callback with a query', { redirect_uri: `${CALLBACK}?a=b` }, 403, 'Callback URL mismatch'],
    ['a request that was not pushed', { request_uri: 'urn:unknown' }, 400, 'invalid_request'],
    [
      'a request of its own from a client that has to push',
      {},
      400,
      'invalid_request',
      { require_pushed_authorization_requests: true },
    ],
  ])('%s', async (_title, changes, status, text, client = {}) => {
    const app = await application(client);
    const page = await app.browser.visit(app.loginUrl(changes));
    expect(page.status).toBe(status);
    expect(page.headers.get('location')).toBeNull();
    expect(await page.text()).toContain(text);
  });
});

describe('what /authorize refuses at the callback', () => {
  it.each<
    [
      title: string,
      changes: Record<string, string | undefined>,
      error: string,
      text: string,
      client?: object,
      api?: object,
    ]
  >([
    ['no response type', { response_type: undefined }, 'invalid_request', 'Missing required parameter: response_type'],
    [
      'other response types',
      { response_type: 'token' },
      'unsupported_response_type',
      'Unsupported response type: token',
    ],
    ['an unknown API', { audience: 'https://other' }, 'access_denied', 'Service not found: https://other'],
    [
      'no challenge of a public client',
      { code_challenge: undefined },
      'invalid_request',
      'Parameter code_challenge is required for public clients',
    ],
    [
      'a plain challenge',
      { code_challenge_method: 'plain' },
      'invalid_request',
      "Unsupported code_challenge_method 'plain': S256 is the one that there is",
    ],
    [
      'a short challenge',
      { code_challenge: 'a' },
      'invalid_request',
      'Parameter code_challenge must have 43 letters, digits, - or _',
    ],
    [
      'max_age that is no number',
      { max_age: '1h' },
      'invalid_request',
      'Parameter max_age must be a whole number of seconds',
    ],
    [
      'prompts that exclude each other',
      { prompt: 'none login' },
      'invalid_request',
      'prompt=none cannot be used together with other prompts',
    ],
    ['an unknown connection', { connection: 'x' }, 'invalid_request', 'the connection was not found'],
    [
      'an organization that the client denies',
      { organization: 'org_1' },
      'invalid_request',
      'parameter organization is not allowed for this client',
    ],
    [
      'no organization where one is required',
      {},
      'invalid_request',
      'parameter organization is required for this client',
      { organization_usage: 'require' },
    ],
    [
      'an unknown organization',
      { organization: 'org_1' },
      'invalid_request',
      'parameter organization is invalid',
      { organization_usage: 'allow' },
    ],
    [
      'the name of an organization',
      { organization: 'acme' },
      'invalid_request',
      'authorization request parameter organization must be an organization id',
      { organization_usage: 'allow' },
    ],
    [
      'a client without the grant',
      {},
      'unauthorized_client',
      "Grant type 'authorization_code' not allowed for the client.",
      { grant_types: ['refresh_token'] },
    ],
    [
      'an API that denies users',
      {},
      'access_denied',
      `is not authorized to access resource server "${API}".`,
      {},
      { subject_type_authorization: { user: { policy: 'deny_all' } } },
    ],
    [
      'an API that wants a grant',
      {},
      'access_denied',
      `is not authorized to access resource server "${API}".`,
      {},
      { subject_type_authorization: { user: { policy: 'require_client_grant' } } },
    ],
    [
      'a third party without a grant, whatever the API wants of others',
      {},
      'unauthorized_client',
      `is not authorized to access resource server "${API}".`,
      { is_first_party: false, third_party_security_mode: 'strict' },
      { subject_type_authorization: { user: { policy: 'allow_all' } } },
    ],
  ])('%s', async (_title, changes, error, text, client, api) => {
    const app = await application(client, api);
    const back = await app.login(changes);
    expect(back.get('error')).toBe(error);
    expect(back.get('error_description')).toContain(text);
    expect(back.get('state')).toBe('st');
    expect(back.has('code')).toBe(false);
  });
});

describe('callbacks with placeholders', () => {
  it.each<[pattern: string, url: string, isAllowed: boolean]>([
    ['https://*.example.com/cb', 'https://one.example.com/cb', true],
    ['https://*.example.com/cb', 'https://one.two.example.com/cb', false],
    ['https://*.example.com/cb', 'https://evil.test/.example.com/cb', false],
    ['https://*.example.com/cb', 'https://a@evil.example.com/cb', false],
    ['https://*.example.com/cb', 'http://one.example.com/cb', false],
    ['https://pre-*-post.example.com/cb', 'https://pre-1-post.example.com/cb', true],
    ['https://sub.*.example.com/cb', 'https://sub.one.example.com/cb', false],
    ['https://*.*.example.com/cb', 'https://a.b.example.com/cb', false],
    ['https://*.com/cb', 'https://evil.com/cb', false],
    ['com.example.*://cb', 'com.example.one://cb', false],
  ])('%s: %s is allowed: %s', async (pattern, redirect_uri, isAllowed) => {
    const app = await application({ callbacks: [pattern] });
    const response = await app.browser.visit(app.loginUrl({ redirect_uri }));
    expect(response.status).toBe(isAllowed ? 302 : 403);
  });
});
