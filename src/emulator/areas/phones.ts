import { idForm } from '../ids.ts';
import type { Area } from '../area.ts';
import { type Body, bodyOf, textOf } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { refuse } from '../errors.ts';
import { flag } from '../filters.ts';
import { type Answer, type Call, type Route, need, ok, operation, param } from '../route.ts';
import { type Constraints, atLeastOne, items, text } from '../schema.ts';
import { tenantName } from '../tenant-name.ts';

/** There is one provider. A new one, and another one in its place, needs its credentials; `custom` has none, but an action. */
export function phoneProviderBeforeStore(body: Body, { call, sent, before }: Write): Body {
  if (before === undefined && call.store.count('phone_providers') > 0) throw refuse('phone-provider.exists');
  const { name } = body;
  const isOther = before === undefined || before['name'] !== name;
  if (isOther && sent['credentials'] === undefined) throw refuse('phone-provider.without-credentials');
  const { auth_token: token } = bodyOf(sent['credentials']);
  if (sent['credentials'] !== undefined && (name === 'twilio') !== (token !== undefined)) {
    throw refuse('phone-provider.credentials-unfit', { name: textOf(name) });
  }
  const { sid } = bodyOf(body['configuration']);
  if (body['configuration'] !== undefined && (name === 'twilio') !== (sid !== undefined)) {
    throw refuse('phone-provider.configuration-unfit', { name: textOf(name) });
  }
  if (name === 'twilio' && bodyOf(body['configuration'])['default_from'] === undefined) {
    throw refuse('phone-provider.without-sender');
  }
  const isDeployed = call.store.some('actions', (action) => isPhoneAction(action) && action['_deployed'] !== undefined);
  if (name === 'custom' && !isDeployed) throw refuse('phone-provider.custom-without-action');
  return { ...body, tenant: tenantOf(call), channel: 'phone' };
}

const tenantOf = ({ domain }: Call): string => tenantName(domain);

const isPhoneAction = (action: Body): boolean =>
  JSON.stringify(action['supported_triggers']).includes('custom-phone-provider');

const TYPES = ['otp_verify', 'otp_enroll', 'change_password', 'blocked_account', 'password_breach'];
const PATH = '/branding/phone/templates';

const standard = (type: string, call: Call): Body => ({
  type,
  disabled: false,
  content: { syntax: 'liquid', body: { text: `${type}: {{ code }}`, voice: `${type}: {{ code }}` } },
  tenant: tenantOf(call),
  channel: 'phone',
});

/** One template for each type. PATCH merges the content, whose syntax stays. */
export function phoneTemplateBeforeStore(body: Body, { call, sent, before }: Write): Body {
  const type = textOf(body['type']);
  if (before === undefined) {
    const isTaken = call.store.some('phone_templates', (other) => other['type'] === type);
    if (isTaken) throw refuse('phone-templates.exists');
  }
  const old = before ?? standard(type, call);
  const { syntax = 'liquid' } = bodyOf(old['content']);
  const content = { ...(before === undefined ? bodyOf(old['content']) : {}), syntax, ...bodyOf(sent['content']) };
  const kept = before !== undefined && sent['content'] === undefined ? bodyOf(before['content']) : content;
  return { ...standard(type, call), ...body, content: kept };
}

/** All types are listed: those without a template of their own with the standard one, which has no id. */
export const phoneTemplateRoutes: Route[] = [
  operation(`GET ${PATH}`, 'read:phone_templates', listTemplates, { query: { disabled: 'boolean' } }),
  operation(`PATCH ${PATH}/:id/reset`, 'update:phone_templates', reset),
];

function listTemplates(call: Call): Answer {
  const templates = TYPES.map(
    (type) => call.store.find('phone_templates', (own) => own['type'] === type) ?? standard(type, call),
  );
  const [disabled] = call.query['disabled'] ?? [];
  return ok({
    templates: templates.filter(
      (own) => disabled === undefined || (own['disabled'] === true) === (disabled === 'true'),
    ),
  });
}

function reset(call: Call): Answer {
  const before = need(call, 'phone_templates', 'phone-template');
  const { content = {} } = standard(textOf(before['type']), call);
  return ok(call.store.put('phone_templates', param(call, 'id'), { ...before, content }));
}

const phoneProviders: Collection = {
  name: 'phone_providers',
  path: '/branding/phone/providers',
  id: ['id', idForm('phoneProvider', 'pro_', 22)],
  stem: 'phone_providers',
  noun: 'phone-provider',
  create: 'CreateBrandingPhoneProviderRequestContent',
  update: 'UpdateBrandingPhoneProviderRequestContent',
  list: { key: 'providers', paging: 'named', filters: { disabled: flag('disabled') } },
  stamped: true,
  writeOnly: ['credentials'],
  defaults: { disabled: false },
  beforeStore: phoneProviderBeforeStore,
};

const phoneTemplates: Collection = {
  name: 'phone_templates',
  path: '/branding/phone/templates',
  id: ['id', idForm('phoneTemplate', 'tem_', 22)],
  stem: 'phone_templates',
  noun: 'phone-template',
  create: 'CreatePhoneTemplateRequestContent',
  update: 'UpdatePhoneTemplateRequestContent',
  stamped: true,
  beforeStore: phoneTemplateBeforeStore,
};

const constraints: Constraints = {
  PhoneTemplateBody: { ...atLeastOne, properties: { text: text(1, 20_000), voice: text(1, 20_000) } },
  PhoneTemplateContent: { properties: { from: text(1, 16) } },
  PartialPhoneTemplateContent: { properties: { from: text(1, 16) } },
  TwilioProviderConfiguration: { properties: { delivery_methods: items(1) } },
  UpdateBrandingPhoneProviderRequestContent: atLeastOne,
};

/** The phone provider and its templates. */
export const phoneArea: Area = {
  collections: [phoneProviders, phoneTemplates],
  routes: [...phoneTemplateRoutes],
  constraints,
};
