import { uuid } from '../../ids.ts';
import { type Body, bodiesOf, bodyOf, omit, textOf } from '../../body.ts';
import { absent, refuse } from '../../errors.ts';
import { type Pages, page, pageQuery } from '../../paging.ts';
import { type Answer, type Call, type Route, ok, operation, param, timestamp } from '../../route.ts';

import { Store } from '../../store.ts';

/** Trigger, its versions (the last is the current one), and whether it is bound from another resource instead. */
const TRIGGERS: readonly (readonly [id: string, versions: readonly string[], isEntityBound?: true])[] = [
  ['post-login', ['v1', 'v2', 'v3']],
  ['credentials-exchange', ['v1', 'v2']],
  ['pre-user-registration', ['v1', 'v2']],
  ['post-user-registration', ['v1', 'v2']],
  ['post-change-password', ['v1', 'v2']],
  ['send-phone-message', ['v1', 'v2']],
  ['custom-phone-provider', ['v1']],
  ['custom-email-provider', ['v1']],
  ['password-reset-post-challenge', ['v1']],
  ['login-post-identifier', ['v1']],
  ['signup-post-identifier', ['v1']],
  ['mcp-tool', ['v1']],
  ['custom-token-exchange', ['v1'], true],
  ['event-stream', ['v1'], true],
  ['password-hash-migration', ['v1'], true],
];
const RUNTIMES = ['node12', 'node16', 'node18', 'node18-actions', 'node22'];
/** A tenant has one action at most for each of these. */
const SINGLE = ['custom-phone-provider', 'custom-email-provider'];

/** The triggers of an action must be known, in a version that exists or else the current one; so must its runtime. */
export function knownTriggers(action: Body, { store }: Call): Body[] {
  if (!RUNTIMES.includes(textOf(action['runtime'])))
    throw refuse('actions.unknown-runtime', { action: textOf(action['runtime']) });
  return bodiesOf(action['supported_triggers']).map((trigger) => {
    const known = TRIGGERS.find(([id]) => id === trigger['id']);
    const version = trigger['version'] ?? known?.[1].at(-1);
    if (known === undefined || !known[1].includes(textOf(version))) {
      throw refuse('actions.unknown-trigger-version', { trigger: textOf(trigger['id']), version: textOf(version) });
    }
    const isTaken = (other: Body): boolean => other['id'] !== action['id'] && supports(other, known[0]);
    if (SINGLE.includes(known[0]) && store.some('actions', (other) => isTaken(other))) {
      throw refuse('actions.second-of-single-trigger', { trigger: known[0] });
    }
    return { id: known[0], version: textOf(version) };
  });
}

const supports = (action: Body, trigger: string): boolean =>
  bodiesOf(action['supported_triggers']).some(({ id }) => id === trigger);

/** The triggers that run an action. */
export const boundTriggers = (store: Store, action: string): string[] =>
  store
    .entries('bindings')
    .flatMap(({ key, body }) => (bodiesOf(body['items']).some(({ _action }) => _action === action) ? [key] : []));

/** Unbinds an action everywhere. */
export const unbind = (store: Store, action: string): void =>
  store.changeAll('bindings', (body) => ({
    items: bodiesOf(body['items']).filter(({ _action }) => _action !== action),
  }));

const PATH = '/actions/triggers/:trigger/bindings';
const BINDINGS: Pages = { key: 'bindings', paging: 'actions', size: 20 };

/** What a binding shows of its action. */
type ShowAction = (action: Body, call: Call) => Body;

/** The list of triggers has a row per version. PATCH replaces the whole ordered list of bindings. */
export const triggerRoutes = (show: ShowAction): Route[] => [
  operation('GET /actions/triggers', 'read:actions', () =>
    ok({ triggers: TRIGGERS.flatMap((trigger) => versionsOf(trigger)) }),
  ),
  operation(`GET ${PATH}`, 'read:actions', (call) => listBindings(show, call), { query: pageQuery(BINDINGS) }),
  operation(`PATCH ${PATH}`, 'update:actions', (call) => replaceBindings(show, call), {
    body: 'UpdateActionBindingsRequestContent',
  }),
];

function replaceBindings(show: ShowAction, call: Call): Answer {
  const trigger = triggerOf(call);
  const before = bodiesOf(call.store.get('bindings', trigger)?.['items']);
  const items = bodiesOf(call.body['bindings']).map((sent) => bound(sent, trigger, before, call));
  call.store.put('bindings', trigger, { items });
  return ok({ bindings: items.map((binding) => bindingSeen(binding, show, call)) });
}

const versionsOf = ([id, versions, isEntityBound]: (typeof TRIGGERS)[number]): Body[] =>
  versions.map((version) => ({
    id,
    version,
    status: version === versions.at(-1) ? 'CURRENT' : 'DEPRECATED',
    runtimes: RUNTIMES,
    default_runtime: 'node22',
    compatible_triggers: [],
    binding_policy: isEntityBound ? 'entity-bound' : 'trigger-bound',
  }));

function triggerOf(call: Call): string {
  const id = param(call, 'trigger');
  if (!TRIGGERS.some(([known]) => known === id)) throw absent('trigger');
  return id;
}

function listBindings(show: ShowAction, call: Call): Answer {
  const items = bodiesOf(call.store.get('bindings', triggerOf(call))?.['items']);
  const rows = items.map((body, at) => ({ key: textOf(body['id']), place: at + 1, body }));
  return ok(page(BINDINGS, call.query, rows, (binding) => bindingSeen(binding, show, call)));
}

function bindingSeen(binding: Body, show: ShowAction, call: Call): Body {
  const action = call.store.get('actions', textOf(binding['_action'])) ?? {};
  return { ...omit(binding, ['_action']), action: show(action, call) };
}

/** An action is bound by id, name or earlier binding, once it is deployed and when it supports the trigger. */
function bound(sent: Body, trigger: string, before: Body[], call: Call): Body {
  const { type, value } = bodyOf(sent['ref']);
  const earlier = before.find((binding) => (type === 'binding_id' ? binding['id'] === value : false));
  const wanted = type === 'binding_id' ? ['id', earlier?.['_action']] : [type === 'action_name' ? 'name' : 'id', value];
  const [field = '', match] = wanted;
  const action = call.store.find('actions', (candidate) => candidate[textOf(field)] === match);
  if (action === undefined) throw refuse('bindings.unknown-action', { value: textOf(value) });
  const isEntityBound = TRIGGERS.some(([id, , entityBound]) => id === trigger && entityBound === true);
  if (isEntityBound) throw refuse('bindings.entity-bound-trigger', { trigger });
  if (!supports(action, trigger)) throw refuse('bindings.unsupported-trigger', { trigger });
  if (action['_deployed'] === undefined) throw refuse('bindings.undeployed-action');
  const kept = before.find((binding) => binding['_action'] === action['id']);
  return {
    id: kept?.['id'] ?? call.store.newId(uuid('binding')),
    trigger_id: trigger,
    display_name: sent['display_name'] ?? action['name'] ?? '',
    created_at: kept?.['created_at'] ?? timestamp(call),
    updated_at: timestamp(call),
    _action: action['id'] ?? '',
  };
}
