import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { describe, expect, it } from 'vitest';
import { API, application, browserOf, CALLBACK, ISSUER, type Application } from './browser.ts';

// Certified clients that are not ours, as npm has them. They see the emulator's own clock, which is that of the machine here.
const now = (): number => Date.now();
const OUT = 'https://app.example/out';
const confidential = {
  token_endpoint_auth_method: 'client_secret_basic',
  app_type: 'regular_web',
  allowed_logout_urls: [OUT],
};

/** What a browser brings back to the application. */
async function visited(app: Application, url: URL): Promise<URL> {
  const response = await browserOf(app.tenant).visit(url.href);
  return new URL(response.headers.get('location') ?? '');
}

async function configured(app: Application, authentication: openid.ClientAuth): Promise<openid.Configuration> {
  const options = {
    [openid.customFetch]: (url: string, init: object) => app.tenant.emulator.fetch(new Request(url, init)),
  };
  return openid.discovery(new URL(ISSUER), app.clientId, {}, authentication, options);
}

describe('openid-client', () => {
  it.each<[title: string, client: object, authentication: (secret: string) => openid.ClientAuth]>([
    ['a public client', {}, () => openid.None()],
    ['a client with a secret in a Basic header', confidential, (secret) => openid.ClientSecretBasic(secret)],
    [
      'a client with a secret in the body',
      { ...confidential, token_endpoint_auth_method: 'client_secret_post' },
      (secret) => openid.ClientSecretPost(secret),
    ],
  ])('signs users in, refreshes, asks who they are, and signs them out: %s', async (_title, client, authentication) => {
    const refresh = { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 0 };
    const app = await application({ refresh_token: refresh, allowed_logout_urls: [OUT], ...client }, {}, { now });
    const config = await configured(app, authentication(app.secret));
    const code_verifier = openid.randomPKCECodeVerifier();
    const [state, nonce] = [openid.randomState(), openid.randomNonce()];
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid profile email offline_access read:parcels',
      audience: API,
      code_challenge: await openid.calculatePKCECodeChallenge(code_verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      max_age: '3600',
      login_hint: 'ada@example.com',
    });
    const back = await visited(app, url);
    const checks = { pkceCodeVerifier: code_verifier, expectedState: state, expectedNonce: nonce, maxAge: 3600 };
    const tokens = await openid.authorizationCodeGrant(config, back, { ...checks, idTokenExpected: true });
    expect(tokens.claims()).toMatchObject({ sub: 'auth0|ada', email: 'ada@example.com' });
    const renewed = await openid.refreshTokenGrant(config, String(tokens.refresh_token));
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    const user = await openid.fetchUserInfo(config, renewed.access_token, 'auth0|ada');
    expect(user).toMatchObject({ name: 'Ada Lovelace' });
    await expect(openid.refreshTokenGrant(config, String(tokens.refresh_token))).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(openid.refreshTokenGrant(config, String(renewed.refresh_token))).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const out = openid.buildEndSessionUrl(config, {
      id_token_hint: String(tokens.id_token),
      post_logout_redirect_uri: OUT,
      state: 'bye',
    });
    expect((await visited(app, out)).href).toBe(`${OUT}?state=bye`);
  });

  it('hears of refusals as errors of OAuth', async () => {
    const app = await application({}, {}, { now });
    const config = await configured(app, openid.None());
    const parameters = {
      redirect_uri: CALLBACK,
      scope: 'openid',
      prompt: 'none',
      state: 's',
      code_challenge_method: 'S256',
    };
    const code_challenge = await openid.calculatePKCECodeChallenge(openid.randomPKCECodeVerifier());
    const back = await visited(app, openid.buildAuthorizationUrl(config, { ...parameters, code_challenge }));
    await expect(openid.authorizationCodeGrant(config, back, { expectedState: 's' })).rejects.toMatchObject({
      error: 'login_required',
    });
  });
});

describe('oauth4webapi', () => {
  it('finds discovery and tokens as the specifications want them', async () => {
    const app = await application(confidential, { token_dialect: 'rfc9068_profile' }, { now });
    const options = {
      [oauth.customFetch]: (url: string, init: object) => app.tenant.emulator.fetch(new Request(url, init)),
    };
    const issuer = new URL(ISSUER);
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    const client: oauth.Client = { client_id: app.clientId };
    const authentication = oauth.ClientSecretBasic(app.secret);
    const verifier = oauth.generateRandomCodeVerifier();
    const nonce = oauth.generateRandomNonce();
    const url = new URL(String(as.authorization_endpoint));
    url.search = new URLSearchParams({
      client_id: app.clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile read:parcels',
      audience: API,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      nonce,
      login_hint: 'auth0|bob',
    }).toString();
    const parameters = oauth.validateAuthResponse(as, client, await visited(app, url), oauth.expectNoState);
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      authentication,
      parameters,
      CALLBACK,
      verifier,
      options,
    );
    const result = await oauth.processAuthorizationCodeResponse(as, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    expect(oauth.getValidatedIdTokenClaims(result)).toMatchObject({ sub: 'auth0|bob' });
    await oauth.validateApplicationLevelSignature(as, response, options);
    const request = new Request(API, { headers: { authorization: `Bearer ${result.access_token}` } });
    const claims = await oauth.validateJwtAccessToken(as, request, API, options);
    expect(claims).toMatchObject({ sub: 'auth0|bob', client_id: app.clientId, scope: 'openid profile read:parcels' });
    const answer = await oauth.userInfoRequest(as, client, result.access_token, options);
    expect(await oauth.processUserInfoResponse(as, client, 'auth0|bob', answer)).toMatchObject({ name: 'Bob' });
  });
});
