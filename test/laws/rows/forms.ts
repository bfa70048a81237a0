import type { Body, Json } from '../../../src/model/json.ts';
import { found } from '../by-hand.ts';
import type { Row } from '../row.ts';
import { body, one, secret, whole } from './values.ts';

const times = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' };

const step = (id: string, params: Body, type = 'HTTP', action = 'SEND_REQUEST'): Body => ({
  id,
  type,
  action,
  allow_failure: false,
  mask_output: false,
  params,
});

const request = (url: string, connection: string): Body =>
  step('fetch', { method: 'GET', url, connection_id: connection });

/** A condition around a request: the reference is three levels deep. */
const condition = (connection: string): Body =>
  step(
    'check',
    // eslint-disable-next-line unicorn/no-thenable -- the API's own name of the field
    { if: { operator: 'AND', operands: [] }, then: [request('https://deep.test', connection)], else: [] },
    'FLOW',
    'BOOLEAN_CONDITION',
  );

/** Accounts at other services. */
export const flowVaultConnections: Row[] = [
  {
    title: 'flowVaultConnections',
    type: 'flowVaultConnections',
    at: (resource) => ({ flowVaultConnections: [resource] }),
    address: 'flowVaultConnections/Harbor',
    always: { name: 'Harbor', app_id: 'HTTP' },
    fields: { setup: body({ type: one('BEARER'), token: secret }) },
    unseen: ['setup'],
    secrets: ['setup.token'],
    server: {
      id: 'ac_0000000000000000000000',
      account_name: 'harbor',
      ready: true,
      environment: 'live',
      fingerprint: 'f',
      refreshed_at: '2026-01-01T00:00:00.000Z',
      ...times,
    },
    rename: { id: 'id', fields: { name: 'Harbour' } },
    live: found('/flows/vault/connections', 'name', 'Harbor'),
    byHand: [
      {
        post: '/flows/vault/connections',
        body: { name: 'Harbor', app_id: 'HTTP', setup: { type: 'BASIC_AUTH', username: 'hand', password: 'hand' } },
      },
    ],
  },
  {
    title: 'flowVaultConnections, another service',
    type: 'flowVaultConnections',
    at: (resource) => ({ flowVaultConnections: [resource] }),
    address: 'flowVaultConnections/Harbor',
    always: { name: 'Harbor', app_id: 'SLACK' },
    fields: {},
    immutable: { app_id: ['SLACK', 'ZAPIER'] },
    live: found('/flows/vault/connections', 'name', 'Harbor'),
  },
];

/** Sequences of steps. */
export const flows: Row[] = [
  {
    title: 'flows',
    type: 'flows',
    at: (resource) => ({ flows: [resource] }),
    around: {
      flowVaultConnections: ['Harbor', 'Other'].map((name) => ({
        name,
        app_id: 'HTTP',
        setup: { type: 'BEARER', token: 't' },
      })),
    },
    address: 'flows/Look up',
    always: { name: 'Look up', actions: [request('https://a.test', 'Harbor')] },
    fields: {
      actions: one(
        [request('https://a.test', 'Harbor')],
        [request('https://a.test', 'Other')],
        [request('https://b.test', 'Harbor'), condition('Other')],
        [condition('Other'), request('https://b.test', 'Harbor')],
        [condition('Harbor')],
      ),
    },
    ordered: ['actions'],
    server: { id: 'af_0000000000000000000000', executed_at: '2026-01-01T00:00:00.000Z', ...times },
    rename: { id: 'id', fields: { name: 'Search' } },
    after: ['flowVaultConnections/Harbor', 'flowVaultConnections/Other'],
    live: found('/flows', 'name', 'Look up'),
    byHand: [{ post: '/flows', body: { name: 'Look up', actions: [] } }],
  },
];

const node = (id: string, flow: Json): Body => ({
  id,
  type: 'FLOW',
  coordinates: { x: 900, y: 0 },
  config: { flow_id: flow, next_node: '$ending' },
});

const router = (flow: string): Body => ({
  id: 'router_one',
  type: 'ROUTER',
  alias: 'Which?',
  coordinates: { x: 1, y: 2 },
  config: {
    rules: [{ id: 'rule_one', alias: flow, condition: { operator: 'AND', operands: [] }, next_node: 'flow_one' }],
    fallback: '$ending',
  },
});

/** Forms of steps. */
export const forms: Row[] = [
  {
    title: 'forms',
    type: 'forms',
    at: (resource) => ({ forms: [resource] }),
    around: {
      flows: [
        { name: 'Look up', actions: [] },
        { name: 'Store', actions: [] },
      ],
    },
    address: 'forms/Address',
    always: { name: 'Address', nodes: [node('flow_one', 'Look up')] },
    fields: {
      nodes: one(
        [node('flow_one', 'Look up')],
        [node('flow_one', 'Store')],
        [node('flow_one', 'Look up'), node('flow_two', 'Store'), router('a')],
        [node('flow_two', 'Store'), router('b'), node('flow_one', 'Look up')],
      ),
      start: body({ next_node: one('flow_one', '$ending'), coordinates: body({ x: whole(0, 9), y: whole(0, 9) }) }),
      ending: body({ resume_flow: one(true), coordinates: body({ x: whole(0, 9), y: whole(0, 9) }) }),
      languages: body({ primary: one('en', 'de'), default: one('en', 'de') }),
      messages: body({ errors: one({ ERR_A: 'a' }, { ERR_A: 'b' }), custom: one({ one: 'a' }, { one: 'b' }) }),
      translations: one({ de: { components: {} } }, { de: { messages: { custom: { one: 'eins' } } } }),
      'style.css': one('h1 { color: red; }', 'h1 {\n  color: blue;\n}'),
    },
    ordered: ['nodes'],
    server: {
      id: 'ap_0000000000000000000000',
      embedded_at: '2026-01-01T00:00:00.000Z',
      submitted_at: '2026-01-01T00:00:00.000Z',
      flow_count: 2,
      ...times,
    },
    rename: { id: 'id', fields: { name: 'Where you live' } },
    after: ['flows/Look up', 'flows/Store'],
    live: found('/forms', 'name', 'Address'),
    byHand: [
      {
        post: '/forms',
        body: {
          name: 'Address',
          nodes: [],
          languages: { primary: 'fr', default: 'fr' },
          messages: { errors: { ERR_HAND: 'hand' }, custom: { hand: 'hand' } },
          style: { css: 'hand' },
          translations: { fr: { components: { hand: { label: 'hand' } } } },
        },
      },
    ],
  },
];
