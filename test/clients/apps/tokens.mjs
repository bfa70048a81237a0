// Machine-to-machine tokens of every dialect and algorithm, got and verified by libraries that know nothing of tenantry.
// Runs where these are installed: AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET name the tenant.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { ManagementClient } from 'auth0';
import express from 'express';
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { judged } from './judge.mjs';

const { AUTH0_DOMAIN: domain, AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret } = process.env;
const issuer = `https://${domain}/`;
const secret = 'a-secret-of-an-api-with-thirty-two-characters';
const dialects = ['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'];
const algorithms = ['RS256', 'PS256', 'HS256'];

const tenant = new ManagementClient({ domain, clientId, clientSecret });
const keys = await crypto.subtle.generateKey(
  { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
  true,
  ['sign', 'verify'],
);
const [bySecret, byKey] = [await makeClient('By secret'), await makeClient('By key', await publicKey())];
const server = await discovered();
const libraries = ['oauth4webapi', 'openid-client', 'express-oauth2-jwt-bearer'];

for (const signing_alg of algorithms) {
  for (const token_dialect of dialects) {
    await judged(libraries, `tokens of ${token_dialect}, ${signing_alg}, are got and verified`, async () => {
      const api = await makeApi(token_dialect, signing_alg);
      const tokens = await tokensOf(api.audience);
      for (const [name, token] of tokens) {
        await verify(api, token).catch((error) => {
          throw new Error(name, { cause: error });
        });
      }
      return `${tokens.length}: by secret in the body and in a header, and by key`;
    });
  }
}

/** A client that authenticates by its secret, or by a key. */
async function makeClient(name, pem) {
  const usual = { name, app_type: 'non_interactive', grant_types: ['client_credentials'] };
  const credentials = [{ credential_type: 'public_key', name: 'first', pem, alg: 'RS256' }];
  const own =
    pem === undefined
      ? { token_endpoint_auth_method: 'client_secret_post' }
      : { jwt_configuration: { alg: 'RS256' }, client_authentication_methods: { private_key_jwt: { credentials } } };
  return tenant.clients.create({ ...usual, ...own });
}

async function publicKey() {
  const bytes = Buffer.from(await crypto.subtle.exportKey('spki', keys.publicKey)).toString('base64');
  return `-----BEGIN PUBLIC KEY-----\n${bytes.match(/.{1,64}/g).join('\n')}\n-----END PUBLIC KEY-----\n`;
}

async function makeApi(token_dialect, signing_alg) {
  const audience = `https://${token_dialect}.${signing_alg}.example`;
  await tenant.resourceServers.create({
    identifier: audience,
    name: `${token_dialect} ${signing_alg}`,
    scopes: [{ value: 'read:parcels' }],
    enforce_policies: true,
    token_dialect,
    signing_alg,
    ...(signing_alg === 'HS256' ? { signing_secret: secret } : {}),
  });
  for (const { client_id } of [bySecret, byKey]) {
    await tenant.clientGrants.create({ client_id, audience, scope: ['read:parcels'] });
  }
  return { audience, token_dialect, signing_alg };
}

async function discovered() {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url));
}

/** Tokens for an API, by either library and either way to authenticate. */
async function tokensOf(audience) {
  const scope = 'read:parcels';
  const parameters = new URLSearchParams({ audience, scope });
  const got = [];
  for (const [client, authentications] of [
    [bySecret, [oauth.ClientSecretPost(bySecret.client_secret), oauth.ClientSecretBasic(bySecret.client_secret)]],
    [byKey, [oauth.PrivateKeyJwt(keys.privateKey)]],
  ]) {
    for (const authentication of authentications) {
      const asked = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters);
      const answer = await oauth.processClientCredentialsResponse(server, client, asked);
      got.push(['oauth4webapi', answer.access_token]);
    }
  }
  for (const [client, authentication] of [
    [bySecret, openid.ClientSecretPost(bySecret.client_secret)],
    [byKey, openid.PrivateKeyJwt(keys.privateKey)],
  ]) {
    const config = await openid.discovery(new URL(issuer), client.client_id, undefined, authentication);
    const answer = await openid.clientCredentialsGrant(config, { audience, scope });
    got.push(['openid-client', answer.access_token]);
  }
  return got;
}

/** What an API does with a token: Auth0's own middleware, and for the standard profile a second opinion. */
async function verify({ audience, token_dialect, signing_alg }, token) {
  const isStandard = token_dialect.startsWith('rfc9068');
  const options = { audience, strict: isStandard, tokenSigningAlg: signing_alg };
  const trust = signing_alg === 'HS256' ? { issuer, secret } : { issuerBaseURL: issuer };
  const { status, claims } = await askApi(auth({ ...options, ...trust }), token);
  assert.equal(status, 200);
  assert.equal(claims.iss, issuer);
  assert.match(claims.sub, /^.+@clients$/);
  assert.equal(Object.hasOwn(claims, isStandard ? 'client_id' : 'azp'), true);
  assert.deepEqual(claims.permissions, token_dialect.endsWith('_authz') ? ['read:parcels'] : undefined);
  const stranger = auth({ ...options, ...trust, audience: 'https://another.example' });
  assert.equal((await askApi(stranger, token)).status, 401);
  if (!isStandard || signing_alg === 'HS256') return;
  const request = new Request(audience, { headers: { authorization: `Bearer ${token}` } });
  await oauth.validateJwtAccessToken(server, request, audience, { signingAlgorithms: [signing_alg] });
}

/** Serves an API behind the middleware and asks it once. */
async function askApi(middleware, token) {
  const api = express().get('/', middleware, requiredScopes('read:parcels'), ({ auth: found }, response) => {
    response.json(found.payload);
  });
  api.use((error, _request, response, _next) => response.status(error.status ?? 500).json({ message: error.message }));
  const listening = api.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const url = `http://127.0.0.1:${listening.address().port}/`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, connection: 'close' } });
  const answer = { status: response.status, claims: await response.json() };
  listening.close();
  return answer;
}
