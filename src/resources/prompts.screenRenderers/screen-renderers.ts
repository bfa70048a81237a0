import { answer, rows } from '../../catalog/endpoints.ts';
import { text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { omit } from '../../model/json.ts';

/** What only code of the tenant's own can be given; the last one is refused without a word. */
const forCode = ['context_configuration', 'use_page_template', 'filters', 'default_head_tags_disabled'];

/** How one screen is rendered: by Auth0, or by code of the tenant's own. */
export const screenRenderers: ResourceType = {
  name: 'prompts.screenRenderers',
  section: 'prompts.screenRenderers[].:prompt.:screen',
  rules: forCode.slice(0, 3).map((path) => ({
    when: [{ path }, { path: 'rendering_mode', is: ['standard'] }],
    says: `${path} needs rendering_mode advanced`,
    hint: `set rendering_mode: advanced, or take ${path} out`,
  })),
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
  hooks: {
    // A screen that Auth0 renders is read with settings for code, most of which it cannot be given.
    toFile: (live) => (live['rendering_mode'] === 'standard' ? omit(live, forCode) : live),
  },
  after: ['prompts'],
};
