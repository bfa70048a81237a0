import { Agent, request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { request as plainRequest } from 'node:http';
import { once } from 'node:events';
import { decodeJwt } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate, readCertificate } from '../../src/emulator/certificate.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { serve, type ServeOptions } from '../../src/emulator/serve.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

async function served(options: Partial<ServeOptions> = {}, emulator = createEmulator()): Promise<string> {
  const { url, close } = await serve(emulator, { port: 0, ...options });
  closing.push(close);
  return url;
}

/** A request as no fetch sends it: with headers of its own, over a certificate that nobody else trusts. */
async function ask(
  url: string,
  { ca, ...headers }: { ca?: string; host?: string; origin?: string } = {},
): Promise<Reply> {
  const sent =
    ca === undefined
      ? plainRequest(url, { headers, agent: false })
      : request(url, { headers, agent: new Agent({ ca, keepAlive: false }) });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return { status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> };
}

interface Reply {
  status: number;
  body: Record<string, unknown>;
}

describe('over http', () => {
  it('answers, counts and takes a state', async () => {
    const emulator = createEmulator();
    const url = await served({}, emulator);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/api/v2/roles`)).status).toBe(401);
    expect(await (await fetch(`${url}/emulator/requests`)).json()).toMatchObject({
      total: 1,
      byMethod: { GET: 1 },
      requests: [{ method: 'GET', path: '/api/v2/roles', status: 401 }],
    });
    expect((await fetch(`${url}/emulator/requests`, { method: 'DELETE' })).status).toBe(204);
    expect(emulator.requests).toEqual([]);
    const text = await (await fetch(`${url}/emulator/state`)).text();
    const state = text.replace('"collections":{', '"collections":{"roles":{"rol_1":{"id":"rol_1","name":"a"}},');
    const put = (body: string): Promise<Response> => fetch(`${url}/emulator/state`, { method: 'PUT', body });
    expect((await put(state)).status).toBe(204);
    expect(emulator.snapshot().collections).toHaveProperty('roles.rol_1.name', 'a');
    expect((await put('{}')).status).toBe(400);
  });

  it('fails on a port that is taken', async () => {
    const url = await served();
    await expect(serve(createEmulator(), { port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('can be reached by IPv6', async () => {
    const url = await served({ host: '::1' });
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await ask(`${url}/emulator/requests`)).status).toBe(200);
    expect((await ask(`${url}/.well-known/openid-configuration`)).body).toMatchObject({ issuer: `${url}/` });
  });
});

describe('the issuer', () => {
  it('is the URL that a client spoke to, and its Management API answers to that URL', async () => {
    const url = await served();
    const { host } = new URL(url);
    for (const base of [url, `http://localhost:${new URL(url).port}`]) {
      const { issuer, token_endpoint } = await json(`${base}/.well-known/openid-configuration`);
      expect(issuer).toBe(`${base}/`);
      for (const audience of [`${base}/api/v2/`, `https://${new URL(base).host}/api/v2/`, 'https://local/api/v2/']) {
        const { access_token } = await json(String(token_endpoint), { audience });
        expect(decodeJwt(String(access_token))).toMatchObject({ iss: issuer, aud: audience });
        const headers = { authorization: `Bearer ${String(access_token)}` };
        expect((await fetch(`${base}/api/v2/roles`, { headers })).status).toBe(200);
      }
    }
    expect(await json(`${url}/oauth/token`, { audience: `https://other.${host}/api/v2/` })).toHaveProperty('error');
  });

  it('serves the state of a tenant that had another URL', async () => {
    const state = createEmulator({ domain: 'acme.eu.auth0.com' }).snapshot();
    const url = await served({}, createEmulator({ state }));
    for (const audience of [`${url}/api/v2/`, 'https://acme.eu.auth0.com/api/v2/']) {
      const { access_token } = await json(`${url}/oauth/token`, { audience });
      const headers = { authorization: `Bearer ${String(access_token)}` };
      expect((await fetch(`${url}/api/v2/roles`, { headers })).status).toBe(200);
    }
  });

  it('is the one that was chosen', async () => {
    const issuer = 'https://acme.eu.auth0.com/';
    const url = await served({}, createEmulator({ issuer, domain: 'acme.eu.auth0.com' }));
    const { access_token } = await json(`${url}/oauth/token`, { audience: `${issuer}api/v2/` });
    expect(decodeJwt(String(access_token)).iss).toBe(issuer);
    expect(await json(`${url}/.well-known/openid-configuration`)).toMatchObject({ issuer });
  });

  async function json(url: string, form?: object): Promise<Record<string, unknown>> {
    const { clientId: client_id, clientSecret: client_secret } = DEPLOYER;
    const body = JSON.stringify({ grant_type: 'client_credentials', client_id, client_secret, ...form });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, form === undefined ? {} : { method: 'POST', headers, body });
    return (await response.json()) as Record<string, unknown>;
  }
});

describe('what needs no token', () => {
  it.each([
    ['a name that points to this machine', { host: 'rebound.example' }],
    ['a page of another origin', { origin: 'https://elsewhere.example' }],
    ['a page without an origin', { origin: 'null' }],
  ])('is refused to %s', async (_who, headers) => {
    const url = await served();
    for (const path of ['/emulator/state', '/emulator/requests', '/%65mulator/state']) {
      expect((await ask(`${url}${path}`, headers)).status).toBe(403);
    }
    expect((await ask(`${url}/.well-known/jwks.json`, headers)).status).toBe(200);
  });

  it('is served to this machine, and by the names that the emulator was given', async () => {
    const url = await served({ names: ['emulator.test'] });
    const { port } = new URL(url);
    for (const headers of [{}, { host: `localhost:${port}` }, { host: 'emulator.test' }, { origin: url }]) {
      expect((await ask(`${url}/emulator/requests`, headers)).status).toBe(200);
    }
  });
});

describe('over TLS', () => {
  const now = Date.now();
  const certificate = makeCertificate(now);
  const pem = ({ key, cert, ca }: typeof certificate): string => `${key}${cert}${ca}`;

  it('is trusted by those who trust its authority, by each name of this machine', async () => {
    const url = await served({ tls: certificate });
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    for (const host of ['127.0.0.1', 'localhost']) {
      const base = `https://${host}:${new URL(url).port}`;
      const { body } = await ask(`${base}/.well-known/openid-configuration`, { ca: certificate.ca });
      expect(body).toMatchObject({ issuer: `${base}/`, jwks_uri: `${base}/.well-known/jwks.json` });
    }
    const ipv6 = await served({ tls: certificate, host: '::1' });
    expect((await ask(`${ipv6}/.well-known/jwks.json`, { ca: certificate.ca })).status).toBe(200);
    await expect(ask(url, { ca: makeCertificate(now).ca })).rejects.toThrow(/certificate/);
  });

  it('keeps a certificate until 30 days before its end', () => {
    const day = 86_400_000;
    expect(readCertificate(pem(certificate), now)).toEqual(certificate);
    expect(readCertificate(pem(certificate), now + 334 * day)).toEqual(certificate);
    expect(readCertificate(pem(certificate), now + 336 * day)).toBeUndefined();
  });

  it('keeps no certificate that is damaged or of another authority', () => {
    const other = makeCertificate(now);
    expect(readCertificate(pem({ ...certificate, ca: other.ca }), now)).toBeUndefined();
    expect(readCertificate(pem({ ...certificate, key: other.key }), now)).toBeUndefined();
    expect(readCertificate(pem(certificate).slice(0, 3000), now)).toBeUndefined();
    expect(readCertificate(pem(certificate).replace(/[A-Z]{4}/g, 'AAAA'), now)).toBeUndefined();
  });
});
