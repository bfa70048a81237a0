import { hitIn } from '../code/place.ts';
import { anyWrong, failedAt, skipped, unknown } from '../verdict.ts';
import type { Verdict } from '../verdict.ts';
import type { CheckRule } from '../rule.ts';
import { valueOf } from '../tests.ts';
import { checkMate, experience, insecureUrl, readinessList } from './common.ts';

const legacyFlags = [
  'enable_idtoken_api2',
  'allow_legacy_ro_grant_types',
  'allow_legacy_tokeninfo_endpoint',
  'allow_legacy_delegation_grant_types',
  'enable_legacy_profile',
];

/** A filter that leaves no marks of HTML. */
const escaped = /\|\s*(?:escape|escape_once|url_encode|json|strip_html)\b/;

/** The fields of lifetimes, how many of their unit an hour has, and the setting that they are compared with. */
const lifetimes = [
  ['idle_session_lifetime', 1, 'idle'],
  ['session_lifetime', 1, 'absolute'],
  ['idle_session_lifetime_in_minutes', 60, 'idle'],
  ['session_lifetime_in_minutes', 60, 'absolute'],
] as const;

/** Checks of the settings of the tenant. */
export const tenantRules: readonly CheckRule[] = [
  {
    type: 'each',
    id: 'tenant/legacy-flags',
    about: 'tenant',
    anyOf: legacyFlags.map((flag) => ({
      when: [{ path: `flags.${flag}`, is: [true] }],
      fix: { path: `flags.${flag}`, to: false },
    })),
    says: 'an interface that Auth0 has replaced is switched on',
    hint: 'set the flag to false, once nothing uses it any more; the log of the tenant names what does',
    why: 'The old interfaces give more than is asked for, and are switched off by Auth0 one day.',
    production: 'error',
    other: 'error',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'hand',
    id: 'tenant/legacy-other-grants',
    says: 'the legacy grant types of /oauth/access_token are off',
    hint: 'look in the dashboard at Settings, Advanced, Migrations',
    why: 'No API tells whether that migration is done.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
  },
  {
    type: 'each',
    id: 'tenant/support',
    about: 'tenant',
    anyOf: [{ when: [{ path: 'support_email', unset: true }] }, { when: [{ path: 'support_url', unset: true }] }],
    says: 'users who are stuck are not told whom to ask',
    hint: 'set support_email and support_url',
    why: 'Error pages and emails of Auth0 show them.',
    production: 'error',
    other: 'info',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'tenant/login-uri',
    about: 'tenant',
    anyOf: [
      { when: [{ path: 'default_redirection_uri', unset: true }] },
      { when: [{ path: 'default_redirection_uri', like: insecureUrl }] },
    ],
    says: 'Auth0 cannot send users to a login of yours when it does not know which application they want',
    hint: 'set default_redirection_uri to an https URL that begins a login',
    why: 'Users come back from a password reset, or from a bookmark of the login page, without an application.',
    production: 'error',
    other: 'info',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'tenant/logout-urls',
    about: 'tenant',
    anyOf: [
      { when: [{ path: 'allowed_logout_urls', unset: true }] },
      { when: [{ path: 'allowed_logout_urls[]', like: insecureUrl }] },
    ],
    says: 'a logout without an application ends nowhere, or at an insecure place',
    hint: 'name https URLs in allowed_logout_urls',
    why: 'Without one, the logout ends on a page of Auth0.',
    production: 'warning',
    other: 'info',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'lack',
    id: 'tenant/error-page',
    about: 'pages',
    lacks: [
      [{ path: 'html' }, { path: 'name', is: ['error_page'] }],
      [{ path: 'url' }, { path: 'name', is: ['error_page'] }],
    ],
    says: 'users see the error page of Auth0',
    hint: 'add the page error_page, or its url',
    why: 'A user who comes to that page does not know whose it is, nor what to do.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'tenant/error-page-raw',
    about: 'pages',
    where: [{ path: 'name', is: ['error_page'] }],
    find: (subject, { toKnow }) => {
      const html = valueOf(subject, 'html');
      if (!html.isKnown) return unknown(toKnow);
      if (typeof html.value !== 'string' || html.value === '') return skipped;
      const text = html.value;
      const raw = [...text.matchAll(/\{\{(.*?)\}\}/gs)].filter(
        ([, inner = '']) => !escaped.test(inner) || /\|\s*raw\b/.test(inner),
      );
      return failedAt(
        raw.map(({ 0: output, index }) => ({
          ...hitIn(subject.resource, ['html'], text, { start: index, end: index + output.length }),
          says: output,
        })),
      );
    },
    says: 'the error page shows what is in its URL without escaping it',
    hint: 'put | escape behind what is shown: {{ error_description | escape }}',
    why: 'Whoever makes a user open a URL puts a script into a page of yours.',
    production: 'error',
    other: 'error',
    profiles: ['readiness', 'security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'tenant/runtime',
    about: 'tenant',
    when: [{ path: 'sandbox_version', like: /^(?:[0-9]|1[0-9]|2[01])(?:\.|$)/ }],
    fix: { path: 'sandbox_version', to: '22' },
    says: 'custom code of the tenant runs on a version of Node.js that has ended or is about to',
    hint: "set sandbox_version: '22', after the tests of that code have passed there",
    why: 'Auth0 stops running old versions, and they get no security fixes.',
    production: 'error',
    other: 'warning',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'tenant/session-lifetime',
    about: 'tenant',
    options: {
      idle: { default: 72, says: 'The most hours that a session lasts unused.' },
      absolute: { default: 168, says: 'The most hours that a session lasts at all.' },
    },
    find: (subject, { toKnow }, options) => {
      const verdicts = ['idle', 'absolute'].map((name): Verdict => {
        // Hours or minutes: a file says one of them.
        const fields = lifetimes.filter(([, , of]) => of === name);
        const known = fields.map(([path, unit]) => ({ path, unit, found: valueOf(subject, path) }));
        const told = known.flatMap(({ path, unit, found }) =>
          found.isKnown && typeof found.value === 'number'
            ? [{ path, value: found.value, hours: found.value / unit }]
            : [],
        );
        const long = told.filter(({ hours }) => hours > options.number(name)).slice(0, 1);
        if (told.length === 0 && known.some(({ found }) => !found.isKnown)) return unknown(toKnow);
        return failedAt(long.map(({ path, value }) => ({ path: [path], value })));
      });
      return anyWrong(verdicts);
    },
    says: 'sessions last long',
    hint: 'set idle_session_lifetime and session_lifetime to what your users need',
    why: 'A session that is left open is a session for the next one at that device.',
    production: 'info',
    other: 'off',
    profiles: ['security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'tenant/default-audience',
    about: 'tenant',
    when: [{ path: 'default_audience' }],
    says: 'a request that names no API gets a token for this one',
    hint: 'take default_audience out, and name the API in each request',
    why: 'Applications get tokens that they did not ask for.',
    production: 'info',
    other: 'info',
    profiles: ['security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'tenant/default-directory',
    about: 'tenant',
    when: [{ path: 'default_directory' }],
    says: 'password requests that name no connection go to this one',
    hint: 'take default_directory out, once nothing uses the password grant',
    why: 'It is there for the password grant alone.',
    production: 'info',
    other: 'info',
    profiles: ['security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'tenant/dynamic-registration',
    about: 'tenant',
    when: [
      { path: 'flags.enable_dynamic_client_registration', is: [true] },
      { path: 'dynamic_client_registration_security_mode', none: ['strict'] },
    ],
    says: 'anybody may register applications, and they are not held to strict rules',
    hint: 'set flags.enable_dynamic_client_registration: false, or dynamic_client_registration_security_mode: strict',
    why: 'A registered application may ask your users for a consent.',
    production: 'warning',
    other: 'warning',
    profiles: ['security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'tenant/enable-client-connections',
    about: 'tenant',
    when: [{ path: 'flags.enable_client_connections', is: [true] }],
    fix: { path: 'flags.enable_client_connections', to: false },
    says: 'every new client may be used with every connection',
    hint: 'set flags.enable_client_connections: false, and name clients in enabled_clients of the connections',
    why: 'Users of one application could sign in to another that was made for others.',
    production: 'warning',
    other: 'warning',
    profiles: ['m2m', 'security'],
    from: experience,
    decided: 'files',
  },
  {
    type: 'hand',
    id: 'tenant/environment-tag',
    says: 'the tenant has the environment tag Production',
    hint: 'look in the dashboard at Settings, General',
    why: 'Only tenants with that tag have the rate limits of production; no API tells it.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
  },
  {
    type: 'hand',
    id: 'tenant/admin-mfa',
    says: 'everybody who administers the tenant signs in with a second factor',
    hint: 'look in the dashboard at Settings, Tenant Members',
    why: 'Whoever takes over one administrator has the tenant; no API tells how they sign in.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
  },
];
