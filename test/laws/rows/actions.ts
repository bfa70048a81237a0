import fc from 'fast-check';
import type { Body, Json } from '../../../src/model/json.ts';
import { isBody } from '../../../src/model/json.ts';
import { found } from '../by-hand.ts';
import type { Row } from '../row.ts';
import { items, one, secret } from './values.ts';

const code = one('module.exports = () => {}', 'exports.run = () => {\n  return 1;\n}');
const dependencies = items('name', ['lodash', 'axios', 'jose'], { version: one('1.0.0', '2.0.0') });
const secrets = items('name', ['KEY', 'TOKEN'], { value: secret });

const named = (name: string, trigger = 'post-login', version = 'v3'): Body => ({
  name,
  code: '//',
  deployed: true,
  supported_triggers: [{ id: trigger, version }],
});

/** Code that other actions share. */
export const actionModules: Row[] = [
  {
    title: 'actionModules',
    type: 'actionModules',
    at: (resource) => ({ actionModules: [resource] }),
    address: 'actionModules/helper',
    always: { name: 'helper', code: '//' },
    fields: { code, dependencies, secrets },
    unordered: { dependencies: 'name', secrets: 'name' },
    unseen: ['secrets[].value'],
    secrets: ['secrets[].value'],
    server: {
      id: '00000000-0000-4000-a000-000000000000',
      actions_using_module_total: 3,
      latest_version_number: 4,
      latest_version: { id: '1' },
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
    },
    rename: { id: 'id', fields: { name: 'assistant' }, isReplaced: true },
    live: found('/actions/modules', 'name', 'helper'),
    byHand: [
      {
        post: '/actions/modules',
        body: {
          name: 'helper',
          code: 'by hand',
          dependencies: [{ name: 'hand', version: '9.0.0' }],
          secrets: [{ name: 'HAND', value: 'by hand' }],
        },
      },
    ],
    restless: ['all_changes_published'],
  },
  {
    title: 'actionModules that are published',
    type: 'actionModules',
    at: (resource) => ({ actionModules: [resource] }),
    address: 'actionModules/helper',
    always: { name: 'helper', code: '//', all_changes_published: true },
    fields: { code, dependencies },
    unordered: { dependencies: 'name' },
    live: found('/actions/modules', 'name', 'helper'),
    byHand: [{ post: '/actions/modules', body: { name: 'helper', code: 'by hand', publish: true } }],
    restless: ['latest_version', 'latest_version_number'],
  },
];

/** Code that Auth0 runs. */
export const actions: Row[] = [
  {
    title: 'actions',
    type: 'actions',
    at: (resource) => ({ actions: [resource] }),
    address: 'actions/Enrich',
    always: { name: 'Enrich', code: '//', supported_triggers: [{ id: 'post-login', version: 'v3' }] },
    fields: {
      code,
      dependencies,
      secrets,
      runtime: one('node22', 'node18'),
      supported_triggers: one([{ id: 'post-login', version: 'v3' }], [{ id: 'credentials-exchange', version: 'v2' }]),
    },
    unordered: { dependencies: 'name', secrets: 'name', supported_triggers: 'id' },
    unseen: ['secrets[].value'],
    secrets: ['secrets[].value'],
    server: {
      id: '00000000-0000-4000-a000-000000000000',
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
      built_at: '2026-01-01T00:00:00.000Z',
      status: 'built',
      all_changes_deployed: true,
      deployed_version: { id: '1' },
      current_version: { id: '1' },
      installed_integration_id: '1',
    },
    rename: { id: 'id', fields: { name: 'Enrich tokens' } },
    live: found('/actions/actions', 'name', 'Enrich'),
    byHand: [
      {
        post: '/actions/actions',
        body: {
          name: 'Enrich',
          code: 'by hand',
          runtime: 'node18',
          dependencies: [{ name: 'hand', version: '9.0.0' }],
          secrets: [{ name: 'HAND', value: 'by hand' }],
          supported_triggers: [{ id: 'post-login', version: 'v3' }],
        },
      },
    ],
    restless: ['built_at'],
  },
  {
    title: 'actions that are deployed',
    type: 'actions',
    at: (resource) => ({ actions: [resource] }),
    address: 'actions/Enrich',
    always: { name: 'Enrich', code: '//', deployed: true, supported_triggers: [{ id: 'post-login', version: 'v3' }] },
    fields: { code, dependencies, runtime: one('node22', 'node18') },
    unordered: { dependencies: 'name' },
    live: found('/actions/actions', 'name', 'Enrich'),
    byHand: [
      {
        post: '/actions/actions',
        body: { name: 'Enrich', code: 'by hand', supported_triggers: [{ id: 'post-login', version: 'v3' }] },
        as: 'enrich',
      },
    ],
    restless: ['built_at', 'deployed_version', 'all_changes_deployed'],
  },
  {
    title: 'actions with modules',
    type: 'actions',
    at: (resource) => ({ actions: [resource] }),
    around: {
      actionModules: ['helper', 'other'].map((name) => ({ name, code: '//', all_changes_published: true })),
    },
    address: 'actions/Enrich',
    always: { name: 'Enrich', code: '//', deployed: true, supported_triggers: [{ id: 'post-login', version: 'v3' }] },
    fields: {
      modules: items('module_name', ['helper', 'other'], { module_version_number: one(1) }),
    },
    unordered: { modules: 'module_name' },
    after: ['actionModules/helper', 'actionModules/other'],
    live: found('/actions/actions', 'name', 'Enrich'),
  },
];

const bindings = (...names: string[]): fc.Arbitrary<Json> =>
  fc
    .shuffledSubarray(names, { minLength: 1 })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map((name) =>
          fc.record({ action_name: fc.constant(name), display_name: one(name, `${name} first`) }),
        ),
      ),
    )
    .map((list): Json => [...list]);

/** Which actions run at a trigger. */
export const triggers: Row[] = [
  {
    title: 'triggers',
    type: 'triggers',
    at: (resource) => ({ triggers: { 'post-login': resource['bindings'] ?? [] } }),
    around: { actions: [named('One'), named('Two'), named('Three')] },
    address: 'triggers/post-login',
    always: { bindings: [] },
    fields: { bindings: bindings('One', 'Two', 'Three') },
    ordered: ['bindings'],
    after: ['actions/One', 'actions/Two', 'actions/Three'],
    live: async (read) => {
      const page = await read('/actions/triggers/post-login/bindings');
      return isBody(page) ? { bindings: page['bindings'] ?? null } : undefined;
    },
    byHand: [
      {
        patch: '/actions/triggers/post-login/bindings',
        body: { bindings: [{ ref: { type: 'action_name', value: 'Two' }, display_name: 'By hand' }] },
      },
    ],
    gone: 'never',
  },
  {
    title: 'triggers without display names',
    type: 'triggers',
    at: (resource) => ({ triggers: { 'credentials-exchange': resource['bindings'] ?? [] } }),
    around: { actions: [named('One', 'credentials-exchange', 'v2'), named('Two', 'credentials-exchange', 'v2')] },
    address: 'triggers/credentials-exchange',
    always: { bindings: [] },
    fields: {
      bindings: one(
        [{ action_name: 'One' }],
        [{ action_name: 'One' }, { action_name: 'Two' }],
        [{ action_name: 'Two' }],
      ),
    },
    ordered: ['bindings'],
    // A binding without one is called as its action.
    restless: ['bindings[].display_name'],
    live: async (read) => {
      const page = await read('/actions/triggers/credentials-exchange/bindings');
      return isBody(page) ? { bindings: page['bindings'] ?? null } : undefined;
    },
    gone: 'never',
  },
];
