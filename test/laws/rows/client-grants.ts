import type { Body, Json } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { api, client } from './clients.ts';
import { flag, one, some } from './values.ts';

const grant = {
  type: 'clientGrants',
  at: (resource: Body): Body => ({ clientGrants: [resource] }),
  around: { resourceServers: [api], clients: [client('Portal')] },
  server: { id: 'cgr_0000000000000000', is_system: false },
};

const grantOf = (audience: string, subject: string) => async (read: (path: string) => Promise<Json | undefined>) => {
  const grants = (await read('/client-grants')) as Body[];
  return grants.find((row) => row['audience'] === audience && row['subject_type'] === subject);
};

/** Which APIs and scopes a client may ask tokens for. */
export const clientGrants: Row[] = [
  {
    ...grant,
    title: 'clientGrants',
    address: 'clientGrants/Portal/https://api.test',
    always: { client_id: 'Portal', audience: 'https://api.test', scope: ['a'] },
    fields: {
      scope: some('a', 'b', 'c'),
      organization_usage: one('allow', 'require', 'deny'),
      allow_any_organization: flag,
    },
    unordered: { scope: true },
    clearable: ['organization_usage', 'allow_any_organization'],
    rename: { id: 'id', fields: { subject_type: 'user' }, isReplaced: true },
    after: ['resourceServers/https://api.test', 'clients/Portal'],
    live: grantOf('https://api.test', 'client'),
    byHand: [
      {
        post: '/client-grants',
        body: {
          client_id: '{clients/Portal}',
          audience: 'https://api.test',
          scope: ['b', 'c'],
          organization_usage: 'require',
          allow_any_organization: true,
        },
      },
    ],
  },
  {
    ...grant,
    title: 'clientGrants for users',
    address: 'clientGrants/Portal/https://api.test/user',
    always: { client_id: 'Portal', audience: 'https://api.test', subject_type: 'user', scope: [] },
    fields: { authorization_details_types: some('payment', 'account') },
    unordered: { authorization_details_types: true },
    after: ['resourceServers/https://api.test', 'clients/Portal'],
    live: grantOf('https://api.test', 'user'),
    byHand: [
      {
        post: '/client-grants',
        body: { client_id: '{clients/Portal}', audience: 'https://api.test', subject_type: 'client', scope: ['a'] },
      },
      {
        post: '/client-grants',
        body: { client_id: '{clients/Portal}', audience: 'https://api.test', subject_type: 'user', scope: ['a'] },
      },
    ],
  },
  {
    ...grant,
    title: 'clientGrants of all scopes',
    address: 'clientGrants/Portal/https://api.test',
    always: { client_id: 'Portal', audience: 'https://api.test', allow_all_scopes: true },
    fields: { organization_usage: one('allow', 'require') },
    live: grantOf('https://api.test', 'client'),
    byHand: [
      { post: '/client-grants', body: { client_id: '{clients/Portal}', audience: 'https://api.test', scope: ['a'] } },
    ],
    // A grant has all scopes, or those in its list.
    restless: ['scope'],
  },
  {
    ...grant,
    title: 'clientGrants by default',
    around: { resourceServers: [api] },
    address: 'clientGrants/third_party_clients/https://api.test',
    always: { default_for: 'third_party_clients', audience: 'https://api.test', scope: ['a'] },
    fields: { scope: some('a', 'b', 'c') },
    unordered: { scope: true },
    rename: { id: 'id', fields: { subject_type: 'user' }, isReplaced: true },
    after: ['resourceServers/https://api.test'],
    live: grantOf('https://api.test', 'client'),
    byHand: [
      {
        post: '/client-grants',
        body: { default_for: 'third_party_clients', audience: 'https://api.test', scope: ['b'] },
      },
    ],
  },
];
