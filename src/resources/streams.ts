import { crud, rows } from '../catalog/endpoints.ts';
import { isBody, omit } from '../model/json.ts';
import { paths } from '../catalog/resource-type.ts';
import type { ResourceType } from '../catalog/resource-type.ts';

/** Where the tenant's log is sent. */
export const logStreams: ResourceType = {
  name: 'logStreams',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'log_streams',
  requiredOnCreate: ['type', 'sink'],
  endpoints: { ...crud((api) => api.logStreams), list: (api) => rows(api.logStreams.list()) },
  readOnly: ['id', 'sink.awsPartnerEventSource', 'sink.azurePartnerTopic'],
  immutable: paths(`
    type startFrom sink.awsAccountId sink.awsRegion sink.azureSubscriptionId sink.azureRegion sink.azureResourceGroup
  `),
  updateOnly: ['status'],
  sensitive: paths(`
    sink.httpAuthorization sink.httpCustomHeaders[].value sink.datadogApiKey sink.splunkToken sink.segmentWriteKey
    sink.mixpanelServiceAccountPassword
  `),
  sets: { filters: 'name', 'pii_config.log_fields': true, 'sink.httpCustomHeaders': 'header' },
  hooks: {
    // Auth0 suspends a stream whose sink fails; nobody else can.
    fromFile: (desired) => (desired['status'] === 'suspended' ? omit(desired, ['status']) : desired),
  },
};

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
    // Only webhooks can be changed, and PATCH wants to be told that it is one.
    toApi: (request) => {
      const { destination } = request;
      return isBody(destination) ? { ...request, destination: { type: 'webhook', ...destination } } : request;
    },
  },
};
