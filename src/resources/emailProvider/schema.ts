import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateEmailProviderRequestContent', 'UpdateEmailProviderRequestContent'],
  variants: {
    by: 'name',
    field: 'credentials',
    members: {
      mailgun: 'api_key* domain* region',
      mandrill: 'api_key*',
      sendgrid: 'api_key*',
      resend: 'api_key*',
      ses: 'accessKeyId* region secretAccessKey*',
      sparkpost: 'api_key* region',
      smtp: 'smtp_host smtp_pass* smtp_port smtp_user',
      azure_cs: 'connectionString*',
      ms365: 'clientId* clientSecret* tenantId*',
      custom: '',
    },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': "The service that sends the tenant's emails.",
  name: 'Which service. `custom` runs an action for each email.',
  enabled: 'Whether the service is used.',
  default_from_address: 'The sender of emails whose template names none.',
  credentials: 'How Auth0 logs in to the service; the fields depend on `name`. Use a secret keyword.',
  settings: 'Settings that only some services have.',
};
