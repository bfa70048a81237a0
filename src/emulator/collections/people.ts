import type { Collection } from '../collection.ts';
import { leaveConnection, revealConnection, settleConnection } from '../quirks/connections.ts';
import { leaveOrganization, settleDiscoveryDomain, settleOrganization } from '../quirks/organizations.ts';
import { same, among } from './filters.ts';

const organizations: Collection = {
  name: 'organizations',
  path: '/organizations',
  id: ['id', 'organization'],
  stem: 'organizations',
  scopes: { read: 'read:organizations read:organizations_summary' },
  noun: 'organization',
  create: 'CreateOrganizationRequestContent',
  update: 'UpdateOrganizationRequestContent',
  list: { key: 'organizations', paging: 'both', rows: 1000 },
  unique: [['name'], 'An organization with this name already exists.'],
  merged: ['metadata'],
  defaults: { third_party_client_access: 'block', is_app_entitlement_active: false },
  settle: settleOrganization,
  leave: leaveOrganization,
};

/** Where people log in. */
export const people: readonly Collection[] = [
  {
    name: 'connections',
    path: '/connections',
    id: ['id', 'connection'],
    stem: 'connections',
    noun: 'connection',
    create: 'CreateConnectionRequestContent',
    update: 'UpdateConnectionRequestContent',
    list: {
      key: 'connections',
      paging: 'both',
      rows: 1000,
      without: ['enabled_clients'],
      filters: { strategy: among('strategy'), name: same('name') },
    },
    fields: true,
    unique: [['name'], 'A connection with the same name already exists'],
    defaults: {
      options: {},
      is_domain_connection: false,
      authentication: { active: true },
      connected_accounts: { active: false },
    },
    statuses: { remove: 202 },
    idempotentDelete: true,
    settle: settleConnection,
    reveal: revealConnection,
    leave: leaveConnection,
  },
  organizations,
  {
    name: 'organization_discovery_domains',
    path: '/organizations/:organization/discovery-domains',
    id: ['id', 'discoveryDomain'],
    stem: 'organization_discovery_domains',
    noun: 'organization discovery domain',
    parent: ['organization', organizations, '_organization'],
    create: 'CreateOrganizationDiscoveryDomainRequestContent',
    update: 'UpdateOrganizationDiscoveryDomainRequestContent',
    list: { key: 'domains', paging: 'checkpoint' },
    limit: 100,
    defaults: { status: 'pending', use_for_organization_discovery: true },
    settle: settleDiscoveryDomain,
  },
];
