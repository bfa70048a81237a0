// A page signs people in with the library of Auth0, in a browser. ISSUER names the tenant, SPA the origin of the page, and CERTIFICATE a file
// with a certificate for it and its key: browsers take a page of `http` for another site than that of the tenant, and a frame of another
// site has no session.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { executablePath, startChromium } from './chromium.mjs';
import { clientOf, judged, skipped } from './judge.mjs';

const library = '@auth0/auth0-spa-js';
const issuer = new URL(process.env.ISSUER);
const { client_id: clientId } = clientOf('Single Page');
const origin = process.env.SPA;
const audience = process.env.PARCELS_AUDIENCE;

const files = {
  '/': ['text/html', readFileSync('spa/index.html')],
  '/auth0-spa-js.js': ['text/javascript', readFileSync(`node_modules/${library}/dist/auth0-spa-js.production.js`)],
};

async function main() {
  const pem = readFileSync(process.env.CERTIFICATE);
  const server = createServer({ cert: pem, key: pem }, ({ url }, response) => {
    const [type, body] = files[new URL(url, origin).pathname] ?? ['text/plain', ''];
    response.writeHead(body === '' ? 404 : 200, { 'content-type': type }).end(body);
  });
  server.listen(Number(new URL(origin).port), '127.0.0.1');
  await once(server, 'listening');
  try {
    await inBrowser(bySession);
    await inBrowser(byRefreshTokens);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Each in a browser that remembers nothing. */
async function inBrowser(cases) {
  const { context, close } = await startChromium();
  try {
    await cases(context);
  } finally {
    await close();
  }
}

/** Opens the page, and makes the client of the library there. */
async function open(context, options = {}) {
  const page = await context.newPage();
  await page.goto(origin);
  await start(page, options);
  return page;
}

const start = (page, { useRefreshTokens = false, cacheLocation = 'memory' } = {}) =>
  page.evaluate(
    async ({ domain, clientId, audience, useRefreshTokens, cacheLocation }) => {
      globalThis.client = await globalThis.auth0.createAuth0Client({
        domain,
        clientId,
        useRefreshTokens,
        cacheLocation,
        authorizationParams: { redirect_uri: location.origin, audience, scope: 'openid profile email read:parcels' },
      });
    },
    { domain: issuer.host, clientId, audience, useRefreshTokens, cacheLocation },
  );

/** Somebody signs in: the page is left, and comes back with a code. */
async function signIn(page, name, options) {
  await Promise.all([
    page.waitForURL(new RegExp(`^${issuer.origin}`)),
    page.evaluate(() => globalThis.client.loginWithRedirect()),
  ]);
  await Promise.all([page.waitForURL(new RegExp(`^${origin}`)), page.getByRole('button', { name }).click()]);
  await start(page, options);
  await page.evaluate(() => globalThis.client.handleRedirectCallback());
}

const user = (page) => page.evaluate(() => globalThis.client.getUser());
const renewed = (page, options = {}) =>
  page.evaluate(
    (more) => globalThis.client.getTokenSilently({ cacheMode: 'off', detailedResponse: true, ...more }),
    options,
  );

async function bySession(context) {
  const page = await open(context);
  await judged(library, 'signs in by code and PKCE, on the page where somebody chooses', async () => {
    await signIn(page, /Ada/);
    assert.equal((await user(page)).email, 'ada@people.example');
  });

  await judged(library, 'renews silently in a frame (prompt=none, web_message)', async () => {
    const answer = await renewed(page);
    const claims = JSON.parse(Buffer.from(answer.access_token.split('.')[1], 'base64url').toString());
    assert.equal(claims.aud.includes(audience), true);
    assert.deepEqual(claims.permissions, ['read:parcels']);
  });

  await judged(library, 'knows who it is after the page was loaded again', async () => {
    await page.reload();
    await start(page);
    assert.equal((await user(page)).email, 'ada@people.example');
  });

  await judged(library, 'signs out, and cannot renew silently afterwards', async () => {
    await Promise.all([
      page.waitForURL(`${origin}/?out`).catch(() => page.waitForURL(new RegExp(`^${origin}`))),
      page.evaluate(() => globalThis.client.logout({ logoutParams: { returnTo: location.origin } })),
    ]);
    await start(page);
    assert.equal(await user(page), undefined);
    await assert.rejects(renewed(page), /Login required|login_required/i);
  });
}

async function byRefreshTokens(context) {
  await judged(library, 'renews by a refresh token, which rotates', async () => {
    const options = { useRefreshTokens: true, cacheLocation: 'localstorage' };
    const again = await open(context, options);
    await signIn(again, /Ada/, options);
    const asked = [];
    again.on('request', (request) => {
      if (request.url() === `${issuer.origin}/oauth/token`) asked.push(request.postData());
    });
    const first = await renewed(again);
    const second = await renewed(again);
    assert.notEqual(first.access_token, second.access_token);
    const tokens = asked.map((body) => new URLSearchParams(body).get('refresh_token'));
    assert.equal(new Set(tokens).size, 2, 'two refresh tokens');
    assert.equal(tokens.includes(null), false);
  });
}

if (executablePath === undefined) skipped(library, 'all', 'there is no Chromium here; CHROMIUM names one');
else await main();
