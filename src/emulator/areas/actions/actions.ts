import { uuid } from '../../ids.ts';
import type { Area } from '../../area.ts';
import { pinnedModules } from './modules.ts';
import { maskedSecrets, storedSecrets } from './secrets.ts';
import { boundTriggers, knownTriggers, triggerRoutes, unbind } from './triggers.ts';
import { type Body, bodiesOf, omit, pick, textOf } from '../../body.ts';
import type { Collection, Write } from '../../collection.ts';
import { absent, badRequest, conflict } from '../../errors.ts';
import { same } from '../../filters.ts';
import { type Pages, page, pageQuery } from '../../paging.ts';
import { type Answer, type Call, type Route, type Tenant, need, ok, operation, param, timestamp } from '../../route.ts';
import { type Constraints, items } from '../../schema.ts';

/** What a version takes over from the draft; touching any of it starts a build. */
const DRAFT = ['code', 'dependencies', 'runtime', 'secrets', 'modules'];
const SHARED = ['supported_triggers', ...DRAFT];
const MOST_VERSIONS = 50;

/** A change of the draft starts a build and leaves the deployed version alone. */
export function actionBeforeStore(body: Body, { call, sent, before }: Write): Body {
  const triggers = knownTriggers(body, call);
  const isTouched = before === undefined || DRAFT.some((field) => sent[field] !== undefined);
  if (!isTouched) return { ...body, supported_triggers: triggers };
  const action: Body = {
    ...omit(body, ['deploy']),
    supported_triggers: triggers,
    secrets:
      sent['secrets'] === undefined
        ? (body['secrets'] ?? [])
        : storedSecrets(sent['secrets'], before?.['secrets'], timestamp(call)),
    ...(body['modules'] !== undefined && { modules: pinnedModules(body['modules'], call.store) }),
    _draft: Number(before?.['_draft'] ?? 0) + 1,
    _built: call.now() + call.buildMilliseconds,
  };
  return body['deploy'] === true && isInstallable(action) ? deployed(action, call, Number(action['_built'])) : action;
}

/** A build passes pending and building; it fails when a dependency cannot be installed. */
function statusOf(action: Body, { now, buildMilliseconds }: Tenant): string {
  const left = Number(action['_built']) - now();
  if (left > buildMilliseconds / 2) return 'pending';
  if (left > 0) return 'building';
  return isInstallable(action) ? 'built' : 'failed';
}

const isInstallable = (action: Body): boolean =>
  bodiesOf(action['dependencies']).every(({ version }) => /^(latest|\d+\.\d+\.\d+\S*)$/.test(textOf(version)));

/** What is seen of an action: the state of its build, and the version that runs. */
export function revealAction(action: Body, call: Call): Body {
  const version = call.store.get('action_versions', textOf(action['_deployed']));
  const isLive = version !== undefined && Number(version['_since']) <= call.now();
  const status = statusOf(action, call);
  return {
    ...action,
    secrets: maskedSecrets(action['secrets']),
    status,
    ...(isLive && versionsSeen(version, action, call)),
    all_changes_deployed: isLive && version['_draft'] === action['_draft'],
  };
}

/** The version that runs, as an action shows it: in brief, and whole but for the action. */
const versionsSeen = (version: Body, action: Body, call: Call): Body => ({
  current_version: {
    ...pick(version, ['id', 'code', 'runtime', 'number', 'created_at', 'updated_at']),
    status: 'BUILT',
    build_time: version['built_at'] ?? '',
  },
  deployed_version: omit(versionSeen(version, action, call), ['action_id']),
});

/** What a version or a binding shows of its action. Neither says whether all changes are deployed. */
const inBrief = (action: Body): Body => ({
  ...pick(action, ['id', 'name', 'supported_triggers', 'created_at', 'updated_at']),
  all_changes_deployed: false,
});

/** What a binding shows of its action: more than a version does. */
export function actionOfBinding(action: Body, call: Call): Body {
  const seen = revealAction(action, call);
  return { ...inBrief(action), ...pick(seen, ['current_version', 'deployed_version']) };
}

/** An action that a trigger runs is deleted only with `force=true`, which unbinds it. */
export function actionBeforeDelete(action: Body, { store, query }: Call): void {
  const id = textOf(action['id']);
  const triggers = boundTriggers(store, id);
  if (triggers.length > 0 && query['force']?.[0] !== 'true') {
    throw conflict(
      `The action is bound to ${triggers.join(', ')}. Unbind it, or delete it with force=true.`,
      'action_bound',
    );
  }
  unbind(store, id);
  store.removeWhere('action_versions', ({ action_id }) => action_id === id);
}

function versionSeen(version: Body, action: Body, { now }: Tenant): Body {
  const isDeployed = action['_deployed'] === version['id'] && Number(version['_since']) <= now();
  return { ...omit(version, ['_since', '_draft']), secrets: maskedSecrets(version['secrets']), deployed: isDeployed };
}

/** Makes a version of the draft, which runs from a moment on. The oldest versions beyond 50 are dropped. */
function deployed(action: Body, call: Call, since: number, source: Body = action): Body {
  const { store } = call;
  const earlier = store.all('action_versions').filter(({ action_id }) => action_id === action['id']);
  const id = store.newId(uuid('actionVersion'));
  const times = { created_at: timestamp(call), updated_at: timestamp(call), built_at: timestamp(call) };
  store.put('action_versions', id, {
    id,
    action_id: action['id'] ?? '',
    number: Math.max(0, ...earlier.map(({ number }) => Number(number))) + 1,
    status: 'built',
    ...pick(source, SHARED),
    ...times,
    _draft: source === action ? (action['_draft'] ?? 0) : -1,
    _since: since,
  });
  for (const { id: old } of earlier.slice(0, Math.max(0, earlier.length + 1 - MOST_VERSIONS))) {
    store.remove('action_versions', textOf(old));
  }
  return { ...action, _deployed: id };
}

const VERSIONS: Pages = { key: 'versions', paging: 'actions', size: 20 };

/** Deploying, and the versions that come of it. */
export const actionRoutes: Route[] = [
  operation('POST /actions/actions/:id/deploy', 'create:actions', deploy),
  operation('GET /actions/actions/:id/versions', 'read:actions', listVersions, { query: pageQuery(VERSIONS) }),
  operation('GET /actions/actions/:id/versions/:version', 'read:actions', (call) =>
    ok(versionSeen(versionOf(call), need(call, 'actions', 'action'), call)),
  ),
  operation('POST /actions/actions/:id/versions/:version/deploy', 'create:actions', redeploy, {
    body: 'DeployActionVersionRequestContent',
  }),
];

function versionOf(call: Call): Body {
  const version = call.store.get('action_versions', param(call, 'version'));
  if (version === undefined || version['action_id'] !== need(call, 'actions', 'action')['id']) {
    throw absent('action version');
  }
  return version;
}

function listVersions(call: Call): Answer {
  const action = need(call, 'actions', 'action');
  const rows = call.store.entries('action_versions').filter(({ body }) => body['action_id'] === action['id']);
  return ok(page(VERSIONS, call.query, rows.toReversed(), (version) => versionSeen(version, action, call)));
}

/** Deploys an earlier version anew, and makes it the draft if asked to. */
function redeploy(call: Call): Answer {
  const version = versionOf(call);
  const action = need(call, 'actions', 'action');
  if (call.body['update_draft'] !== true) return accepted(deployed(action, call, call.now(), version), call);
  const draft = { ...action, ...pick(version, SHARED), _draft: Number(action['_draft']) + 1 };
  return accepted(deployed(draft, call, call.now()), call);
}

function deploy(call: Call): Answer {
  const action = need(call, 'actions', 'action');
  if (statusOf(action, call) !== 'built') {
    throw badRequest("A draft must be in the 'built' state before it can be deployed.", 'draft_not_built');
  }
  return accepted(deployed(action, call, call.now()), call);
}

/** The answer to a deploy shows the version before it runs. */
function accepted(action: Body, call: Call): Answer {
  call.store.put('actions', textOf(action['id']), action);
  const version = call.store.get('action_versions', textOf(action['_deployed'])) ?? {};
  const seen = omit(versionSeen(version, action, call), ['action_id', 'built_at']);
  return ok({ ...seen, deployed: false, action: inBrief(action) });
}

const triggerIds = (body: Body): string[] => bodiesOf(body['supported_triggers']).map(({ id }) => textOf(id));

const actions: Collection = {
  name: 'actions',
  path: '/actions/actions',
  id: ['id', uuid('action')],
  stem: 'actions',
  noun: 'action',
  create: 'CreateActionRequestContent',
  update: 'UpdateActionRequestContent',
  list: {
    key: 'actions',
    paging: 'actions',
    size: 20,
    filters: {
      triggerId: ['text', (body, [id = '']) => triggerIds(body).includes(id)],
      actionName: same('name'),
      deployed: ['boolean', (body, values) => values.includes(String(body['_deployed'] !== undefined))],
      installed: ['boolean', (body, values) => values.includes(String(body['integration'] !== undefined))],
    },
  },
  unique: [['name'], 'An action with this name already exists.'],
  limit: 100,
  stamped: true,
  defaults: { code: 'module.exports = () => {}', dependencies: [], runtime: 'node22', secrets: [] },
  deleteQuery: { force: 'boolean' },
  beforeStore: actionBeforeStore,
  reveal: revealAction,
  beforeDelete: actionBeforeDelete,
};

const actionLists = { dependencies: items(0, 10), secrets: items(0, 30), modules: items(0, 3) };

const constraints: Constraints = {
  CreateActionRequestContent: { properties: { name: { minLength: 1 }, supported_triggers: items(1), ...actionLists } },
  UpdateActionBindingsRequestContent: { required: ['bindings'], properties: { bindings: items(0, 20) } },
  UpdateActionRequestContent: { properties: { name: { minLength: 1 }, supported_triggers: items(1), ...actionLists } },
};

/** Code of the tenant, and what runs it. */
export const actionArea: Area = {
  collections: [actions],
  routes: [...actionRoutes, ...triggerRoutes(actionOfBinding)],
  constraints,
};
