import { idForm } from '../../ids.ts';
import type { Area } from '../../area.ts';
import { cimdRoutes, refuseDocumentFields } from './cimd.ts';
import {
  createInline,
  credentialBeforeDelete,
  credentialBeforeStore,
  CREDENTIAL_ID,
  usedCredentials,
} from './credentials.ts';
import { removeGrants } from '../grants.ts';
import { type Body, bodyOf, isBody, omit, pick, textOf, textsOf } from '../../body.ts';
import type { Collection, Write } from '../../collection.ts';
import { insufficientScope, refuse } from '../../errors.ts';
import { among, flag, same } from '../../filters.ts';
import { refuseLargeMetadata } from '../../metadata.ts';
import { type Pages, page, pageQuery } from '../../paging.ts';
import { FIELDS, chooseFields } from '../../query.ts';
import { type Answer, type Call, type Route, need, ok, operation, param } from '../../route.ts';
import { constraints, nullables, replacements } from './constraints.ts';
import { defaultsFor } from '../../defaults.ts';
import { clientDefaults, sessionTransfer } from './defaults.ts';
import { tenantName } from '../../tenant-name.ts';

/** The form of its handles. */
export const CLIENT_ID = idForm('client', '', 32);
/** The handles of third-party clients. */
export const THIRD_PARTY_ID = idForm('thirdPartyClient', 'tpc_', 22);

const KEY_SCOPES = ['read:client_keys', 'read:client_credentials'];
const KEY_FIELDS = ['client_secret', 'signing_keys', 'encryption_key', 'client_authentication_methods'];
const SUMMARY = ['client_id', 'app_type', 'name', 'description'];
const DOCUMENTED = ['external_client_id', 'external_metadata_type', 'external_metadata_created_by'];
/** Fields that an update may hold only with a scope of their own. */
const GUARDED: { readonly [field: string]: string } = {
  client_secret: 'update:client_keys',
  encryption_key: 'update:client_keys',
  client_authentication_methods: 'update:client_credentials',
  token_vault_privileged_access: 'update:client_token_vault_privileged_access',
};

/** Judges and completes a client. */
export function clientBeforeStore(body: Body, write: Write): Body {
  const { call, sent, before } = write;
  refuseGuarded(write);
  refuseDocumentFields(write);
  refuseChangedMode(sent, before);
  refuseLargeMetadata(body['client_metadata'], 10);
  refuseAuthentication(body);
  refuseCombination(body, sent, call);
  if (before !== undefined) {
    refuseForeignCredentials(body, call);
    return withSessionTransfer(body);
  }
  return withSessionTransfer(completed(createInline(body, call), call));
}

/** How sessions are handed over is kept complete. */
function withSessionTransfer(client: Body): Body {
  const { session_transfer: transfer } = client;
  return isBody(transfer) ? { ...client, session_transfer: { ...sessionTransfer, ...transfer } } : client;
}

/** The mode of a third-party client is for good. */
function refuseChangedMode(sent: Body, before: Body | undefined): void {
  const mode = sent['third_party_security_mode'];
  if (before === undefined || mode === undefined || mode === before['third_party_security_mode']) return;
  throw refuse('clients.mode-changed');
}

function refuseGuarded({ call, sent, before }: Write): void {
  if (before === undefined) return;
  for (const [field, scope] of Object.entries(GUARDED)) {
    if (sent[field] !== undefined && !call.scopes.has(scope)) throw insufficientScope([scope]);
  }
}

/** Every client gets a secret, even if it uses none. A part of `jwt_configuration` is kept as it was sent. */
function completed(body: Body, call: Call): Body {
  const jwt = body['jwt_configuration'];
  return {
    tenant: tenantName(call.domain),
    client_secret: call.store.newId('secret'),
    signing_keys: [{ cert: `cert of ${textOf(body['client_id'])}`, pkcs7: '', subject: 'deprecated' }],
    ...defaultsFor(clientDefaults, body),
    ...body,
    ...(jwt !== undefined && { jwt_configuration: { secret_encoded: false, ...bodyOf(jwt) } }),
  };
}

/**
 * A client authenticates by `token_endpoint_auth_method` or by `client_authentication_methods`, so that setting one
 * needs the other as null. The latter needs RS256.
 */
function refuseAuthentication(client: Body): void {
  if (client['client_authentication_methods'] === undefined) return;
  if (client['token_endpoint_auth_method'] !== undefined) {
    throw refuse('clients.two-authentications');
  }
  if (bodyOf(client['jwt_configuration'])['alg'] !== 'RS256') {
    throw refuse('clients.authentication-without-rs256');
  }
}

function refuseForeignCredentials(client: Body, { store }: Call): void {
  const isOwn = (id: string): boolean => store.get('credentials', id)?.['_client'] === client['client_id'];
  const foreign = usedCredentials(client).find((id) => !isOwn(id));
  if (foreign !== undefined) throw refuse('clients.unknown-credential', { foreign });
}

function refuseCombination(client: Body, sent: Body, { store }: Call): void {
  const { organization_usage: usage, organization_require_behavior: behavior } = client;
  if (client['is_first_party'] === false && (usage !== undefined || behavior !== undefined)) {
    throw refuse('clients.third-party-organizations');
  }
  const organization = textOf(bodyOf(client['default_organization'])['organization_id']);
  if (organization !== '' && store.get('organizations', organization) === undefined) {
    throw refuse('clients.unknown-organization');
  }
  const aliases = textsOf(client['client_aliases']);
  const isOther = (other: Body): boolean => other['client_id'] !== client['client_id'];
  const hasAlias = (other: Body): boolean => textsOf(other['client_aliases']).some((alias) => aliases.includes(alias));
  if (aliases.length > 0 && store.some('clients', (other) => isOther(other) && hasAlias(other))) {
    throw refuse('clients.alias-taken');
  }
  if (client['app_type'] === 'resource_server') refuseForApi(client, sent, store.all('resource_servers'));
}

function refuseForApi(client: Body, sent: Body, apis: Body[]): void {
  const identifier = client['resource_server_identifier'];
  if (!apis.some((api) => api['identifier'] === identifier)) throw refuse('clients.unknown-api');
  const extra = ['oidc_logout', 'oidc_backchannel_logout', 'refresh_token'].find((field) => sent[field] !== undefined);
  if (extra !== undefined) throw refuse('clients.field-of-api-client', { extra });
}

/**
 * Keys and secrets are read with a scope of their own, and no secret that is not in use; one summary scope shows four
 * fields; one field has two names. The answer to a change does not say what a document says.
 */
export function revealClient(client: Body, { scopes, method }: Call): Body {
  const isSecret = client['client_authentication_methods'] === undefined;
  const both = {
    ...omit(client, [...(isSecret ? [] : ['client_secret']), ...(method === 'PATCH' ? DOCUMENTED : [])]),
    cross_origin_auth: client['cross_origin_authentication'] ?? false,
  };
  if (KEY_SCOPES.some((scope) => scopes.has(scope))) return both;
  return scopes.has('read:clients') || !scopes.has('read:client_summary')
    ? omit(both, KEY_FIELDS)
    : pick(both, SUMMARY);
}

/** A client that goes takes grants, credentials, enablements and links to organizations along. */
export function clientBeforeDelete(client: Body, { store }: Call): void {
  if (client['global'] === true) throw refuse('clients.global-deleted');
  const id = client['client_id'];
  removeGrants(store, ({ client_id }) => client_id === id);
  store.removeWhere('credentials', ({ _client }) => _client === id);
  store.removeWhere('enabled_clients', ({ client_id }) => client_id === id);
  store.removeWhere('organization_clients', ({ client_id }) => client_id === id);
}

const CONNECTIONS: Pages = { key: 'connections', paging: 'checkpoint' };

/** New secrets, clients by their own document, and the connections of a client. */
export const clientRoutes: Route[] = [
  ...cimdRoutes(createByDocument),
  operation('POST /clients/:id/rotate-secret', 'update:client_keys', rotateSecret),
  operation('GET /clients/:id/connections', 'read:connections read:clients read:client_summary', connectionsOf, {
    query: { ...pageQuery(CONNECTIONS), ...FIELDS, strategy: 'texts' },
  }),
];

function createByDocument(document: Body, call: Call): Body {
  const id = call.store.newId(THIRD_PARTY_ID);
  const external = { external_metadata_type: 'cimd', external_metadata_created_by: 'admin' };
  const body = { client_id: id, is_first_party: false, ...document, ...external };
  return call.store.put('clients', id, clientBeforeStore(body, { call, sent: document, before: undefined }));
}

function rotateSecret(call: Call): Answer {
  const client = { ...need(call, 'clients', 'client'), client_secret: call.store.newId('secret') };
  return ok(revealClient(call.store.put('clients', param(call, 'id'), client), call));
}

function connectionsOf(call: Call): Answer {
  const id = textOf(need(call, 'clients', 'client')['client_id']);
  const strategies = call.query['strategy'];
  const rows = call.store.entries('connections').filter(({ key, body }) => {
    const isEnabled = call.store.get('enabled_clients', `${key}|${id}`) !== undefined;
    return isEnabled && (strategies === undefined || strategies.includes(textOf(body['strategy'])));
  });
  const show = (body: Body): Body => chooseFields(pick(body, ['id', 'name', 'strategy', 'display_name']), call.query);
  return ok(page(CONNECTIONS, call.query, rows, show));
}

const clients: Collection = {
  name: 'clients',
  path: '/clients',
  id: ['client_id', CLIENT_ID],
  idForm: ({ is_first_party: isFirstParty }) => (isFirstParty === false ? THIRD_PARTY_ID : CLIENT_ID),
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
  mergedParts: ['jwt_configuration', 'mobile', 'native_social_login'],
  beforeStore: clientBeforeStore,
  reveal: revealClient,
  beforeDelete: clientBeforeDelete,
};

const credentials: Collection = {
  name: 'credentials',
  path: '/clients/:client/credentials',
  id: ['id', CREDENTIAL_ID],
  stem: 'client_credentials',
  noun: 'credential',
  parent: ['client', clients, '_client'],
  create: 'PostClientCredentialRequestContent',
  update: 'PatchClientCredentialRequestContent',
  list: { key: 'credentials', paging: 'none' },
  ignored: {
    include_totals: 'boolean',
    page: { min: 0, max: Number.MAX_SAFE_INTEGER },
    per_page: { min: 1, max: 100 },
  },
  stamped: true,
  writeOnly: ['pem'],
  idempotentDelete: true,
  beforeStore: credentialBeforeStore,
  beforeDelete: credentialBeforeDelete,
};

/** Applications and their credentials. */
export const clientArea: Area = {
  replacements,
  nullables,
  collections: [clients, credentials],
  routes: [...clientRoutes],
  constraints,
};
