import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Case } from '../../src/model/case.ts';
import { someRows } from '../support/long.ts';
import { testCases } from '../support/tests.ts';

/** Code of a trigger with an expectation that holds of it, and some that do not: with the lines that say so. */
interface Row {
  trigger: string;
  code: string;
  event?: object;
  http?: object;
  right: object;
  wrong: [expectation: object, ...lines: string[]][];
}

const handlers: Record<string, string> = {
  'credentials-exchange': 'onExecuteCredentialsExchange',
  'post-login': 'onExecutePostLogin',
  'pre-user-registration': 'onExecutePreUserRegistration',
  'custom-phone-provider': 'onExecuteCustomPhoneProvider',
};

const rows: Record<string, Row> = {
  'what Auth0 drops': {
    trigger: 'credentials-exchange',
    code: `api.accessToken.setCustomClaim('roles', ['partner']);`,
    right: { also: 'any' },
    wrong: [
      [{}, 'happened  accessToken.setCustomClaim("roles", ["partner"])   acme/actions/a.js:2:17'],
      [
        { claims: { roles: ['partner'] } },
        'expected  claims.roles = ["partner"]',
        'happened  nothing',
        'happened  accessToken.setCustomClaim("roles", ["partner"])   acme/actions/a.js:2:17',
      ],
    ],
  },
  claims: {
    trigger: 'credentials-exchange',
    code: `api.accessToken.setCustomClaim('https://a.test/team', 'red');`,
    right: { claims: { 'https://a.test/team': '/^r.d$/' } },
    wrong: [
      [{}, 'happened  accessToken.setCustomClaim("https://a.test/team", "red")   acme/actions/a.js:2:17'],
      [
        { claims: { 'https://a.test/team': 'blue' } },
        'expected  claims.https://a.test/team = "blue"',
        'happened  claims.https://a.test/team = "red"   acme/actions/a.js:2:17',
      ],
      [
        { claims: { 'https://a.test/team': 'red', 'https://a.test/more': 1 } },
        'expected  claims.https://a.test/more = 1',
        'happened  nothing   acme/actions/a.js:2:17',
      ],
    ],
  },
  idTokenClaims: {
    trigger: 'post-login',
    code: `api.idToken.setCustomClaim('https://a.test/tier', { level: 2 });`,
    right: { idTokenClaims: { 'https://a.test/tier': { level: 2 } } },
    wrong: [[{ claims: { 'https://a.test/tier': { level: 2 } } }]],
  },
  'fields whose names every object has': {
    trigger: 'post-login',
    code: `api.user.setUserMetadata('constructor', 1);`,
    right: { userMetadata: { constructor: 1, toString: null } },
    wrong: [
      [{ userMetadata: {} }, 'happened  userMetadata.constructor = 1   acme/actions/a.js:2:10'],
      [
        { userMetadata: { toString: 'x', constructor: 1 } },
        'expected  userMetadata.toString = "x"',
        'happened  nothing   acme/actions/a.js:2:10',
      ],
    ],
  },
  scope: {
    trigger: 'post-login',
    code: `api.accessToken.addScope('read:a'); api.accessToken.removeScope('openid');`,
    right: { scope: ['read:a'] },
    wrong: [[{}], [{ scope: ['openid'] }]],
  },
  denied: {
    trigger: 'credentials-exchange',
    code: `api.access.deny('invalid_request', 'The partner is suspended.');`,
    right: { denied: { code: 'invalid_request', reason: '/suspended/' } },
    wrong: [
      [{}],
      [{ denied: { code: 'server_error' } }],
      [{ denied: false }],
      [{ denied: 'something else' }],
      [{ denied: { code: 'invalid_request', userMessage: 'Sorry' } }],
    ],
  },
  'denied in short': {
    trigger: 'pre-user-registration',
    code: `api.access.deny('blocked', 'Not from there.');`,
    right: { denied: 'blocked' },
    wrong: [[{ denied: 'Blocked' }]],
  },
  'denied with words for the user': {
    trigger: 'pre-user-registration',
    code: `api.access.deny('blocked', 'Not from there.');`,
    right: { denied: { reason: 'blocked', userMessage: '/there/' } },
    wrong: [[{ denied: { userMessage: 'Sorry' } }]],
  },
  redirect: {
    trigger: 'post-login',
    code: `api.redirect.sendUserTo('https://a.test/consent', { query: { step: '1' } });`,
    right: { redirect: { url: 'https://a.test/consent', query: { step: '1' } } },
    wrong: [[{}], [{ redirect: 'https://a.test/other' }]],
  },
  mfa: {
    trigger: 'post-login',
    code: `api.multifactor.enable('any', { allowRememberBrowser: false });`,
    right: { mfa: { provider: 'any', options: { allowRememberBrowser: false } } },
    wrong: [[{}], [{ mfa: 'duo' }], [{ mfa: { challenge: ['otp'] } }]],
  },
  'mfa with a challenge': {
    trigger: 'post-login',
    code: `api.authentication.challengeWith({ type: 'otp' });`,
    right: { mfa: { challenge: ['otp'] } },
    wrong: [[{ mfa: { enroll: ['otp'] } }]],
  },
  userMetadata: {
    trigger: 'post-login',
    code: `api.user.setUserMetadata('theme', 'dark');`,
    right: { userMetadata: { theme: 'dark' } },
    wrong: [[{}], [{ userMetadata: { theme: 'light' } }], [{ appMetadata: { theme: 'dark' } }]],
  },
  appMetadata: {
    trigger: 'pre-user-registration',
    code: `api.user.setAppMetadata('plan', 'free');`,
    right: { appMetadata: { plan: 'free' } },
    wrong: [[{}], [{ appMetadata: { plan: 'paid' } }]],
  },
  cache: {
    trigger: 'credentials-exchange',
    code: `api.cache.set('a', '1'); api.cache.delete('a'); api.cache.set('b', '2');`,
    right: { cache: { a: null, b: '2' } },
    wrong: [[{}], [{ cache: { b: '2' } }]],
  },
  notification: {
    trigger: 'custom-phone-provider',
    code: `api.notification.retry('busy');`,
    right: { notification: { retry: 'busy' } },
    wrong: [[{}], [{ notification: { drop: 'busy' } }]],
  },
  saml: {
    trigger: 'post-login',
    code: `api.samlResponse.setAudience('urn:a'); api.samlResponse.setAttribute('team', 'red');`,
    right: { saml: { audience: 'urn:a', attributes: { team: 'red' } } },
    wrong: [[{}], [{ saml: { audience: 'urn:a' } }]],
  },
  calls: {
    trigger: 'post-login',
    code: `api.user.setUserMetadata('theme', 'dark'); api.session.revoke('stolen');`,
    right: { userMetadata: { theme: 'dark' }, calls: [{ 'session.revoke': ['stolen'] }] },
    wrong: [
      [{ userMetadata: { theme: 'dark' } }, 'happened  session.revoke("stolen")   acme/actions/a.js:2:56'],
      [{ calls: [{ 'session.revoke': ['stolen'] }] }],
      [{ userMetadata: { theme: 'dark' }, calls: [{ 'session.revoke': 'lost' }] }],
      [{ userMetadata: { theme: 'dark' }, calls: [] }],
    ],
  },
  'calls, all of them': {
    trigger: 'post-login',
    code: `api.user.setUserMetadata('theme', 'dark'); api.session.revoke('stolen');`,
    right: { calls: [{ 'user.setUserMetadata': ['theme', 'dark'] }, 'session.revoke'] },
    wrong: [[{ calls: ['session.revoke', 'user.setUserMetadata'] }]],
  },
  logs: {
    trigger: 'credentials-exchange',
    code: `console.log('seen', event.client.name);`,
    right: { logs: ['seen Sample client'] },
    wrong: [[{ logs: [] }], [{ logs: ['seen'] }]],
  },
  requests: {
    trigger: 'credentials-exchange',
    code: `await fetch('https://risk.test/score', { method: 'POST', body: JSON.stringify({ ip: 1 }) });`,
    http: { 'POST https://risk.test/score': { json: {} } },
    right: { requests: [{ 'POST https://risk.test/score': { ip: 1 } }] },
    wrong: [[{ requests: [] }], [{ requests: ['GET https://risk.test/score'] }]],
  },
  throws: {
    trigger: 'credentials-exchange',
    code: `throw new TypeError('no partner');`,
    right: { throws: { name: 'TypeError', message: '/partner/' } },
    wrong: [[{}, 'happened  TypeError: no partner   acme/actions/a.js:2:7'], [{ throws: 'no team' }]],
  },
  'throws nothing': { trigger: 'credentials-exchange', code: '', right: {}, wrong: [[{ throws: true }]] },
  within: {
    trigger: 'credentials-exchange',
    code: `await new Promise((resolve) => setTimeout(resolve, 30));`,
    right: { within: '20s' },
    wrong: [[{ within: '5ms' }]],
  },
  also: {
    trigger: 'credentials-exchange',
    code: `api.accessToken.setCustomClaim('https://a.test/team', 'red'); api.cache.set('a', '1');`,
    right: { also: 'any' },
    wrong: [[{ also: 'any', cache: { a: '2' } }]],
  },
};

describe('what a test expects of an action', () => {
  const names = someRows(Object.keys(rows));
  const files = Object.fromEntries(
    names.flatMap((name, index) => {
      const { trigger, code, event, http, right, wrong } = rows[name] as Row;
      const tests = Object.fromEntries(
        [right, ...wrong.map(([one]) => one)].map((one, at) => [String(at), { expect: one }]),
      );
      return [
        [`actions/${index}/a.js`, `exports.${handlers[trigger]} = async (event, api) => {\n${code}\n};\n`],
        [
          `actions/${index}/a.test.yaml`,
          stringify({ action: name, ...(event && { event }), ...(http && { http }), tests }),
        ],
      ];
    }),
  );
  const actions = names.map((name, index) => ({
    name,
    code: `./actions/${index}/a.js`,
    supported_triggers: [{ id: rows[name]?.trigger }],
  }));
  let running: Promise<Case[]> | undefined;
  const results = (): Promise<Case[]> =>
    (running ??= testCases({
      'environments/local.yaml': 'domain: local\n',
      'tenant.yaml': stringify({ actions }),
      ...files,
    }));

  it.each(names)('%s: is held exactly against what happens', async (name) => {
    const { wrong, trigger } = rows[name] as Row;
    const index = names.indexOf(name);
    const cases = (await results()).filter(({ suite }) => suite === `${name} (${trigger})`);
    expect(
      cases.map(({ state, lines }) => (state === 'passed' ? state : lines.length > 0 ? state : 'no lines')),
    ).toEqual(['passed', ...wrong.map(() => 'failed')]);
    const said = wrong.map(([, ...lines], at) =>
      lines.length === 0 ? [] : cases[at + 1]?.lines.map((line) => line.replace(`actions/${index}/`, 'actions/')),
    );
    expect(said).toEqual(wrong.map(([, ...lines]) => lines));
  });

  it('names the way out where Auth0 drops something', async () => {
    const dropped = (await results()).filter(({ suite }) => suite.startsWith('what Auth0 drops'));
    expect(dropped[1]?.hint).toMatch(/drops the claim "roles" without an error.*Use a namespace/);
  });
});
