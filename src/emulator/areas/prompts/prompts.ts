import type { Area } from '../../area.ts';
import { LANGUAGES, PARTIAL_PROMPTS, PROMPTS, SCREENS } from './names.ts';
import { type Body, bodiesOf, omit, textOf } from '../../body.ts';
import { merge } from '../../collection.ts';
import { refuse } from '../../errors.ts';
import { type Pages, page, pageQuery } from '../../paging.ts';
import { FIELDS, chooseFields } from '../../query.ts';
import { type Answer, type Call, type Route, ok, operation, param } from '../../route.ts';
import { type Constraints, atLeastOne, items } from '../../schema.ts';
import type { Singleton } from '../../singleton.ts';
import { tenantName } from '../../tenant-name.ts';

const TEXTS = '/prompts/:prompt/custom-text/:language';
const PARTIALS = '/prompts/:prompt/partials';
const RENDERING = '/prompts/:prompt/screen/:screen/rendering';
const SETTINGS: Pages = { key: 'configs', paging: 'offset' };
/** What goes with rendering mode `advanced` only. */
const ADVANCED = ['context_configuration', 'default_head_tags_disabled', 'use_page_template', 'filters'];
const NULLABLE = [...ADVANCED, 'head_tags'];

/** Texts and partials: PUT replaces everything below its path, `{}` clears it, and what was never set is empty. */
export const promptRoutes: Route[] = [
  operation(`GET ${TEXTS}`, 'read:prompts', (call) => ok(call.store.get('custom_texts', textKey(call)) ?? {})),
  operation(`PUT ${TEXTS}`, 'update:prompts', (call) => put('custom_texts', textKey(call), call), {
    body: 'SetsCustomTextsByLanguageRequestContent',
  }),
  operation(`GET ${PARTIALS}`, 'read:prompts', (call) => ok(call.store.get('partials', partialKey(call)) ?? {})),
  operation(`PUT ${PARTIALS}`, 'update:prompts', (call) => put('partials', partialKey(call), call), {
    body: 'SetPartialsRequestContent',
  }),
  operation('GET /prompts/rendering', 'read:prompts', listRendering, {
    query: { ...pageQuery(SETTINGS), ...FIELDS, prompt: 'text', screen: 'text', rendering_mode: 'text' },
  }),
  operation('PATCH /prompts/rendering', 'update:prompts', renderMany, { body: 'BulkUpdateAculRequestContent' }),
  operation(`GET ${RENDERING}`, 'read:prompts', (call) =>
    ok(rendering(param(call, 'prompt'), param(call, 'screen'), call)),
  ),
  operation(
    `PATCH ${RENDERING}`,
    'update:prompts',
    (call) => {
      render(param(call, 'prompt'), param(call, 'screen'), call.body, call);
      return ok(call.body);
    },
    { body: 'UpdateAculRequestContent' },
  ),
];

function listRendering(call: Call): Answer {
  const rows = call.store
    .entries('rendering')
    .filter(({ body }) =>
      ['prompt', 'screen', 'rendering_mode'].every((name) => (call.query[name]?.[0] ?? body[name]) === body[name]),
    );
  return ok(page(SETTINGS, call.query, rows, (body) => chooseFields(body, call.query)));
}

function renderMany(call: Call): Answer {
  const configs = bodiesOf(call.body['configs']).map(({ prompt, screen, ...settings }) =>
    omit(render(textOf(prompt), textOf(screen), settings, call), ['tenant']),
  );
  return ok({ configs });
}

/** An empty body stands for nothing set. The answer is what was sent. */
function put(collection: string, key: string, { store, body }: Call): Answer {
  if (Object.keys(body).length === 0) store.remove(collection, key);
  else store.put(collection, key, body);
  return ok(body);
}

const inexistent = (): Error => refuse('absent.prompt');

function textKey(call: Call): string {
  if (!PROMPTS.includes(param(call, 'prompt'))) throw inexistent();
  const language = param(call, 'language');
  if (!LANGUAGES.includes(language)) throw refuse('prompts.unknown-language', { language });
  return `${param(call, 'prompt')}|${language}`;
}

/** Partials need a custom domain. */
function partialKey(call: Call): string {
  if (!PARTIAL_PROMPTS.includes(param(call, 'prompt'))) throw inexistent();
  if (call.store.count('custom_domains') === 0) {
    throw refuse('prompts.partials-without-domain');
  }
  return param(call, 'prompt');
}

function rendering(prompt: string, screen: string, { store, domain }: Call): Body {
  if (!PROMPTS.includes(prompt) || !SCREENS.includes(screen)) throw inexistent();
  const standard: Body = { tenant: tenantName(domain), prompt, screen, rendering_mode: 'standard' };
  const set = store.get('rendering', `${prompt}|${screen}`);
  return set ?? { ...standard, context_configuration: [], default_head_tags_disabled: false, head_tags: [] };
}

/** In standard mode a screen takes its mode and head tags only. */
function render(prompt: string, screen: string, sent: Body, call: Call): Body {
  const settings = merge(rendering(prompt, screen, call), sent, { nullable: NULLABLE });
  const isStandard = settings['rendering_mode'] === 'standard';
  const extra = isStandard ? ADVANCED.find((field) => (sent[field] ?? null) !== null) : undefined;
  if (extra !== undefined) throw refuse('prompts.advanced-field', { extra });
  return call.store.put('rendering', `${prompt}|${screen}`, settings);
}

/** Null brings a setting of prompts back to this. */
const standardPrompts: Body = {
  universal_login_experience: 'new',
  identifier_first: false,
  webauthn_platform_first_factor: false,
};

const prompts: Singleton = {
  name: 'prompts',
  path: '/prompts',
  stem: 'prompts',
  update: 'UpdateSettingsRequestContent',
  beforeStore: (body) => ({ ...standardPrompts, ...body }),
  defaults: standardPrompts,
};

/** The app of the tenant's own that multi-factor authentication sends to: nothing is set in a fresh tenant. */
const pushApp: Singleton = {
  name: 'mfa_push_app',
  path: '/prompts/mfa-push',
  stem: 'prompts',
  update: 'PushApp',
  replace: 'PushApp',
  defaults: {},
};

const types: Constraints = {
  PushApp: {
    type: 'object',
    properties: {
      app_name: { type: 'string' },
      apple_app_link: { type: 'string' },
      google_app_link: { type: 'string' },
    },
    additionalProperties: false,
  },
};

const constraints: Constraints = {
  BulkUpdateAculRequestContent: { properties: { configs: items(1) } },
  SetsCustomTextsByLanguageRequestContent: {
    additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
  },
  SetPartialsRequestContent: {
    additionalProperties: {
      type: 'object',
      propertyNames: { pattern: '^((form-content|form-footer|secondary-actions)-(start|end)|form-content)$' },
      additionalProperties: { type: 'string' },
    },
  },
  UpdateSettingsRequestContent: atLeastOne,
};

/** The screens of Universal Login: settings, texts, partials, rendering. */
export const promptArea: Area = {
  singletons: [prompts, pushApp],
  routes: [...promptRoutes],
  constraints,
  types,
};
