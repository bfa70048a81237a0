import type { Body } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { body, flag, one, secret, some, whole } from './values.ts';

const policy = one('never', 'when_risky', 'always');
const addresses = some('192.0.2.1', '198.51.100.0/24', '2001:db8::/32');

/** One part of the protection: it is there in every tenant. */
const part = (name: string, path: string, more: Pick<Row, 'always' | 'fields'> & Partial<Row>): Row => ({
  title: `attackProtection, ${name}`,
  type: 'attackProtection',
  at: (resource: Body): Body => ({ attackProtection: { [name]: resource } }),
  address: `attackProtection/${name}`,
  live: (read) => read(`/attack-protection/${path}`),
  gone: 'never',
  ...more,
});

/** Bots, leaked passwords, guessed passwords, floods. */
export const attackProtection: Row[] = [
  part('botDetection', 'bot-detection', {
    always: { bot_detection_level: 'low' },
    fields: {
      bot_detection_level: one('low', 'medium', 'high'),
      challenge_password_policy: policy,
      challenge_passwordless_policy: policy,
      challenge_password_reset_policy: policy,
      allowlist: addresses,
      monitoring_mode_enabled: flag,
    },
    unordered: { allowlist: true },
    byHand: [
      {
        patch: '/attack-protection/bot-detection',
        body: { bot_detection_level: 'high', challenge_password_policy: 'always', allowlist: ['203.0.113.9'] },
      },
    ],
  }),
  part('breachedPasswordDetection', 'breached-password-detection', {
    always: { enabled: true },
    fields: {
      enabled: flag,
      shields: some('block', 'user_notification', 'admin_notification'),
      admin_notification_frequency: some('immediately', 'daily', 'weekly', 'monthly'),
      method: one('standard', 'enhanced'),
      'stage.pre-user-registration.shields': some('block', 'admin_notification'),
      'stage.pre-change-password.shields': some('block', 'admin_notification'),
    },
    unordered: {
      shields: true,
      admin_notification_frequency: true,
      'stage.pre-user-registration.shields': true,
      'stage.pre-change-password.shields': true,
    },
    byHand: [
      {
        patch: '/attack-protection/breached-password-detection',
        body: {
          shields: ['block'],
          method: 'enhanced',
          stage: {
            'pre-user-registration': { shields: ['block'] },
            'pre-change-password': { shields: ['admin_notification'] },
          },
        },
      },
    ],
  }),
  part('bruteForceProtection', 'brute-force-protection', {
    always: { enabled: true },
    fields: {
      enabled: flag,
      shields: some('block', 'user_notification'),
      allowlist: addresses,
      mode: one('count_per_identifier_and_ip', 'count_per_identifier'),
      max_attempts: whole(1, 100),
    },
    unordered: { shields: true, allowlist: true },
    server: { form_submission_mode: 'first', form_submission_behavior: 'first' },
    byHand: [
      {
        patch: '/attack-protection/brute-force-protection',
        body: { allowlist: ['203.0.113.9'], mode: 'count_per_identifier', max_attempts: 3 },
      },
    ],
  }),
  part('captcha', 'captcha', {
    always: { active_provider_id: 'auth_challenge' },
    fields: {
      active_provider_id: one('arkose', 'auth_challenge', 'hcaptcha', 'recaptcha_enterprise'),
      arkose: body({
        site_key: one('one', 'two'),
        secret,
        fail_open: flag,
        client_subdomain: one('a', 'b'),
        verify_subdomain: one('a', 'b'),
      }),
      auth_challenge: body({ fail_open: flag }),
      hcaptcha: body({ site_key: one('one', 'two'), secret }),
      friendly_captcha: body({ site_key: one('one', 'two'), secret }),
      recaptcha_v2: body({ site_key: one('one', 'two'), secret }),
      recaptcha_enterprise: body({ site_key: one('one', 'two'), project_id: one('p', 'q'), api_key: secret }),
    },
    unseen: [
      'arkose.secret',
      'hcaptcha.secret',
      'friendly_captcha.secret',
      'recaptcha_v2.secret',
      'recaptcha_enterprise.api_key',
    ],
    secrets: ['arkose.secret', 'hcaptcha.secret', 'recaptcha_enterprise.api_key'],
    // Exported files list the providers that were never set up.
    server: { simple_captcha: {} },
    byHand: [
      {
        patch: '/attack-protection/captcha',
        body: {
          active_provider_id: 'arkose',
          arkose: { site_key: 'hand', secret: 'hand', client_subdomain: 'hand', verify_subdomain: 'hand' },
          auth_challenge: { fail_open: true },
        },
      },
    ],
  }),
  part('captcha, as exported', 'captcha', {
    at: (resource) => ({ attackProtection: { captcha: resource } }),
    address: 'attackProtection/captcha',
    always: { active_provider_id: 'hcaptcha', arkose: { site_key: '', secret: '' } },
    fields: { hcaptcha: body({ site_key: one('one', 'two'), secret: one('s') }) },
    unseen: ['hcaptcha.secret'],
  }),
  part('suspiciousIpThrottling', 'suspicious-ip-throttling', {
    always: { enabled: true },
    fields: {
      enabled: flag,
      shields: some('block', 'admin_notification'),
      allowlist: addresses,
      'stage.pre-login': body({ max_attempts: whole(1, 2500), rate: whole(34_560, 86_400_000) }),
      'stage.pre-user-registration': body({ max_attempts: whole(1, 72_000) }, { rate: whole(1200, 86_400_000) }),
      'stage.pre-custom-token-exchange': body({ max_attempts: whole(1, 100), rate: whole(34_560, 86_400_000) }),
    },
    unordered: { shields: true, allowlist: true },
    byHand: [
      {
        patch: '/attack-protection/suspicious-ip-throttling',
        body: {
          shields: ['block'],
          stage: { 'pre-login': { max_attempts: 7 }, 'pre-user-registration': { max_attempts: 9, rate: 5000 } },
        },
      },
    ],
  }),
  part('phoneProviderProtection', 'phone-provider-protection', {
    always: { type: 'default' },
    fields: { type: one('exponential', 'default') },
    byHand: [{ patch: '/attack-protection/phone-provider-protection', body: { type: 'exponential' } }],
  }),
];

const settings = '/risk-assessments/settings';

/** How risky a login is. */
export const riskAssessment: Row[] = [
  {
    title: 'riskAssessment, settings',
    type: 'riskAssessment',
    at: (resource) => ({ riskAssessment: { settings: resource } }),
    address: 'riskAssessment/settings',
    always: { enabled: true },
    fields: { enabled: flag },
    live: (read) => read(settings),
    byHand: [{ patch: settings, body: { enabled: true } }],
    gone: 'never',
  },
  {
    title: 'riskAssessment, new_device',
    type: 'riskAssessment',
    at: (resource) => ({ riskAssessment: { settings: { enabled: true }, new_device: resource } }),
    address: 'riskAssessment/new_device',
    always: { remember_for: 30 },
    fields: { remember_for: whole(1, 365) },
    live: (read) => read(`${settings}/new-device`),
    byHand: [{ patch: `${settings}/new-device`, body: { remember_for: 5 } }],
    gone: 'never',
  },
  {
    title: 'riskAssessment, as exported',
    type: 'riskAssessment',
    at: (resource) => ({ riskAssessment: { settings: resource, new_device: { remember_for: 0 } } }),
    address: 'riskAssessment/settings',
    always: { enabled: false },
    fields: {},
    live: (read) => read(settings),
    gone: 'never',
  },
];

/** Signals of a proxy. */
export const supplementalSignals: Row[] = [
  {
    title: 'supplementalSignals',
    type: 'supplementalSignals',
    at: (resource) => ({ supplementalSignals: resource }),
    address: 'supplementalSignals',
    always: { akamai_enabled: true },
    fields: { akamai_enabled: flag },
    live: (read) => read('/supplemental-signals'),
    byHand: [{ patch: '/supplemental-signals', body: { akamai_enabled: true } }],
    gone: 'never',
  },
];
