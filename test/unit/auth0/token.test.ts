import { expect, it } from 'vitest';
import { realClock } from '../../../src/auth0/clock.ts';
import { connect } from '../../../src/auth0/connect.ts';
import { createEmulator } from '../../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../../src/emulator/seed.ts';
import type { Failure } from '../../../src/model/failure.ts';

const html = { 'content-type': 'text/html' };
const json = { 'content-type': 'application/json' };
const page = '<html><head><title>Sign in to the Wi-Fi</title></head></html>';
const proxy = 'a proxy or a login page may have answered instead: check the domain of the environment and the network';
const credentials = 'check AUTH0_CLIENT_ID and its credentials, AUTH0_AUDIENCE, and the domain of the environment';

/** Something between us and the tenant that answers token requests in its own way, or never. */
async function tokenFrom(answer: () => Response | undefined): Promise<{ error: unknown; requests: number }> {
  const emulator = createEmulator();
  let requests = 0;
  const { reader } = connect({
    domain: 'local',
    credentials: { type: 'secret', ...DEPLOYER },
    fetch: (url, init) => {
      if (new URL(url).pathname !== '/oauth/token') return Promise.resolve(emulator.fetch(new Request(url, init)));
      requests += 1;
      const response = answer();
      return response === undefined ? new Promise(() => undefined) : Promise.resolve(response);
    },
    retries: {
      tries: 3,
      tryMilliseconds: 50,
      allMilliseconds: 1000,
      clock: { ...realClock, sleep: () => Promise.resolve() },
    },
  });
  const error: unknown = await reader.roles.list().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, requests };
}

it.each<[string, () => Response | undefined, number, Partial<Failure>]>([
  [
    'is not answered',
    () => undefined,
    1,
    {
      message: 'the tenant cannot be reached: no response within 0.05 s',
      hint: 'check the network and the domain of the environment; --request-timeout gives it more time',
    },
  ],
  [
    'gets 500',
    () => new Response('', { status: 500, statusText: 'Internal Server Error' }),
    3,
    { message: 'no token was given: the API answered 500: Internal Server Error', hint: 'run again later' },
  ],
  [
    'gets 408',
    () => new Response('', { status: 408 }),
    3,
    { message: 'no token was given: the API answered 408', hint: 'run again later' },
  ],
  [
    'gets a page with 200',
    () => new Response(page, { headers: html }),
    3,
    {
      message: 'no token was given: the API answered 200, but not with what was asked for: Sign in to the Wi-Fi',
      hint: proxy,
    },
  ],
  [
    'gets 200 without a token',
    () => new Response('{"status":"ok"}', { headers: json }),
    1,
    { message: 'no token was given: the API answered 200, but not with what was asked for', hint: proxy },
  ],
  [
    'gets 403',
    () => new Response('{"error_description":"Client is not authorized"}', { status: 403, headers: json }),
    1,
    { message: 'no token was given: the API answered 403: Client is not authorized', hint: credentials },
  ],
  ...['planted\nHost: evil.example', 'planted token', 'planted\u0000', 'plánted', ''].map(
    (access_token): [string, () => Response, number, Partial<Failure>] => [
      `gets the token ${JSON.stringify(access_token)}`,
      () => Response.json({ access_token, token_type: 'Bearer', expires_in: 3600 }),
      1,
      { message: 'no token was given: the API answered 200, but not with what was asked for', hint: proxy },
    ],
  ),
])('a token request that %s is told as that', async (_what, answer, tries, failure) => {
  const { error, requests } = await tokenFrom(answer);
  expect(error).toMatchObject({ name: 'Failure', ...failure });
  expect(requests).toBe(tries);
});
