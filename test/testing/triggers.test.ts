import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { triggers } from '../../src/runtime/triggers.ts';
import { someRows } from '../support/long.ts';
import { testCases } from '../support/tests.ts';

/** A worked example of each trigger: its statements, and what they come to. */
const examples: Record<
  string,
  { handler: string; statements: string[]; event?: object; expect: object; http?: object }
> = {
  'credentials-exchange': {
    handler: 'onExecuteCredentialsExchange',
    statements: [
      "api.accessToken.setCustomClaim('https://a.test/ip', event.request.ip);",
      "api.cache.set('seen', event.client.name);",
    ],
    expect: { claims: { 'https://a.test/ip': '203.0.113.7' }, cache: { seen: 'Sample client' } },
  },
  'post-login': {
    handler: 'onExecutePostLogin',
    statements: [
      "api.idToken.setCustomClaim('https://a.test/logins', event.stats.logins_count);",
      "api.user.setAppMetadata('country', event.request.geoip.countryCode);",
      "if (event.authentication.methods.length < 2) { api.multifactor.enable('any'); }",
    ],
    expect: {
      idTokenClaims: { 'https://a.test/logins': 1 },
      appMetadata: { country: 'DE' },
      mfa: 'any',
    },
  },
  'pre-user-registration': {
    handler: 'onExecutePreUserRegistration',
    statements: ["if (event.user.email.endsWith('@spam.test')) { api.access.deny('spam', 'Not with this address.'); }"],
    event: { user: { email: 'jane@spam.test' } },
    expect: { denied: { reason: 'spam', userMessage: 'Not with this address.' } },
  },
  'post-user-registration': {
    handler: 'onExecutePostUserRegistration',
    statements: [
      "await fetch('https://crm.test/users', { method: 'POST', body: JSON.stringify({ id: event.user.user_id }) });",
    ],
    http: { 'POST https://crm.test/users': { status: 201 } },
    expect: { requests: [{ 'POST https://crm.test/users': { id: 'auth0|0000000000000000000000001' } }] },
  },
  'post-change-password': {
    handler: 'onExecutePostChangePassword',
    statements: ['console.log(event.user.email, event.connection.name);'],
    expect: { logs: ['ada@example.com Username-Password-Authentication'] },
  },
  'password-reset-post-challenge': {
    handler: 'onExecutePostChallenge',
    statements: ["api.authentication.challengeWith({ type: 'otp' });"],
    expect: { mfa: 'otp' },
  },
  'send-phone-message': {
    handler: 'onExecuteSendPhoneMessage',
    statements: ["await fetch(`https://sms.test/${event.message_options.code}`, { method: 'POST' });"],
    http: { 'POST https://sms.test/*': {} },
    expect: { requests: ['POST https://sms.test/123456'] },
  },
  'custom-phone-provider': {
    handler: 'onExecuteCustomPhoneProvider',
    statements: ["const sent = await fetch('https://sms.test/');", "if (!sent.ok) api.notification.retry('busy');"],
    http: { 'GET https://sms.test/': { status: 503 } },
    expect: { notification: { retry: 'busy' }, requests: ['GET https://sms.test/'] },
  },
  'custom-email-provider': {
    handler: 'onExecuteCustomEmailProvider',
    statements: ["if (event.notification.to.endsWith('@example.com')) { api.notification.drop('an example'); }"],
    expect: { notification: { drop: 'an example' } },
  },
  'custom-token-exchange': {
    handler: 'onExecuteCustomTokenExchange',
    statements: [
      'api.authentication.setUserById(event.transaction.subject_token);',
      "api.user.setUserMetadata('from', 'exchange');",
    ],
    expect: { calls: [{ 'authentication.setUserById': ['sample-subject-token'] }], userMetadata: { from: 'exchange' } },
  },
  'event-stream': {
    handler: 'onExecuteEventStream',
    statements: ["await fetch('https://hook.test/', { method: 'POST', body: event.message.type });"],
    http: { 'POST https://hook.test/': {} },
    expect: { requests: [{ 'POST https://hook.test/': 'user.created' }] },
  },
};

describe('an example of each trigger', () => {
  it('is there for every trigger that is documented', () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(triggers).sort());
  });

  it('passes as it is, and fails without any one of its statements', async () => {
    const most = Math.max(...Object.values(examples).map(({ statements }) => statements.length));
    const tried = someRows(Object.entries(examples));
    const wrong: string[] = [];
    // A tenant has one action of some triggers: each round has one of each, the first as it is.
    for (let round = 0; round <= most; round += 1) {
      const variants = tried.filter(([, { statements }]) => round <= statements.length);
      const actions = variants.map(([name]) => ({
        name,
        code: `./${name}/code.js`,
        supported_triggers: [{ id: name }],
      }));
      const files = variants.flatMap(([name, { handler, statements, event = {}, http = {}, expect: expected }]) => {
        const left = statements.filter((_one, index) => index !== round - 1);
        const code = `exports.${handler} = async (event, api) => {\n${left.join('\n')}\n};\n`;
        const tests = { action: name, event, http, tests: { works: { expect: expected } } };
        return [[`${name}/code.js`, code] as const, [`${name}/code.test.yaml`, stringify(tests)] as const];
      });
      const cases = await testCases({
        'environments/local.yaml': 'domain: local\n',
        'tenant.yaml': stringify({ actions }),
        ...Object.fromEntries(files),
      });
      expect(cases).toHaveLength(variants.length);
      const wanted = round === 0 ? 'passed' : 'failed';
      wrong.push(
        ...cases.flatMap(({ suite, state, lines }) => (state === wanted ? [] : [`${suite} ${round} ${lines.join()}`])),
      );
    }
    expect(wrong).toEqual([]);
  });
});
