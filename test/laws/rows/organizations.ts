import fc from 'fast-check';
import type { Body, Json } from '../../../src/model/json.ts';
import { isBody, keyText } from '../../../src/model/json.ts';
import { found } from '../by-hand.ts';
import type { Row } from '../row.ts';
import { body, flag, items, one, textOf, whole } from './values.ts';

const scopes = ['a', 'b'].map((value) => ({ value, description: value }));
const grant = (client: string, audience: string): Body => ({
  client_id: client,
  audience,
  scope: ['a'],
  organization_usage: 'allow',
});

const permission = (name: string): Json => ({ resource_server_identifier: 'https://api.test', permission_name: name });

/** What is found at a part of an organization: a page of the API as a plain list. */
const rowsOf = (page: Json | undefined): Json =>
  isBody(page) ? (Object.values(page).find((value) => Array.isArray(value)) ?? []) : (page ?? []);

/** Organizations. */
export const organizations: Row[] = [
  {
    title: 'organizations',
    type: 'organizations',
    at: (resource) => ({ organizations: [resource] }),
    around: {
      resourceServers: [
        { name: 'Api', identifier: 'https://api.test', scopes },
        { name: 'Other', identifier: 'https://other.test', scopes },
      ],
      clients: [{ name: 'Portal' }, { name: 'App' }],
      clientGrants: [
        grant('Portal', 'https://api.test'),
        grant('Portal', 'https://other.test'),
        grant('App', 'https://api.test'),
      ],
      databases: [{ name: 'people', options: {} }],
      connections: [{ name: 'work', strategy: 'oidc', options: {} }],
    },
    address: 'organizations/north',
    always: { name: 'north' },
    fields: {
      display_name: one('North', 'The north'),
      'branding.logo_url': one('https://harbor.test/a.png', 'https://harbor.test/b.png'),
      'branding.colors': body({ primary: one('#112233', '#223344'), page_background: one('#ffffff', '#eeeeee') }),
      'metadata.region': one('north', 'south'),
      'metadata.tier': one('gold', 'silver'),
      token_quota: body({ client_credentials: body({ enforce: flag, per_hour: whole(1, 99) }) }),
      third_party_client_access: one('block', 'allow'),
      is_app_entitlement_active: flag,
      connections: items('name', ['people', 'work'], {
        assign_membership_on_login: flag,
        show_as_button: flag,
        is_enabled: flag,
        organization_access_level: one('none', 'full'),
        organization_connection_name: one('a', 'b'),
      }),
      client_grants: fc
        .shuffledSubarray<Json>(
          [
            { client_id: 'Portal', audience: 'https://api.test' },
            { client_id: 'Portal', audience: 'https://other.test', subject_type: 'client' },
            { client_id: 'App' },
          ],
          { minLength: 1 },
        )
        .map((list): Json => [...list]),
      discovery_domains: items('domain', ['a.test', 'b.test'], {
        status: one('pending', 'verified'),
        use_for_organization_discovery: flag,
      }),
      clients: items('client_id', ['Portal', 'App'], { use_for_member_access: flag }),
      roles: items('name', ['Master', 'Mate'], {
        description: one('Runs it', 'Helps'),
        permissions: fc
          .shuffledSubarray([permission('a'), permission('b')], { minLength: 1 })
          .map((list): Json => [...list]),
      }),
    },
    unordered: { 'roles[].permissions': true },
    maps: ['metadata'],
    children: {
      connections: {
        name: 'connections',
        key: (item) => textOf(item, 'name'),
        item: ({ connection_id: name, ...rest }) => ({ name: name ?? null, ...rest }),
        after: ['databases/people', 'connections/work'],
      },
      client_grants: {
        name: 'client_grants',
        key: (item) =>
          `${textOf(item, 'client_id')}/${isBody(item) ? keyText(item['audience'] ?? 'https://api.test') : ''}`,
        item: ({ grant_id: key }) => ({
          client_id: keyText(key ?? '').split('/')[0] ?? '',
          audience: keyText(key ?? '').replace(/^\w+\//, ''),
        }),
        after: ['clientGrants/Portal/https://api.test', 'clientGrants/App/https://api.test'],
      },
      discovery_domains: { name: 'discovery_domains', key: (item) => textOf(item, 'domain'), isGuarded: true },
      clients: {
        name: 'clients',
        key: (item) => textOf(item, 'client_id'),
        after: ['clients/Portal', 'clients/App'],
      },
      roles: {
        name: 'roles',
        key: (item) => textOf(item, 'name'),
        isGuarded: true,
        after: ['resourceServers/https://api.test'],
      },
    },
    clearable: ['metadata', 'token_quota'],
    server: { id: 'org_0000000000000000', client: {} },
    rename: { id: 'id', fields: { name: 'south' } },
    live: async (read) => {
      const parts = {
        connections: 'connections',
        client_grants: 'client-grants',
        discovery_domains: 'discovery-domains',
        clients: 'clients',
      };
      const whole = await found('/organizations', 'name', 'north', parts)(read);
      if (!isBody(whole)) return undefined;
      const roles = await read(`/roles?type=organization&owner_id=${textOf(whole, 'id')}`);
      return {
        ...whole,
        roles: roles ?? [],
        ...Object.fromEntries(Object.keys(parts).map((name) => [name, rowsOf(whole[name])])),
      };
    },
    byHand: [
      {
        post: '/organizations',
        body: {
          name: 'north',
          display_name: 'By hand',
          branding: { logo_url: 'https://hand.test/a.png', colors: { primary: '#000000', page_background: '#111111' } },
          metadata: { region: 'hand', left: 'over' },
          token_quota: { client_credentials: { enforce: true, per_day: 9 } },
        },
        as: 'north',
      },
      {
        post: '/organizations/{north}/connections',
        body: { connection_id: '{connections/work}', assign_membership_on_login: true, show_as_button: false },
      },
      { post: '/organizations/{north}/client-grants', body: { grant_id: '{clientGrants/App/https://api.test}' } },
      { post: '/organizations/{north}/discovery-domains', body: { domain: 'hand.test', status: 'verified' } },
      {
        post: '/organizations/{north}/clients',
        body: { clients: [{ client_id: '{clients/App}', use_for_member_access: true }] },
      },
      {
        post: '/roles',
        body: { name: 'Mate', description: 'By hand', type: 'organization', owner_id: '{north}' },
        as: 'mate',
      },
      { post: '/roles/{mate}/permissions', body: { permissions: [permission('b')] } },
    ],
  },
];
