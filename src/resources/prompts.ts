import { answer, optional, rows } from '../catalog/endpoints.ts';
import { omit } from '../model/json.ts';
import { text } from '../catalog/resource-type.ts';
import type { ResourceType } from '../catalog/resource-type.ts';

/** Settings of Universal Login. */
export const prompts: ResourceType = {
  name: 'prompts',
  section: 'prompts',
  identity: { keys: [] },
  scopes: 'prompts',
  endpoints: {
    get: (api) => answer(api.prompts.getSettings()),
    update: (api, _target, body) => answer(api.prompts.updateSettings(body)),
  },
  // The API no longer has it, though older files do.
  readOnly: ['enable_ulp_wcag_compliance'],
  defaults: { identifier_first: false, webauthn_platform_first_factor: false },
  after: ['branding'],
};

/** Texts of one prompt in one language, by screen. */
export const customText: ResourceType = {
  name: 'prompts.customText',
  section: 'prompts.customText.:language.:prompt',
  value: 'text',
  identity: { keys: ['language', 'prompt'] },
  scopes: 'prompts',
  endpoints: {
    get: async (api, { keys }) => ({
      ...keys,
      text: await answer(api.prompts.customText.get(text(keys['prompt']), text(keys['language']))),
    }),
    update: (api, { keys }, body) =>
      answer(api.prompts.customText.set(text(keys['prompt']), text(keys['language']), body['text'] ?? {})),
  },
  replacesWhole: true,
  // The language has to be one of the tenant's.
  members: [{ path: 'language', to: 'tenant', in: 'enabled_locales[]', severity: 'warning' }],
  after: ['tenant', 'prompts'],
};

/** Pieces of HTML and Liquid put into one prompt's screens. */
export const partials: ResourceType = {
  name: 'prompts.partials',
  section: 'prompts.partials.:prompt',
  value: 'screens',
  identity: { keys: ['prompt'] },
  scopes: 'prompts',
  endpoints: {
    get: async (api, { keys }) => ({
      ...keys,
      // Without a custom domain the API answers 400: there are no partials yet.
      screens: (await optional(api.prompts.partials.get(text(keys['prompt'])), [400])) ?? {},
    }),
    update: (api, { keys }, body) => answer(api.prompts.partials.set(text(keys['prompt']), body['screens'] ?? {})),
  },
  replacesWhole: true,
  files: { 'screens.*.*': { type: 'text' } },
  after: ['prompts', 'customDomains'],
};

/** How one screen is rendered: by Auth0, or by code of the tenant's own. */
export const screenRenderers: ResourceType = {
  name: 'prompts.screenRenderers',
  section: 'prompts.screenRenderers[].:prompt.:screen',
  identity: { keys: ['prompt', 'screen'] },
  scopes: 'prompts',
  endpoints: {
    list: (api) => rows(api.prompts.rendering.list({ per_page: 100 })),
    update: (api, { keys }, body) =>
      answer(
        api.prompts.rendering.update(text(keys['prompt']), text(keys['screen']), omit(body, ['prompt', 'screen'])),
      ),
  },
  readOnly: ['tenant'],
  sets: {
    context_configuration: true,
    'filters.clients': true,
    'filters.organizations': true,
    'filters.domains': true,
  },
  references: {
    'filters.clients[].id': { to: 'clients', by: 'id' },
    'filters.organizations[].id': { to: 'organizations', by: 'id' },
    'filters.domains[].id': { to: 'customDomains', by: 'id' },
  },
  files: { '': { type: 'json' } },
  after: ['prompts'],
};
