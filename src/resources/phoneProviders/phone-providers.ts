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
  secret: ['credentials.auth_token'],
  sets: { 'configuration.delivery_methods': true },
  variants: { configuration: 'name', credentials: 'name' },
  sentTogether: [
    ['name', 'configuration'],
    ['name', 'credentials'],
  ],
  rules: [
    {
      when: [
        { path: 'name', is: ['twilio'] },
        { path: 'configuration' },
        { path: 'configuration.default_from', absent: true },
      ],
      says: 'the provider twilio needs a sender',
      hint: 'add configuration.default_from',
    },
    {
      when: [{ path: 'credentials.auth_token' }, { path: 'name', is: ['custom'] }],
      says: 'the provider custom has no auth_token',
      hint: 'take it out',
    },
  ],
  requirements: [
    {
      where: { path: 'name', is: ['custom'] },
      type: 'actions',
      having: [
        { path: 'supported_triggers[].id', is: ['custom-phone-provider'] },
        { path: 'deployed', is: [true] },
      ],
      says: 'the provider custom needs a deployed action of the trigger custom-phone-provider',
      hint: 'declare one with deployed: true, or choose another provider',
    },
  ],
  after: ['actions'],
};
