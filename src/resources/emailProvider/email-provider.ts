import { answer, optional } from '../../catalog/endpoints.ts';
import { paths } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** The service that sends the tenant's emails. */
export const emailProvider: ResourceType = {
  name: 'emailProvider',
  section: 'emailProvider',
  identity: { keys: [] },
  scopes: 'email_provider',
  requiredOnCreate: ['name', 'credentials'],
  endpoints: {
    // Without naming the fields, parts of the provider are missing in the answer.
    get: (api) =>
      optional(
        api.emails.provider.get({
          fields: 'name,enabled,credentials,settings,default_from_address',
          include_fields: true,
        }),
      ),
    create: (api, _target, body) => answer(api.emails.provider.create(body)),
    update: (api, _target, body) => answer(api.emails.provider.update(body)),
    delete: (api) => answer(api.emails.provider.delete()),
  },
  sensitive: ['credentials.*'],
  notSecret: paths(`
    credentials.smtp_host credentials.smtp_port credentials.smtp_user credentials.api_user
    credentials.region credentials.domain credentials.clientId credentials.tenantId
  `),
  variants: { credentials: 'name', settings: 'name' },
  sentTogether: [['name', 'credentials']],
  after: ['actions'],
};
