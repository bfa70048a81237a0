import fc from 'fast-check';
import type { Body } from '../../../src/model/json.ts';
import { found } from '../by-hand.ts';
import { planted } from '../row.ts';
import type { Row } from '../row.ts';

const publicKey =
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n';

/** Scopes as an API has them, in any order. */
const scopes = fc
  .subarray(['read:a', 'write:a', 'read:b', 'admin'], { minLength: 1 })
  .chain((values) =>
    fc.tuple(
      ...values.map((value) =>
        fc.record({ value: fc.constant(value), description: fc.constantFrom('this', 'that', 'more "words"') }),
      ),
    ),
  )
  .map((list) => [...list]);

const api = (identifier: string, ...values: string[]): Body => ({
  name: identifier.slice(8),
  identifier,
  scopes: values.map((value) => ({ value, description: value })),
});

/** APIs. */
export const resourceServers: Row[] = [
  {
    title: 'resourceServers',
    type: 'resourceServers',
    at: (resource) => ({ resourceServers: [resource] }),
    address: 'resourceServers/https://api.test',
    always: { name: 'Api', identifier: 'https://api.test' },
    fields: {
      name: fc.constantFrom('Api', 'Api of the test'),
      token_lifetime: fc.integer({ min: 60, max: 2_592_000 }),
      allow_offline_access: fc.boolean(),
      token_dialect: fc.constantFrom('access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'),
      enforce_policies: fc.boolean(),
      skip_consent_for_verifiable_first_party_clients: fc.boolean(),
      signing_alg: fc.constantFrom('RS256', 'PS256', 'RS512'),
      scopes,
      consent_policy: fc.constant('transactional-authorization-with-mfa'),
      authorization_details: fc.uniqueArray(fc.constantFrom({ type: 'payment' }, { type: 'account' }), {
        minLength: 1,
      }),
      proof_of_possession: fc.record(
        {
          mechanism: fc.constantFrom('mtls', 'dpop'),
          required: fc.boolean(),
          required_for: fc.constantFrom('public_clients', 'all_clients'),
        },
        { requiredKeys: ['mechanism', 'required'] },
      ),
      'subject_type_authorization.user.policy': fc.constantFrom('allow_all', 'deny_all', 'require_client_grant'),
      'subject_type_authorization.client.policy': fc.constantFrom('deny_all', 'require_client_grant'),
      token_encryption: fc.record({
        format: fc.constant('compact-nested-jwe'),
        encryption_key: fc.record({
          name: fc.constantFrom('one', 'two'),
          alg: fc.constantFrom('RSA-OAEP-256', 'RSA-OAEP-512'),
          pem: fc.constant(publicKey),
        }),
      }),
    },
    unordered: { scopes: 'value' },
    unseen: ['token_encryption.encryption_key.pem'],
    clearable: ['consent_policy', 'authorization_details', 'proof_of_possession', 'token_encryption'],
    server: {
      id: '6650000000000000000000ff',
      is_system: false,
      client_id: 'x'.repeat(32),
      token_lifetime_for_web: 7200,
    },
    rename: { id: 'id', fields: { identifier: 'https://other.test' }, isReplaced: true },
    live: found('/resource-servers', 'identifier', 'https://api.test'),
    byHand: [
      {
        post: '/resource-servers',
        body: {
          name: 'By hand',
          identifier: 'https://api.test',
          scopes: [
            { value: 'read:a', description: 'by hand' },
            { value: 'left:over', description: 'by hand' },
          ],
          token_lifetime: 61,
          allow_offline_access: true,
          signing_alg: 'RS256',
          subject_type_authorization: { user: { policy: 'deny_all' }, client: { policy: 'deny_all' } },
          proof_of_possession: { mechanism: 'dpop', required: true, required_for: 'public_clients' },
        },
      },
    ],
  },
  {
    title: 'resourceServers with a secret',
    type: 'resourceServers',
    at: (resource) => ({ resourceServers: [resource] }),
    address: 'resourceServers/https://api.test',
    always: { name: 'Api', identifier: 'https://api.test', signing_alg: 'HS256' },
    fields: { signing_secret: fc.constantFrom(planted, `${planted}-2`) },
    secrets: ['signing_secret'],
    live: found('/resource-servers', 'identifier', 'https://api.test'),
  },
];

/** Roles and their permissions. */
export const roles: Row[] = [
  {
    title: 'roles',
    type: 'roles',
    at: (resource) => ({ roles: [resource] }),
    around: { resourceServers: [api('https://api.test', 'a', 'b', 'c'), api('https://other.test', 'a')] },
    address: 'roles/Courier',
    always: { name: 'Courier' },
    fields: {
      description: fc.constantFrom('Delivers', 'Brings'),
      permissions: fc
        .subarray(['https://api.test/a', 'https://api.test/b', 'https://api.test/c', 'https://other.test/a'], {
          minLength: 1,
        })
        .map((names) =>
          names.map((name) => ({ permission_name: name.slice(-1), resource_server_identifier: name.slice(0, -2) })),
        ),
    },
    children: {
      permissions: {
        name: 'permissions',
        key: (item) => `${textOf(item, 'resource_server_identifier')}/${textOf(item, 'permission_name')}`,
        after: ['resourceServers/https://api.test', 'resourceServers/https://other.test'],
      },
    },
    server: { id: 'rol_abcdefghijklmnop', type: 'tenant', owner_id: 'org_abcdefghijklmnop' },
    rename: { id: 'id', fields: { name: 'Driver' } },
    live: found('/roles', 'name', 'Courier', { permissions: 'permissions' }),
    byHand: [
      { post: '/roles', body: { name: 'Courier', description: 'By hand' }, as: 'courier' },
      {
        post: '/roles/{courier}/permissions',
        body: { permissions: [{ permission_name: 'c', resource_server_identifier: 'https://api.test' }] },
      },
    ],
  },
];

function textOf(item: unknown, field: string): string {
  return String((item as Record<string, unknown>)[field]);
}
