import { crud } from '../../catalog/endpoints.ts';
import { paths } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody } from '../../model/json.ts';
import type { Body, Json } from '../../model/json.ts';
import { transformBody } from '../../model/path.ts';

const login = 'destination.configuration.webhook_authorization';

/** Where events are sent as they happen, such as a new user. */
export const eventStreams: ResourceType = {
  name: 'eventStreams',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'event_streams',
  requiredOnCreate: ['destination'],
  endpoints: crud((api) => api.eventStreams, { take: 100 }),
  readOnly: ['id', 'created_at', 'updated_at', 'destination.configuration.aws_partner_event_source'],
  immutable: paths(`
    destination.type destination.configuration.aws_account_id destination.configuration.aws_region
    destination.configuration.action_id
  `),
  secret: [`${login}.password`, `${login}.token`, `${login}.header_value`],
  sets: { subscriptions: 'event_type' },
  exclusive: [
    {
      sides: [
        [`${login}.username`, `${login}.password`],
        [`${login}.token`],
        [`${login}.header_key`, `${login}.header_value`],
      ],
    },
  ],
  references: { 'destination.configuration.action_id': { to: 'actions', by: 'id', isRequired: true } },
  hooks: {
    // The method says which secret there is; the API returns none.
    toFile: (live) =>
      transformBody(live, login, (value) => (isBody(value) ? { ...value, ...secretOf(value['method']) } : value)),
    // Only webhooks can be changed, and PATCH has to name the type.
    toApi: (request) => {
      const { destination } = request;
      return isBody(destination) ? { ...request, destination: { type: 'webhook', ...destination } } : request;
    },
  },
};

/** A place for the secret of a way to log in. */
function secretOf(method: Json | undefined): Body {
  const fields: Record<string, string> = { basic: 'password', bearer: 'token', custom_header: 'header_value' };
  const field = fields[typeof method === 'string' ? method : ''];
  return field === undefined ? {} : { [field]: '' };
}
