import { answer, optional } from '../../catalog/endpoints.ts';
import { paths, text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** Pieces of HTML and Liquid put into one prompt's screens. */
export const partials: ResourceType = {
  name: 'prompts.partials',
  section: 'prompts.partials.:prompt',
  value: 'screens',
  identity: { keys: ['prompt'] },
  possibleKeys: [
    {
      prompt: paths(`
    login login-id login-password login-passwordless signup signup-id signup-password customized-consent passkeys
    confirmation
  `),
    },
  ],
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
  requirements: [
    {
      type: 'customDomains',
      says: 'a tenant without a custom domain can have no partials',
      hint: 'declare a custom domain, or take this out',
    },
  ],
  after: ['prompts', 'customDomains'],
};
