import { answer, crud } from '../catalog/endpoints.ts';
import { isBody, omit, pick } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { text } from '../catalog/resource-type.ts';
import type { ResourceType } from '../catalog/resource-type.ts';

/** Keys that clients sign their requests with, so that a network ACL can tell them apart. */
export const networkACLKeys: ResourceType = {
  name: 'networkACLKeys',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'network_acl_keys',
  requiredOnCreate: ['alg', 'value'],
  endpoints: {
    list: async (api) => {
      const { keys } = await answer(api.keys.networkAcls.list());
      return Array.isArray(keys) ? keys.filter(isBody) : [];
    },
    create: (api, _target, body) => answer(api.keys.networkAcls.create(body)),
    delete: (api, { id }) => answer(api.keys.networkAcls.delete(id)),
  },
  readOnly: ['id', 'fingerprint', 'created_at', 'updated_at'],
  immutable: ['name', 'alg'],
  secret: ['value'],
};

/** Which requests get through to the tenant. No two have the same priority, and it is the only thing that tells them apart. */
export const networkACLs: ResourceType = {
  name: 'networkACLs',
  identity: { keys: ['priority'], id: 'id' },
  scopes: 'network_acls',
  requiredOnCreate: ['description', 'active', 'rule'],
  endpoints: crud((api) => api.networkAcls),
  readOnly: ['id', 'created_at', 'updated_at'],
  sets: {
    'rule.match.*': true,
    'rule.not_match.*': true,
    'rule.*.http_message_signature.keys': true,
  },
  exclusive: [
    {
      sides: [
        ['rule.action.block'],
        ['rule.action.allow'],
        ['rule.action.log'],
        ['rule.action.redirect', 'rule.action.redirect_uri'],
      ],
    },
    { sides: [['rule.match', 'rule.not_match'], ['rule.match_all']] },
  ],
  references: { 'rule.*.http_message_signature.keys[].id': { to: 'networkACLKeys', by: 'id', isRequired: true } },
};

const ofClient = 'client_id:';

/** How many requests a client may make. A policy for one client names it; the API has its id inside the selector. */
export const rateLimitPolicies: ResourceType = {
  name: 'rateLimitPolicies',
  identity: { keys: ['resource', 'consumer', 'consumer_selector', 'client_id'], id: 'id' },
  scopes: 'rate_limit_policies',
  requiredOnCreate: ['configuration'],
  endpoints: crud((api) => api.rateLimitPolicies, { take: 100 }),
  readOnly: ['id', 'created_at', 'updated_at'],
  immutable: ['resource', 'consumer', 'consumer_selector', 'client_id'],
  references: { client_id: { to: 'clients', by: 'id', isRequired: true } },
  hooks: {
    fromApi: withClient,
    fromFile: withClient,
    toApi: ({ client_id: client, configuration, ...rest }) => ({
      ...rest,
      ...(client === undefined ? {} : { consumer_selector: ofClient + text(client) }),
      ...(configuration === undefined ? {} : { configuration: withoutOthers(configuration) }),
    }),
  },
};

function withClient(body: Record<string, Json>): Record<string, Json> {
  const selector = text(body['consumer_selector']);
  if (!selector.startsWith(ofClient)) return body;
  return { ...omit(body, ['consumer_selector']), client_id: selector.slice(ofClient.length) };
}

/** Each action takes its own settings, and refuses those that another one left behind. */
function withoutOthers(configuration: Json): Json {
  if (!isBody(configuration)) return configuration;
  const own: Record<string, string[]> = { allow: [], redirect: ['limit', 'redirect_uri'] };
  return pick(configuration, ['action', ...(own[text(configuration['action'])] ?? ['limit'])]);
}
