import { answer, optional } from '../../catalog/endpoints.ts';
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
  variants: { credentials: 'name', settings: 'name' },
  // With another name the API drops the settings.
  sentTogether: [
    ['name', 'credentials'],
    ['name', 'settings'],
  ],
  after: ['actions'],
};
