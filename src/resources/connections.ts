import { connectionRules, databaseRules } from './connection-rules.ts';
import { answer, crud, rows } from '../catalog/endpoints.ts';
import type { Endpoints } from '../catalog/endpoints.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { directoryProvisioning, scimConfiguration } from './provisioning.ts';
import type { ChildType, ResourceType } from '../catalog/resource-type.ts';
import { paths } from '../catalog/resource-type.ts';

const withStatus = (clients: Body[], status: boolean): Body[] => clients.map((client) => ({ ...client, status }));

/** The clients that may use a connection. The API takes steps, not lists: on or off, 50 at a time. */
const enabledClients: ChildType = {
  name: 'enabled_clients',
  path: 'enabled_clients',
  shape: 'list',
  item: 'client_id',
  identity: { keys: ['client_id'] },
  endpoints: {
    list: (api, { parent }) => rows(api.connections.clients.get(parent, { take: 1000 })),
    batch: {
      size: 50,
      create: (api, parent, bodies) => answer(api.connections.clients.update(parent, withStatus(bodies, true))),
      delete: (api, parent, keys) => answer(api.connections.clients.update(parent, withStatus(keys, false))),
    },
  },
  references: { client_id: { to: 'clients', by: 'id', isRequired: true } },
};

const common = {
  identity: { keys: ['name'], id: 'id' },
  scopes: 'connections',
  fieldScopes: { options: ['read:connections_options', 'update:connections_options'] },
  readOnly: ['id', 'provisioning_ticket_url', 'enabled_clients', 'created_at', 'updated_at'],
  immutable: ['name', 'strategy'],
  maps: ['metadata'],
};

/** Offset paging ends at 1,000 rows for this endpoint, so it is read by checkpoint. */
function endpoints(strategy: Body, isOfType: (row: Body) => boolean): Endpoints {
  return {
    ...crud((api) => api.connections),
    list: async (api) => (await rows(api.connections.list({ take: 100, ...strategy }))).filter(isOfType),
  };
}

/** Database connections: those of the strategy `auth0`. */
export const databases: ResourceType = {
  ...common,
  name: 'databases',
  endpoints: endpoints({ strategy: 'auth0' }, () => true),
  children: [enabledClients],
  sets: {
    'options.non_persistent_attrs': true,
    'options.password_dictionary.dictionary': true,
    'options.password_options.complexity.character_types': true,
    'options.password_options.dictionary.custom': true,
    'options.password_options.profile_data.blocked_fields': true,
  },
  // Environment values of custom database scripts: the API returns them encrypted.
  secret: ['options.configuration.*'],
  ...databaseRules,
  references: { 'options.custom_password_hash.action_id': { to: 'actions', by: 'id' } },
  files: { 'options.customScripts.*': { type: 'text' } },
  hooks: { fromFile: (desired) => ({ strategy: 'auth0', ...desired }) },
};

/** Connections of every other strategy. */
export const connections: ResourceType = {
  ...common,
  name: 'connections',
  requiredOnCreate: ['strategy'],
  endpoints: endpoints({}, (row) => row['strategy'] !== 'auth0'),
  children: [enabledClients, scimConfiguration, directoryProvisioning],
  sets: { 'options.domain_aliases': true, 'options.non_persistent_attrs': true },
  sensitive: paths(`
    options.client_secret options.app_secret options.twilio_token options.gateway_authentication.secret
    options.admin_access_token options.admin_refresh_token options.signing_key options.signingKey.*
    options.decryptionKey options.decryptionKey.*
  `),
  ...connectionRules,
  references: { 'options.idpinitiated.client_id': { to: 'clients', by: 'id' } },
  files: { 'options.email.body': { type: 'text', folder: 'connections' } },
  hooks: {
    // SAML certificates are sent as base64 of their PEM text and come back as PEM, or as they were sent.
    fromApi: (live) => withCertificates(live, decodePem),
    fromFile: (desired) => withCertificates(desired, decodePem),
    toApi: (request) => withCertificates(request, encodePem),
  },
};

function withCertificates(body: Body, convert: (pem: Json) => Json): Body {
  const { options } = body;
  if (!isBody(options)) return body;
  const fields = Object.entries(options).map(([field, value]): [string, Json] =>
    field === 'cert' || field === 'signingCert' ? [field, convert(value)] : [field, value],
  );
  return { ...body, options: Object.fromEntries(fields) };
}

function decodePem(value: Json): Json {
  const decoded = typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : '';
  return decoded.startsWith('-----BEGIN') ? decoded : value;
}

function encodePem(value: Json): Json {
  return typeof value === 'string' && value.startsWith('-----BEGIN') ? Buffer.from(value).toString('base64') : value;
}
