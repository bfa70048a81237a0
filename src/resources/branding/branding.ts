import { answer, one, optional } from '../../catalog/endpoints.ts';
import type { Api } from '../../catalog/endpoints.ts';
import type { ChildType, ResourceType } from '../../catalog/resource-type.ts';
import { isSame } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';

/** Colours, logo and font of the login pages, and their template. */
const templates: ChildType = {
  name: 'templates',
  path: 'templates',
  shape: 'list',
  isGuarded: true,
  identity: { keys: ['template'] },
  scopes: ['read:branding', 'update:branding', 'delete:branding'],
  endpoints: {
    list: async (api) => {
      // Without a custom domain the API answers 402: there is no template yet.
      const found = await optional(api.branding.templates.getUniversalLogin(), [402, 404]);
      return found === undefined ? [] : [{ template: 'universal_login', body: found['body'] ?? '' }];
    },
    create: (api, _target, { body }) => answer(api.branding.templates.updateUniversalLogin({ template: body ?? '' })),
    update: (api, _target, { body }) => answer(api.branding.templates.updateUniversalLogin({ template: body ?? '' })),
    delete: (api) => answer(api.branding.templates.deleteUniversalLogin()),
  },
  files: { body: { type: 'text' } },
  rules: ['auth0:head', 'auth0:widget'].map((tag) => ({
    when: [{ path: 'body', unlike: new RegExp(`\\{%-?\\s*${tag}\\s*-?%\\}`) }],
    says: `the page template lacks {%- ${tag} -%}`,
    hint: 'put it into the template: the login page does not work without it',
  })),
  limits: [{ at: 'body', most: 102_400 }],
  requirements: [
    {
      type: 'customDomains',
      says: 'a tenant without a custom domain can have no page template',
      hint: 'declare a custom domain, or take this out',
    },
  ],
  after: ['customDomains'],
};

/** Colours, logo and font of the login pages, and their template. */
export const branding: ResourceType = {
  name: 'branding',
  section: 'branding',
  identity: { keys: [] },
  scopes: ['read:branding', 'update:branding', 'update:prompts'],
  endpoints: {
    get: (api) => one(api.branding.get()),
    update: (api, _target, body) => keepPrompts(api, () => answer(api.branding.update(body))),
  },
  children: [templates],
};

/** An update of the branding resets some of the prompts' settings: puts them back when that happened. */
async function keepPrompts(api: Api, write: () => Promise<Body>): Promise<Body> {
  const before = await one(api.prompts.getSettings());
  const written = await write();
  if (!isSame(before, await one(api.prompts.getSettings()))) await answer(api.prompts.updateSettings(before));
  return written;
}
