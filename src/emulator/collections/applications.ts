import { textOf } from '../body.ts';
import type { Collection } from '../collection.ts';
import { leaveApi, settleApi } from '../quirks/apis.ts';
import { leaveClient, revealClient, settleClient } from '../quirks/clients.ts';
import { leaveCredential, settleCredential } from '../quirks/credentials.ts';
import { leaveGrant, settleGrant } from '../quirks/grants.ts';
import { leaveRole, settleRole } from '../quirks/roles.ts';
import { same, flag, among, containing } from './filters.ts';

const clients: Collection = {
  name: 'clients',
  path: '/clients',
  id: ['client_id', 'client'],
  stem: 'clients',
  scopes: {
    read: 'read:clients read:client_keys read:client_credentials read:client_summary',
    update: 'update:clients update:client_keys update:client_credentials update:client_token_vault_privileged_access',
  },
  noun: 'client',
  create: 'CreateClientRequestContent',
  update: 'UpdateClientRequestContent',
  list: {
    key: 'clients',
    paging: 'both',
    filters: {
      is_global: flag('global'),
      is_first_party: flag('is_first_party'),
      app_type: among('app_type'),
      external_client_id: same('external_client_id'),
    },
  },
  fields: true,
  idempotentDelete: true,
  merged: ['client_metadata'],
  defaults: {
    is_first_party: true,
    is_token_endpoint_ip_header_trusted: false,
    oidc_conformant: false,
    sso_disabled: false,
    cross_origin_authentication: false,
    custom_login_page_on: true,
  },
  settle: settleClient,
  reveal: revealClient,
  leave: leaveClient,
};

/** APIs, applications, and what these may ask for. */
export const applications: readonly Collection[] = [
  {
    name: 'resource_servers',
    path: '/resource-servers',
    id: ['id', 'resourceServer'],
    stem: 'resource_servers',
    noun: 'resource server',
    create: 'CreateResourceServerRequestContent',
    update: 'UpdateResourceServerRequestContent',
    list: { key: 'resource_servers', paging: 'offset', filters: { identifiers: among('identifier') } },
    ignored: { include_fields: 'boolean' },
    alias: 'identifier',
    unique: [['identifier'], 'A resource server with the same identifier already exists.'],
    nullable: ['token_encryption', 'consent_policy', 'authorization_details', 'proof_of_possession'],
    defaults: {
      is_system: false,
      allow_offline_access: false,
      skip_consent_for_verifiable_first_party_clients: false,
      subject_type_authorization: { user: { policy: 'allow_all' }, client: { policy: 'require_client_grant' } },
      token_lifetime: 86_400,
      token_lifetime_for_web: 7200,
      signing_alg: 'RS256',
    },
    idempotentDelete: true,
    settle: settleApi,
    leave: leaveApi,
  },
  clients,
  {
    name: 'credentials',
    path: '/clients/:client/credentials',
    id: ['id', 'credential'],
    stem: 'client_credentials',
    noun: 'credential',
    parent: ['client', clients, '_client'],
    create: 'PostClientCredentialRequestContent',
    update: 'PatchClientCredentialRequestContent',
    list: { key: 'credentials', paging: 'none' },
    stamped: true,
    writeOnly: ['pem'],
    defaults: { name: '' },
    idempotentDelete: true,
    settle: settleCredential,
    leave: leaveCredential,
  },
  {
    name: 'client_grants',
    path: '/client-grants',
    id: ['id', 'clientGrant'],
    stem: 'client_grants',
    noun: 'client grant',
    create: 'CreateClientGrantRequestContent',
    update: 'UpdateClientGrantRequestContent',
    list: {
      key: 'client_grants',
      paging: 'both',
      filters: {
        audience: same('audience'),
        client_id: same('client_id'),
        allow_any_organization: flag('allow_any_organization'),
        subject_type: same('subject_type'),
        default_for: same('default_for'),
      },
    },
    unique: [
      ['client_id', 'default_for', 'audience', 'subject_type'],
      'A client grant for this client, audience and subject type already exists.',
    ],
    defaults: { subject_type: 'client' },
    idempotentDelete: true,
    settle: settleGrant,
    leave: leaveGrant,
  },
  {
    name: 'roles',
    path: '/roles',
    id: ['id', 'role'],
    stem: 'roles',
    noun: 'role',
    create: 'CreateRoleRequestContent',
    update: 'UpdateRoleRequestContent',
    list: {
      key: 'roles',
      paging: 'offset',
      filters: {
        name_filter: containing('name'),
        type: ['text', ({ type = 'tenant' }, values) => values.includes(textOf(type))],
        owner_id: same('owner_id'),
      },
    },
    unique: [['name', 'owner_id'], 'The role already exists.'],
    nullable: ['description'],
    limit: 1000,
    defaults: { description: null },
    statuses: { create: 200, remove: 200 },
    settle: settleRole,
    leave: leaveRole,
  },
];
