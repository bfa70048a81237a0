import { answer, crud, rows } from '../../catalog/endpoints.ts';
import { paths, text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody, omit } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';

/** Domains of the tenant's own for its login pages and tokens. */
export const customDomains: ResourceType = {
  name: 'customDomains',
  identity: { keys: ['domain'], id: 'custom_domain_id' },
  scopes: 'custom_domains',
  requiredOnCreate: ['type'],
  endpoints: { ...crud((api) => api.customDomains), list: (api) => rows(api.customDomains.list()) },
  readOnly: paths(`
    custom_domain_id primary status verification certificate origin_domain_name created_at updated_at
    cname_api_key
  `),
  immutable: ['domain', 'type', 'verification_method'],
  maps: ['domain_metadata'],
  texts: ['domain_metadata.*'],
  limits: [
    { at: 'domain_metadata.*', most: 255 },
    { most: 1, where: { path: 'is_default', is: [true] }, givesWay: true },
  ],
  hooks: {
    // The default domain can go only when another one is made the default.
    keeps: (live, written) =>
      live['is_default'] === true && !written.some((other) => other['is_default'] === true)
        ? {
            says: 'the default custom domain cannot be deleted',
            hint: 'make another one the default first, or declare it',
          }
        : undefined,
    // A new domain serves no logins until its DNS record exists and the domain is verified.
    followUp: ({ status, domain, verification }) =>
      status === 'pending_verification' ? records(text(domain), verification) : undefined,
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

/** The DNS records that prove whose the domain is. */
function records(domain: string, verification: Json | undefined): string {
  const methods = isBody(verification) && Array.isArray(verification['methods']) ? verification['methods'] : [];
  const lines = methods
    .filter(isBody)
    .map(
      (method) => `${text(method['name']).toUpperCase()} ${text(method['domain']) || domain} ${text(method['record'])}`,
    );
  return `add the DNS record ${lines.join(', or ')}, then verify the domain in the dashboard or with the API`;
}
