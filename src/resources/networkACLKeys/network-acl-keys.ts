import { answer, one } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody } from '../../model/json.ts';

/** Keys that clients sign their requests with, so that a network ACL can tell them apart. */
export const networkACLKeys: ResourceType = {
  name: 'networkACLKeys',
  limits: [{ most: 10 }],
  rules: [
    {
      when: [{ path: 'value', unlike: /^[\w+/=-]{43,684}$/ }],
      says: 'value has to be 32 to 512 bytes, as Base64',
      hint: 'choose a longer or a shorter key',
    },
  ],
  identity: { keys: ['name'], id: 'id' },
  scopes: 'network_acl_keys',
  requiredOnCreate: ['alg', 'value'],
  endpoints: {
    list: async (api) => {
      const { keys } = await one(api.keys.networkAcls.list());
      return Array.isArray(keys) ? keys.filter(isBody) : [];
    },
    create: (api, _target, body) => answer(api.keys.networkAcls.create(body)),
    delete: (api, { id }) => answer(api.keys.networkAcls.delete(id)),
  },
  readOnly: ['id', 'fingerprint', 'created_at', 'updated_at'],
  immutable: ['name', 'alg'],
  secret: ['value'],
};
