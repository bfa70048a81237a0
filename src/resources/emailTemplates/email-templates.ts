import { answer, optional } from '../../catalog/endpoints.ts';
import { paths, text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** The texts of the tenant's emails, one for each of Auth0's fixed names. */
export const emailTemplates: ResourceType = {
  name: 'emailTemplates',
  identity: { keys: ['template'] },
  possibleKeys: [
    {
      template: paths(`
    verify_email verify_email_by_code auth_email_by_code reset_email reset_email_by_code welcome_email
    blocked_account stolen_credentials enrollment_email mfa_oob_code user_invitation change_password password_reset
    async_approval
  `),
    },
  ],
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
