// People sign in: by libraries that know nothing of tenantry, and a browser without a screen.
// ISSUER names the tenant, and PORTAL the origin of the application.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { makeAgent } from './agent.mjs';
import { clientOf, judged } from './judge.mjs';

const issuer = new URL(process.env.ISSUER);
const portalId = clientOf('Portal');
const portal = process.env.PORTAL;
const redirectUri = `${portal}/callback`;
const audience = process.env.PARCELS_AUDIENCE;
const scope = 'openid profile email offline_access read:parcels';

/** What the application keeps between the two halves of a login. */
async function login(config, parameters = {}) {
  const verifier = openid.randomPKCECodeVerifier();
  const [state, nonce] = [openid.randomState(), openid.randomNonce()];
  const asked = {
    redirect_uri: redirectUri,
    scope,
    audience,
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  };
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  return { asked, checks };
}

const portalClient = (authentication = openid.ClientSecretPost(portalId.client_secret)) =>
  openid.discovery(issuer, portalId.client_id, undefined, authentication);

/** Signs in by code and PKCE: what the token endpoint answers, and the browser that was used. */
async function signedIn(config, { parameters = { login_hint: 'ada@people.example' }, agent = makeAgent() } = {}) {
  const { asked, checks } = await login(config, parameters);
  const { url } = await agent.go(openid.buildAuthorizationUrl(config, asked), { until: [redirectUri] });
  return { agent, url, tokens: await openid.authorizationCodeGrant(config, url, checks) };
}

const isRefused = (error) => (found) => {
  assert.equal(found.error, error, String(found));
  return true;
};

await judged('openid-client', 'signs in by code and PKCE', async () => {
  const config = await portalClient();
  const { tokens } = await signedIn(config);
  const claims = tokens.claims();
  assert.equal(claims.email, 'ada@people.example');
  assert.equal(claims.aud, portalId.client_id);
  assert.equal(tokens.scope.split(' ').includes('read:parcels'), true);
  assert.equal(tokens.expires_in, 600);
});

await judged('openid-client', 'signs in by a page on which somebody chooses', async () => {
  const config = await portalClient();
  const { asked, checks } = await login(config);
  const agent = makeAgent();
  const page = await agent.go(openid.buildAuthorizationUrl(config, asked), { until: [redirectUri] });
  const { url } = await agent.send(page, 'Bo', {}, { until: [redirectUri] });
  const tokens = await openid.authorizationCodeGrant(config, url, checks);
  assert.equal(tokens.claims().name, 'Bo');
  // Permissions are enforced, and Bo has none.
  assert.equal(tokens.scope.split(' ').includes('read:parcels'), false);
});

await judged('openid-client', 'asks for userinfo', async () => {
  const config = await portalClient();
  const { tokens } = await signedIn(config);
  const info = await openid.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  assert.equal(info.email, 'ada@people.example');
});

await judged('openid-client', 'renews silently by the session (prompt=none), and not without one', async () => {
  const config = await portalClient();
  const { agent, tokens } = await signedIn(config);
  const again = await signedIn(config, { agent, parameters: { prompt: 'none' } });
  assert.equal(again.tokens.claims().sub, tokens.claims().sub);
  const { asked, checks } = await login(config, { prompt: 'none' });
  const { url } = await makeAgent().go(openid.buildAuthorizationUrl(config, asked), { until: [redirectUri] });
  await assert.rejects(openid.authorizationCodeGrant(config, url, checks), isRefused('login_required'));
});

await judged('openid-client', 'refreshes with rotation; a token that is used twice ends them all', async () => {
  const config = await portalClient();
  const { tokens } = await signedIn(config);
  const second = await openid.refreshTokenGrant(config, tokens.refresh_token);
  assert.notEqual(second.refresh_token, tokens.refresh_token);
  assert.equal(second.claims().sub, tokens.claims().sub);
  const third = await openid.refreshTokenGrant(config, second.refresh_token);
  await assert.rejects(openid.refreshTokenGrant(config, tokens.refresh_token), isRefused('invalid_grant'));
  await assert.rejects(openid.refreshTokenGrant(config, third.refresh_token), isRefused('invalid_grant'));
});

await judged('openid-client', 'revokes a refresh token', async () => {
  const config = await portalClient();
  const { tokens } = await signedIn(config);
  await openid.tokenRevocation(config, tokens.refresh_token, { token_type_hint: 'refresh_token' });
  await assert.rejects(openid.refreshTokenGrant(config, tokens.refresh_token), isRefused('invalid_grant'));
  await openid.tokenRevocation(config, 'unknown');
});

await judged('openid-client', 'signs out at the end_session_endpoint', async () => {
  const config = await portalClient();
  const { agent, tokens } = await signedIn(config);
  const parameters = { id_token_hint: tokens.id_token, post_logout_redirect_uri: portal, state: 'out' };
  const { url } = await agent.go(openid.buildEndSessionUrl(config, parameters), { until: [portal] });
  assert.equal(url.href, `${portal}/?state=out`);
  const { asked, checks } = await login(config, { prompt: 'none' });
  const back = await agent.go(openid.buildAuthorizationUrl(config, asked), { until: [redirectUri] });
  await assert.rejects(openid.authorizationCodeGrant(config, back.url, checks), isRefused('login_required'));
});

await judged('openid-client', 'is refused a code twice, a wrong verifier and a wrong secret', async () => {
  const config = await portalClient();
  const codeFor = async () => {
    const { asked, checks } = await login(config, { login_hint: 'ada@people.example' });
    const { url } = await makeAgent().go(openid.buildAuthorizationUrl(config, asked), { until: [redirectUri] });
    return { url, checks };
  };
  const once = await codeFor();
  await openid.authorizationCodeGrant(config, once.url, once.checks);
  await assert.rejects(openid.authorizationCodeGrant(config, once.url, once.checks), isRefused('invalid_grant'));
  const wrong = await codeFor();
  const checks = { ...wrong.checks, pkceCodeVerifier: openid.randomPKCECodeVerifier() };
  await assert.rejects(openid.authorizationCodeGrant(config, wrong.url, checks), isRefused('invalid_grant'));
  const other = await portalClient(openid.ClientSecretPost('wrong'));
  const third = await codeFor();
  await assert.rejects(openid.authorizationCodeGrant(other, third.url, third.checks), (error) => error.status === 401);
});

const pushing = () => {
  const key = createPrivateKey(readFileSync(process.env.PUSHING_KEY)).export({ type: 'pkcs8', format: 'der' });
  const how = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return crypto.subtle.importKey('pkcs8', key, how, false, ['sign']);
};

await judged(
  'openid-client',
  'pushes its request, proven by a key (private_key_jwt), and signs in by its name',
  async () => {
    const { client_id } = clientOf('Pushing Portal');
    const config = await openid.discovery(issuer, client_id, undefined, openid.PrivateKeyJwt(await pushing()));
    const { asked, checks } = await login(config, { login_hint: 'ada@people.example' });
    const pushed = await openid.buildAuthorizationUrlWithPAR(config, asked);
    assert.deepEqual(new Set(pushed.searchParams.keys()), new Set(['client_id', 'request_uri']));
    const { url } = await makeAgent().go(pushed, { until: [redirectUri] });
    const tokens = await openid.authorizationCodeGrant(config, url, checks);
    assert.equal(tokens.claims().email, 'ada@people.example');
    const second = await makeAgent().go(pushed, { until: [redirectUri] });
    assert.equal(second.status, 400, 'a name is used once');
    const bare = await makeAgent().go(openid.buildAuthorizationUrl(config, asked), { until: [redirectUri] });
    assert.equal(
      bare.status ?? bare.url.searchParams.get('error'),
      bare.status === undefined ? 'invalid_request' : 400,
    );
  },
);

await judged('openid-client', 'connects a device', async () => {
  const config = await openid.discovery(issuer, clientOf('Scanner').client_id, undefined, openid.None());
  const device = await openid.initiateDeviceAuthorization(config, { scope, audience });
  const agent = makeAgent();
  const asking = openid.pollDeviceAuthorizationGrant(config, device);
  const page = await agent.go(`${device.verification_uri_complete}&login_hint=ada@people.example`);
  assert.match(page.text, new RegExp(device.user_code));
  const end = await agent.send(page, 'Yes');
  assert.match(end.text, /connected/);
  const tokens = await asking;
  assert.equal(tokens.claims().email, 'ada@people.example');
  const { access_token } = await openid.refreshTokenGrant(config, tokens.refresh_token);
  assert.ok(access_token);
});

await judged('openid-client', 'hears that the user of a device said no', async () => {
  const config = await openid.discovery(issuer, clientOf('Scanner').client_id, undefined, openid.None());
  const device = await openid.initiateDeviceAuthorization(config, { scope, audience });
  const agent = makeAgent();
  const asked = await agent.send(await agent.go(device.verification_uri), 'Go on', { user_code: device.user_code });
  await agent.send(asked, 'No');
  await assert.rejects(openid.pollDeviceAuthorizationGrant(config, device), isRefused('access_denied'));
});

await judged('openid-client', 'registers itself, and signs in as a third party', async () => {
  const wanted = { client_name: 'Map', redirect_uris: [redirectUri], token_endpoint_auth_method: 'client_secret_post' };
  const config = await openid.dynamicClientRegistration(issuer, wanted, openid.ClientSecretPost());
  assert.match(config.clientMetadata().client_id, /^tpc_/);
  // Such a client gets no id tokens.
  const { asked, checks } = await login(config, { login_hint: 'ada@people.example', scope: 'read:parcels' });
  delete asked.nonce;
  const { url } = await makeAgent().go(openid.buildAuthorizationUrl(config, asked), { until: [redirectUri] });
  const { pkceCodeVerifier, expectedState } = checks;
  const tokens = await openid.authorizationCodeGrant(config, url, { pkceCodeVerifier, expectedState });
  assert.equal(tokens.scope, 'read:parcels');
  assert.equal(tokens.id_token, undefined);
});

await judged('oauth4webapi', 'signs in by code and PKCE, and the token is what the standard says', async () => {
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer));
  const client = { client_id: portalId.client_id };
  const authentication = oauth.ClientSecretBasic(portalId.client_secret);
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const start = new URL(server.authorization_endpoint);
  start.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    audience,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    login_hint: 'ada@people.example',
  }).toString();
  const { url } = await makeAgent().go(start, { until: [redirectUri] });
  const parameters = oauth.validateAuthResponse(server, client, url, state);
  const asked = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    parameters,
    redirectUri,
    verifier,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, asked, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  const request = new Request(audience, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  const claims = await oauth.validateJwtAccessToken(server, request, audience);
  assert.deepEqual(claims.permissions, ['read:parcels']);
  assert.equal(claims.sub, oauth.getValidatedIdTokenClaims(tokens).sub);
  const refreshed = await oauth.refreshTokenGrantRequest(server, client, authentication, tokens.refresh_token);
  const renewed = await oauth.processRefreshTokenResponse(server, client, refreshed);
  const info = await oauth.userInfoRequest(server, client, renewed.access_token);
  assert.equal((await oauth.processUserInfoResponse(server, client, claims.sub, info)).name, 'Ada');
  const revoked = await oauth.revocationRequest(server, client, authentication, renewed.refresh_token);
  assert.equal(await oauth.processRevocationResponse(revoked), undefined);
});
