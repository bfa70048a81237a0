import { answer, rows } from '../../catalog/endpoints.ts';
import type { ChildType } from '../../catalog/resource-type.ts';

/** Public keys and certificates of a client; the API never returns their `pem`. */
export const credentials: ChildType = {
  name: 'credentials',
  path: 'client_authentication_methods.*.credentials',
  shape: 'list',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'client_credentials',
  endpoints: {
    list: (api, { parent }) => rows(api.clients.credentials.list(parent)),
    create: (api, { parent }, body) => answer(api.clients.credentials.create(parent, body)),
    update: (api, { parent, id }, body) => answer(api.clients.credentials.update(parent, id, body)),
    delete: (api, { parent, id }) => answer(api.clients.credentials.delete(parent, id)),
  },
  readOnly: ['id', 'thumbprint_sha256', 'created_at', 'updated_at'],
  immutable: ['credential_type', 'subject_dn', 'alg', 'kid', 'parse_expiry_from_cert', 'pem'],
  secret: ['pem'],
  madeWith: { '': ['pem', 'subject_dn'] },
  exclusive: [{ sides: [['pem'], ['subject_dn']] }],
  // A key and the one that takes its place.
  limits: [{ most: 2 }],
  files: { pem: { type: 'text' } },
};
