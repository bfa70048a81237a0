import type { Row } from './row.ts';

const providers: [name: string, given: string, missing: string][] = [
  ['azure_cs', 'x: y', 'connectionString'],
  ['mailgun', 'domain: a', 'api_key'],
  ['mailgun', 'api_key: a', 'domain'],
  ...['mandrill', 'resend', 'sendgrid', 'sparkpost'].map((name): [string, string, string] => [name, 'x: y', 'api_key']),
  ['ms365', 'clientId: a, clientSecret: a', 'tenantId'],
  ['ms365', 'tenantId: a, clientSecret: a', 'clientId'],
  ['ms365', 'tenantId: a, clientId: a', 'clientSecret'],
  ['ses', 'secretAccessKey: a, region: a', 'accessKeyId'],
  ['ses', 'accessKeyId: a, region: a', 'secretAccessKey'],
  ['ses', 'accessKeyId: a, secretAccessKey: a', 'region'],
  ['smtp', 'smtp_port: 1, smtp_user: a, smtp_pass: a', 'smtp_host'],
  ['smtp', 'smtp_host: a, smtp_user: a, smtp_pass: a', 'smtp_port'],
  ['smtp', 'smtp_host: a, smtp_port: 1, smtp_pass: a', 'smtp_user'],
  ['smtp', 'smtp_host: a, smtp_port: 1, smtp_user: a', 'smtp_pass'],
];

const answered = ['smtp_host', 'smtp_port', 'smtp_user', 'region'];

/** What the API refuses for what stands in other fields of the same resource. */
export const refused: Row[] = [
  ...providers.map(([name, given, missing]): Row => [
    `${missing} of ${name}`,
    `emailProvider: { name: ${name}, credentials: «{ ${given} } }`,
    `${answered.includes(missing) ? 'error' : 'warning'} the credentials of ${name} need ${missing}`,
  ]),
  [
    'credentials of a provider of one’s own',
    'emailProvider: { name: custom, credentials: «{ api_key: a } }',
    'error the provider custom has no credentials',
  ],
  [
    'a provider without credentials',
    'emailProvider: { name: «mandrill }',
    'warning another provider needs its credentials',
  ],
  [
    'a token of a provider of one’s own',
    'phoneProviders: [{ name: custom, configuration: { delivery_methods: [text] }, credentials: { auth_token: «a } }]',
    'error the provider custom has no auth_token',
  ],
  ...[
    'context_configuration: «[branding.settings]',
    'use_page_template: «true',
    'filters: «{ match_type: includes_any, clients: [{ id: a }] }',
  ].map((field): Row => [
    `${field.split(':')[0]} of standard rendering`,
    `prompts: { screenRenderers: [{ login-id: { login-id: { rendering_mode: standard, ${field} } } }] }`,
    `error ${field.split(':')[0]} needs rendering_mode advanced`,
  ]),
  [
    'a page template that is too large',
    `branding: { templates: [{ template: universal_login, body: «"{%- auth0:head -%}{%- auth0:widget -%}${'x'.repeat(102_400)}" }] }`,
    'error body can have at most 102400 characters, and has 102438',
  ],
  [
    'an address of a document that is none',
    'clients: [{ name: A, external_client_id: «a }]',
    'error external_client_id is the https URL of a metadata document',
  ],
  [
    'an application of a database that asks',
    'databases: [{ name: a, cross_app_access_requesting_app: { active: «true } }]',
    'error a database has no cross_app_access_requesting_app',
  ],
  ...['email', 'phone_number', 'username'].map((name): Row => [
    `a hidden ${name}`,
    `databases: [{ name: a, options: { attributes: { ${name}: { identifier: { active: true }, profile_required: true, signup: { status: «inactive } } } } }]`,
    `error ${name} is required in profiles, and so has to be part of the sign-up`,
  ]),
  [
    'groups that are not selected',
    'connections: [{ name: a, strategy: google-apps, directory_provisioning_configuration: { synchronize_groups: off, synchronized_groups: «[{ id: g }] } }]',
    'error groups are selected only where synchronize_groups is selected',
  ],
  [
    'a sender of texts that is missing',
    'phoneProviders: [{ name: «twilio, configuration: { sid: s, delivery_methods: [text] }, credentials: { auth_token: t } }]',
    'error the provider twilio needs a sender',
  ],
  [
    'a short key of network ACLs',
    'networkACLKeys: [{ name: key, alg: hmac-sha256, value: «QQ== }]',
    'error value has to be 32 to 512 bytes, as Base64',
  ],
  [
    'a list that nobody keeps',
    'networkACLs: [{ description: d, active: true, priority: 1, rule: { action: { block: true }, scope: tenant, match: { auth0_managed: [«none] } } }]',
    'error this is no list that Auth0 keeps',
  ],
  ...['match_all: true', 'match: { ipv4_cidrs: [10.0.0.0/8, 0.0.0.0/0] }', 'match: { ipv6_cidrs: [::/0] }'].map(
    (whom): Row => [
      `a block for everybody: ${whom}`,
      `networkACLs: [{ description: d, active: true, priority: 1, rule: { action: { block: «true }, scope: tenant, ${whom} } }]`,
      'warning it blocks everybody: nobody can log in, and tenantry may be shut out as well',
    ],
  ),
  [
    'a redirect to nowhere',
    'networkACLs: [{ description: d, active: true, priority: 1, rule: { action: { redirect: «true }, scope: tenant, match_all: true } }]',
    'error redirect needs a redirect_uri',
  ],
];
