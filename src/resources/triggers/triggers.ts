import { answer, rows } from '../../catalog/endpoints.ts';
import { paths, text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody } from '../../model/json.ts';
import type { Body, Json } from '../../model/json.ts';

/** Which actions run at a trigger, in their order. */
export const triggers: ResourceType = {
  name: 'triggers',
  section: 'triggers.:trigger',
  value: 'bindings',
  identity: { keys: ['trigger'] },
  possibleKeys: [
    {
      trigger: paths(`
    post-login credentials-exchange pre-user-registration post-user-registration post-change-password
    send-phone-message custom-phone-provider custom-email-provider password-reset-post-challenge
    custom-token-exchange event-stream password-hash-migration login-post-identifier signup-post-identifier
    post-credential-validation
  `),
    },
  ],
  scopes: 'actions',
  endpoints: {
    get: async (api, { keys }) => ({
      ...keys,
      bindings: await rows(api.actions.triggers.bindings.list(text(keys['trigger']), { per_page: 100 })),
    }),
    update: (api, { keys }, body) =>
      answer(api.actions.triggers.bindings.updateMany(text(keys['trigger']), { bindings: body['bindings'] ?? [] })),
  },
  replacesWhole: true,
  readOnly: paths('id trigger_id created_at updated_at action action_id').map((field) => `bindings[].${field}`),
  limits: [{ at: 'bindings', most: 20 }],
  members: [{ path: 'trigger', of: 'bindings[].action_name', in: 'supported_triggers[].id', isAtReference: true }],
  rules: [
    {
      when: [
        { path: 'bindings' },
        { path: 'trigger', is: ['custom-token-exchange', 'event-stream', 'password-hash-migration'] },
      ],
      says: 'actions are not bound to this trigger: what uses one of them names it',
      hint: 'take the bindings out, and name the action where it is used',
    },
  ],
  targetRules: [
    {
      of: 'bindings[].action_name',
      when: [{ path: 'deployed', none: [true] }],
      says: 'this action is not deployed, and only a deployed one can be bound',
      hint: 'set deployed: true for the action',
    },
  ],
  references: { 'bindings[].action_name': { to: 'actions', by: 'key' } },
  hooks: {
    // The API answers the whole action, and exports may have its id: both say which one it is where no name does.
    fromFile: (desired) =>
      isListOfBodies(desired['bindings'])
        ? {
            ...desired,
            bindings: bindingsOf(desired, ({ action_name, ...binding }) => {
              const name = action_name ?? nameIn(binding['action']) ?? binding['action_id'];
              return { ...binding, ...(name === undefined ? {} : { action_name: name }) };
            }),
          }
        : desired,
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

function isListOfBodies(value: Json | undefined): boolean {
  return Array.isArray(value) && value.every(isBody);
}

function nameIn(action: Json | undefined): Json | undefined {
  return isBody(action) ? action['name'] : undefined;
}

function bindingsOf(body: Body, convert: (binding: Body) => Body): Json[] {
  const { bindings } = body;
  return Array.isArray(bindings) ? bindings.filter(isBody).map(convert) : [];
}
