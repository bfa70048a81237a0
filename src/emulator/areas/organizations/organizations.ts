import { idForm } from '../../ids.ts';
import type { Area } from '../../area.ts';
import { linkConnection, organizationConnectionRoutes } from './connections.ts';
import { roleBeforeDelete } from '../roles.ts';
import { type Body, bodiesOf, bodyOf, omit, pick, textOf, textsOf } from '../../body.ts';
import type { Collection, Write } from '../../collection.ts';
import { absent, badRequest, conflict } from '../../errors.ts';
import { refuseLargeMetadata } from '../../metadata.ts';
import { type Pages, newestFirst, page, pageQuery } from '../../paging.ts';
import { type Answer, type Call, type Route, created, empty, need, ok, operation, param } from '../../route.ts';
import { type Constraints, items, metadata, text } from '../../schema.ts';
import type { Entry } from '../../store.ts';

/** Judges and completes an organization; `enabled_connections` come along on creation only. */
export function organizationBeforeStore(body: Body, { call }: Write): Body {
  const metadata = Object.entries(bodyOf(body['metadata'])).filter(([, value]) => value !== null);
  refuseLargeMetadata(Object.fromEntries(metadata), 25);
  const links = bodiesOf(body['enabled_connections']);
  for (const link of links) linkConnection(textOf(body['id']), link, call);
  const kept = omit(body, ['enabled_connections']);
  return metadata.length > 0 ? { ...kept, metadata: Object.fromEntries(metadata) } : omit(kept, ['metadata']);
}

/** A list can tell how each organization is associated with one client. */
function revealOrganization(organization: Body, { store, query }: Call): Body {
  const client = query['include_client_association_for']?.[0] ?? '';
  const association = store.get('organization_clients', `${textOf(organization['id'])}|${client}`);
  return association === undefined
    ? organization
    : { ...organization, client: pick(association, ['use_for_member_access']) };
}

/** An organization that goes takes its links along, and is no client's default any more. */
export function organizationBeforeDelete({ id }: Body, call: Call): void {
  const { store } = call;
  for (const role of store.all('roles').filter(({ owner_id }) => owner_id === id)) {
    roleBeforeDelete(role, call);
    store.remove('roles', textOf(role['id']));
  }
  for (const collection of ['connections', 'client_grants', 'discovery_domains', 'clients']) {
    store.removeWhere(`organization_${collection}`, ({ _organization }) => _organization === id);
  }
  store.changeAll('clients', (client) =>
    bodyOf(client['default_organization'])['organization_id'] === id ? omit(client, ['default_organization']) : client,
  );
}

/** A domain of an organization is registered once, and is verified by a record of its own. */
export function discoveryDomainBeforeStore(body: Body, { call, before }: Write): Body {
  if (before !== undefined) return body;
  const organization = textOf(body['_organization']);
  const domain = textOf(body['domain']);
  const isSame = (other: Body): boolean => other['_organization'] === organization && other['domain'] === domain;
  if (call.store.some('organization_discovery_domains', (other) => isSame(other))) {
    throw conflict('An organization discovery domain with this domain is already registered to this organization.');
  }
  const host = `_ss-verification.${organization}.${domain}`;
  return { ...body, verification_host: host, verification_txt: call.store.newId('verification') };
}

const GRANTS: Pages = { key: 'client_grants', paging: 'offset' };
const CLIENTS: Pages = { key: 'clients', paging: 'checkpoint' };
const MOST = 100;
const PATH = '/organizations/:id';

/** What an organization is reached by and linked to, connections aside. */
export const organizationRoutes: Route[] = [
  operation('GET /organizations/name/:name', 'read:organizations', getByName),
  operation(`GET ${PATH}/discovery-domains/name/:domain`, 'read:organization_discovery_domains', getDomainByName),
  operation(`GET ${PATH}/client-grants`, 'read:organization_client_grants', listGrants, {
    query: { ...pageQuery(GRANTS), audience: 'text', client_id: 'text', grant_ids: 'texts' },
  }),
  operation(`POST ${PATH}/client-grants`, 'create:organization_client_grants', linkGrant, {
    body: 'AssociateOrganizationClientGrantRequestContent',
  }),
  operation(`DELETE ${PATH}/client-grants/:grant`, 'delete:organization_client_grants', unlinkGrant),
  operation(`GET ${PATH}/clients`, 'read:organization_clients', listClients, { query: pageQuery(CLIENTS) }),
  operation(`POST ${PATH}/clients`, 'create:organization_clients', linkClients, {
    body: 'CreateOrganizationClientsRequestContent',
  }),
  operation(`DELETE ${PATH}/clients`, 'delete:organization_clients', unlinkClients, {
    body: 'DeleteOrganizationClientsRequestContent',
  }),
  operation(`GET ${PATH}/clients/:client`, 'read:organization_clients', (call) =>
    ok(associated(associationOf(call), call)),
  ),
  operation(`PATCH ${PATH}/clients/:client`, 'update:organization_clients', changeClient, {
    body: 'UpdateOrganizationClientRequestContent',
  }),
];

const idOf = (call: Call): string => textOf(need(call, 'organizations', 'organization')['id']);

function linksOf(collection: string, call: Call): Entry[] {
  const id = idOf(call);
  return call.store.entries(`organization_${collection}`).filter(({ body }) => body['_organization'] === id);
}

function getByName(call: Call): Answer {
  const organization = call.store.find('organizations', ({ name }) => name === param(call, 'name'));
  if (organization === undefined) throw absent('organization');
  return ok(organization);
}

function getDomainByName(call: Call): Answer {
  const found = linksOf('discovery_domains', call).find(({ body }) => body['domain'] === param(call, 'domain'));
  if (found === undefined) throw absent('organization discovery domain');
  return ok(omit(found.body, ['_organization']));
}

function listGrants(call: Call): Answer {
  const { store, query } = call;
  const isAsked = (body: Body, name: string, field: string): boolean =>
    query[name] === undefined || query[name].includes(textOf(body[field]));
  const rows = linksOf('client_grants', call).flatMap(({ key, place, body }) => {
    const grant = store.get('client_grants', textOf(body['grant_id']));
    if (grant === undefined || !isAsked(grant, 'grant_ids', 'id')) return [];
    const isMatch = isAsked(grant, 'audience', 'audience') && isAsked(grant, 'client_id', 'client_id');
    return isMatch ? [{ key, place, body: grant }] : [];
  });
  return ok(page(GRANTS, query, rows, (grant) => pick(grant, ['id', ...GRANT_FIELDS, 'subject_type'])));
}

const GRANT_FIELDS = ['client_id', 'audience', 'scope', 'organization_usage', 'allow_any_organization'];

/** A grant can be associated when it allows organizations, once, and up to 100 of them. */
function linkGrant(call: Call): Answer {
  const { store } = call;
  const organization = idOf(call);
  const id = textOf(call.body['grant_id']);
  const grant = store.get('client_grants', id);
  if (grant === undefined) throw absent('client grant');
  if (!['allow', 'require'].includes(textOf(grant['organization_usage']))) {
    throw badRequest('The client grant does not allow organizations.', 'invalid_organization_usage');
  }
  const key = `${organization}|${id}`;
  if (store.get('organization_client_grants', key) !== undefined) {
    throw conflict('The client grant has already been added to this organization.');
  }
  store.put('organization_client_grants', key, { grant_id: id, _organization: organization });
  refuseMany('client_grants', call);
  return created({ grant_id: id, ...pick(grant, GRANT_FIELDS) });
}

function unlinkGrant(call: Call): Answer {
  call.store.remove('organization_client_grants', `${idOf(call)}|${param(call, 'grant')}`);
  return empty();
}

function refuseMany(collection: string, call: Call): void {
  if (linksOf(collection, call).length > MOST)
    throw badRequest(`An organization can have ${MOST} ${collection} at most.`);
}

function listClients(call: Call): Answer {
  return ok(page(CLIENTS, call.query, newestFirst(linksOf('clients', call)), (body) => associated(body, call)));
}

function linkClients(call: Call): Answer {
  const organization = idOf(call);
  const links = bodiesOf(call.body['clients']).map((link) => {
    const client = textOf(link['client_id']);
    if (call.store.get('clients', client) === undefined) throw absent('client');
    return call.store.put('organization_clients', `${organization}|${client}`, {
      ...link,
      _organization: organization,
    });
  });
  refuseMany('clients', call);
  return created(links.map((link) => associated(link, call)));
}

function unlinkClients(call: Call): Answer {
  const id = idOf(call);
  for (const client of textsOf(call.body['clients'])) call.store.remove('organization_clients', `${id}|${client}`);
  return empty();
}

function changeClient(call: Call): Answer {
  const link = { ...associationOf(call), ...call.body };
  return ok(associated(call.store.put('organization_clients', `${idOf(call)}|${param(call, 'client')}`, link), call));
}

function associationOf(call: Call): Body {
  const association = call.store.get('organization_clients', `${idOf(call)}|${param(call, 'client')}`);
  if (association === undefined) throw absent('organization client');
  return association;
}

const CLIENT_FIELDS = ['name', 'app_type', 'logo_uri', 'is_first_party', 'grant_types', 'organization_usage'];

function associated(association: Body, { store }: Call): Body {
  const client = store.get('clients', textOf(association['client_id'])) ?? {};
  return { ...omit(association, ['_organization']), client: pick(client, CLIENT_FIELDS) };
}

const organizations: Collection = {
  name: 'organizations',
  path: '/organizations',
  id: ['id', idForm('organization', 'org_', 16)],
  stem: 'organizations',
  scopes: { read: 'read:organizations read:organizations_summary' },
  noun: 'organization',
  create: 'CreateOrganizationRequestContent',
  update: 'UpdateOrganizationRequestContent',
  list: { key: 'organizations', paging: 'both', rows: 1000 },
  unique: [['name'], 'An organization with this name already exists.'],
  ignored: { include_client_association_for: 'text', sort: 'text' },
  defaults: { third_party_client_access: 'block', is_app_entitlement_active: false },
  beforeStore: organizationBeforeStore,
  reveal: revealOrganization,
  beforeDelete: organizationBeforeDelete,
};

const discoveryDomains: Collection = {
  name: 'organization_discovery_domains',
  path: '/organizations/:organization/discovery-domains',
  id: ['id', idForm('discoveryDomain', 'ord_', 22)],
  stem: 'organization_discovery_domains',
  noun: 'organization discovery domain',
  parent: ['organization', organizations, '_organization'],
  create: 'CreateOrganizationDiscoveryDomainRequestContent',
  update: 'UpdateOrganizationDiscoveryDomainRequestContent',
  list: { key: 'domains', paging: 'checkpoint' },
  limit: 100,
  idempotentDelete: true,
  defaults: { status: 'pending', use_for_organization_discovery: true },
  beforeStore: discoveryDomainBeforeStore,
};

const organization = {
  name: text(1, 50, '^[a-z0-9][a-z0-9_-]*$'),
  display_name: text(1, 255),
  metadata,
};

const constraints: Constraints = {
  CreateOrganizationClientsRequestContent: { properties: { clients: items(1, 10) } },
  CreateOrganizationDiscoveryDomainRequestContent: { properties: { domain: text(3, 255) } },
  CreateOrganizationRequestContent: { properties: { ...organization, enabled_connections: items(0, 10) } },
  DeleteOrganizationClientsRequestContent: { properties: { clients: items(1, 10) } },
  UpdateOrganizationRequestContent: { properties: organization },
};

/** Organizations, their domains, and what they are linked to. */
export const organizationArea: Area = {
  collections: [organizations, discoveryDomains],
  routes: [...organizationRoutes, ...organizationConnectionRoutes],
  constraints,
};
