import { idForm } from '../ids.ts';
import type { Area } from '../area.ts';
import { type Body, textOf, valuesAt } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { badRequest } from '../errors.ts';
import { type Constraints, text } from '../schema.ts';

/** Every vault connection that a flow's actions name, at any depth, must exist: by id, never by name. */
export const flowBeforeStore = (flow: Body, write: Write): Body =>
  withReferences(flow, write, ['actions', 'connection_id', 'vault_connections']);

/** Every flow that a form's nodes name, at any depth, must exist: by id, never by name. */
export const formBeforeStore = (form: Body, write: Write): Body =>
  withReferences(form, write, ['nodes', 'flow_id', 'flows']);

function withReferences(body: Body, { call, sent }: Write, [field, key, collection]: [string, string, string]): Body {
  const ids = valuesAt(sent[field], key).map((id) => textOf(id));
  const unknown = ids.find((id) => id !== '' && call.store.get(collection, id) === undefined);
  if (unknown !== undefined) throw badRequest(`The ${key} ${unknown} does not exist.`, `invalid_${key}`);
  return body;
}

/** A vault connection is ready once it has its set-up, of which only a fingerprint is seen. */
export function vaultConnectionBeforeStore(connection: Body, { call, sent, before }: Write): Body {
  if (before !== undefined && sent['setup'] === undefined) return connection;
  return { ...connection, ready: sent['setup'] !== undefined, fingerprint: call.store.newId('hash') };
}

const vaultConnections: Collection = {
  name: 'vault_connections',
  path: '/flows/vault/connections',
  id: ['id', idForm('vaultConnection', 'ac_', 22)],
  stem: 'flows_vault_connections',
  noun: 'flow vault connection',
  create: 'CreateFlowsVaultConnectionRequestContent',
  update: 'UpdateFlowsVaultConnectionRequestContent',
  list: {
    key: 'connections',
    paging: 'offset',
    summary: [
      'id',
      'app_id',
      'name',
      'account_name',
      'ready',
      'created_at',
      'updated_at',
      'refreshed_at',
      'fingerprint',
    ],
  },
  stamped: true,
  writeOnly: ['setup'],
  reveal: (connection, { method }) => (method === 'POST' ? { refreshed_at: null, ...connection } : connection),
  defaults: { ready: false },
  idempotentDelete: true,
  beforeStore: vaultConnectionBeforeStore,
};

const flows: Collection = {
  name: 'flows',
  path: '/flows',
  id: ['id', idForm('flow', 'af_', 22)],
  stem: 'flows',
  noun: 'flow',
  create: 'CreateFlowRequestContent',
  update: 'UpdateFlowRequestContent',
  list: { key: 'flows', paging: 'offset', summary: ['id', 'name', 'created_at', 'updated_at', 'executed_at'] },
  ignored: { hydrate: 'texts', synchronous: 'boolean' },
  limit: 500,
  stamped: true,
  hiddenWhenEmpty: ['actions'],
  beforeStore: flowBeforeStore,
};

const forms: Collection = {
  name: 'forms',
  path: '/forms',
  id: ['id', idForm('form', 'ap_', 22)],
  stem: 'forms',
  noun: 'form',
  create: 'CreateFormRequestContent',
  update: 'UpdateFormRequestContent',
  list: {
    key: 'forms',
    paging: 'offset',
    summary: ['id', 'name', 'created_at', 'updated_at', 'embedded_at', 'submitted_at'],
  },
  ignored: { hydrate: 'texts' },
  limit: 500,
  stamped: true,
  hiddenWhenEmpty: ['messages', 'nodes', 'style', 'translations'],
  idempotentDelete: true,
  beforeStore: formBeforeStore,
};

const named = { name: text(1, 150) };

const constraints: Constraints = {
  CreateFlowRequestContent: { properties: named },
  CreateFlowsVaultConnectionRequestContent: { properties: named },
  CreateFormRequestContent: { properties: named },
  UpdateFlowRequestContent: { properties: named },
  UpdateFlowsVaultConnectionRequestContent: { properties: named },
  UpdateFormRequestContent: { properties: named },
};

/** Forms, flows, and accounts at other services. */
export const flowArea: Area = {
  collections: [vaultConnections, flows, forms],
  constraints,
};
