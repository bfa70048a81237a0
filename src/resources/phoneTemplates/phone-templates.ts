import { crud, items } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody, omit } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';

/** The texts of messages and calls, one for each of Auth0's fixed types. */
export const phoneTemplates: ResourceType = {
  name: 'phoneTemplates',
  identity: { keys: ['type'], id: 'id' },
  scopes: 'phone_templates',
  endpoints: {
    ...crud((api) => api.branding.phone.templates),
    // Types without a template of their own are listed with the standard one, and without an id.
    list: (api) => items(api.branding.phone.templates.list(), 'templates'),
  },
  readOnly: ['id', 'tenant', 'channel', 'customizable', 'created_at', 'updated_at'],
  immutable: ['type', 'content.syntax'],
  hooks: {
    // An empty `from` is read and exported, and refused when it is written.
    toApi: (request) => ({ ...request, ...withoutEmptySender(request) }),
  },
  after: ['phoneProviders'],
};

function withoutEmptySender({ content }: Body): Body {
  return isBody(content) && content['from'] === '' ? { content: omit(content, ['from']) } : {};
}
