import { hexadecimal } from '../ids.ts';
import type { Area } from '../area.ts';
import { type Body, type Json, bodyOf, textOf } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { badRequest, conflict, refusal } from '../errors.ts';
import { type Answer, type Call, type Route, created, empty, ok, operation } from '../route.ts';
import { type Constraints, atLeastOne, httpsUrl } from '../schema.ts';
import type { Singleton } from '../singleton.ts';

const TAGS = [/{%-?\s*auth0:head\s*-?%}/, /{%-?\s*auth0:widget\s*-?%}/];
const LARGEST = 102_400;

/**
 * PATCH /branding resets the identifier-first and passkey settings of /prompts. A cleared logo is read as an empty
 * text, which PATCH does not take back.
 */
export function brandingBeforeStore(body: Body, { call, sent }: Write): Body {
  const prompts = call.store.get('settings', 'prompts');
  if (prompts !== undefined) {
    const reset = { ...prompts, identifier_first: false, webauthn_platform_first_factor: false };
    call.store.put('settings', 'prompts', reset);
  }
  return sent['logo_url'] === null ? { ...body, logo_url: '' } : body;
}

const PATH = '/branding/templates/universal-login';

/** The Universal Login page template needs a custom domain (402), and tags for head and widget. */
export const templateRoutes: Route[] = [
  operation(`GET ${PATH}`, 'read:branding', getTemplate),
  operation(`PUT ${PATH}`, 'update:branding', putTemplate, { body: 'UpdateUniversalLoginTemplateRequestContent' }),
  operation(`DELETE ${PATH}`, 'delete:branding', deleteTemplate),
];

function getTemplate(call: Call): Answer {
  needDomain(call);
  const template = call.store.get('settings', 'universal_login_template');
  if (template === undefined) throw refusal(404, 'Template does not exist.', 'inexistent_templates_universal_login');
  return ok(template);
}

function deleteTemplate(call: Call): Answer {
  needDomain(call);
  call.store.remove('settings', 'universal_login_template');
  return empty();
}

function putTemplate(call: Call): Answer {
  needDomain(call);
  const body = templateOf(call.payload);
  if (body.length > LARGEST) throw badRequest(`Payload content length greater than maximum allowed: ${LARGEST}`);
  if (!TAGS.every((tag) => tag.test(body))) {
    throw badRequest('The template must contain the auth0:head and auth0:widget tags.', 'invalid_template');
  }
  const isNew = call.store.get('settings', 'universal_login_template') === undefined;
  call.store.put('settings', 'universal_login_template', { body });
  return isNew ? created({}) : empty();
}

const templateOf = (payload: Json): string =>
  typeof payload === 'string' ? payload : textOf(bodyOf(payload)['template']);

function needDomain({ store }: Call): void {
  if (store.count('custom_domains') > 0) return;
  throw refusal(
    402,
    'A paid subscription and a custom domain are required for this feature.',
    'custom_domain_required',
  );
}

/** There is one theme, and it is the default. */
export function themeBeforeStore(body: Body, { call, before }: Write): Body {
  if (before !== undefined || call.store.count('themes') === 0) return body;
  throw conflict('There was an error updating branding settings: The theme already exists', 'theme_already_exists');
}

/** The theme, without its id. */
export const themeRoutes: Route[] = [operation('GET /branding/themes/default', 'read:branding', defaultTheme)];

function defaultTheme({ store }: Call): Answer {
  const [theme] = store.all('themes');
  if (theme !== undefined) return ok(theme);
  throw refusal(404, 'There was an error retrieving branding settings: invalid theme ID', 'theme_not_found');
}

const themes: Collection = {
  name: 'themes',
  path: '/branding/themes',
  id: ['themeId', hexadecimal('theme')],
  stem: 'branding',
  scopes: { create: 'update:branding' },
  noun: 'theme',
  create: 'CreateBrandingThemeRequestContent',
  update: 'UpdateBrandingThemeRequestContent',
  statuses: { create: 200 },
  beforeStore: themeBeforeStore,
};

const branding: Singleton = {
  name: 'branding',
  path: '/branding',
  stem: 'branding',
  update: 'UpdateBrandingRequestContent',
  beforeStore: brandingBeforeStore,
  defaults: {},
};

const constraints: Constraints = {
  UpdateBrandingRequestContent: {
    ...atLeastOne,
    properties: { logo_url: httpsUrl, favicon_url: httpsUrl },
  },
};

/** Colours, themes, and the page around Universal Login. */
export const brandingArea: Area = {
  collections: [themes],
  singletons: [branding],
  routes: [...templateRoutes, ...themeRoutes],
  constraints,
};
