import { crud, rows } from '../../catalog/endpoints.ts';
import { paths } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { omit } from '../../model/json.ts';

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
    // Only Auth0 suspends a stream, when its sink fails.
    fromFile: (desired) => (desired['status'] === 'suspended' ? omit(desired, ['status']) : desired),
  },
};
