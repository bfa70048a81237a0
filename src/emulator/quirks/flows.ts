import { textOf, valuesAt, type Body } from '../body.ts';
import { badRequest } from '../errors.ts';
import type { Settling } from '../collection.ts';

/** Every vault connection that a flow's actions name, at any depth, must exist: by id, never by name. */
export const settleFlow = (flow: Body, settling: Settling): Body =>
  withReferences(flow, settling, ['actions', 'connection_id', 'vault_connections']);

/** Every flow that a form's nodes name, at any depth, must exist: by id, never by name. */
export const settleForm = (form: Body, settling: Settling): Body =>
  withReferences(form, settling, ['nodes', 'flow_id', 'flows']);

function withReferences(
  body: Body,
  { call, sent }: Settling,
  [field, key, collection]: [string, string, string],
): Body {
  const ids = valuesAt(sent[field], key).map((id) => textOf(id));
  const unknown = ids.find((id) => id !== '' && call.store.get(collection, id) === undefined);
  if (unknown !== undefined) throw badRequest(`The ${key} ${unknown} does not exist.`, `invalid_${key}`);
  return body;
}

/** A vault connection is ready once it has its set-up, of which only a fingerprint is seen. */
export function settleVaultConnection(connection: Body, { call, sent, before }: Settling): Body {
  if (before !== undefined && sent['setup'] === undefined) return connection;
  return { ...connection, ready: sent['setup'] !== undefined, fingerprint: call.store.newId('hash') };
}
