import { expect, it } from 'vitest';
import { checkRules as look } from '../../../src/check/check.ts';
import type { RuleResult } from '../../../src/check/check.ts';
import { chooseRules } from '../../../src/check/choose.ts';
import { checkRules } from '../../../src/check/rules/index.ts';
import { stateOf } from '../../../src/check/cases.ts';
import type { World } from '../../../src/check/world.ts';
import { checkFiles } from '../../../src/checking.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import { environmentOf } from '../../../src/resolve/environment.ts';
import { projectOf } from '../../support/project.ts';
import { rows } from './rows.ts';
import type { Tenant } from './rows.ts';
import { liveWorld, now } from './world.ts';

const { checks: settings } = environmentOf('', undefined, undefined);
const chosen = (id: string): ReturnType<typeof chooseRules> => chooseRules(settings, { rules: [id] });
const ofTenant = checkRules.filter(({ type }) => type !== 'hand' && type !== 'own');

function state(id: string, world: World): string {
  const [result] = look(world, chosen(id));
  return stateOf(result as RuleResult);
}

function stateInFiles(id: string, tenant: object): string {
  const goal = goalOfFiles(projectOf({ tenant }), 'local');
  const [result] = checkFiles(goal, { chosen: chosen(id), now, facts: { tested: new Set() } }).results(undefined);
  return stateOf(result as RuleResult);
}

it('each row has its state', () => {
  const wrong = rows.flatMap(([id, wanted, tenant, about = '']) => {
    const found = state(id, liveWorld(tenant));
    return found === wanted ? [] : [`${id} ${about}: ${found}, not ${wanted}`];
  });
  expect(wrong).toEqual([]);
});

/** What the rows of other tests have, because it takes a plan, files or an answer. */
const elsewhere = [
  'clients/third-party-mode failed',
  'quota/first-enforce failed',
  'quota/first-enforce passed',
  'keys/weak-pem passed',
  'actions/untested failed',
  'actions/untested passed',
  'domains/canonical-in-use passed',
];

it('every rule has a row that fails and one that passes', () => {
  const there = new Set(rows.map(([id, wanted]) => `${id} ${wanted}`));
  const wanted = ofTenant.flatMap(({ id }) => [`${id} failed`, `${id} passed`]);
  expect(wanted.filter((one) => !there.has(one) && !elsewhere.includes(one))).toEqual([]);
  expect(rows.filter(([id]) => !checkRules.some((rule) => rule.id === id))).toEqual([]);
});

it('no rule is told by files that say nothing', () => {
  const told = ofTenant.flatMap((rule) => {
    const isOnlyManaged = rule.type === 'each' && rule.isOnlyManaged === true;
    const found = stateInFiles(rule.id, {});
    return found === (isOnlyManaged ? 'skipped' : 'unknown') ? [] : [`${rule.id}: ${found}`];
  });
  expect(told).toEqual([]);
});

it('no rule applies to what an environment excludes', () => {
  const applied = ofTenant.flatMap((rule) => {
    const about = 'about' in rule ? (rule.about.split('.')[0] ?? '') : '';
    const tenant: Tenant = rows.find(([id, wanted]) => id === rule.id && wanted === 'failed')?.[2] ?? {};
    const found = state(rule.id, liveWorld(tenant, [about]));
    return found === 'skipped' ? [] : [`${rule.id}: ${found}`];
  });
  expect(applied).toEqual([]);
});

it('a rule about each resource does not apply where there is none', () => {
  const each = ofTenant.filter(({ type }) => type === 'each');
  expect(each.flatMap(({ id }) => (state(id, liveWorld({})) === 'skipped' ? [] : [id]))).toEqual([]);
});

it('what files leave out is not known, and what they say is', () => {
  const of = (client: object): object => ({ clients: [{ name: 'A', ...client }] });
  expect([
    stateInFiles('clients/cross-origin-authentication', of({})),
    stateInFiles('clients/cross-origin-authentication', of({ cross_origin_authentication: true })),
    stateInFiles('clients/cross-origin-authentication', of({ cross_origin_authentication: false })),
    stateInFiles('clients/localhost-callback', of({ callbacks: [] })),
    stateInFiles('clients/logout-url', of({ app_type: 'spa', allowed_logout_urls: [] })),
    stateInFiles('clients/login-uri', of({ app_type: 'spa' })),
    stateInFiles('clients/refresh-token-rotation', of({ grant_types: ['refresh_token'], refresh_token: {} })),
    stateInFiles('clients/many-audiences', { ...of({ grant_types: ['client_credentials'] }), clientGrants: [] }),
    stateInFiles('clients/third-party-mode', of({ is_first_party: false })),
    stateInFiles('clients/unused-client', { ...of({}), clientGrants: [] }),
    stateInFiles('logs/stream', { logStreams: [] }),
    stateInFiles('tenant/error-page', { pages: [] }),
  ]).toEqual([
    'unknown',
    'failed',
    'passed',
    'passed',
    'failed',
    'unknown',
    'unknown',
    'passed',
    'failed',
    'unknown',
    'failed',
    'unknown',
  ]);
});
