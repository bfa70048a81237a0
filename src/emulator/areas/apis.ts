import { createHash, createPublicKey } from 'node:crypto';
import { hexadecimal } from '../ids.ts';
import type { Area } from '../area.ts';
import { removeGrants } from './grants.ts';
import { type Body, bodiesOf, bodyOf, textOf, textsOf } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { refuse } from '../errors.ts';
import { among } from '../filters.ts';
import type { Call } from '../route.ts';
import { type Additions, type Constraints, between, items, text } from '../schema.ts';
import { Store } from '../store.ts';

/** The form of its handles. */
export const API_ID = hexadecimal('resourceServer');

/** What a system API lets be changed. */
const SYSTEM_FIELDS = [
  'token_lifetime',
  'proof_of_possession',
  'skip_consent_for_verifiable_first_party_clients',
  'subject_type_authorization',
  'authorization_policy',
];

/** System APIs are mostly fixed; HS256 brings a secret; a scope that goes is dropped from roles and grants. */
export function apiBeforeStore(body: Body, { call, sent, before }: Write): Body {
  const fixed =
    before?.['is_system'] === true ? Object.keys(sent).find((key) => !SYSTEM_FIELDS.includes(key)) : undefined;
  if (fixed !== undefined) throw refuse('apis.system-field', { fixed });
  const values = bodiesOf(body['scopes']).map(({ value }) => textOf(value));
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  if (twice !== undefined) throw refuse('apis.scope-twice', { twice });
  if (before !== undefined && sent['scopes'] !== undefined)
    dropScopes(call.store, textOf(before['identifier']), values);
  const encrypted = withThumbprint(body);
  const needsSecret = body['signing_alg'] === 'HS256' && body['signing_secret'] === undefined;
  return needsSecret ? { ...encrypted, signing_secret: call.store.newId('secret').slice(0, 32) } : encrypted;
}

/** A key for the encryption of tokens is read by its thumbprint, never as it was sent. */
function withThumbprint(api: Body): Body {
  const encryption = bodyOf(api['token_encryption']);
  const { pem, ...key } = bodyOf(encryption['encryption_key']);
  if (pem === undefined) return api;
  const thumbprint = createHash('sha256')
    .update(publicKey(textOf(pem)))
    .digest('base64url');
  const seen = { kid: thumbprint, ...key, thumbprint_sha256: thumbprint };
  return { ...api, token_encryption: { ...encryption, encryption_key: seen } };
}

/** The key itself, or, where the text is none, the text. */
function publicKey(pem: string): Buffer {
  try {
    return createPublicKey(pem).export({ type: 'spki', format: 'der' });
  } catch {
    return Buffer.from(pem);
  }
}

function dropScopes(store: Store, identifier: string, kept: string[]): void {
  const isGone = (scope: string): boolean => !kept.includes(scope);
  store.changeAll('client_grants', (grant) => {
    const scope = textsOf(grant['scope']);
    if (grant['audience'] !== identifier || !scope.some(isGone)) return grant;
    return { ...grant, scope: scope.filter((value) => !isGone(value)) };
  });
  store.removeWhere('role_permissions', (permission) => {
    return permission['resource_server_identifier'] === identifier && isGone(textOf(permission['permission_name']));
  });
}

/** Reads tell the client that stands for an API. */
function revealApi(api: Body, { store, method }: Call): Body {
  const isOfApi = (client: Body): boolean => client['resource_server_identifier'] === api['identifier'];
  const client = method === 'GET' ? store.find('clients', isOfApi) : undefined;
  return client === undefined ? api : { ...api, client_id: client['client_id'] ?? '' };
}

/** An API that goes takes its grants and the permissions of its scopes along; a system API stays. */
export function apiBeforeDelete(api: Body, { store }: Call): void {
  if (api['is_system'] === true) throw refuse('apis.system-deleted');
  removeGrants(store, ({ audience }) => audience === api['identifier']);
  store.removeWhere('role_permissions', ({ resource_server_identifier: id }) => id === api['identifier']);
}

const apis: Collection = {
  name: 'resource_servers',
  path: '/resource-servers',
  id: ['id', API_ID],
  stem: 'resource_servers',
  noun: 'resource-server',
  create: 'CreateResourceServerRequestContent',
  update: 'UpdateResourceServerRequestContent',
  list: { key: 'resource_servers', paging: 'offset', filters: { identifiers: among('identifier') } },
  ignored: { include_fields: 'boolean' },
  alias: 'identifier',
  unique: [['identifier'], 'apis.identifier-taken'],
  nullable: ['consent_policy'],
  defaults: {
    allow_offline_access: false,
    skip_consent_for_verifiable_first_party_clients: false,
    subject_type_authorization: { user: { policy: 'allow_all' }, client: { policy: 'require_client_grant' } },
    token_lifetime: 86_400,
    token_lifetime_for_web: 7200,
    signing_alg: 'RS256',
  },
  idempotentDelete: true,
  beforeStore: apiBeforeStore,
  reveal: revealApi,
  beforeDelete: apiBeforeDelete,
};

const api = { name: text(0, 200, '^[^<>]+$'), token_lifetime: between(0, 2_592_000), scopes: items(0, 1000) };

const constraints: Constraints = {
  CreateResourceServerRequestContent: {
    properties: { ...api, identifier: text(1, 600), signing_secret: text(16, 255) },
  },
  UpdateResourceServerRequestContent: { properties: { ...api, signing_secret: text(16, 255) } },
};

const lifetime = { token_lifetime_for_web: between(0, 2_592_000) };

/** What the API takes although the SDK's types do not have it. */
const additions: Additions = {
  CreateResourceServerRequestContent: lifetime,
  UpdateResourceServerRequestContent: lifetime,
};

/** The APIs that clients get tokens for. */
export const apiArea: Area = {
  additions,
  collections: [apis],
  constraints,
};
