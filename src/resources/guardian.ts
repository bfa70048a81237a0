import { answer, rows } from '../catalog/endpoints.ts';
import type { Api } from '../catalog/endpoints.ts';
import { omit } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import { text } from '../catalog/resource-type.ts';
import type { ResourceType } from '../catalog/resource-type.ts';

const scopes = ['read:guardian_factors', 'update:guardian_factors'];

/** The factors of multi-factor authentication, and whether they are on. */
export const guardianFactors: ResourceType = {
  name: 'guardianFactors',
  identity: { keys: ['name'] },
  scopes,
  endpoints: {
    list: (api) => rows(api.guardian.factors.list()),
    update: (api, { keys }, body) => answer(api.guardian.factors.set(text(keys['name']), body)),
  },
  readOnly: ['trial_expired'],
  // A factor that is on needs what sends its messages.
  after: [
    'guardianFactorProviders',
    'guardianFactorTemplates',
    'guardianPhoneFactorSelectedProvider',
    'guardianPhoneFactorMessageTypes',
    'guardianPushFactorSelectedProvider',
  ],
};

/** The texts of messages with codes. `sms` is the older name of `phone`. */
export const guardianFactorTemplates: ResourceType = {
  name: 'guardianFactorTemplates',
  identity: { keys: ['name'] },
  scopes,
  endpoints: {
    get: async (api, { keys }) => ({ ...keys, ...(await answer(templatesOf(api, keys).get())) }),
    update: (api, { keys }, body) => answer(templatesOf(api, keys).set(omit(body, ['name']))),
  },
  replacesWhole: true,
};

interface Templates {
  get: () => Promise<unknown>;
  set: (body: Body) => Promise<unknown>;
}

function templatesOf({ guardian }: Api, { name }: Body): Templates {
  const { phone, sms } = guardian.factors;
  const client = name === 'phone' ? phone : sms;
  return { get: () => client.getTemplates(), set: (body) => client.setTemplates(body) };
}

/** When a second factor is asked for; the API has a bare list. */
export const guardianPolicies: ResourceType = {
  name: 'guardianPolicies',
  section: 'guardianPolicies',
  identity: { keys: [] },
  scopes: 'mfa_policies',
  endpoints: {
    get: async (api) => ({ policies: await answer(api.guardian.policies.list()) }),
    update: async (api, _target, body) => ({
      policies: await answer(api.guardian.policies.set(body['policies'] ?? [])),
    }),
  },
  sets: { policies: true },
  // Asking for a second factor while none is on would lock everybody out.
  after: ['guardianFactors'],
};

/** Who sends text messages and calls. */
export const guardianPhoneFactorSelectedProvider: ResourceType = {
  name: 'guardianPhoneFactorSelectedProvider',
  section: 'guardianPhoneFactorSelectedProvider',
  identity: { keys: [] },
  scopes,
  endpoints: {
    get: (api) => answer(api.guardian.factors.phone.getSelectedProvider()),
    update: (api, _target, body) => answer(api.guardian.factors.phone.setProvider(body)),
  },
  after: ['guardianFactorProviders'],
};

/** How codes reach a phone: as text messages, as calls. */
export const guardianPhoneFactorMessageTypes: ResourceType = {
  name: 'guardianPhoneFactorMessageTypes',
  section: 'guardianPhoneFactorMessageTypes',
  identity: { keys: [] },
  scopes,
  endpoints: {
    get: (api) => answer(api.guardian.factors.phone.getMessageTypes()),
    update: (api, _target, body) => answer(api.guardian.factors.phone.setMessageTypes(body)),
  },
  sets: { message_types: true },
};

/** Who sends push notifications. */
export const guardianPushFactorSelectedProvider: ResourceType = {
  name: 'guardianPushFactorSelectedProvider',
  section: 'guardianPushFactorSelectedProvider',
  identity: { keys: [] },
  scopes,
  endpoints: {
    get: (api) => answer(api.guardian.factors.pushNotification.getSelectedProvider()),
    update: (api, _target, body) => answer(api.guardian.factors.pushNotification.setProvider(body)),
  },
  after: ['guardianFactorProviders'],
};
