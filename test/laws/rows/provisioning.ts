import type { Json } from '../../../src/model/json.ts';
import { isBody } from '../../../src/model/json.ts';
import type { Read } from '../by-hand.ts';
import { found } from '../by-hand.ts';
import type { Row } from '../row.ts';
import { body, flag, items, one } from './values.ts';

/** A connection with its directory, and with the groups that are copied from it. */
async function live(read: Read): Promise<Json | undefined> {
  const parts = { directory: 'directory-provisioning', groups: 'directory-provisioning/synchronized-groups' };
  const connection = await found('/connections', 'name', 'work', parts)(read);
  if (!isBody(connection)) return undefined;
  const { directory, groups, ...rest } = connection;
  if (!isBody(directory)) return rest;
  const selected = isBody(groups) ? { synchronized_groups: groups['groups'] ?? [] } : {};
  return { ...rest, directory_provisioning_configuration: { ...directory, ...selected } };
}

const mapping = items('auth0', ['email', 'name', 'external_id'], { idp: one('primaryEmail', 'name.fullName') });

/** Connections whose users are copied from a directory. */
export const provisioning: Row[] = [
  {
    title: 'connections with a directory',
    type: 'connections',
    at: (resource) => ({ connections: [resource] }),
    address: 'connections/work',
    always: { name: 'work', strategy: 'google-apps', options: { client_id: 'a', domain: 'harbor.test' } },
    fields: {
      display_name: one('People', 'Persons'),
      directory_provisioning_configuration: body(
        { mapping, synchronize_automatically: flag, synchronize_groups: one('selected') },
        { synchronized_groups: items('id', ['01a', '02b', '03c'], {}, 0) },
      ),
    },
    unordered: {
      'directory_provisioning_configuration.mapping': 'auth0',
      'directory_provisioning_configuration.synchronized_groups': 'id',
    },
    children: {
      directory_provisioning_configuration: {
        name: 'directory_provisioning_configuration',
        key: () => '',
        isGuarded: true,
      },
    },
    restless: ['directory_provisioning_configuration.updated_at'],
    live,
    byHand: [
      {
        post: '/connections',
        body: { name: 'work', strategy: 'google-apps', options: { client_id: 'hand', domain: 'hand.test' } },
        as: 'work',
      },
      {
        post: '/connections/{work}/directory-provisioning',
        body: { mapping: [{ auth0: 'email', idp: 'hand' }], synchronize_groups: 'selected' },
      },
      { put: '/connections/{work}/directory-provisioning/synchronized-groups', body: { groups: [{ id: '09z' }] } },
    ],
  },
];
