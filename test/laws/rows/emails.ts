import type { Body, Json } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { body, flag, one, secret, whole } from './values.ts';
import type { Read } from '../by-hand.ts';
import type fc from 'fast-check';

const fields = 'name,enabled,credentials,settings,default_from_address';

const provider = (name: string, credentials: fc.Arbitrary<Json>, more: Partial<Row> & Pick<Row, 'always'>): Row => ({
  title: `emailProvider, ${name}`,
  type: 'emailProvider',
  at: (resource) => ({ emailProvider: resource }),
  address: 'emailProvider',
  fields: {
    credentials,
    enabled: flag,
    default_from_address: one('a@harbor.test', 'b@harbor.test'),
  },
  live: (read: Read) => read(`/emails/provider?fields=${fields}&include_fields=true`),
  gone: { emailProvider: null },
  ...more,
});

/** The service that sends the tenant's emails. */
export const emailProvider: Row[] = [
  provider('mandrill', body({ api_key: secret }), {
    always: { name: 'mandrill', credentials: { api_key: 'one' } },
    unseen: ['credentials'],
    secrets: ['credentials.api_key'],
    byHand: [
      {
        post: '/emails/provider',
        body: {
          name: 'mandrill',
          enabled: false,
          default_from_address: 'hand@harbor.test',
          credentials: { api_key: 'by hand' },
          settings: { message: { view_content_link: true } },
        },
      },
    ],
  }),
  provider(
    'smtp',
    body({ smtp_host: one('a.test', 'b.test'), smtp_port: whole(25, 26), smtp_user: one('u', 'v'), smtp_pass: secret }),
    {
      always: { name: 'smtp', credentials: { smtp_host: 'a.test', smtp_port: 25, smtp_user: 'u', smtp_pass: 'p' } },
      unseen: ['credentials.smtp_pass'],
      secrets: ['credentials.smtp_pass'],
      byHand: [
        {
          post: '/emails/provider',
          body: {
            name: 'smtp',
            credentials: { smtp_host: 'hand.test', smtp_port: 2, smtp_user: 'hand', smtp_pass: 'by hand' },
            settings: { headers: { 'X-SES-Configuration-Set': 'hand' } },
          },
        },
      ],
    },
  ),
  provider('ses', body({ accessKeyId: secret, secretAccessKey: secret, region: one('eu-west-1', 'us-east-1') }), {
    always: { name: 'ses', credentials: { accessKeyId: 'a', secretAccessKey: 's', region: 'eu-west-1' } },
    unseen: ['credentials.accessKeyId', 'credentials.secretAccessKey'],
    secrets: ['credentials.accessKeyId', 'credentials.secretAccessKey'],
    // Somebody has another provider: the switch is an update with the new one's credentials.
    byHand: [{ post: '/emails/provider', body: { name: 'sendgrid', credentials: { api_key: 'by hand' } } }],
  }),
  provider('azure_cs', body({ connectionString: secret }), {
    always: { name: 'azure_cs', credentials: { connectionString: 'c' } },
    unseen: ['credentials'],
    // What is read back of the old one's credentials is nothing to the new one.
    byHand: [
      {
        post: '/emails/provider',
        body: {
          name: 'smtp',
          credentials: { smtp_host: 'hand.test', smtp_port: 2, smtp_user: 'hand', smtp_pass: 'by hand' },
        },
      },
    ],
    restless: ['credentials'],
    secrets: ['credentials.connectionString'],
  }),
  provider('ms365', body({ tenantId: one('t'), clientId: one('c'), clientSecret: secret }), {
    always: { name: 'ms365', credentials: { tenantId: 't', clientId: 'c', clientSecret: 's' } },
    unseen: ['credentials'],
    secrets: ['credentials.clientSecret'],
  }),
  provider('mailgun', body({ api_key: secret, domain: one('mail.test'), region: one('eu', null) }), {
    always: { name: 'mailgun', credentials: { api_key: 'k', domain: 'mail.test', region: null } },
    unseen: ['credentials'],
    secrets: ['credentials.api_key'],
  }),
  provider('custom', one({}), {
    always: { name: 'custom', credentials: {} },
    around: {
      actions: [
        {
          name: 'Send',
          deployed: true,
          code: '//',
          supported_triggers: [{ id: 'custom-email-provider', version: 'v1' }],
        },
      ],
    },
    after: ['actions/Send'],
  }),
];

const always: Body = {
  template: 'verify_email',
  body: '<p>Hello</p>',
  from: 'a@harbor.test',
  subject: 'Hello',
  syntax: 'liquid',
  enabled: true,
};

/** The texts of the tenant's emails. */
export const emailTemplates: Row[] = [
  {
    title: 'emailTemplates',
    type: 'emailTemplates',
    at: (resource) => ({ emailTemplates: [resource] }),
    around: { emailProvider: { name: 'mandrill', credentials: { api_key: 'one' } } },
    address: 'emailTemplates/verify_email',
    always,
    fields: {
      body: one('<p>Hello</p>', '<p>\nHi\n</p>'),
      from: one('a@harbor.test', 'Harbor <b@harbor.test>'),
      subject: one('Hello', 'Hi'),
      syntax: one('liquid', 'html'),
      enabled: flag,
      resultUrl: one('https://app.test/done', 'https://app.test/ok'),
      urlLifetimeInSeconds: whole(60, 600),
      includeEmailInRedirect: flag,
    },
    clearable: ['resultUrl', 'urlLifetimeInSeconds'],
    after: ['emailProvider'],
    live: (read) => read('/email-templates/verify_email'),
    byHand: [
      {
        post: '/email-templates',
        body: {
          ...always,
          subject: 'By hand',
          resultUrl: 'https://hand.test',
          urlLifetimeInSeconds: 5,
          includeEmailInRedirect: true,
        },
      },
    ],
    gone: 'never',
  },
  {
    title: 'emailTemplates, a code to log in with',
    type: 'emailTemplates',
    at: (resource) => ({ emailTemplates: [resource] }),
    address: 'emailTemplates/auth_email_by_code',
    always: { ...always, template: 'auth_email_by_code' },
    fields: { subject: one('Your code', 'The code'), enabled: flag },
    live: (read) => read('/email-templates/auth_email_by_code'),
    byHand: [{ post: '/email-templates', body: { ...always, template: 'auth_email_by_code', subject: 'By hand' } }],
    gone: 'never',
  },
];
