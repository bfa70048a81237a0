import { answer, crud, rows } from './endpoints.ts';
import { omit } from '../model/json.ts';
import type { ResourceType } from './resource-type.ts';
import { paths } from './resource-type.ts';

/** Domains of the tenant's own for its login pages and tokens. */
export const customDomains: ResourceType = {
  name: 'customDomains',
  identity: { keys: ['domain'], id: 'custom_domain_id' },
  scopes: 'custom_domains',
  endpoints: { ...crud((api) => api.customDomains), list: (api) => rows(api.customDomains.list()) },
  readOnly: paths(`
    custom_domain_id primary status verification certificate origin_domain_name created_at updated_at
    cname_api_key
  `),
  immutable: ['domain', 'type', 'verification_method'],
  maps: ['domain_metadata'],
  limits: [
    { at: 'domain_metadata.*', most: 255 },
    { most: 1, where: { path: 'is_default', is: [true] } },
  ],
  hooks: {
    // A domain stops being the default when another one becomes it; there is no other way.
    fromFile: (desired) => (desired['is_default'] === false ? omit(desired, ['is_default']) : desired),
    toApi: (request) => omit(request, ['is_default']),
    afterWrite: async (api, _target, { domain, is_default }, changed) => {
      if (is_default === true && changed.includes('is_default')) {
        await answer(api.customDomains.setDefault({ domain: domain ?? null }));
      }
    },
  },
};
