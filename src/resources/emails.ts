import { answer, optional } from './endpoints.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { paths, text } from './resource-type.ts';
import type { ResourceType } from './resource-type.ts';

/** The service that sends the tenant's emails. */
export const emailProvider: ResourceType = {
  name: 'emailProvider',
  section: 'emailProvider',
  identity: { keys: [] },
  scopes: 'email_provider',
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
  sensitive: paths(`
    credentials.api_key credentials.smtp_pass credentials.accessKeyId credentials.secretAccessKey
    credentials.connectionString credentials.clientSecret
  `),
  shapes: { credentials: 'name', settings: 'name' },
  together: [['name', 'credentials']],
  after: ['actions'],
  hooks: {
    // Of credentials the API returns some fields, and that not for every provider: what it keeps to itself is no difference.
    toCompare: (live, { credentials }) =>
      isBody(credentials) ? { ...live, credentials: { ...credentials, ...bodyOf(live['credentials']) } } : live,
  },
};

const bodyOf = (value: Json | undefined): Body => (isBody(value) ? value : {});

/** The texts of the tenant's emails, one for each of Auth0's fixed names. */
export const emailTemplates: ResourceType = {
  name: 'emailTemplates',
  identity: { keys: ['template'] },
  scopes: 'email_templates',
  endpoints: {
    get: (api, { keys }) => optional(api.emailTemplates.get(text(keys['template']))),
    create: (api, _target, body) => answer(api.emailTemplates.create(body)),
    update: (api, { keys }, body) => answer(api.emailTemplates.update(text(keys['template']), body)),
  },
  files: { body: { kind: 'text' } },
  after: ['emailProvider'],
};
