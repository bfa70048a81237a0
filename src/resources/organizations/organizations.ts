import { answer, crud, rows } from '../../catalog/endpoints.ts';
import { text } from '../../catalog/resource-type.ts';
import type { ChildType, ResourceType } from '../../catalog/resource-type.ts';
import { connectionRules, grantRules } from './organization-rules.ts';
import { organizationRoles } from './organization-roles.ts';

const connections: ChildType = {
  name: 'connections',
  path: 'connections',
  shape: 'list',
  identity: { keys: ['connection_id'], id: 'connection_id' },
  scopes: 'organization_connections',
  endpoints: {
    list: (api, { parent }) => rows(api.organizations.connections.list(parent, { per_page: 100 })),
    create: (api, { parent }, body) => answer(api.organizations.connections.create(parent, body)),
    update: (api, { parent, id }, body) => answer(api.organizations.connections.update(parent, id, body)),
    delete: (api, { parent, id }) => answer(api.organizations.connections.delete(parent, id)),
  },
  readOnly: ['connection'],
  ...connectionRules,
  aliases: { name: 'connection_id' },
  references: { connection_id: { to: ['connections', 'databases'], by: 'id', isRequired: true } },
};

const clientGrants: ChildType = {
  name: 'client_grants',
  path: 'client_grants',
  shape: 'list',
  identity: { keys: ['grant_id'], id: 'grant_id' },
  scopes: 'organization_client_grants',
  endpoints: {
    list: (api, { parent }) => rows(api.organizations.clientGrants.list(parent, { per_page: 100 })),
    create: (api, { parent }, body) => answer(api.organizations.clientGrants.create(parent, body)),
    delete: (api, { parent, id }) => answer(api.organizations.clientGrants.delete(parent, id)),
  },
  // What the API answers beside is the grant's own.
  readOnly: ['id', 'scope', 'organization_usage', 'allow_any_organization'],
  ...grantRules,
  references: {
    grant_id: { to: 'clientGrants', by: 'id', isRequired: true },
  },
  hooks: { fromApi: (live) => ({ grant_id: live['id'] ?? null }) },
};

const discoveryDomains: ChildType = {
  name: 'discovery_domains',
  path: 'discovery_domains',
  shape: 'list',
  // A removed domain has to be verified again before it works.
  isGuarded: true,
  identity: { keys: ['domain'], id: 'id' },
  scopes: 'organization_discovery_domains',
  endpoints: {
    list: (api, { parent }) => rows(api.organizations.discoveryDomains.list(parent, { take: 100 })),
    create: (api, { parent }, body) => answer(api.organizations.discoveryDomains.create(parent, body)),
    update: (api, { parent, id }, body) => answer(api.organizations.discoveryDomains.update(parent, id, body)),
    delete: (api, { parent, id }) => answer(api.organizations.discoveryDomains.delete(parent, id)),
  },
  readOnly: ['id', 'verification_host', 'verification_txt'],
  limits: [{ most: 100 }],
  hooks: {
    // A pending domain leads no user to the organization until its DNS record exists and the domain is verified.
    followUp: ({ status, verification_host: host, verification_txt: record }) =>
      status === 'pending' ? `add the DNS record TXT ${text(host)} ${text(record)}, then verify the domain` : undefined,
  },
};

const clients: ChildType = {
  name: 'clients',
  path: 'clients',
  shape: 'list',
  identity: { keys: ['client_id'], id: 'client_id' },
  scopes: 'organization_clients',
  endpoints: {
    list: (api, { parent }) => rows(api.organizations.clients.list(parent, { take: 100 })),
    update: (api, { parent, id }, body) => answer(api.organizations.clients.update(parent, id, body)),
    batch: {
      size: 10,
      create: (api, parent, bodies) => answer(api.organizations.clients.create(parent, { clients: bodies })),
      delete: (api, parent, keys) =>
        answer(api.organizations.clients.delete(parent, { clients: keys.map((key) => key['client_id'] ?? null) })),
    },
  },
  readOnly: ['client'],
  limits: [{ most: 100 }],
  references: { client_id: { to: 'clients', by: 'id', isRequired: true } },
};

/** Organizations; their members and invitations are data, not configuration. */
export const organizations: ResourceType = {
  name: 'organizations',
  takesAlong: 'its members and invitations',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'organizations',
  endpoints: crud((api) => api.organizations, { take: 100 }),
  children: [connections, clientGrants, discoveryDomains, clients, organizationRoles],
  readOnly: ['id', 'client'],
  maps: ['metadata'],
  texts: ['metadata.*'],
  limits: [{ at: 'metadata.*', most: 255 }],
};
