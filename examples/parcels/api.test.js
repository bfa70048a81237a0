// Tests of the API against a stand-in of the tenant: what it takes, and above all what it has to refuse.
// node --env-file=.env.auth0 --test examples/parcels/api.test.js
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issuer, setting } from './settings.js';

const url = setting('PARCELS_URL', 'http://127.0.0.1:8080');

/** A token as the client gets it, and the same with one thing wrong with it each. */
async function tokensFor(client) {
  const body = JSON.stringify({ client, audience: setting('PARCELS_AUDIENCE') });
  const response = await fetch(`${issuer()}emulator/tokens`, { method: 'POST', body });
  return response.json();
}

async function ask(token, method = 'GET', path = '/parcels') {
  return (await fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${token}` } })).status;
}

test('the token of the dispatch service opens the parcels', async () => {
  const { access_token } = await tokensFor('Dispatch Service');
  assert.equal(await ask(access_token), 200);
});

test('a token with anything wrong with it opens nothing', async () => {
  const { broken } = await tokensFor('Dispatch Service');
  for (const [what, token] of Object.entries(broken)) assert.equal(await ask(token), 401, what);
});

test('a scanner scans, and reads nothing', async () => {
  const { access_token } = await tokensFor('Depot Scanners');
  assert.equal(await ask(access_token, 'POST', '/parcels/P1001/scans'), 201);
  assert.equal(await ask(access_token), 403);
});
