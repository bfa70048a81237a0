import { answer, optional } from '../../catalog/endpoints.ts';
import { isEmpty, isSame, own } from '../../model/json.ts';
import { paths } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** What the credentials of a provider have to have. */
const complete: Record<string, string[]> = {
  azure_cs: ['connectionString'],
  mailgun: ['api_key', 'domain'],
  mandrill: ['api_key'],
  ms365: ['tenantId', 'clientId', 'clientSecret'],
  resend: ['api_key'],
  sendgrid: ['api_key'],
  ses: ['accessKeyId', 'secretAccessKey', 'region'],
  smtp: ['smtp_host', 'smtp_port', 'smtp_user', 'smtp_pass'],
  sparkpost: ['api_key'],
};

/** Those of them that the API answers; the others may be missing while the credentials are not sent. */
const answered = ['region', 'smtp_host', 'smtp_port', 'smtp_user'];

/** The service that sends the tenant's emails. */
export const emailProvider: ResourceType = {
  name: 'emailProvider',
  section: 'emailProvider',
  identity: { keys: [] },
  scopes: 'email_provider',
  readOnly: ['credentials.api_user'],
  requiredOnCreate: ['name', 'credentials'],
  endpoints: {
    // Without naming the fields, parts of the provider are missing in the answer.
    get: (api) =>
      optional(
        api.emails.provider.get({
          fields: 'name,enabled,credentials,settings,default_from_address',
          include_fields: true,
        }),
      ),
    create: (api, _target, body) => answer(api.emails.provider.create(body)),
    update: (api, _target, body) => answer(api.emails.provider.update(body)),
    delete: (api) => answer(api.emails.provider.delete()),
  },
  sensitive: ['credentials.*'],
  notSecret: paths(`
    credentials.smtp_host credentials.smtp_port credentials.smtp_user credentials.api_user
    credentials.region credentials.domain credentials.clientId credentials.tenantId
  `),
  variants: { credentials: 'name' },
  sentTogether: [['name', 'credentials']],
  rules: [
    ...Object.entries(complete).flatMap(([name, fields]) =>
      fields.map((field) => ({
        when: [
          { path: 'credentials' },
          { path: `credentials.${field}`, absent: true as const },
          { path: 'name', is: [name] },
        ],
        says: `the credentials of ${name} need ${field}`,
        ...(answered.includes(field)
          ? { hint: `add ${field}` }
          : { hint: `add ${field} before they are sent: the API does not answer it`, severity: 'warning' as const }),
      })),
    ),
    {
      when: [{ path: 'credentials' }, { path: 'name', is: ['custom'] }],
      says: 'the provider custom has no credentials',
      hint: 'write credentials: {}',
    },
    {
      // Live credentials do not travel along to another provider.
      when: [
        { path: 'name', not: ['custom'] },
        { path: 'credentials', absent: true },
      ],
      says: 'another provider needs its credentials',
      hint: 'add credentials',
      offline: 'warning',
    },
  ],
  hooks: {
    // With another name the API drops the settings that are not sent.
    toUpdate: (request, desired, live) =>
      isSame(own(desired, 'name') ?? null, own(live, 'name') ?? null) || isEmpty(own(live, 'settings') ?? null)
        ? request
        : { settings: own(live, 'settings') ?? null, ...request },
  },
  requirements: [
    {
      where: { path: 'name', is: ['custom'] },
      type: 'actions',
      having: [
        { path: 'supported_triggers[].id', is: ['custom-email-provider'] },
        { path: 'deployed', is: [true] },
      ],
      says: 'the provider custom needs a deployed action of the trigger custom-email-provider',
      hint: 'declare one with deployed: true, or choose another provider',
    },
  ],
  after: ['actions'],
};
