import { simple } from 'acorn-walk';
import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';
import { sampleEvents } from '../../src/runtime/events.ts';
import type { Execution, Happened, Value } from '../../src/runtime/types.ts';
import { isLong } from '../support/long.ts';
import { action, execution } from './support.ts';

/** A worked example of a trigger: cases of it, which are executed one after the other. */
interface Example {
  readonly code: string;
  readonly cases: readonly { readonly event?: object; readonly http?: Execution['http']; readonly handler?: string }[];
}

const examples: { readonly [trigger: string]: Example } = {
  'credentials-exchange': {
    code: `exports.onExecuteCredentialsExchange = async (event, api) => {
  const suspended = event.secrets.SUSPENDED.split(',');
  if (suspended.includes(event.client.metadata.partner)) return void api.access.deny('invalid_request', 'suspended');
  api.accessToken.setCustomClaim('https://x.example/partner', event.client.metadata.partner);
};`,
    cases: [
      { event: { client: { metadata: { partner: 'a' } } } },
      { event: { client: { metadata: { partner: 'b' } } } },
    ],
  },
  'post-login': {
    code: `exports.onExecutePostLogin = async (event, api) => {
  if (!event.user.email_verified) return void api.access.deny('verify your address');
  if (event.authorization.roles.includes('admin')) api.multifactor.enable('any');
  api.idToken.setCustomClaim('https://x.example/count', event.stats.logins_count);
  api.redirect.sendUserTo('https://x.example/consent');
};
exports.onContinuePostLogin = async (event, api) => {
  api.user.setUserMetadata('consent', event.request.query.consent);
};`,
    cases: [
      { event: { user: { email_verified: false } } },
      { event: { authorization: { roles: ['admin'] } } },
      { handler: 'onContinuePostLogin', event: { request: { query: { consent: 'yes' } } } },
    ],
  },
  'pre-user-registration': {
    code: `exports.onExecutePreUserRegistration = async (event, api) => {
  if (event.user.email.endsWith('@blocked.example')) return void api.access.deny('blocked', 'Not with this address.');
  api.user.setAppMetadata('country', event.request.geoip.countryCode);
};`,
    cases: [{}, { event: { user: { email: 'a@blocked.example' } } }],
  },
  'post-user-registration': {
    code: `exports.onExecutePostUserRegistration = async (event, api) => {
  const response = await fetch('https://crm.example/contacts', { method: 'POST', body: event.user.email });
  if (!response.ok) throw new Error('status ' + response.status);
};`,
    cases: [
      { http: { 'POST https://crm.example/contacts': { status: 201 } } },
      { http: { 'POST https://crm.example/contacts': { status: 500 } } },
    ],
  },
  'post-change-password': {
    code: `exports.onExecutePostChangePassword = async (event, api) => {
  console.log('changed', event.user.user_id);
};`,
    cases: [{}],
  },
  'password-reset-post-challenge': {
    code: `exports.onExecutePostChallenge = async (event, api) => {
  if (event.user.enrolledFactors.length > 0) api.authentication.challengeWith({ type: 'otp' });
  api.transaction.setResultUrl('https://x.example/done');
};
exports.onContinuePostChallenge = async (event, api) => {
  api.access.deny('not again');
};`,
    cases: [{}, { event: { user: { enrolledFactors: [] } } }, { handler: 'onContinuePostChallenge' }],
  },
  'send-phone-message': {
    code: `exports.onExecuteSendPhoneMessage = async (event, api) => {
  await fetch('https://sms.example/send', { method: 'POST', body: event.message_options.text });
};`,
    cases: [{ http: { 'POST https://sms.example/*': { status: 202 } } }],
  },
  'custom-phone-provider': {
    code: `exports.onExecuteCustomPhoneProvider = async (event, api) => {
  const { status } = await fetch('https://sms.example/send', { method: 'POST', body: event.notification.as_text });
  if (status === 429) api.notification.retry('busy');
  if (status === 400) api.notification.drop('unknown number');
};`,
    cases: [202, 429, 400].map((status) => ({ http: { 'POST https://sms.example/send': { status } } })),
  },
  'custom-email-provider': {
    code: `exports.onExecuteCustomEmailProvider = async (event, api) => {
  const { request } = require('https');
  const status = await new Promise((resolve, reject) => {
    const sent = request('https://mail.example/send', { method: 'POST' }, (response) => resolve(response.statusCode));
    sent.on('error', reject);
    sent.end(event.notification.to);
  });
  if (status !== 200) api.notification.retry('status ' + status);
};`,
    cases: [{ status: 200 }, { status: 503 }, { fails: true as const }].map((answer) => ({
      http: { 'POST https://mail.example/send': answer },
    })),
  },
  'custom-token-exchange': {
    code: `exports.onExecuteCustomTokenExchange = async (event, api) => {
  if (event.transaction.subject_token === 'expired') return void api.access.rejectInvalidSubjectToken('expired');
  api.authentication.setUserById(event.transaction.subject_token);
  api.user.setAppMetadata('exchanged', true);
};`,
    cases: [
      { event: { transaction: { subject_token: 'expired' } } },
      { event: { transaction: { subject_token: 'auth0|1' } } },
    ],
  },
  'event-stream': {
    code: `exports.onExecuteEventStream = async (event, api) => {
  if (api.cache.get(event.message.id)) return;
  console.log(event.message.type);
  api.cache.set(event.message.id, 'seen');
};`,
    cases: [{}, {}],
  },
};

/** The example without one of its statements, for each of them. */
function mutations(code: string): string[] {
  const found: string[] = [];
  simple(parse(code, { ecmaVersion: 'latest' }), {
    Statement({ type, start, end }) {
      if (type === 'ExpressionStatement' || type === 'ReturnStatement' || type === 'IfStatement') {
        found.push(`${code.slice(0, start)};${code.slice(end)}`);
      }
    },
  });
  return found;
}

/** The sample event with what a case has in the place of it. */
function eventOf(trigger: string, more: object = {}): { [key: string]: Value } {
  const event = structuredClone(sampleEvents[trigger] ?? {}) as { [key: string]: { [key: string]: Value } };
  for (const [part, value] of Object.entries(more)) event[part] = { ...event[part], ...(value as object) };
  return event;
}

async function happenedOf(trigger: string, { cases }: Example, code: string): Promise<unknown[]> {
  await using runner = await action(trigger, code);
  const results = [];
  for (const { event, ...rest } of cases) {
    const secrets = { SUSPENDED: 'b,c' };
    const happened = await runner.execute(execution({ event: eventOf(trigger, event), secrets, ...rest }));
    results.push(essence(happened));
  }
  return results;
}

const essence = ({ calls, console, requests, failure, cache }: Happened): unknown => ({
  calls: calls.map(({ method, arguments: given }) => [method, ...given]),
  console: console.map(({ text }) => text),
  requests: requests.map(({ method, url, body }) => [method, url, body]),
  failure: failure?.message,
  cache: Object.keys(cache),
});

describe.each(Object.entries(examples))('an example of %s', (trigger, example) => {
  it('does what it does', async () => {
    expect(await happenedOf(trigger, example, example.code)).toMatchSnapshot();
  });

  // A process for each.
  it.runIf(isLong)('does something else without any one statement', async () => {
    const whole = await happenedOf(trigger, example, example.code);
    const mutants = mutations(example.code);
    expect(mutants.length).toBeGreaterThan(1);
    for (const mutant of mutants) expect(await happenedOf(trigger, example, mutant)).not.toEqual(whole);
  });
});
