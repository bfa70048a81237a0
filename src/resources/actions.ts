import { answer, crud, rows } from './endpoints.ts';
import type { Api } from './endpoints.ts';
import { isBody, omit, stableText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { applyMessages } from '../model/apply-messages.ts';
import { paths, text } from './resource-type.ts';
import type { ResourceType } from './resource-type.ts';

const built = ['code', 'dependencies', 'runtime', 'secrets', 'modules', 'supported_triggers', 'deployed'];

/** Code that other actions share; a published version is what they use. */
export const actionModules: ResourceType = {
  name: 'actionModules',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'actions',
  endpoints: crud((api) => api.actions.modules),
  readOnly: paths(`
    id actions_using_module_total latest_version_number latest_version created_at updated_at secrets[].updated_at
  `),
  immutable: ['name', 'api_version'],
  secret: ['secrets[].value'],
  sets: { secrets: 'name', dependencies: 'name' },
  files: { code: { kind: 'text' } },
  hooks: {
    toApi: (request) => omit(request, ['all_changes_published']),
    // A PATCH changes the draft only; actions see it once it is published as a version.
    afterWrite: async (api, target, desired) => {
      if (desired['all_changes_published'] !== true) return;
      const module = await answer(api.actions.modules.get(target.id));
      if (module['all_changes_published'] !== true) await answer(api.actions.modules.versions.create(target.id, {}));
    },
  },
};

/** Actions: a draft that is built, then deployed as a new version. */
export const actions: ResourceType = {
  name: 'actions',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'actions',
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
  sets: { secrets: 'name', dependencies: 'name', supported_triggers: 'id', modules: 'module_name' },
  references: { 'modules[].module_name': { to: 'actionModules', by: 'key' } },
  files: { code: { kind: 'text' } },
  hooks: {
    isSystem: (live) => (isBody(live['integration']) ? 'an action from the marketplace' : undefined),
    fromApi: (live) => ({ ...live, deployed: live['all_changes_deployed'] ?? false }),
    toApi: async (request, api) => ({ ...omit(request, ['deployed']), ...(await moduleIds(api, request['modules'])) }),
    afterWrite: async (api, target, desired, changed) => {
      if (desired['deployed'] !== true || !changed.some((field) => built.includes(field))) return;
      const { all_changes_deployed: isDeployed } = await waitFor(
        api,
        target.id,
        (action) => action['status'] === 'built',
      );
      if (isDeployed !== true) await answer(api.actions.deploy(target.id));
      await waitFor(api, target.id, (action) => action['all_changes_deployed'] === true);
    },
  },
};

/** Which actions run at a trigger, in their order. */
export const triggers: ResourceType = {
  name: 'triggers',
  section: 'triggers.:trigger',
  value: 'bindings',
  identity: { keys: ['trigger'] },
  scopes: 'actions',
  endpoints: {
    get: async (api, { keys }) => ({
      ...keys,
      bindings: await rows(api.actions.triggers.bindings.list(text(keys['trigger']), { per_page: 100 })),
    }),
    update: (api, { keys }, body) =>
      answer(api.actions.triggers.bindings.updateMany(text(keys['trigger']), { bindings: body['bindings'] ?? [] })),
  },
  whole: true,
  references: { 'bindings[].action_name': { to: 'actions', by: 'key' } },
  hooks: {
    fromApi: (live) => ({
      ...live,
      bindings: bindingsOf(live, ({ display_name, action }) => ({
        action_name: isBody(action) ? (action['name'] ?? null) : null,
        display_name: display_name ?? null,
      })),
    }),
    toApi: (request) => ({
      ...request,
      bindings: bindingsOf(request, ({ action_name, ...binding }) => ({
        ref: { type: 'action_name', value: action_name ?? null },
        display_name: action_name ?? null,
        ...binding,
      })),
    }),
  },
};

function bindingsOf(body: Body, convert: (binding: Body) => Body): Json[] {
  const { bindings } = body;
  return Array.isArray(bindings) ? bindings.filter(isBody).map(convert) : [];
}

/** Modules are pinned by the id of one of their versions; files name module and version number. */
async function moduleIds(api: Api, modules: Json | undefined): Promise<Body> {
  if (!Array.isArray(modules) || modules.length === 0) return {};
  const known = await rows(api.actions.modules.list({ per_page: 100 }));
  const pins = modules.filter(isBody).map(async (pin) => {
    const module = known.find((row) => row['name'] === pin['module_name']);
    const versions = await rows(api.actions.modules.versions.list(text(module?.['id']), { per_page: 100 }));
    const version = versions.find((row) => row['version_number'] === pin['module_version_number']);
    if (version === undefined)
      throw applyMessages.noModuleVersion(text(pin['module_name']), stableText(pin['module_version_number'] ?? null));
    return { ...pin, module_id: module?.['id'] ?? null, module_version_id: version['id'] ?? null };
  });
  return { modules: await Promise.all(pins) };
}

/** Builds and deploys are asynchronous: asks again, less and less often, until the state is reached. */
async function waitFor(api: Api, id: string, isReached: (action: Body) => boolean): Promise<Body> {
  for (let wait = 50, waited = 0; waited < 360_000; waited += wait, wait = Math.min(wait * 2, 5000)) {
    const action = await answer(api.actions.get(id));
    if (isReached(action)) return action;
    if (action['status'] === 'failed') throw applyMessages.buildFailed('');
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  throw applyMessages.buildTooLong();
}
