import type { Access, Grant } from '../model/access.ts';
import type { Json } from '../model/json.ts';
import { isBody, keyText } from '../model/json.ts';
import { placeOf } from '../model/diagnostic.ts';
import { mismatches } from '../expect/match.ts';
import { textsIn } from './assertions.ts';
import { audienceOf } from './check.ts';
import type { Expectation, SmokeTest } from './file.ts';
import { messages } from './messages.ts';
import { askKey } from './trial.ts';
import type { Ask, Assertion, Expected, Trial, Verdict } from './trial.ts';
import { expectedOf } from './trials.ts';
import type { Tenant, Trials } from './trials.ts';

const from = 'the test expects';

/** The tests of a smoke file as trials; `derived` are those of the grants. */
export function testTrials(
  tests: readonly SmokeTest[],
  derived: readonly Trial[],
  access: Access,
  tenant: Tenant,
): Trials {
  const known = new Set(derived.map(({ ask }) => askKey(ask)));
  const all = tests.flatMap((test): Trials[] => {
    const { name, client: named, audience, organization: belongs, origin } = test;
    const client = access.clients.find(({ key }) => key === named.text);
    const organization = access.organizations.find(({ key }) => key === belongs?.text);
    if (client === undefined) return [];
    const place = placeOf(origin);
    const lacking = client.id === undefined ? { says: messages.clientMissing() } : tenant.lacks(client);
    if (lacking !== undefined) {
      const { says, ...hint } = lacking;
      const state = client.id === undefined ? 'failed' : 'skipped';
      return [
        { trials: [], untried: [{ suite: client.key, name, state, code: 'token', lines: [says], ...hint, place }] },
      ];
    }
    const ask = {
      client,
      audience: audienceOf(audience.text, access) ?? audience.text,
      organization,
      scope: test.scope,
    };
    const grant = access.grants.find((one) => one.client.key === client.key && one.api.key === ask.audience);
    const expected = expectedOfTest(test, ask, known.has(askKey(ask)) ? undefined : grant, { access, tenant });
    return [{ trials: [{ suite: client.key, name, ask, expected, place }], untried: [] }];
  });
  return { trials: all.flatMap(({ trials }) => trials), untried: all.flatMap(({ untried }) => untried) };
}

/** What a test expects. Of a token that no other trial asks for, all that the grant promises is asserted as well. */
function expectedOfTest(
  { expect, call }: SmokeTest,
  ask: Ask,
  grant: Grant | undefined,
  { access, tenant }: { access: Access; tenant: Tenant },
): Expected {
  if (expect.denied !== undefined) return { type: 'denied', ...expect.denied };
  const own = assertionsOfTest(expect);
  const promised = grant === undefined ? undefined : expectedOf(grant, ask, access, tenant);
  const others = promised?.type === 'token' ? promised.assertions : [];
  const assertions = [...others.filter(({ code }) => own.every((one) => one.code !== code)), ...own];
  if (call === undefined) return { type: 'token', assertions };
  const { method, url, body, status, json } = call;
  return {
    type: 'token',
    assertions,
    call: {
      method,
      url: url.text,
      ...(body === undefined ? {} : { body }),
      status,
      ...(json === undefined ? {} : { json }),
      place: placeOf(url.origin),
    },
  };
}

function assertionsOfTest({ origins, scope, permissions, lifetime, typ, alg, claims }: Expectation): Assertion[] {
  const assertion = (name: string, judge: Assertion['judge']): Assertion => {
    const origin = origins[name];
    return {
      code: `token/${name}`,
      name,
      ...(origin === undefined ? {} : { place: placeOf(origin) }),
      judge: (token) =>
        Object.keys(token.claims).length > 0 ? judge(token) : { state: 'skipped', says: messages.unreadable() },
    };
  };
  return [
    ...(scope === undefined ? [] : [assertion('scope', ({ claims: held }) => sameSet(textsIn(held['scope']), scope))]),
    ...(permissions === undefined
      ? []
      : [assertion('permissions', ({ claims: held }) => sameSet(wordsIn(held['permissions']), permissions))]),
    ...(lifetime === undefined
      ? []
      : [
          assertion('lifetime', ({ claims: { exp, iat } }) =>
            equal(Number(exp) - Number(iat), lifetime, (value) => `${keyText(value ?? '')} s`),
          ),
        ]),
    ...(typ === undefined ? [] : [assertion('typ', ({ header }) => equal(header['typ'], typ))]),
    ...(alg === undefined ? [] : [assertion('alg', ({ header }) => equal(header['alg'], alg))]),
    ...(claims === undefined ? [] : [assertion('claims', ({ claims: held }) => claimsAs(claims, held))]),
  ];
}

/** Of the claims those that are named; `null` stands for one that is not to be there. */
function claimsAs(wanted: Json, held: Json): Verdict {
  if (!isBody(wanted) || !isBody(held)) return { state: 'passed' };
  const wrong = Object.entries(wanted).flatMap(([name, value]) => {
    const there = held[name];
    if (value === null && there === undefined) return [];
    return mismatches(value, there).map(({ path, expected, happened }) =>
      messages.claim([name, path].filter((part) => part !== '').join('.'), happened, expected),
    );
  });
  return wrong.length === 0 ? { state: 'passed' } : { state: 'failed', says: wrong.join('; ') };
}

function sameSet(held: readonly string[], wanted: readonly string[]): Verdict {
  const isSame = held.length === wanted.length && wanted.every((one) => held.includes(one));
  if (isSame) return { state: 'passed' };
  return { state: 'failed', says: messages.differs(held.join(' ') || 'empty', wanted.join(' '), from) };
}

function wordsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(keyText) : [];
}

function equal(
  happened: Json | undefined,
  wanted: Json,
  shown = (value: Json | undefined): Json | undefined => value,
): Verdict {
  const isEqual = mismatches(wanted, happened).length === 0;
  if (isEqual) return { state: 'passed' };
  return { state: 'failed', says: messages.differs(shown(happened), shown(wanted), from) };
}
