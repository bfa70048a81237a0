import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRunner } from '../../src/runtime/runner.ts';
import type { Runner } from '../../src/runtime/types.ts';
import { action, callsOf, execution, script } from './support.ts';

describe('a runner of an action', () => {
  let runner: Runner;
  beforeAll(async () => {
    runner = await action(
      'credentials-exchange',
      `let count = 0;
const { createHash } = require('crypto');
exports.onExecuteCredentialsExchange = async (event, api) => {
  console.log('%s %d', event.client?.name, ++count);
  if (event.client?.metadata?.suspended) return void api.access.deny('invalid_request', 'suspended');
  if (event.client?.metadata?.fails) throw new RangeError('out of range');
  api.accessToken.setCustomClaim('https://parcels.example/partner', event.secrets.PARTNER).accessToken.setCustomClaim('roles', ['x']);
};`,
    );
  });
  afterAll(() => runner[Symbol.asyncDispose]());

  it('records calls with their places, and what Auth0 drops of them', async () => {
    const { calls, failure } = await runner.execute(execution({ secrets: { PARTNER: 'nordfracht' } }));
    expect(failure).toBeUndefined();
    expect(calls).toMatchObject([
      { method: 'accessToken.setCustomClaim', arguments: ['https://parcels.example/partner', 'nordfracht'], line: 7 },
      { arguments: ['roles', ['x']], line: 7 },
    ]);
    expect(calls[1]?.dropped).toContain('reserved');
  });

  it('keeps the state of the module, and the console of each execution apart', async () => {
    const first = await runner.execute(execution({ event: { client: { name: 'a' } } }));
    const second = await runner.execute(execution({ event: { client: { name: 'b' } } }));
    const count = Number(first.console[0]?.text.split(' ')[1]);
    expect(second.console).toEqual([{ level: 'log', text: `b ${count + 1}` }]);
  });

  it('records a denial, and says what was thrown and where', async () => {
    const denied = await runner.execute(execution({ event: { client: { metadata: { suspended: true } } } }));
    expect(callsOf(denied)).toEqual([['access.deny', 'invalid_request', 'suspended']]);
    const failed = await runner.execute(execution({ event: { client: { metadata: { fails: true } } } }));
    expect(failed.failure).toMatchObject({
      type: 'error',
      name: 'RangeError',
      message: 'out of range',
      line: 6,
      column: 44,
    });
  });
});

it('executes a script of a database, and counts how often it calls back', async () => {
  await using runner = await script(
    'login',
    `function login(email, password, callback) {
  if (password !== configuration.PASSWORD) return callback(new WrongUsernameOrPasswordError(email, 'wrong'));
  callback(null, { user_id: email });
  if (email === 'twice') callback(null);
}`,
  );
  const configuration = { PASSWORD: 'open' };
  const results = [];
  for (const given of [
    ['ada', 'open'],
    ['ada', 'shut'],
    ['twice', 'open'],
  ]) {
    results.push((await runner.execute(execution({ arguments: given, configuration }))).result);
  }
  expect(results).toEqual([
    { values: [{ user_id: 'ada' }], times: 1 },
    {
      values: [],
      times: 1,
      error: { name: 'WrongUsernameOrPasswordError', message: 'wrong', code: 'wrong_username_or_password' },
    },
    { values: [{ user_id: 'twice' }], times: 2 },
  ]);
});

it('refuses triggers that are not documented, old versions and unknown names', async () => {
  const code = { path: 'code.js', text: '' };
  const refusals = [
    [{ trigger: 'login-post-identifier' }, /what is known of it: nothing/],
    [{ trigger: 'post-login', version: 'v1' }, /Move the action to v3/],
    [{ trigger: 'post-logn' }, /Did you mean "post-login"/],
  ] as const;
  for (const [program, message] of refusals) {
    await expect(startRunner({ type: 'action', code, ...program })).rejects.toThrow(message);
  }
});

it('a call of api that is wrong is a failure at its line, also when the code catches what it throws', async () => {
  const code = `exports.onExecuteCredentialsExchange = async (event, api) => {
  try {
    api.access.deny('no_such_code', 'x');
  } catch {}
  api.accessToken.setCustomClaim('https://a.test/b', 1);
};`;
  await using runner = await action('credentials-exchange', code);
  const { failure } = await runner.execute(execution());
  expect(failure).toMatchObject({ type: 'usage', line: 3 });
});
