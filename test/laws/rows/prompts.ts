import { keyText } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { flag, items, one, some } from './values.ts';

const domain = { domain: 'login.harbor.test', type: 'auth0_managed_certs' };

/** Settings of Universal Login. */
export const prompts: Row[] = [
  {
    title: 'prompts',
    type: 'prompts',
    at: (resource) => ({ prompts: resource }),
    around: { branding: { colors: { primary: '#112233' } } },
    address: 'prompts',
    always: { universal_login_experience: 'new' },
    fields: {
      universal_login_experience: one('new', 'classic'),
      identifier_first: flag,
      webauthn_platform_first_factor: flag,
    },
    clearable: ['identifier_first', 'webauthn_platform_first_factor'],
    live: (read) => read('/prompts'),
    byHand: [{ patch: '/prompts', body: { identifier_first: true, webauthn_platform_first_factor: true } }],
    gone: 'never',
  },
];

/** Texts of one prompt in one language. */
export const customText: Row[] = [
  {
    title: 'prompts.customText',
    type: 'prompts.customText',
    at: ({ text }) => ({ prompts: { customText: { de: { 'login-id': text ?? {} } } } }),
    around: { tenant: { enabled_locales: ['en', 'de'] } },
    address: 'prompts.customText/de/login-id',
    always: { text: { 'login-id': { title: 'Hallo' } } },
    fields: {
      'text.login-id.title': one('Hallo', 'Willkommen'),
      'text.login-id.description': one('Bitte anmelden', 'Hier\nanmelden'),
      'text.login.pageTitle': one('Anmeldung', 'Start'),
    },
    clearable: ['text.login-id.description', 'text.login'],
    live: async (read) => ({ text: (await read('/prompts/login-id/custom-text/de')) ?? null }),
    byHand: [
      {
        put: '/prompts/login-id/custom-text/de',
        body: {
          'login-id': { title: 'von Hand', buttonText: 'weiter' },
          login: { pageTitle: 'Seite', footerText: 'Ende' },
        },
      },
    ],
    gone: 'never',
  },
];

/** Pieces of HTML put into one prompt's screens. */
export const partials: Row[] = [
  {
    title: 'prompts.partials',
    type: 'prompts.partials',
    at: ({ screens }) => ({ prompts: { partials: { 'login-id': screens ?? {} } } }),
    around: { customDomains: [domain] },
    address: 'prompts.partials/login-id',
    always: { screens: { 'login-id': { 'form-content-start': '<b>start</b>' } } },
    fields: {
      'screens.login-id.form-content-start': one('<b>start</b>', '<i>start</i>'),
      'screens.login-id.form-content-end': one('<b>end</b>', '<i>end</i>'),
      'screens.login.form-footer-start': one('<b>foot</b>', '<i>foot</i>'),
    },
    clearable: ['screens.login-id.form-content-end', 'screens.login'],
    after: ['customDomains/login.harbor.test'],
    live: async (read) => ({ screens: (await read('/prompts/login-id/partials')) ?? null }),
    byHand: [
      {
        put: '/prompts/login-id/partials',
        body: {
          'login-id': { 'form-content-start': 'by hand', 'secondary-actions-end': 'by hand' },
          login: { 'form-footer-end': 'by hand' },
        },
      },
    ],
    gone: 'never',
  },
];

/** How one screen is rendered. */
export const screenRenderers: Row[] = [
  {
    title: 'prompts.screenRenderers',
    type: 'prompts.screenRenderers',
    at: ({ prompt, screen, ...rest }) => ({
      prompts: { screenRenderers: [{ [keyText(prompt ?? '')]: { [keyText(screen ?? '')]: rest } }] },
    }),
    around: {
      clients: [
        { name: 'Portal', app_type: 'spa' },
        { name: 'App', app_type: 'native' },
      ],
      organizations: [{ name: 'north' }],
      customDomains: [domain],
    },
    address: 'prompts.screenRenderers/login-id/login-id',
    always: { prompt: 'login-id', screen: 'login-id', rendering_mode: 'advanced' },
    fields: {
      context_configuration: some('branding.settings', 'screen.texts', 'client.metadata.tier'),
      default_head_tags_disabled: flag,
      use_page_template: flag,
      head_tags: one(
        [
          { tag: 'script', attributes: { src: 'https://cdn.test/a.js', defer: true } },
          { tag: 'link', attributes: { href: 'https://cdn.test/a.css' } },
        ],
        [{ tag: 'script', attributes: { src: 'https://cdn.test/b.js' }, content: '' }],
      ),
      'filters.match_type': one('includes_any', 'excludes_any'),
      'filters.clients': items('id', ['Portal', 'App']),
      'filters.organizations': one([{ id: 'north' }], [{ metadata: { tier: 'gold' } }]),
      'filters.domains': one([{ id: 'login.harbor.test' }], [{ metadata: { tier: 'gold' } }]),
    },
    unordered: {
      context_configuration: true,
      'filters.clients': true,
      'filters.organizations': true,
      'filters.domains': true,
    },
    ordered: ['head_tags'],
    clearable: ['context_configuration', 'default_head_tags_disabled', 'use_page_template', 'head_tags', 'filters'],
    server: { tenant: 'harbor' },
    after: ['clients/Portal', 'organizations/north', 'customDomains/login.harbor.test'],
    live: (read) => read('/prompts/login-id/screen/login-id/rendering'),
    byHand: [
      {
        patch: '/prompts/login-id/screen/login-id/rendering',
        body: {
          rendering_mode: 'advanced',
          context_configuration: ['tenant.name'],
          use_page_template: true,
          head_tags: [{ tag: 'meta', attributes: { name: 'hand' } }],
          filters: { match_type: 'includes_any', clients: [{ id: '{clients/App}' }] },
        },
      },
    ],
    gone: 'never',
  },
  {
    title: 'prompts.screenRenderers, standard',
    type: 'prompts.screenRenderers',
    at: ({ prompt, screen, ...rest }) => ({
      prompts: { screenRenderers: [{ [keyText(prompt ?? '')]: { [keyText(screen ?? '')]: rest } }] },
    }),
    address: 'prompts.screenRenderers/signup-id/signup-id',
    always: { prompt: 'signup-id', screen: 'signup-id', rendering_mode: 'standard' },
    fields: { head_tags: one([{ tag: 'script' }], [{ tag: 'link' }]) },
    live: (read) => read('/prompts/signup-id/screen/signup-id/rendering'),
    byHand: [
      {
        patch: '/prompts/signup-id/screen/signup-id/rendering',
        body: { rendering_mode: 'advanced', head_tags: [{ tag: 'meta' }] },
      },
    ],
    gone: 'never',
  },
];
