import { action, list, long } from './row.ts';
import type { Row } from './row.ts';

const key = 'A'.repeat(64);

/** What is wrong with actions, forms and what a tenant has one of. */
export const settings: Row[] = [
  // Actions and forms
  [
    'many actions',
    `actions: [${list(100, (n) => action(`A${n}`, 'post-login'))}, «${action('last', 'post-login')}]`,
    'error actions: Auth0 takes at most 100, and these are 101',
  ],
  [
    'many modules of an action',
    `actions: [{ name: A, code: "1", runtime: node22, supported_triggers: [{ id: post-login }], modules: «[${list(4, (n) => `{ module_name: m${n}, module_version_number: 1 }`)}] }]`,
    'error modules: Auth0 takes at most 3, and these are 4',
  ],
  [
    'many secrets',
    `actions: [{ name: A, code: "1", runtime: node22, supported_triggers: [{ id: post-login }], secrets: «[${list(31, (n) => `{ name: s${n}, value: x }`)}] }]`,
    'error secrets: Auth0 takes at most 30, and these are 31',
  ],
  [
    'many dependencies',
    `actions: [{ name: A, code: "1", runtime: node22, supported_triggers: [{ id: post-login }], dependencies: «[${list(11, (n) => `{ name: d${n}, version: "1" }`)}] }]`,
    'error dependencies: Auth0 takes at most 10, and these are 11',
  ],
  [
    'the same secret twice',
    'actions: [{ name: A, code: "1", runtime: node22, supported_triggers: [{ id: post-login }], secrets: [{ name: s, value: x }, «{ name: s, value: y }] }]',
    'error duplicate item s in secrets',
  ],
  [
    'two actions that send messages',
    `actions: [${action('A', 'custom-phone-provider')}, «${action('B', 'custom-phone-provider')}]`,
    'error actions with supported_triggers[].id custom-phone-provider: Auth0 takes at most 1, and these are 2',
  ],
  [
    'two actions that send emails',
    `actions: [${action('A', 'custom-email-provider')}, «${action('B', 'custom-email-provider')}]`,
    'error actions with supported_triggers[].id custom-email-provider: Auth0 takes at most 1, and these are 2',
  ],
  [
    'many modules',
    `actionModules: [${list(100, (n) => `{ name: m${n}, code: "1" }`)}, «{ name: last, code: "1" }]`,
    'error actionModules: Auth0 takes at most 100, and these are 101',
  ],
  [
    'an action for another trigger',
    `actions: [${action('A', 'post-login')}]\ntriggers: { credentials-exchange: [{ action_name: «A }] }`,
    'error credentials-exchange is not among the supported_triggers of its actions',
  ],
  [
    'many bindings',
    `triggers: { post-login: «[${list(21, (n) => `{ action_name: A${n} }`)}] }`,
    'error bindings: Auth0 takes at most 20, and these are 21',
  ],
  [
    'a trigger that nothing is bound to',
    'triggers: { event-stream: «[{ action_name: A }] }',
    'error actions are not bound to this trigger: what uses one of them names it',
  ],
  [
    'many flows',
    `flows: [${list(500, (n) => `{ name: f${n} }`)}, «{ name: last }]`,
    'error flows: Auth0 takes at most 500, and these are 501',
  ],
  [
    'many forms',
    `forms: [${list(500, (n) => `{ name: f${n} }`)}, «{ name: last }]`,
    'error forms: Auth0 takes at most 500, and these are 501',
  ],
  [
    'many keys of network ACLs',
    `networkACLKeys: [${list(10, (n) => `{ name: k${n}, alg: hmac-sha256, value: ${key} }`)}, «{ name: last, alg: hmac-sha256, value: ${key} }]`,
    'error networkACLKeys: Auth0 takes at most 10, and these are 11',
  ],
  [
    'many self-service profiles',
    `selfServiceProfiles: [${list(20, (n) => `{ name: p${n} }`)}, «{ name: last }]`,
    'error selfServiceProfiles: Auth0 takes at most 20, and these are 21',
  ],
  [
    'many token exchange profiles',
    `tokenExchangeProfiles: [${list(100, (n) => `{ name: swap${n}, subject_token_type: "https://t.example/${n}", action_id: A, type: custom_authentication }`)}, «{ name: last, subject_token_type: "https://t.example/last", action_id: A, type: custom_authentication }]`,
    'error tokenExchangeProfiles: Auth0 takes at most 100, and these are 101',
  ],

  // The tenant
  [
    'a lifetime in hours and in minutes',
    'tenant: { session_lifetime: 2, session_lifetime_in_minutes: «120 }',
    'warning session_lifetime and session_lifetime_in_minutes say the same',
  ],
  [
    'the same of idle sessions',
    'tenant: { idle_session_lifetime: 2, idle_session_lifetime_in_minutes: «120 }',
    'warning idle_session_lifetime and idle_session_lifetime_in_minutes say the same',
  ],
  [
    'the same of ephemeral sessions',
    'tenant: { ephemeral_session_lifetime: 2, ephemeral_session_lifetime_in_minutes: «120 }',
    'warning ephemeral_session_lifetime and ephemeral_session_lifetime_in_minutes say the same',
  ],
  [
    'the same of idle ephemeral sessions',
    'tenant: { idle_ephemeral_session_lifetime: 2, idle_ephemeral_session_lifetime_in_minutes: «120 }',
    'warning idle_ephemeral_session_lifetime and idle_ephemeral_session_lifetime_in_minutes say the same',
  ],
  [
    'a browser that is remembered for longer than overall',
    'guardianSettings: { mfa_session_inactivity_timeout: «7200, mfa_session_overall_timeout: 3600 }',
    'error mfa_session_inactivity_timeout is 7200, which is more than mfa_session_overall_timeout, 3600',
  ],
  [
    'idle sessions that never count',
    'tenant: { session_lifetime: 2, idle_session_lifetime: «3 }',
    'warning idle_session_lifetime is 3, which is more than session_lifetime, 2',
  ],
  [
    'idle sessions in minutes that never count',
    'tenant: { ephemeral_session_lifetime_in_minutes: 2, idle_ephemeral_session_lifetime_in_minutes: «3 }',
    'warning idle_ephemeral_session_lifetime_in_minutes is 3, which is more than ephemeral_session_lifetime_in_minutes, 2',
  ],
  [
    'a text in a language that the tenant does not have',
    'tenant: { enabled_locales: [en] }\nprompts: { customText: { de: { login: «{ login: { title: x } } } } }',
    'warning de is not among the enabled_locales of its tenant',
  ],
  [
    'a runtime that there is not',
    'actions: [{ name: A, code: "1", runtime: «node99, supported_triggers: [{ id: post-login, version: v3 }] }]',
    'error Auth0 has no such runtime',
  ],
  [
    'a page without its head',
    'branding: { templates: [{ template: universal_login, body: «"<body>{%- auth0:widget -%}</body>" }] }',
    'error the page template lacks {%- auth0:head -%}',
  ],
  [
    'a page without its widget',
    'branding: { templates: [{ template: universal_login, body: «"<head>{%- auth0:head -%}</head>" }] }',
    'error the page template lacks {%- auth0:widget -%}',
  ],
  [
    'two default domains',
    'customDomains: [{ domain: a.example, type: auth0_managed_certs, is_default: true }, «{ domain: b.example, type: auth0_managed_certs, is_default: true }]',
    'error customDomains with is_default true: Auth0 takes at most 1, and these are 2',
  ],
  [
    'metadata of a domain',
    `customDomains: [{ domain: a.example, type: auth0_managed_certs, domain_metadata: { note: «${long} } }]`,
    'error domain_metadata.note can have at most 255 characters, and has 256',
  ],
];
