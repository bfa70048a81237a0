import { answer } from '../../catalog/endpoints.ts';
import { text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

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
