import { crud } from '../../catalog/endpoints.ts';
import { text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody, omit, pick } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';

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
