import { answer, crud, rows } from '../../catalog/endpoints.ts';
import type { Api } from '../../catalog/endpoints.ts';
import { formerly, paths, text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { messages } from './messages.ts';
import { isBody, omit, stableText } from '../../model/json.ts';
import type { Body, Json } from '../../model/json.ts';

const built = ['code', 'dependencies', 'runtime', 'secrets', 'modules', 'supported_triggers', 'deployed'];

/** The versions of Node.js that actions run on; the first ones only as long as they have been there. */
const runtimes = ['node12', 'node16', 'node18', 'node18-actions', 'node22'];

/** Actions: a draft that is built, then deployed as a new version. */
export const actions: ResourceType = {
  name: 'actions',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'actions',
  requiredOnCreate: ['supported_triggers'],
  endpoints: {
    ...crud((api) => api.actions),
    // An action that is still bound is refused without force; bindings are the business of `triggers`.
    delete: (api, target) => answer(api.actions.delete(target.id, { force: true })),
  },
  readOnly: paths(`
    id created_at updated_at built_at status all_changes_deployed deployed_version current_version
    installed_integration_id integration secrets[].updated_at
  `),
  secret: ['secrets[].value'],
  former: formerly('deploy supported_triggers[].url'),
  madeWith: { 'secrets[]': ['value'] },
  sets: { secrets: 'name', dependencies: 'name', supported_triggers: 'id', modules: 'module_name' },
  rules: [
    {
      // The API answers an empty text for an action that has none.
      when: [{ path: 'runtime', not: ['', ...runtimes] }],
      says: 'Auth0 has no such runtime',
      hint: `there are ${runtimes.join(', ')}`,
    },
  ],
  limits: [
    { most: 100 },
    { at: 'secrets', most: 30 },
    { at: 'dependencies', most: 10 },
    { at: 'modules', most: 3 },
    ...['custom-phone-provider', 'custom-email-provider'].map((trigger) => ({
      most: 1,
      where: { path: 'supported_triggers[].id', is: [trigger] },
    })),
  ],
  targetRules: [
    {
      of: 'modules[].module_name',
      when: [{ path: 'all_changes_published', none: [true] }],
      says: 'this module has no published version, and actions use only those',
      hint: 'set all_changes_published: true for the module',
    },
  ],
  references: { 'modules[].module_name': { to: 'actionModules', by: 'key', keeps: true } },
  files: { code: { type: 'text' } },
  code: { code: 'needed' },
  hooks: {
    isSystem: (live) => (isBody(live['integration']) ? 'an action from the marketplace' : undefined),
    // A deployed version goes on running while the draft is ahead of it.
    facts: (live) => (isBody(live['deployed_version']) ? { deployed: true } : {}),
    // It may be on its way: what the API answers meanwhile is the same as for a draft.
    unsettled: (live) => (live['all_changes_deployed'] === true ? [] : ['deployed']),
    fromApi: (live) => ({ ...live, deployed: live['all_changes_deployed'] ?? false }),
    toApi: async (request, api) => ({ ...omit(request, ['deployed']), ...(await moduleIds(api, request['modules'])) }),
    // Builds and deploys are asynchronous.
    afterWrite: async (api, target, desired, changed, watch) => {
      if (desired['deployed'] !== true || !changed.some((field) => built.includes(field))) return;
      const draft = await watch(({ status }) => status === 'built' || status === 'failed');
      if (draft === undefined) throw messages.buildTooLong();
      if (draft['status'] === 'failed') throw messages.buildFailed('');
      if (draft['all_changes_deployed'] === true) return;
      await answer(api.actions.deploy(target.id));
      if ((await watch((action) => action['all_changes_deployed'] === true)) === undefined)
        throw messages.buildTooLong();
    },
  },
};

/** Modules are pinned by the id of one of their versions; files name module and version number. */
async function moduleIds(api: Api, modules: Json | undefined): Promise<Body> {
  if (!Array.isArray(modules) || modules.length === 0) return {};
  const known = await rows(api.actions.modules.list({ per_page: 100 }));
  const matchedById = modules.filter(isBody).map(async (pin) => {
    const module = known.find((row) => row['name'] === pin['module_name']);
    const versions = await rows(api.actions.modules.versions.list(text(module?.['id']), { per_page: 100 }));
    const version = versions.find((row) => row['version_number'] === pin['module_version_number']);
    if (version === undefined)
      throw messages.noModuleVersion(text(pin['module_name']), stableText(pin['module_version_number'] ?? null));
    return { ...pin, module_id: module?.['id'] ?? null, module_version_id: version['id'] ?? null };
  });
  return { modules: await Promise.all(matchedById) };
}
