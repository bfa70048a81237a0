import type { Area } from '../area.ts';
import { type Body, bodyOf, omit, pick, textOf } from '../body.ts';
import { merge } from '../collection.ts';
import { refuse } from '../errors.ts';
import { FIELDS, chooseFields } from '../query.ts';
import { type Answer, type Call, type Route, created, empty, ok, operation, param } from '../route.ts';
import { type Constraints, atLeastOne } from '../schema.ts';

const PROVIDER = '/emails/provider';
/** The credentials that each provider must have. */
const CREDENTIALS: { readonly [provider: string]: readonly string[] } = {
  azure_cs: ['connectionString'],
  custom: [],
  mailgun: ['api_key', 'domain'],
  mandrill: ['api_key'],
  ms365: ['tenantId', 'clientId', 'clientSecret'],
  resend: ['api_key'],
  sendgrid: ['api_key'],
  ses: ['accessKeyId', 'secretAccessKey', 'region'],
  smtp: ['smtp_host', 'smtp_port', 'smtp_user', 'smtp_pass'],
  sparkpost: ['api_key'],
};
/** What is read back of credentials; all else stays with Auth0. */
const READABLE = ['region', 'smtp_host', 'smtp_port', 'smtp_user'];
/** Without `fields` the answer leaves the rest out. */
const BRIEF = 'name,enabled';

/** The one email provider: 404 until it is created, POST only once, credentials never read back in full. */
export const emailProviderRoutes: Route[] = [
  operation(`GET ${PROVIDER}`, 'read:email_provider', getProvider, { query: FIELDS }),
  operation(`POST ${PROVIDER}`, 'create:email_provider', createProvider, { body: 'CreateEmailProviderRequestContent' }),
  operation(
    `PATCH ${PROVIDER}`,
    'update:email_provider',
    (call) => ok(put(patched(providerOf(call), call.body), call)),
    {
      body: 'UpdateEmailProviderRequestContent',
    },
  ),
  operation(`DELETE ${PROVIDER}`, 'delete:email_provider', deleteProvider),
];

function getProvider(call: Call): Answer {
  return ok(chooseFields(seen(providerOf(call)), { fields: [BRIEF], ...call.query }));
}

function createProvider(call: Call): Answer {
  if (call.store.get('settings', 'email_provider') !== undefined) {
    throw refuse('email-provider.exists');
  }
  return created(put({ enabled: true, ...merge({}, call.body, {}) }, call));
}

function deleteProvider(call: Call): Answer {
  providerOf(call);
  call.store.remove('settings', 'email_provider');
  return empty();
}

function providerOf({ store }: Call): Body {
  const provider = store.get('settings', 'email_provider');
  if (provider !== undefined) return provider;
  throw refuse('absent.email-provider');
}

const seen = (provider: Body): Body => ({ ...provider, credentials: pick(bodyOf(provider['credentials']), READABLE) });

/**
 * Another provider needs its credentials in full, and so does any change of an SMTP server. The settings of a provider are
 * its own: they go with it.
 */
function patched(before: Body, patch: Body): Body {
  const isOther = patch['name'] !== undefined && patch['name'] !== before['name'];
  if (isOther && patch['credentials'] === undefined) throw refuse('email-provider.other-without-credentials');
  return merge(isOther ? omit(before, ['settings']) : before, patch, {});
}

function put(provider: Body, { store }: Call): Body {
  const credentials = bodyOf(provider['credentials']);
  const name = textOf(provider['name']);
  const missing = CREDENTIALS[name]?.find((field) => credentials[field] === undefined);
  if (missing !== undefined) throw refuse('email-provider.credentials-incomplete', { name, missing });
  if (name === 'custom') {
    if (Object.keys(credentials).length > 0) throw refuse('email-provider.custom-with-credentials');
    const isDeployed = store.some('actions', (action) => isEmailAction(action) && action['_deployed'] !== undefined);
    if (!isDeployed) throw refuse('email-provider.custom-without-action');
  }
  return seen(store.put('settings', 'email_provider', provider));
}

const isEmailAction = (action: Body): boolean =>
  JSON.stringify(action['supported_triggers']).includes('custom-email-provider');

const TEMPLATE = '/email-templates/:name';
const NAMES = [
  'verify_email',
  'verify_email_by_code',
  'auth_email_by_code',
  'reset_email',
  'reset_email_by_code',
  'welcome_email',
  'blocked_account',
  'stolen_credentials',
  'enrollment_email',
  'mfa_oob_code',
  'user_invitation',
  'change_password',
  'password_reset',
  'async_approval',
];
const NULLABLE = ['resultUrl', 'urlLifetimeInSeconds'];

/** Email templates by name: no list, no delete, 404 until created. A cleared field is read as null. */
export const emailTemplateRoutes: Route[] = [
  operation('POST /email-templates', 'create:email_templates', createTemplate, {
    body: 'CreateEmailTemplateRequestContent',
  }),
  operation(`GET ${TEMPLATE}`, 'read:email_templates', (call) => ok(templateOf(call))),
  operation(`PATCH ${TEMPLATE}`, 'update:email_templates', (call) => putTemplate(templateOf(call), call), {
    body: 'UpdateEmailTemplateRequestContent',
  }),
  operation(`PUT ${TEMPLATE}`, 'update:email_templates', replaceTemplate, { body: 'SetEmailTemplateRequestContent' }),
];

function createTemplate(call: Call): Answer {
  const name = textOf(call.body['template']);
  if (call.store.get('email_templates', name) !== undefined) {
    throw refuse('email-templates.exists', { name });
  }
  return putTemplate({ template: name }, call);
}

function replaceTemplate(call: Call): Answer {
  const { template = '' } = templateOf(call);
  return putTemplate({ template }, call);
}

function templateOf(call: Call): Body {
  const name = param(call, 'name');
  if (!NAMES.includes(name)) throw refuse('email-templates.unknown-name', { name });
  const template = call.store.get('email_templates', name);
  if (template === undefined) throw refuse('absent.email-template');
  return template;
}

function putTemplate(before: Body, call: Call): Answer {
  const name = textOf(before['template']);
  const template = merge(before, call.body, { nullable: NULLABLE });
  if (template['template'] !== name) throw refuse('email-templates.renamed');
  return ok(call.store.put('email_templates', name, template));
}

const constraints: Constraints = {
  CreateEmailTemplateRequestContent: { required: ['template', 'body', 'from', 'subject', 'syntax', 'enabled'] },
  SetEmailTemplateRequestContent: { required: ['template', 'body', 'from', 'subject', 'syntax', 'enabled'] },
  UpdateEmailProviderRequestContent: atLeastOne,
};

/** Both regions may be null, which stands for the United States. */
const replacements: Constraints = {
  EmailMailgunRegionEnum: { enum: ['eu', null] },
  EmailSparkPostRegionEnum: { enum: ['eu', null] },
};

/** The email provider and the templates. */
export const emailArea: Area = {
  routes: [...emailProviderRoutes, ...emailTemplateRoutes],
  constraints,
  replacements,
};
