import { crud } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';

/** Which attributes users have, and where each comes from, by protocol. */
export const userAttributeProfiles: ResourceType = {
  name: 'userAttributeProfiles',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'user_attribute_profiles',
  endpoints: crud((api) => api.userAttributeProfiles, { take: 10 }),
  readOnly: ['id'],
  maps: ['user_attributes'],
  hooks: {
    // A PATCH replaces the attributes as a whole and takes no null for one that goes.
    toApi: (request) => ({ ...request, ...presentAttributes(request) }),
  },
};

function presentAttributes({ user_attributes: attributes }: Body): Body {
  if (!isBody(attributes)) return {};
  return { user_attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)) };
}
