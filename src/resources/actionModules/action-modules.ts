import { answer, crud, one } from '../../catalog/endpoints.ts';
import { paths } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody, omit } from '../../model/json.ts';

/** Code that other actions share; a published version is what they use. */
export const actionModules: ResourceType = {
  name: 'actionModules',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'actions',
  requiredOnCreate: ['code'],
  endpoints: crud((api) => api.actions.modules),
  readOnly: paths(`
    id actions_using_module_total latest_version_number latest_version created_at updated_at secrets[].updated_at
  `),
  immutable: ['name', 'api_version'],
  limits: [{ most: 100 }],
  secret: ['secrets[].value'],
  madeWith: { 'secrets[]': ['value'] },
  sets: { secrets: 'name', dependencies: 'name' },
  files: { code: { type: 'text' } },
  code: { code: 'needed' },
  hooks: {
    // What was published stays, whatever becomes of the draft.
    facts: (live) => (isBody(live['latest_version']) ? { all_changes_published: true } : {}),
    toApi: (request) => omit(request, ['all_changes_published']),
    // A PATCH changes the draft only; actions see it once it is published as a version.
    afterWrite: async (api, target, desired) => {
      if (desired['all_changes_published'] !== true) return;
      const module = await one(api.actions.modules.get(target.id));
      if (module['all_changes_published'] !== true) await answer(api.actions.modules.versions.create(target.id, {}));
    },
  },
};
