import { answer, optional } from '../../catalog/endpoints.ts';
import { text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** The texts of the tenant's emails, one for each of Auth0's fixed names. */
export const emailTemplates: ResourceType = {
  name: 'emailTemplates',
  identity: { keys: ['template'] },
  scopes: 'email_templates',
  requiredOnCreate: ['body', 'from', 'subject', 'syntax', 'enabled'],
  endpoints: {
    get: (api, { keys }) => optional(api.emailTemplates.get(text(keys['template']))),
    create: (api, _target, body) => answer(api.emailTemplates.create(body)),
    update: (api, { keys }, body) => answer(api.emailTemplates.update(text(keys['template']), body)),
  },
  files: { body: { type: 'text' } },
  after: ['emailProvider'],
};
