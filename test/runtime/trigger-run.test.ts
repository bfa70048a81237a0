import { expect, it } from 'vitest';
import { tokenAfter } from '../../src/runtime/token.ts';
import { runTrigger } from '../../src/runtime/trigger-run.ts';
import type { Call, Value } from '../../src/runtime/types.ts';
import { action } from './support.ts';

const text = `exports.onExecutePostLogin = async (event, api) => {
  const { step } = event.secrets;
  console.log(step, JSON.stringify(event.transaction?.metadata), api.cache.get('k')?.value);
  api.cache.set('k', step);
  api.transaction.setMetadata('by', step);
  if (step === event.deny) api.access.deny('by ' + step);
  if (step === event.away) api.redirect.sendUserTo('https://x.example');
  if (step === event.slow) await new Promise((resolve) => setTimeout(resolve, 250));
  if (step === event.fail) throw new Error('by ' + step);
};
exports.onContinuePostLogin = async (event) => console.log('back', event.secrets.step);`;

it('runs actions in order until one denies, redirects or fails; they share cache, metadata and time', async () => {
  const runners = await Promise.all(['1', '2', '3'].map(() => action('post-login', text)));
  const bound = runners.map((runner, at) => ({ runner, secrets: { step: String(at + 1) } }));
  const run = (
    event: { [key: string]: Value },
    more: { limit?: number; handler?: string } = {},
  ): ReturnType<typeof runTrigger> => runTrigger(bound, { event, http: {}, cache: {}, ...more });

  const all = await run({});
  expect(all.actions.map(({ console }) => console[0]?.text)).toEqual([
    '1 undefined undefined',
    '2 {"by":"1"} 1',
    '3 {"by":"2"} 2',
  ]);
  expect(all.cache['k']?.value).toBe('3');

  const denied = await run({ deny: '2' });
  expect([denied.actions.length, denied.denied?.arguments]).toEqual([2, ['by 2']]);
  expect((await run({ away: '1' })).actions).toHaveLength(1);
  const failed = await run({ fail: '2' });
  expect([failed.actions.length, failed.failure?.message]).toEqual([2, 'by 2']);
  const slow = await run({ slow: '2' }, { limit: 200 });
  expect([slow.actions.length, slow.failure?.type]).toEqual([2, 'timeout']);
  const back = await run({}, { handler: 'onContinuePostLogin' });
  expect(back.actions.map(({ console }) => console[0]?.text.slice(0, 6))).toEqual(['back 1', '2 unde', '3 {"by']);
  for (const runner of runners) await runner[Symbol.asyncDispose]();
});

it('makes the token of calls: reserved and too large claims dropped, scopes within the grant', () => {
  const call = (method: string, ...given: Value[]): Call => ({ method, arguments: given });
  const claim = (name: string, value: Value): Call => call('accessToken.setCustomClaim', name, value);
  const calls = [
    ...['sub', 'scope', 'sip_date', 'https://acme.auth0.com/a', 'urn:auth0:b'].map((name) => claim(name, 1)),
    ...['plan', 'https://x.example/a', 'https://auth0.com.example/b', 'email'].map((name) => claim(name, 1)),
    claim('https://x.example/large', 'x'.repeat(102_400)),
    call('accessToken.addScope', 'write'),
    call('accessToken.addScope', 'admin'),
    call('transaction.removeTargetScope', 'read'),
  ];
  const before = { claims: { kept: true }, scopes: ['read', 'list'] };
  expect(tokenAfter(calls, before, { grantedScopes: ['read', 'list', 'write'] })).toEqual({
    claims: { kept: true, plan: 1, 'https://x.example/a': 1, 'https://auth0.com.example/b': 1, email: 1 },
    scopes: ['list', 'write'],
  });
  const own = { audience: 'https://acme.eu.auth0.com/api/v2/' };
  expect(tokenAfter([claim('plan', 1), claim('https://x.example/a', 1)], before, own).claims).toEqual({
    kept: true,
    'https://x.example/a': 1,
  });
  expect(tokenAfter([call('transaction.setTargetScopes', ['a', 'a'])], before).scopes).toEqual(['a']);
  expect(tokenAfter([call('transaction.clearTargetScopes')], before).scopes).toEqual([]);
});
