import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import type { EmulatorOptions } from '../../src/emulator/emulator.ts';
import { startTenant, type Row, type Tenant } from './tenant.ts';

/** The API, the callback and the issuer of the tests. */
export const API = 'https://parcels.example';
export const CALLBACK = 'https://app.example/callback';
export const ISSUER = 'https://local/';

/** A browser: it has cookies, and follows redirects until they lead away from the tenant. */
export interface Browser {
  readonly visit: (url: string, init?: RequestInit) => Promise<Response>;
  readonly cookies: Map<string, string>;
}

export function browserOf(tenant: Tenant): Browser {
  const cookies = new Map<string, string>();
  const visit = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await tenant.emulator.fetch(new Request(new URL(url, ISSUER), { ...init, headers }));
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/Max-Age=0/.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return response;
    const next = new URL(location, new URL(url, ISSUER));
    return next.origin === new URL(ISSUER).origin ? visit(next.href) : response;
  };
  return { visit, cookies };
}

/** A form as a browser sends it. */
export const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

/** An application whose users sign in. */
export interface Application {
  readonly tenant: Tenant;
  readonly browser: Browser;
  readonly clientId: string;
  readonly secret: string;
  readonly verifier: string;
  /** The URL of a login, by default of Ada, whom its hint names. */
  readonly loginUrl: (changes?: Record<string, string | undefined>) => string;
  /** What comes back to the application. */
  readonly login: (changes?: Record<string, string | undefined>) => Promise<URLSearchParams>;
  /** Asks the token endpoint. */
  readonly exchange: (fields: Record<string, string | undefined>) => Promise<{ status: number; body: Row }>;
  /** Signs in, and gets tokens. */
  readonly tokens: (changes?: Record<string, string | undefined>) => Promise<Row>;
  readonly claims: (token: string) => Promise<JWTPayload>;
}

const SCOPES = [{ value: 'read:parcels' }, { value: 'write:parcels' }];

/** Users as the store has them. */
export const ada = { user_id: 'auth0|ada', email: 'ada@example.com', email_verified: true, name: 'Ada Lovelace' };
export const bob = { user_id: 'auth0|bob', email: 'bob@example.com', name: 'Bob' };

/** A tenant with an API, users, and an application that is a public client unless it is changed. */
export async function application(
  client: object = {},
  api: object = {},
  options: EmulatorOptions = {},
): Promise<Application> {
  const tenant = startTenant(options);
  await tenant.do('POST', '/resource-servers', { identifier: API, scopes: SCOPES, allow_offline_access: true, ...api });
  const { client_id: clientId, client_secret: secret } = await tenant.do('POST', '/clients', {
    name: 'Portal',
    app_type: 'spa',
    token_endpoint_auth_method: 'none',
    callbacks: [CALLBACK],
    web_origins: ['https://app.example'],
    grant_types: ['authorization_code', 'refresh_token'],
    oidc_conformant: true,
    jwt_configuration: { alg: 'RS256' },
    ...client,
  });
  const state = tenant.emulator.snapshot();
  const users = Object.fromEntries([ada, bob].map((user) => [user.user_id, { ...user }]));
  tenant.emulator.restore({ ...state, collections: { ...state.collections, users } });
  const browser = browserOf(tenant);
  const verifier = randomBytes(32).toString('base64url');
  const loginUrl: Application['loginUrl'] = (changes = {}) => {
    const parameters = {
      client_id: clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile email read:parcels',
      audience: API,
      state: 'st',
      nonce: 'no',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      login_hint: ada.email,
      ...changes,
    };
    const entries = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `/authorize?${new URLSearchParams(entries).toString()}`;
  };
  const login: Application['login'] = async (changes) => {
    const response = await browser.visit(loginUrl(changes));
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${response.status}: ${await response.text()}`);
    return new URL(location).searchParams;
  };
  const exchange: Application['exchange'] = async (fields) => {
    const all = { client_id: clientId, ...fields };
    const entries = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const text = new URLSearchParams(entries).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return tenant.raw('POST', '/oauth/token', text, headers);
  };
  const tokens: Application['tokens'] = async (changes) => {
    const code = (await login(changes)).get('code') ?? '';
    const fields = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier };
    const { status, body } = await exchange(fields);
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const claims: Application['claims'] = async (token) => {
    const keys = await tenant.raw('GET', '/.well-known/jwks.json');
    const set = createLocalJWKSet(keys.body as Row & JSONWebKeySet);
    return (await jwtVerify(token, set, { issuer: ISSUER, currentDate: new Date(tenant.now()) })).payload;
  };
  return { tenant, browser, clientId, secret, verifier, loginUrl, login, exchange, tokens, claims };
}
