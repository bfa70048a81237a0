import { answer, one } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { factorScopes } from '../guardianFactors/guardian-factors.ts';

/** How codes reach a phone: as text messages, as calls. */
export const guardianPhoneFactorMessageTypes: ResourceType = {
  name: 'guardianPhoneFactorMessageTypes',
  section: 'guardianPhoneFactorMessageTypes',
  identity: { keys: [] },
  scopes: factorScopes,
  endpoints: {
    get: (api) => one(api.guardian.factors.phone.getMessageTypes()),
    update: (api, _target, body) => answer(api.guardian.factors.phone.setMessageTypes(body)),
  },
  sets: { message_types: true },
};
