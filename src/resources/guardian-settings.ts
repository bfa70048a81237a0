import { answer } from '../catalog/endpoints.ts';
import type { ResourceType } from '../catalog/resource-type.ts';

// Auth0 names no scopes for these settings: those of the factors are taken to be enough.
const scopes = ['read:guardian_factors', 'update:guardian_factors'];

/** For how long a browser that passed a second factor is not asked again. */
export const guardianSettings: ResourceType = {
  name: 'guardianSettings',
  section: 'guardianSettings',
  identity: { keys: [] },
  scopes,
  endpoints: {
    get: (api) => answer(api.guardian.get()),
    update: (api, _target, body) => answer(api.guardian.set(body)),
  },
  replacesWhole: true,
  orders: [{ low: 'mfa_session_inactivity_timeout', high: 'mfa_session_overall_timeout' }],
};

/** The codes that are sent by email. */
export const guardianEmailFactorSettings: ResourceType = {
  name: 'guardianEmailFactorSettings',
  section: 'guardianEmailFactorSettings',
  identity: { keys: [] },
  scopes,
  endpoints: {
    get: (api) => answer(api.guardian.factors.email.get()),
    update: (api, _target, body) => answer(api.guardian.factors.email.set(body)),
  },
  replacesWhole: true,
};

/** The codes that are sent to a phone. */
export const guardianPhoneFactorSettings: ResourceType = {
  name: 'guardianPhoneFactorSettings',
  section: 'guardianPhoneFactorSettings',
  identity: { keys: [] },
  scopes,
  endpoints: {
    get: (api) => answer(api.guardian.factors.phone.get()),
    update: (api, _target, body) => answer(api.guardian.factors.phone.set(body)),
  },
  replacesWhole: true,
};
