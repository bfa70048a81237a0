import { uuid } from '../../ids.ts';
import type { Area } from '../../area.ts';
import { maskedSecrets, storedSecrets } from './secrets.ts';
import { type Body, type Json, bodiesOf, omit, pick, textOf } from '../../body.ts';
import { type Collection, type Write, shown } from '../../collection.ts';
import { absent, badRequest, conflict, refusal } from '../../errors.ts';
import { type Pages, page, pageQuery } from '../../paging.ts';
import { type Answer, type Call, type Route, need, ok, operation, param, timestamp } from '../../route.ts';
import { type Constraints, items, text } from '../../schema.ts';
import { Store } from '../../store.ts';

const DRAFT = ['code', 'dependencies', 'secrets'];
const MOST_VERSIONS = 50;

/** The modules of an action, each pinned to a version that exists, with the names that go with the ids. */
export function pinnedModules(sent: Json | undefined, store: Store): Body[] {
  return bodiesOf(sent).map((reference) => {
    const version = store.get('module_versions', textOf(reference['module_version_id']));
    const module = store.get('modules', textOf(reference['module_id']));
    if (module === undefined || version === undefined || version['module_id'] !== module['id']) {
      throw badRequest('The module or its version does not exist.', 'inexistent_action_module');
    }
    return {
      module_id: module['id'] ?? '',
      module_name: module['name'] ?? '',
      module_version_id: version['id'] ?? '',
      module_version_number: version['version_number'] ?? 0,
    };
  });
}

/** PATCH changes the draft; publishing makes a version of it, at once if the creation asks for it. */
export function moduleBeforeStore(body: Body, { call, sent, before }: Write): Body {
  const secrets =
    sent['secrets'] === undefined
      ? (body['secrets'] ?? [])
      : storedSecrets(sent['secrets'], before?.['secrets'], timestamp(call));
  const isTouched = before === undefined || DRAFT.some((field) => sent[field] !== undefined);
  const module = { ...omit(body, ['publish', 'api_version']), secrets, ...(isTouched && { _published: false }) };
  return body['publish'] === true ? published(module, call) : module;
}

/** What is seen of a module: whether its draft is published, its latest version, and how many actions use it. */
export function revealModule(module: Body, { store }: Call): Body {
  const latest = versionsOf(module, store).at(-1);
  return {
    ...module,
    secrets: maskedSecrets(module['secrets']),
    all_changes_published: module['_published'] ?? false,
    actions_using_module_total: usersOf(module, store).length,
    ...(latest && { latest_version: omit(seen(latest), ['module_id', 'created_at']) }),
  };
}

/** A module that an action uses stays. */
export function moduleBeforeDelete(module: Body, { store }: Call): void {
  if (usersOf(module, store).length > 0) {
    throw refusal(
      412,
      'The module cannot be deleted because it is in use by one or more actions.',
      'action_module_in_use',
    );
  }
  store.removeWhere('module_versions', ({ module_id }) => module_id === module['id']);
}

const versionsOf = (module: Body, store: Store): Body[] =>
  store.all('module_versions').filter(({ module_id }) => module_id === module['id']);

const usersOf = (module: Body, store: Store): Body[] =>
  store
    .all('actions')
    .filter((action) => bodiesOf(action['modules']).some(({ module_id }) => module_id === module['id']));

const seen = (version: Body): Body => ({ ...version, secrets: maskedSecrets(version['secrets']) });

function published(module: Body, call: Call): Body {
  const earlier = versionsOf(module, call.store);
  if (earlier.length >= MOST_VERSIONS) {
    throw refusal(412, 'Maximum number of module versions reached.', 'too_many_versions');
  }
  const id = call.store.newId(uuid('actionVersion'));
  const number = Math.max(0, ...earlier.map(({ version_number }) => Number(version_number))) + 1;
  const version = {
    id,
    module_id: module['id'] ?? '',
    version_number: number,
    ...pick(module, DRAFT),
    created_at: timestamp(call),
  };
  call.store.put('module_versions', id, version);
  return { ...module, _published: true };
}

const VERSIONS: Pages = { key: 'versions', paging: 'modules' };
const USERS: Pages = { key: 'actions', paging: 'modules' };

/** Publishing, the versions that come of it, and the actions that use a module. */
export const moduleRoutes: Route[] = [
  operation('GET /actions/modules/:id/versions', 'read:actions', listVersions, { query: pageQuery(VERSIONS) }),
  operation('POST /actions/modules/:id/versions', 'update:actions', publish),
  operation('GET /actions/modules/:id/versions/:version', 'read:actions', (call) =>
    ok(seen(versionOf(call, param(call, 'version')))),
  ),
  operation('GET /actions/modules/:id/actions', 'read:actions', listUsers, { query: pageQuery(USERS) }),
  operation('POST /actions/modules/:id/rollback', 'update:actions', rollBack, {
    body: 'RollbackActionModuleRequestParameters',
  }),
];

function versionOf(call: Call, id: string): Body {
  const version = versionsOf(need(call, 'modules', 'action module'), call.store).find(
    (candidate) => candidate['id'] === id,
  );
  if (version === undefined) throw absent('module version');
  return version;
}

function listVersions(call: Call): Answer {
  const module = need(call, 'modules', 'action module');
  const rows = call.store.entries('module_versions').filter(({ body }) => body['module_id'] === module['id']);
  return ok(page(VERSIONS, call.query, rows.toReversed(), seen));
}

function rollBack(call: Call): Answer {
  const version = versionOf(call, textOf(call.body['module_version_id']));
  const module = {
    ...need(call, 'modules', 'action module'),
    ...pick(version, DRAFT),
    updated_at: timestamp(call),
    _published: false,
  };
  return ok(shown({ reveal: revealModule }, call.store.put('modules', param(call, 'id'), module), call));
}

function publish(call: Call): Answer {
  const module = need(call, 'modules', 'action module');
  if (module['_published'] === true) throw conflict('No draft version is available to publish.', 'no_draft');
  const after = call.store.put('modules', textOf(module['id']), published(module, call));
  return ok(seen(versionsOf(after, call.store).at(-1) ?? {}));
}

function listUsers(call: Call): Answer {
  const module = need(call, 'modules', 'action module');
  const rows = call.store.entries('actions').flatMap(({ key, place, body: action }) => {
    const used = bodiesOf(action['modules']).find(({ module_id }) => module_id === module['id']);
    if (used === undefined) return [];
    const pin = pick(used, ['module_version_id', 'module_version_number']);
    const { name = '', supported_triggers: triggers = [] } = action;
    return [{ key, place, body: { action_id: key, action_name: name, ...pin, supported_triggers: triggers } }];
  });
  return ok(page(USERS, call.query, rows, (body) => body));
}

const modules: Collection = {
  name: 'modules',
  path: '/actions/modules',
  id: ['id', uuid('module')],
  stem: 'actions',
  noun: 'action module',
  create: 'CreateActionModuleRequestContent',
  update: 'UpdateActionModuleRequestContent',
  list: { key: 'modules', paging: 'modules' },
  unique: [['name'], 'An action module with the same name already exists.'],
  limit: 100,
  stamped: true,
  defaults: { dependencies: [], secrets: [] },
  beforeStore: moduleBeforeStore,
  reveal: revealModule,
  beforeDelete: moduleBeforeDelete,
};

const constraints: Constraints = {
  CreateActionModuleRequestContent: {
    properties: { name: text(1, 255), code: text(1, 65_536), dependencies: items(0, 10), secrets: items(0, 30) },
  },
  UpdateActionModuleRequestContent: {
    properties: { code: text(1, 65_536), dependencies: items(0, 10), secrets: items(0, 30) },
  },
};

/** Code that actions share. */
export const moduleArea: Area = {
  collections: [modules],
  routes: [...moduleRoutes],
  constraints,
};
