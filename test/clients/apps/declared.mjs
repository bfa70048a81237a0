// Every client that the files of a tenant declare gets exactly the tokens that they declare, and no other one.
// What is declared is read here from the files, by no code of tenantry's. ISSUER names what is served.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import express from 'express';
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as openid from 'openid-client';
import { parse } from 'yaml';
import { makeAgent } from './agent.mjs';
import { clientOf, judged } from './judge.mjs';

const issuer = process.env.ISSUER;
const files = declaredIn('tenants/harbor', 'local');
const machine = 'client_credentials';

for (const client of files.clients) {
  for (const api of files.resourceServers) {
    const grant = files.clientGrants.find(
      (one) => one.client_id === client.name && one.audience === api.identifier && one.subject_type !== 'user',
    );
    const libraries = ['openid-client', 'express-oauth2-jwt-bearer'];
    if (grant !== undefined)
      await judged(libraries, `${client.name} gets its token for ${api.name}`, () => granted(client, api, grant));
    else await judged('openid-client', `${client.name} gets no token for ${api.name}`, () => denied(client, api));
  }
}

for (const grant of files.clientGrants.filter(({ subject_type: type }) => type === 'user')) {
  const client = files.clients.find(({ name }) => name === grant.client_id);
  const api = files.resourceServers.find(({ identifier }) => identifier === grant.audience);
  await judged('openid-client', `${client.name} gets a token of a user for ${api.name}`, () =>
    ofUser(client, api, grant),
  );
}

/** The files of an environment, with its keywords in their places. */
function declaredIn(folder, environment) {
  const read = (name) => readFileSync(`${folder}/${name}`, 'utf8');
  const keywords = {
    ...parse(read('defaults.yaml')).keywords,
    ...parse(read(`environments/${environment}.yaml`)).keywords,
  };
  const filled = read('machines.yaml')
    .replaceAll(/['"]?@@(\w+)@@['"]?/g, (_all, name) => JSON.stringify(keywords[name]))
    .replaceAll(/##(\w+)##/g, (_all, name) => String(keywords[name]));
  const found = parse(filled);
  for (const grant of found.clientGrants) grant.scope = grant.scope.flat();
  return found;
}

async function configOf({ name, client_authentication_methods: methods, token_endpoint_auth_method: method }) {
  const { client_id, client_secret } = clientOf(name);
  const way =
    methods !== undefined
      ? openid.PrivateKeyJwt(await partnerKey())
      : method === 'client_secret_basic'
        ? openid.ClientSecretBasic(client_secret)
        : openid.ClientSecretPost(client_secret);
  return openid.discovery(new URL(issuer), client_id, undefined, way);
}

function partnerKey() {
  const key = createPrivateKey(readFileSync(process.env.PARTNER_KEY)).export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', key, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']);
}

/** The token has what the grant and the API say, each of its scopes can be had alone, and no other one. */
async function granted(client, api, grant) {
  const config = await configOf(client);
  const audience = api.identifier;
  const answer = await openid.clientCredentialsGrant(config, { audience });
  const { client_id } = clientOf(client.name);
  const isStandard = api.token_dialect.startsWith('rfc9068');
  const { kid, ...header } = decodeProtectedHeader(answer.access_token);
  assert.deepEqual(header, { alg: api.signing_alg, typ: isStandard ? 'at+jwt' : 'JWT' });
  assert.equal(kid === undefined, api.signing_alg === 'HS256');
  const { iat, exp, jti, ...claims } = decodeJwt(answer.access_token);
  const isEnforced = api.enforce_policies === true && api.token_dialect.endsWith('_authz');
  const partner = client.client_metadata?.partner;
  assert.deepEqual(claims, {
    iss: issuer,
    sub: `${client_id}@clients`,
    aud: audience,
    scope: grant.scope.join(' '),
    ...(isStandard ? { client_id } : { azp: client_id, gty: 'client-credentials' }),
    ...(isEnforced ? { permissions: grant.scope } : {}),
    // By the action of the tenant.
    ...(partner === undefined ? {} : { [`${files.resourceServers[0].identifier}/partner`]: partner }),
  });
  assert.equal(typeof jti, isStandard ? 'string' : 'undefined');
  assert.deepEqual([exp - iat, answer.expires_in], [api.token_lifetime, api.token_lifetime]);
  for (const { value } of api.scopes) {
    const asked = openid.clientCredentialsGrant(config, { audience, scope: value });
    if (grant.scope.includes(value)) assert.equal((await asked).scope, value);
    else await assert.rejects(asked, ({ status, error }) => status === 403 && error === 'access_denied');
  }
  await passes(api, answer.access_token, grant.scope);
}

/** Of what the client asks for the token has what its grant says; the user may do more. */
async function ofUser(client, api, grant) {
  const config = await configOf(client);
  const verifier = openid.randomPKCECodeVerifier();
  const [redirectUri] = client.callbacks;
  const start = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    audience: api.identifier,
    scope: ['openid', ...api.scopes.map(({ value }) => value)].join(' '),
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    login_hint: 'ada@harbor.example',
  });
  const { url } = await makeAgent().go(start, { until: [redirectUri] });
  const answer = await openid.authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier });
  const { aud, scope, iat, exp } = decodeJwt(answer.access_token);
  assert.deepEqual([aud, scope], [[api.identifier, `${issuer}userinfo`], ['openid', ...grant.scope].join(' ')]);
  assert.equal(exp - iat, api.token_lifetime);
  assert.equal(decodeProtectedHeader(answer.id_token).alg, client.jwt_configuration.alg);
}

/** A client without the grant type, or without a grant, gets none. */
async function denied(client, api) {
  const config = await configOf(client);
  const expected = client.grant_types.includes(machine) ? 'access_denied' : 'unauthorized_client';
  await assert.rejects(openid.clientCredentialsGrant(config, { audience: api.identifier }), ({ status, error }) => {
    assert.deepEqual([status, error], [403, expected]);
    return true;
  });
}

/** An API behind the middleware of Auth0 lets the token in where it asks for one of its scopes, and not where for another. */
async function passes(api, token, scopes) {
  const trust =
    api.signing_alg === 'HS256'
      ? { issuer, secret: api.signing_secret, tokenSigningAlg: 'HS256' }
      : { issuerBaseURL: issuer, tokenSigningAlg: api.signing_alg };
  const app = express();
  app.use(auth({ audience: api.identifier, strict: api.token_dialect.startsWith('rfc9068'), ...trust }));
  for (const [at, { value }] of api.scopes.entries())
    app.get(`/${at}`, requiredScopes(value), (_request, response) => response.end());
  app.use((error, _request, response, _next) => response.status(error.status ?? 500).end(error.message));
  const listening = app.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const url = `http://127.0.0.1:${listening.address().port}`;
  const headers = { authorization: `Bearer ${token}`, connection: 'close' };
  try {
    for (const [at, { value }] of api.scopes.entries()) {
      const { status } = await fetch(`${url}/${at}`, { headers });
      assert.equal(status, scopes.includes(value) ? 200 : 403, value);
    }
  } finally {
    listening.close();
  }
}
