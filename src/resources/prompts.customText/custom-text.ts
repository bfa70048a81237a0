import { answer, one } from '../../catalog/endpoints.ts';
import { paths, text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** Texts of one prompt in one language, by screen. */
export const customText: ResourceType = {
  name: 'prompts.customText',
  section: 'prompts.customText.:language.:prompt',
  value: 'text',
  identity: { keys: ['language', 'prompt'] },
  possibleKeys: [
    {
      language: { of: 'tenant', in: 'enabled_locales[]' },
      prompt: paths(`
    login login-id login-password login-passwordless login-email-verification signup signup-id signup-password
    phone-identifier-enrollment phone-identifier-challenge email-identifier-challenge reset-password custom-form
    consent customized-consent logout mfa-push mfa-otp mfa-voice mfa-phone mfa-webauthn mfa-sms mfa-email
    mfa-recovery-code mfa status device-flow email-verification email-otp-challenge organizations invitation common
    passkeys captcha brute-force-protection async-approval-flow confirmation
  `),
    },
  ],
  scopes: 'prompts',
  endpoints: {
    get: async (api, { keys }) => ({
      ...keys,
      text: await one(api.prompts.customText.get(text(keys['prompt']), text(keys['language']))),
    }),
    update: (api, { keys }, body) =>
      answer(api.prompts.customText.set(text(keys['prompt']), text(keys['language']), body['text'] ?? {})),
  },
  replacesWhole: true,
  // The language has to be one of the tenant's.
  members: [{ path: 'language', to: 'tenant', in: 'enabled_locales[]', severity: 'warning' }],
  after: ['tenant', 'prompts'],
};
