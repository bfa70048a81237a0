import { answer, crud } from '../catalog/endpoints.ts';
import { isBody, isEmpty } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import type { ChildType, ResourceType } from '../catalog/resource-type.ts';

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
      const text = await answer(api.selfServiceProfiles.customText.list(parent, language, page));
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
  exclusive: [{ sides: [['user_attributes'], ['user_attribute_profile_id']] }],
  references: { user_attribute_profile_id: { to: 'userAttributeProfiles', by: 'id' } },
};

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

/** What connections get that are made by self-service. */
export const connectionProfiles: ResourceType = {
  name: 'connectionProfiles',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'connection_profiles',
  endpoints: crud((api) => api.connectionProfiles, { take: 10 }),
  readOnly: ['id'],
  sets: {
    enabled_features: true,
    'provisioning.scim.tokens.scopes': true,
    'strategy_overrides.*.enabled_features': true,
    'cross_app_access_resource_app.status.allowed_values': true,
    'strategy_overrides.*.provisioning.scim.tokens.scopes': true,
  },
};

/** Which tokens of other issuers are exchanged, and the action that judges them. */
export const tokenExchangeProfiles: ResourceType = {
  name: 'tokenExchangeProfiles',
  identity: { keys: ['subject_token_type'], id: 'id' },
  scopes: 'token_exchange_profiles',
  endpoints: crud((api) => api.tokenExchangeProfiles, { take: 100 }),
  readOnly: ['id', 'created_at', 'updated_at'],
  immutable: ['action_id', 'type'],
  aliases: { action: 'action_id' },
  references: { action_id: { to: 'actions', by: 'id', isRequired: true } },
};
