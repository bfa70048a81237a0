import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { acl, action, api, client, database, gateway, holds, like, organization, role, type Step } from './steps.ts';

const permission = (permission_name: string): object => ({
  permission_name,
  resource_server_identifier: 'https://a.test',
});
/** A field that is this and nothing more. */
const exactly = (value: unknown): unknown => like(expect.toSatisfy((seen) => isDeepStrictEqual(seen, value)));
const timestamp = like(expect.stringMatching(/^\d{4}-\d\d-\d\dT/));
const discovery = 'https://login.test/.well-known/openid-configuration';
const google = gateway('google-apps');

holds({
  databases: [
    [
      'say in one way what passwords are like: the older one, unless the newer one is sent',
      { ...database, has: { options: { passwordPolicy: 'good' } } },
      {
        send: 'POST /connections',
        body: { name: 'b', strategy: 'auth0', options: { password_options: { history: { active: true, size: 3 } } } },
        status: 201,
        has: { options: { password_options: { history: { size: 3 } } } },
        lacks: ['options.passwordPolicy'],
      },
    ],
  ],
  connections: [
    [
      'of Okta show what the domain publishes, and none without a domain',
      {
        ...gateway('okta', { domain: 'acme.okta.com' }),
        has: {
          options: {
            issuer: 'https://acme.okta.com',
            jwks_uri: 'https://acme.okta.com/oauth2/v1/keys',
            oidc_metadata: { token_endpoint: 'https://acme.okta.com/oauth2/v1/token' },
          },
        },
      },
      { ...gateway('okta'), body: { name: 'b', strategy: 'okta' }, lacks: ['options.oidc_metadata'] },
    ],
    [
      'of OpenID Connect take the endpoints that are not sent from the discovery document',
      {
        ...gateway('oidc', { discovery_url: discovery, token_endpoint: 'https://login.test/own', jwks_uri: null }),
        has: {
          show_as_button: false,
          options: {
            issuer: 'https://login.test',
            token_endpoint: 'https://login.test/own',
            jwks_uri: like(expect.stringContaining('https://login.test/')),
            oidc_metadata: { issuer: 'https://login.test', subject_types_supported: ['public'] },
            attribute_map: { mapping_mode: 'bind_all' },
            schema_version: 'oidc-V4',
          },
        },
      },
      {
        send: 'PATCH /connections/{0.id}',
        body: { options: { client_id: 'b' } },
        has: { options: { client_id: 'b', oidc_metadata: { issuer: 'https://login.test' } } },
      },
      {
        send: 'PATCH /connections/{0.id}',
        body: { options: { discovery_url: discovery, oidc_metadata: { issuer: 'https://sent.test' } } },
        has: { options: { oidc_metadata: exactly({ issuer: 'https://sent.test' }) } },
      },
    ],
    ...['ad', 'adfs', 'google-apps', 'pingfederate', 'samlp'].map((strategy): [string, ...Step[]] => [
      `of ${strategy} have an address at which they are set up`,
      {
        ...gateway(strategy),
        has: {
          provisioning_ticket_url: like(expect.stringMatching(`^https://local/p/${strategy}/[0-9A-Za-z]{32}$`)),
        },
      },
    ]),
    [
      'authenticate, and connect no accounts, whatever their strategy',
      { ...database, has: { authentication: { active: true }, connected_accounts: { active: false } } },
      { send: 'GET /connections/{0.id}', has: { enabled_clients: [], realms: ['a'], is_domain_connection: false } },
    ],
  ],
  'provisioning of users': [
    [
      'by SCIM maps some thirty fields, and knows users of Entra ID by other names',
      gateway('okta'),
      { ...gateway('waad'), body: { name: 'b', strategy: 'waad', options: { client_id: 'a' } } },
      {
        send: 'POST /connections/{0.id}/scim-configuration',
        status: 201,
        has: {
          user_id_attribute: 'externalId',
          mapping: like(expect.arrayContaining([{ scim: 'userName', auth0: 'preferred_username' }])),
        },
      },
      {
        send: 'POST /connections/{1.id}/scim-configuration',
        status: 201,
        has: { mapping: like(expect.arrayContaining([{ scim: 'userName', auth0: 'upn' }])) },
      },
      {
        send: 'GET /connections/{0.id}/scim-configuration/default-mapping',
        has: { mapping: like(expect.toSatisfy((rows: object[]) => rows.length >= 25)) },
      },
    ],
    [
      'from a directory maps what Google Workspace knows, and its groups come by id, in parts',
      google,
      {
        send: 'POST /connections/{0.id}/directory-provisioning',
        body: { synchronize_groups: 'selected' },
        status: 201,
        has: {
          synchronize_automatically: false,
          mapping: like(expect.arrayContaining([{ idp: 'primaryEmail', auth0: 'email' }])),
        },
      },
      ...['b', 'a'].map((id) => ({
        send: 'POST /connections/{0.id}/directory-provisioning/synchronized-groups',
        body: { groups: [{ id }] },
        status: 204,
      })),
      {
        send: 'GET /connections/{0.id}/directory-provisioning/synchronized-groups',
        has: { groups: [{ id: 'a' }, { id: 'b' }] },
      },
      { send: 'GET /connections/{0.id}/directory-provisioning/synchronized-groups?q=name:a' },
      {
        send: 'DELETE /connections/{0.id}/directory-provisioning/synchronized-groups',
        body: { groups: [{ id: 'a' }] },
        status: 204,
      },
      {
        send: 'GET /connections/{0.id}/directory-provisioning/synchronized-groups',
        has: { groups: [{ id: 'b' }] },
      },
    ],
  ],
  'the order of a list': [
    [
      'of permissions and of connections of an organization is that of their names',
      { ...api, body: { identifier: 'https://a.test', scopes: [{ value: 'a' }, { value: 'b' }] } },
      role,
      {
        send: 'POST /roles/{1.id}/permissions',
        body: { permissions: [permission('b'), permission('a')] },
        status: 201,
      },
      {
        send: 'GET /roles/{1.id}/permissions?include_totals=true',
        has: { permissions: [{ permission_name: 'a' }, { permission_name: 'b' }] },
      },
      organization,
      { ...database, body: { name: 'z', strategy: 'auth0' } },
      database,
      ...['{5.id}', '{6.id}'].map((connection_id) => ({
        send: 'POST /organizations/{4.id}/enabled_connections',
        body: { connection_id },
        status: 201,
      })),
      {
        send: 'GET /organizations/{4.id}/enabled_connections?include_totals=true',
        has: { enabled_connections: [{ connection: { name: 'a' } }, { connection: { name: 'z' } }] },
      },
    ],
    [
      'of clients of an organization has the newest first',
      organization,
      client,
      { ...client, body: { name: 'b' } },
      ...['{1.client_id}', '{2.client_id}'].map((client_id) => ({
        send: 'POST /organizations/{0.id}/clients',
        body: { clients: [{ client_id, use_for_member_access: true }] },
        status: 201,
      })),
      {
        send: 'GET /organizations/{0.id}/clients?take=50',
        has: { clients: [{ client: { name: 'b' } }, { client: { name: 'a' } }] },
      },
    ],
    [
      'of factors is fixed',
      {
        send: 'GET /guardian/factors',
        has: like(
          expect.objectContaining(
            Object.fromEntries(
              ['sms', 'push-notification', 'otp', 'email', 'duo', 'webauthn-roaming', 'webauthn-platform'].map(
                (name, at) => [at, like(expect.objectContaining({ name, trial_expired: false }))],
              ),
            ),
          ),
        ) as object,
      },
    ],
  ],
  bindings: [
    [
      'show the action with its versions, and no page or total of 0',
      action,
      { send: 'POST /actions/actions/{0.id}/deploy' },
      {
        send: 'PATCH /actions/triggers/post-login/bindings',
        body: { bindings: [{ ref: { type: 'action_id', value: '{0.id}' } }] },
        has: {
          bindings: [{ action: { current_version: {}, deployed_version: {} } }],
        },
      },
      { send: 'GET /actions/triggers/post-login/bindings', has: { total: 1, per_page: 20 }, lacks: ['page'] },
      { send: 'GET /actions/triggers/post-change-password/bindings', lacks: ['page', 'total'] },
    ],
    ['can be of tools', { send: 'GET /actions/triggers/mcp-tool/bindings' }],
  ],
  'what is answered that was not sent': [
    [
      'of an organization',
      { ...organization, has: { third_party_client_access: 'block', is_app_entitlement_active: false } },
    ],
    [
      'of a network ACL that is read',
      acl,
      { send: 'GET /network-acls/{0.id}', has: { tenant_id: 'local', deleted_at: null, created_at: timestamp } },
    ],
    [
      'of a profile of connections',
      {
        send: 'POST /connection-profiles',
        body: { name: 'a' },
        status: 201,
        has: { strategy_overrides: null, connection_config: null },
      },
    ],
    [
      'of a log stream for personal data',
      {
        send: 'POST /log-streams',
        body: { name: 'a', type: 'http', sink: { httpEndpoint: 'https://a.test' }, isPriority: true },
        has: { isPriority: true },
      },
      {
        send: 'POST /log-streams',
        body: { name: 'b', type: 'http', sink: { httpEndpoint: 'https://a.test' } },
        lacks: ['filters', 'isPriority', 'pii_config'],
      },
    ],
    [
      'of flows, forms and the vault is nothing',
      { send: 'POST /flows', body: { name: 'a' }, status: 201, lacks: ['actions'] },
      { send: 'GET /flows/{0.id}', lacks: ['actions'] },
      { send: 'POST /forms', body: { name: 'a' }, status: 201, lacks: ['messages', 'nodes', 'style'] },
      { send: 'GET /forms/{2.id}', lacks: ['messages', 'nodes', 'style'] },
      {
        send: 'POST /flows/vault/connections',
        body: { name: 'a', app_id: 'HTTP', setup: { type: 'BEARER', token: 'a' } },
        status: 201,
        lacks: ['environment', 'setup'],
      },
    ],
    [
      'of a grant that an organization takes: the id of the grant, and whose subject it is',
      client,
      api,
      {
        send: 'POST /client-grants',
        body: { client_id: '{0.client_id}', audience: '{1.identifier}', organization_usage: 'allow' },
        status: 201,
      },
      organization,
      {
        send: 'POST /organizations/{3.id}/client-grants',
        body: { grant_id: '{2.id}' },
        status: 201,
        has: { grant_id: like(expect.stringMatching(/^cgr_/)) },
        lacks: ['id', 'subject_type'],
      },
      {
        send: 'GET /organizations/{3.id}/client-grants?include_totals=true',
        has: { client_grants: [{ id: like(expect.stringMatching(/^cgr_/)), subject_type: 'client' }] },
      },
    ],
  ],
  templates: [
    [
      'of profiles are found by their id',
      { send: 'GET /connection-profiles/templates/enterprise-connection' },
      { send: 'GET /user-attribute-profiles/templates/auth0-standard' },
      { send: 'GET /connection-profiles/templates/none', status: 404 },
    ],
  ],
});
