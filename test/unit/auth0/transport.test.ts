import { expect, it } from 'vitest';
import { planOf, emulated } from '../../support/project.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import type { ResourceTypes, ResourceType } from '../../../src/catalog/resource-type.ts';
import type { Api, Target } from '../../../src/catalog/endpoints.ts';

const files = { tenant: { roles: [{ name: 'Courier', description: 'Drives' }] } };

/** The catalog with a type of which reading writes first. */
function faulty(write: (api: Api) => PromiseLike<unknown>): ResourceTypes {
  const spoil = (type: ResourceType): ResourceType => {
    const { list } = type.endpoints;
    if (type.name !== 'roles' || list === undefined) return type;
    const spoilt = async (api: Api, target: Target): ReturnType<typeof list> => {
      await write(api);
      return list(api, target);
    };
    return { ...type, endpoints: { ...type.endpoints, list: spoilt } };
  };
  return resourceTypes.map(spoil);
}

it.each<[string, (api: Api) => PromiseLike<unknown>]>([
  ['POST', (api) => api.roles.create({ name: 'Intruder' })],
  ['PATCH', (api) => api.tenants.settings.update({ friendly_name: 'Intruder' })],
  ['PUT', (api) => api.prompts.customText.set('login', 'en', {})],
  ['DELETE', (api) => api.roles.delete('rol_0000000000000000')],
])('refuses a %s of a faulty descriptor while planning, before it leaves', async (method, write) => {
  const tenant = emulated();
  await expect(planOf(files, tenant, faulty(write))).rejects.toThrow(method);
  expect(tenant.writes()).toEqual([]);
  // The same descriptor without the fault can be planned.
  const { plan } = await planOf(files, tenant);
  expect(plan.changes.map(({ address, action }) => `${action} ${address}`)).toEqual(['create roles/Courier']);
});
