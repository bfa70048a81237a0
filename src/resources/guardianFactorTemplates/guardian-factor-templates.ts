import { answer, one } from '../../catalog/endpoints.ts';
import type { Api } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { omit } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';
import { factorScopes } from '../guardianFactors/guardian-factors.ts';

/** The texts of messages with codes. `sms` is the older name of `phone`. */
export const guardianFactorTemplates: ResourceType = {
  name: 'guardianFactorTemplates',
  identity: { keys: ['name'] },
  possibleKeys: [{ name: ['phone'] }],
  scopes: factorScopes,
  endpoints: {
    get: async (api, { keys }) => ({ ...keys, ...(await one(templatesOf(api, keys).get())) }),
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
