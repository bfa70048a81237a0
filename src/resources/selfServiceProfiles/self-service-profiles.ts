import { answer, crud, one } from '../../catalog/endpoints.ts';
import type { ChildType, ResourceType } from '../../catalog/resource-type.ts';
import { isBody, isEmpty } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';

/** The API has texts of one page in one language. */
const language = 'en';
const page = 'get-started';

const pageText = ({ [language]: pages }: Body): Body => {
  const text = isBody(pages) ? pages[page] : undefined;
  return isBody(text) ? text : {};
};

const customText: ChildType = {
  name: 'customText',
  path: 'customText',
  shape: 'one',
  identity: { keys: [] },
  scopes: ['read:self_service_profile_custom_texts', 'update:self_service_profile_custom_texts'],
  endpoints: {
    list: async (api, { parent }) => {
      const text = await one(api.selfServiceProfiles.customText.list(parent, language, page));
      return isEmpty(text) ? [] : [{ [language]: { [page]: text } }];
    },
    create: (api, { parent }, body) =>
      answer(api.selfServiceProfiles.customText.set(parent, language, page, pageText(body))),
    update: (api, { parent }, body) =>
      answer(api.selfServiceProfiles.customText.set(parent, language, page, pageText(body))),
    delete: (api, { parent }) => answer(api.selfServiceProfiles.customText.set(parent, language, page, {})),
  },
  replacesWhole: true,
};

/** How customers' own administrators set up single sign-on. */
export const selfServiceProfiles: ResourceType = {
  name: 'selfServiceProfiles',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'self_service_profiles',
  endpoints: crud((api) => api.selfServiceProfiles),
  children: [customText],
  readOnly: ['id', 'created_at', 'updated_at'],
  sets: { allowed_strategies: true },
  limits: [{ most: 20 }],
  exclusive: [{ sides: [['user_attributes'], ['user_attribute_profile_id']] }],
  references: { user_attribute_profile_id: { to: 'userAttributeProfiles', by: 'id' } },
};
