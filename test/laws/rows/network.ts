import type { Body, Json } from '../../../src/model/json.ts';
import { isBody } from '../../../src/model/json.ts';
import { found } from '../by-hand.ts';
import type { Read } from '../by-hand.ts';
import { planted } from '../row.ts';
import type { Row } from '../row.ts';
import { client } from './clients.ts';
import { body, flag, one, some, whole } from './values.ts';

const times = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' };
const material = Buffer.from(planted.padEnd(40, '.')).toString('base64');

/** Keys that requests are signed with. */
export const networkACLKeys: Row[] = [
  {
    title: 'networkACLKeys',
    type: 'networkACLKeys',
    at: (resource) => ({ networkACLKeys: [resource] }),
    address: 'networkACLKeys/Edge',
    always: { name: 'Edge', alg: 'hmac-sha256', value: material },
    fields: { value: one(material, material.replace('A', 'B')) },
    unseen: ['value'],
    server: { id: 'key_0000000000000000000000', fingerprint: 'f', ...times },
    rename: { id: 'id', fields: { name: 'Other edge' }, isReplaced: true },
    live: async (read) => keyNamed(await read('/keys/network-acls'), 'Edge'),
    byHand: [{ post: '/keys/network-acls', body: { name: 'Edge', alg: 'hmac-sha256', value: material } }],
  },
];

function keyNamed(answer: Json | undefined, name: string): Json | undefined {
  const keys = isBody(answer) ? answer['keys'] : undefined;
  return Array.isArray(keys) ? keys.find((key) => isBody(key) && key['name'] === name) : undefined;
}

const acl = {
  type: 'networkACLs',
  at: (resource: Body): Body => ({ networkACLs: [resource] }),
  address: 'networkACLs/7',
  live: async (read: Read): Promise<Json | undefined> => {
    const list = await read('/network-acls');
    return Array.isArray(list) ? list.find((row) => isBody(row) && row['priority'] === 7) : undefined;
  },
};

const first = { priority: 7, description: 'Abroad', active: true };
const conditions = {
  asns: one([1], [1, 2], [3]),
  geo_country_codes: some('DE', 'AT', 'CH'),
  geo_subdivision_codes: some('DE-BE', 'DE-HH'),
  ipv4_cidrs: some('192.0.2.1', '198.51.100.0/24'),
  ipv6_cidrs: some('2001:db8::1', '2001:db8::/32'),
  ja3_fingerprints: some('3a', '3b'),
  ja4_fingerprints: some('4a', '4b'),
  user_agents: some('curl', 'wget'),
  hostnames: some('a.test', 'b.test'),
  connecting_ipv4_cidrs: some('192.0.2.1', '198.51.100.0/24'),
  connecting_ipv6_cidrs: some('2001:db8::1', '2001:db8::/32'),
  auth0_managed: some('auth0.low_reputation', 'auth0.icloud_relay_proxy'),
};
const unordered = Object.fromEntries(
  Object.keys(conditions).flatMap((name) => [
    [`rule.match.${name}`, true as const],
    [`rule.not_match.${name}`, true as const],
  ]),
);

/** Which requests get through. */
export const networkACLs: Row[] = [
  {
    ...acl,
    title: 'networkACLs',
    always: { ...first, rule: { action: { block: true }, scope: 'tenant', match: { asns: [1] } } },
    fields: {
      description: one('Abroad', 'At home'),
      active: flag,
      'rule.scope': one('tenant', 'management', 'authentication', 'dynamic_client_registration'),
      ...Object.fromEntries(Object.entries(conditions).map(([name, values]) => [`rule.match.${name}`, values])),
      'rule.not_match': body({ ipv4_cidrs: conditions.ipv4_cidrs }, { hostnames: conditions.hostnames }),
    },
    unordered,
    clearable: ['rule.not_match', 'rule.match.hostnames'],
    server: { id: 'acl_0000000000000000000000', ...times },
    rename: { id: 'id', fields: { priority: 8 } },
    byHand: [
      {
        post: '/network-acls',
        body: {
          priority: 7,
          description: 'By hand',
          active: false,
          rule: {
            action: { block: true },
            scope: 'management',
            match: { asns: [9], user_agents: ['hand'] },
            not_match: { ipv4_cidrs: ['203.0.113.9'] },
          },
        },
      },
    ],
  },
  {
    ...acl,
    title: 'networkACLs, another action',
    always: {
      ...first,
      rule: { action: { redirect: true, redirect_uri: 'https://a.test' }, scope: 'tenant', match_all: true },
    },
    fields: {
      'rule.action.redirect_uri': one('https://a.test', 'https://b.test'),
    },
    // Somebody blocks where the files redirect, and sets conditions where the files want none.
    byHand: [
      {
        post: '/network-acls',
        body: { ...first, rule: { action: { block: true }, scope: 'tenant', match: { asns: [9] } } },
      },
    ],
    restless: ['rule'],
  },
  {
    ...acl,
    title: 'networkACLs with signatures',
    around: {
      networkACLKeys: ['Edge', 'Other'].map((name) => ({ name, alg: 'hmac-sha256', value: material })),
    },
    always: { ...first, rule: { action: { allow: true }, scope: 'tenant', match: { asns: [1] } } },
    fields: {
      'rule.match.http_message_signature': body({
        keys: one([{ id: 'Edge' }], [{ id: 'Other' }], [{ id: 'Edge' }, { id: 'Other' }]),
      }),
    },
    unordered: { 'rule.match.http_message_signature.keys': true },
    after: ['networkACLKeys/Edge', 'networkACLKeys/Other'],
  },
];

const policies = {
  type: 'rateLimitPolicies',
  at: (resource: Body): Body => ({ rateLimitPolicies: [resource] }),
  server: { id: 'rlp_0000000000000000000000', ...times },
};
const subject = { resource: 'oauth_authentication_api', consumer: 'client' };
/** How many requests clients may make. */
export const rateLimitPolicies: Row[] = [
  {
    ...policies,
    title: 'rateLimitPolicies',
    address: 'rateLimitPolicies/oauth_authentication_api/client/default',
    always: { ...subject, consumer_selector: 'default', configuration: { action: 'block', limit: 5 } },
    fields: { 'configuration.limit': whole(0, 10_000) },
    rename: { id: 'id', fields: { consumer_selector: 'cimd_clients' }, isReplaced: true },
    live: found('/rate-limit-policies', 'consumer_selector', 'default'),
    byHand: [
      {
        post: '/rate-limit-policies',
        body: { ...subject, consumer_selector: 'default', configuration: { action: 'log', limit: 1 } },
      },
    ],
  },
  {
    ...policies,
    title: 'rateLimitPolicies for one client',
    address: 'rateLimitPolicies/oauth_authentication_api/client/Portal',
    around: { clients: [client('Portal')] },
    always: { ...subject, consumer_selector: 'client_id:Portal', configuration: { action: 'allow' } },
    fields: {},
    after: ['clients/Portal'],
    live: async (read) => {
      const answer = await read('/rate-limit-policies');
      return isBody(answer) && Array.isArray(answer['rate_limit_policies'])
        ? answer['rate_limit_policies'][0]
        : undefined;
    },
    byHand: [
      {
        post: '/rate-limit-policies',
        body: {
          ...subject,
          consumer_selector: 'client_id:{clients/Portal}',
          configuration: { action: 'redirect', limit: 1, redirect_uri: 'https://hand.test' },
        },
      },
    ],
    restless: ['configuration'],
  },
];
