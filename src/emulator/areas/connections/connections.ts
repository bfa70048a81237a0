import { idForm } from '../../ids.ts';
import { scimRoutes } from './scim.ts';
import { createHash } from 'node:crypto';
import type { Area } from '../../area.ts';
import { withCertificate } from './certificates.ts';
import { completedDatabase, refuseDatabaseOptions } from './databases.ts';
import { connectionDefaults, DISPLAYED, lastingOptions, optionDefaults, TICKETED } from './defaults.ts';
import { withScope } from './scopes.ts';
import { defaultsFor } from '../../defaults.ts';
import { discovered } from './discovery.ts';
import { directoryBeforeDelete, directoryReplacements, directoryRoutes } from './directory.ts';
import { type Body, bodiesOf, bodyOf, isBody, omit, pick, textOf, textsOf } from '../../body.ts';
import type { Collection, Write } from '../../collection.ts';
import { insufficientScope, refuse } from '../../errors.ts';
import { among, same } from '../../filters.ts';
import { refuseLargeMetadata } from '../../metadata.ts';
import { type Pages, page, pageQuery } from '../../paging.ts';
import { type Answer, type Call, type Route, empty, need, ok, operation, timestamp } from '../../route.ts';
import { type Constraints, atLeastOne, items, metadata, refused, text } from '../../schema.ts';
import { regionOf, tenantName } from '../../tenant-name.ts';

const ENCRYPTED = '2.0$';
const TICKET = idForm('ticket', '', 32);

/**
 * Judges and completes a connection. PATCH replaces `options` whole. Values of a database's `configuration` are
 * encrypted when they arrive and come back encrypted; sent back as they are, they stay.
 */
export function connectionBeforeStore(body: Body, { call, sent, before }: Write): Body {
  if (before !== undefined && sent['options'] !== undefined && !call.scopes.has('update:connections_options')) {
    throw insufficientScope(['update:connections_options']);
  }
  refuseLargeMetadata(body['metadata'], 10);
  const isDatabase = body['strategy'] === 'auth0';
  const options = bodyOf(body['options']);
  if (isDatabase) refuseDatabaseOptions(options, before && bodyOf(before['options']), call);
  if (isDatabase && body['cross_app_access_requesting_app'] !== undefined) {
    throw refuse('connections.requesting-app-of-database');
  }
  const clients = textsOf(body['enabled_clients']);
  for (const client of clients) needClient(client, call);
  for (const client of clients) enable(textOf(body['id']), client, call);
  return {
    ...(before === undefined && fresh(body, call)),
    ...omit(body, ['enabled_clients']),
    options: completed(body, before),
    realms: body['realms'] ?? [textOf(body['name'])],
  };
}

/** What a new connection has beside its options. */
function fresh(body: Body, { store, domain }: Call): Body {
  const { strategy = '', name = '' } = body;
  const ticket = `${ticketsOf(domain)}/p/${textOf(strategy)}/${store.newId(TICKET)}`;
  return {
    ...defaultsFor(connectionDefaults, body),
    ...(TICKETED.includes(strategy) && { provisioning_ticket_url: ticket }),
    ...(DISPLAYED.includes(strategy) && { display_name: name }),
  };
}

/** Where tickets are redeemed: at a host that all tenants of a region share. */
const ticketsOf = (domain: string): string => {
  const region = regionOf(domain);
  return region === undefined ? `https://${domain}` : `https://login.${region}.auth0.com/${tenantName(domain)}`;
};

/** The options as the API keeps them: completed, encrypted, and with what follows from them. */
function completed(body: Body, before: Body | undefined): Body {
  const sent = bodyOf(body['options']);
  const old = bodyOf(before?.['options']);
  const lasting = { ...defaultsFor(lastingOptions, body), ...pick(old, ['passkey_options']) };
  const methods = sent['authentication_methods'] ?? old['authentication_methods'];
  const options = {
    ...lasting,
    ...(before === undefined && defaultsFor(optionDefaults, body)),
    ...(methods !== undefined && { authentication_methods: methods }),
    ...sent,
  };
  const isDatabase = body['strategy'] === 'auth0';
  const known = isDatabase ? completedDatabase(options, bodyOf(sent['authentication_methods'])) : options;
  const strategy = textOf(body['strategy']);
  return withScope(strategy, withCertificate(strategy, discovered(strategy, encrypted(known), old)));
}

function encrypted(options: Body): Body {
  if (!isBody(options['configuration'])) return options;
  const values = Object.entries(options['configuration']).flatMap(([key, value]): [string, string][] => {
    const plain = textOf(value);
    if (value === null) return [];
    if (plain.startsWith(ENCRYPTED)) return [[key, plain]];
    return [[key, `${ENCRYPTED}${createHash('sha256').update(`${key}=${plain}`).digest('hex')}`]];
  });
  return { ...options, configuration: Object.fromEntries(values) };
}

/** Options are read with a scope of their own. The list of enabled clients is read here and written elsewhere. */
export function revealConnection(connection: Body, { store, scopes }: Call): Body {
  const clients = store.all('enabled_clients').filter(({ _connection }) => _connection === connection['id']);
  const seen = scopes.has('read:connections_options') ? connection : omit(connection, ['options']);
  return { ...seen, enabled_clients: clients.map(({ client_id }) => textOf(client_id)) };
}

/** A connection that goes takes enablements, links to organizations and what it provisions along. */
export function connectionBeforeDelete({ id }: Body, call: Call): void {
  const { store } = call;
  store.removeWhere('enabled_clients', ({ _connection }) => _connection === id);
  store.removeWhere('organization_connections', ({ connection_id }) => connection_id === id);
  store.remove('scim_configurations', textOf(id));
  directoryBeforeDelete(textOf(id), call);
}

const PATH = '/connections/:id/clients';
const CLIENTS: Pages = { key: 'clients', paging: 'checkpoint', max: 1000 };

/** The clients of a connection. PATCH changes the ones it names, at most 50, and leaves the others alone. */
export const enablementRoutes: Route[] = [
  operation(`GET ${PATH}`, 'read:connections', listClients, { query: pageQuery(CLIENTS) }),
  operation(`PATCH ${PATH}`, 'update:connections', changeClients, {
    body: 'UpdateEnabledClientConnectionsRequestContent',
  }),
];

function listClients(call: Call): Answer {
  const id = textOf(need(call, 'connections', 'connection')['id']);
  const rows = call.store.entries('enabled_clients').filter(({ body }) => body['_connection'] === id);
  return ok(page(CLIENTS, call.query, rows, ({ client_id }) => ({ client_id: client_id ?? '' })));
}

function changeClients(call: Call): Answer {
  const id = textOf(need(call, 'connections', 'connection')['id']);
  for (const { client_id, status } of bodiesOf(call.payload)) {
    const client = textOf(client_id);
    needClient(client, call);
    if (status === true) enable(id, client, call);
    else call.store.remove('enabled_clients', `${id}|${client}`);
  }
  return empty();
}

function needClient(client: string, { store }: Call): void {
  if (store.get('clients', client) === undefined) throw refuse('connections.unknown-client', { client });
}

function enable(connection: string, client: string, { store }: Call): void {
  store.put('enabled_clients', `${connection}|${client}`, { client_id: client, _connection: connection });
}

const connections: Collection = {
  name: 'connections',
  path: '/connections',
  id: ['id', idForm('connection', 'con_', 16)],
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
  alwaysShown: ['id', 'is_domain_connection', 'authentication', 'connected_accounts'],
  unique: [['name'], 'connections.name-taken'],
  defaults: { options: {} },
  statuses: { remove: 202 },
  removed: (call) => ({ deleted_at: timestamp(call) }),
  idempotentDelete: true,
  beforeStore: connectionBeforeStore,
  reveal: revealConnection,
  beforeDelete: connectionBeforeDelete,
};

const connection = { display_name: { maxLength: 128 }, metadata };

const constraints: Constraints = {
  CreateConnectionRequestContent: {
    properties: { ...connection, name: text(1, 128, '^[a-zA-Z0-9](-?[a-zA-Z0-9])*$') },
  },
  UpdateConnectionRequestContent: { ...atLeastOne, properties: { ...connection, ...refused('enabled_clients') } },
  UpdateEnabledClientConnectionsRequestContent: items(1, 50),
};

/** The API takes a default method for user names, which the SDK's type does not have. */
const replacements: Constraints = {
  UsernameAttributeIdentifier: {
    type: 'object',
    properties: { active: { type: 'boolean' }, default_method: { enum: ['password'] } },
    additionalProperties: false,
  },
};

/** Where people log in, and who is provisioned through it. */
export const connectionArea: Area = {
  collections: [connections],
  routes: [...enablementRoutes, ...scimRoutes, ...directoryRoutes],
  constraints,
  replacements: { ...directoryReplacements, ...replacements },
};
