import { answer, items } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** The service that sends text messages and calls: one, in the files a list of at most one. */
export const phoneProviders: ResourceType = {
  name: 'phoneProviders',
  section: 'phoneProviders[]',
  identity: { keys: [], id: 'id' },
  scopes: 'phone_providers',
  requiredOnCreate: ['credentials'],
  endpoints: {
    get: async (api) => (await items(api.branding.phone.providers.list(), 'providers'))[0],
    create: (api, _target, body) => answer(api.branding.phone.providers.create(body)),
    update: (api, { id }, body) => answer(api.branding.phone.providers.update(id, body)),
    delete: (api, { id }) => answer(api.branding.phone.providers.delete(id)),
  },
  readOnly: ['id', 'tenant', 'channel', 'created_at', 'updated_at'],
  secret: ['credentials'],
  sets: { 'configuration.delivery_methods': true },
  variants: { configuration: 'name' },
  sentTogether: [
    ['name', 'configuration'],
    ['name', 'credentials'],
  ],
  // The provider `custom` needs its action, deployed.
  after: ['actions'],
};
