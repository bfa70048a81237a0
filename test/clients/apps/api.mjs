// An API that verifies tokens with Auth0's own middleware: which it lets in, and which not.
// ISSUER names the tenant, which is `harbor`; what is wrong with broken tokens is its emulator's.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import express from 'express';
import { auth, claimEquals, requiredScopes, scopeIncludesAny } from 'express-oauth2-jwt-bearer';
import { judged } from './judge.mjs';

const library = 'express-oauth2-jwt-bearer';
const issuer = process.env.ISSUER;
const audience = process.env.PARCELS_AUDIENCE;

const app = express();
app.use(auth({ issuerBaseURL: issuer, audience, strict: true, tokenSigningAlg: 'RS256', cooldownDuration: 0 }));
app.get('/parcels', requiredScopes('read:parcels'), (_request, response) => response.end());
app.get('/scans', scopeIncludesAny('scan:parcels read:labels'), (_request, response) => response.end());
app.get('/partner', claimEquals(`${audience}/partner`, 'nordfracht'), (_request, response) => response.end());
app.use((error, _request, response, _next) => response.status(error.status ?? 500).json({ message: error.message }));
const listening = app.listen(0, '127.0.0.1');
await once(listening, 'listening');

async function ask(path, token) {
  const headers = { connection: 'close', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(`http://127.0.0.1:${listening.address().port}${path}`, { headers });
  return { status: response.status, text: await response.text() };
}

/** A request to the emulator's own paths. */
async function emulator(path, body) {
  const response = await fetch(new URL(`emulator/${path}`, issuer), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(response.ok, true, `${path}: ${response.status} ${await response.clone().text()}`);
  return response.status === 204 ? undefined : response.json();
}

const tokenOf = (client, scope) => emulator('tokens', { client, audience, ...(scope === undefined ? {} : { scope }) });

await judged(library, 'lets a token in for the scopes that it has', async () => {
  const { access_token: dispatch } = await tokenOf('Dispatch Service');
  const { access_token: scanner } = await tokenOf('Depot Scanners');
  const { access_token: partner } = await tokenOf('Nordfracht Partner');
  const found = [];
  for (const token of [dispatch, scanner, partner, undefined])
    found.push(
      await Promise.all(['/parcels', '/scans', '/partner'].map(async (path) => (await ask(path, token)).status)),
    );
  assert.deepEqual(found, [
    [200, 403, 401],
    [403, 200, 401],
    [200, 200, 200],
    [401, 401, 401],
  ]);
});

await judged(library, 'refuses every broken token', async () => {
  const { access_token: good, broken } = await tokenOf('Dispatch Service');
  assert.equal((await ask('/parcels', good)).status, 200);
  const names = Object.keys(broken);
  assert.ok(names.length >= 8, names.join());
  for (const name of names) {
    const { status, text } = await ask('/parcels', broken[name]);
    assert.equal(status, 401, `${name}: ${status} ${text}`);
  }
  return names.join(', ');
});

await judged(library, 'follows a rotation of the keys, and lets tokens of before in', async () => {
  const { access_token: before } = await tokenOf('Dispatch Service');
  await emulator('keys/rotate');
  const { access_token: after } = await tokenOf('Dispatch Service');
  assert.notEqual(before.split('.')[0], after.split('.')[0]);
  for (const token of [before, after]) assert.equal((await ask('/parcels', token)).status, 200);
});

listening.close();
