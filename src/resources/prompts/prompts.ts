import { answer, one } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** Settings of Universal Login. */
export const prompts: ResourceType = {
  name: 'prompts',
  section: 'prompts',
  identity: { keys: [] },
  scopes: 'prompts',
  endpoints: {
    get: (api) => one(api.prompts.getSettings()),
    update: (api, _target, body) => answer(api.prompts.updateSettings(body)),
  },
  // The API no longer has it, though older files do.
  readOnly: ['enable_ulp_wcag_compliance'],
  defaults: { identifier_first: false, webauthn_platform_first_factor: false },
  after: ['branding'],
};
