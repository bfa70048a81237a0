import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { worldOfPlan } from '../../../src/check/build.ts';
import type { Given } from '../../../src/check/build.ts';
import { stateOf } from '../../../src/check/cases.ts';
import { checkRules as look } from '../../../src/check/check.ts';
import { chooseRules } from '../../../src/check/choose.ts';
import { checkFiles } from '../../../src/checking.ts';
import { catalogOf } from '../../../src/catalog/catalog.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import type { Body } from '../../../src/model/json.ts';
import { nodeAt } from '../../../src/model/tree.ts';
import { environmentOf } from '../../../src/resolve/environment.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { selectionOf } from '../../../src/selection.ts';
import { projectOf } from '../../support/project.ts';
import { liveWorld, now } from './world.ts';

const { checks, policy } = environmentOf('', undefined, undefined);
const catalog = catalogOf(resourceTypes);
const chosen = (id: string): ReturnType<typeof chooseRules> => chooseRules(checks, { rules: [id] });

/** What becomes of a rule when a client with one quota gets another. */
function planned(id: string, before: Body | undefined, after: Body): string {
  const client = (body: Body): { type: string; address: string; key: string; body: Body } => ({
    type: 'clients',
    address: 'clients/A',
    key: 'A',
    body: { name: 'A', ...body },
  });
  const live = before === undefined ? [] : [{ ...client(before), system: undefined, followUp: undefined }];
  const given: Given = {
    desired: { resources: new Map(), managed: { types: new Set(['clients']), lists: new Set() } },
    catalog,
    selection: selectionOf(policy, catalog),
    sections: new Map(),
    domain: 'acme.eu.auth0.com',
    now,
    facts: {},
  };
  const world = worldOfPlan(given, {
    expected: new Map([['clients/A', { ...client(after), source: undefined }]]),
    live: new Map(live.map((one) => [one.address, one])),
    unreadable: [],
    read: new Set(catalog.keys()),
  });
  const [result] = look(world, chosen(id));
  return result === undefined ? '' : stateOf(result);
}

it('a quota that a plan begins to enforce is a finding; one that was enforced, or is of a new client, is none', () => {
  const quota = (enforce?: boolean): Body => ({
    token_quota: { client_credentials: { per_hour: 1, ...(enforce === undefined ? {} : { enforce }) } },
  });
  const of = (before: Body | undefined, after: Body): string => planned('quota/first-enforce', before, after);
  expect([of({}, quota(true)), of(quota(false), quota()), of(quota(true), quota(true))]).toEqual([
    'failed',
    'failed',
    'passed',
  ]);
  expect([of(undefined, quota(true)), of({}, quota(false))]).toEqual(['skipped', 'skipped']);
});

it('a new client of third parties without a mode has a fix, because nothing has to be replaced for it', () => {
  expect(planned('clients/third-party-mode', undefined, { is_first_party: false })).toBe('failed');
});

it('the length of a key is told from the files', () => {
  const state = (bits: number): string => {
    const { publicKey: pem } = generateKeyPairSync('rsa', {
      modulusLength: bits,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const [result] = look(
      liveWorld({
        clients: [{ name: 'A' }],
        'clients.credentials': [{ name: 'k', parent: 'clients/A', alg: 'RS256', pem }],
      }),
      chosen('keys/weak-pem'),
    );
    return result === undefined ? '' : stateOf(result);
  };
  expect([state(1024), state(2048)]).toEqual(['failed', 'passed']);
});

it('code in a file is tested where a test stands beside it', () => {
  const project = projectOf({
    tenant: { actions: [{ name: 'A', code: './a.js', supported_triggers: [{ id: 'post-login', version: 'v3' }] }] },
    files: { 'a.js': 'exports.onExecutePostLogin = async () => {};' },
  });
  const goal = goalOfFiles(project, 'local');
  const source = goal.desired.resources.get('actions/A')?.source;
  const node = source && nodeAt(source.node, ['code']);
  const path = node?.type === 'scalar' ? (node.file?.path ?? '') : '';
  const states = [new Set([path]), new Set<string>()].map((tested) => {
    const [result] = checkFiles(goal, { chosen: chosen('actions/untested'), now, facts: { tested } }).results(
      undefined,
    );
    return result === undefined ? '' : stateOf(result);
  });
  expect(states).toEqual(['passed', 'failed']);
});

it('logins on a domain of your own are right', () => {
  const world = liveWorld({ customDomains: [{ domain: 'login.acme.example', answered: { status: 'ready' } }] });
  const facts = {
    ...world.facts,
    logs: { type: 'known' as const, value: new Map([['s', [{ hostname: 'login.acme.example' }]]]) },
  };
  const [result] = look({ ...world, facts }, chosen('domains/canonical-in-use'));
  expect(result && stateOf(result)).toBe('passed');
});
