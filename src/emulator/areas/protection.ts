import type { Area } from '../area.ts';
import { type Body, type Json, isBody, listOf, omit, textOf } from '../body.ts';
import { type Write } from '../collection.ts';
import type { Call } from '../route.ts';
import { badRequest } from '../errors.ts';
import { type Constraints, between } from '../schema.ts';
import type { Singleton } from '../singleton.ts';

/** What GET tells of each provider that was never set up. */
const UNSET: { readonly [provider: string]: Body } = {
  arkose: { site_key: '', fail_open: false, client_subdomain: 'client-api', verify_subdomain: 'verify-api' },
  auth_challenge: { fail_open: false },
  friendly_captcha: { site_key: '' },
  hcaptcha: { site_key: '' },
  recaptcha_enterprise: { site_key: '', project_id: '' },
  recaptcha_v2: { site_key: '' },
  simple_captcha: {},
};

/** A provider is sent whole, with its site key. */
export function captchaBeforeStore(body: Body, { sent }: Write): Body {
  const blank = Object.entries(sent).find(([, provider]) => isBody(provider) && provider['site_key'] === '');
  if (blank !== undefined) throw badRequest(`The captcha provider ${blank[0]} needs a site_key.`);
  return body;
}

/** Every provider is listed, none with its secret. */
export function revealCaptcha(body: Body): Body {
  const shown = (provider: Json): Json => (isBody(provider) ? omit(provider, ['secret', 'api_key']) : provider);
  return {
    active_provider_id: textOf(body['active_provider_id']) || 'auth_challenge',
    ...UNSET,
    ...Object.fromEntries(Object.entries(body).map(([field, value]) => [field, shown(value)])),
  };
}

/** Shields are a set: what was sent comes back in the opposite order, to a GET or to the PATCH itself. */
const shieldsTurned =
  (method: string) =>
  (body: Body, call: Call): Body =>
    (method === 'GET') === (call.body['shields'] === undefined) && (method === 'GET' || call.method === method)
      ? { ...body, shields: listOf(body['shields']).toReversed() }
      : body;

const stem = 'attack_protection';

/** Protection against attacks, with what a fresh tenant answers. */
const protection: readonly Singleton[] = [
  {
    name: 'bot_detection',
    path: '/attack-protection/bot-detection',
    stem,
    update: 'UpdateBotDetectionSettingsRequestContent',
    defaults: {
      bot_detection_level: 'medium',
      challenge_password_policy: 'never',
      challenge_passwordless_policy: 'never',
      challenge_password_reset_policy: 'never',
      allowlist: [],
      monitoring_mode_enabled: false,
    },
  },
  {
    name: 'breached_password_detection',
    path: '/attack-protection/breached-password-detection',
    stem,
    update: 'UpdateBreachedPasswordDetectionSettingsRequestContent',
    mergedDeep: ['stage'],
    reveal: shieldsTurned('PATCH'),
    defaults: {
      enabled: false,
      shields: [],
      admin_notification_frequency: [],
      method: 'standard',
      stage: { 'pre-user-registration': { shields: [] }, 'pre-change-password': { shields: [] } },
    },
  },
  {
    name: 'brute_force_protection',
    path: '/attack-protection/brute-force-protection',
    stem,
    update: 'UpdateBruteForceSettingsRequestContent',
    reveal: shieldsTurned('GET'),
    defaults: {
      enabled: true,
      shields: ['block', 'user_notification'],
      allowlist: [],
      mode: 'count_per_identifier_and_ip',
      max_attempts: 10,
    },
  },
  {
    name: 'captcha',
    path: '/attack-protection/captcha',
    stem,
    update: 'UpdateAttackProtectionCaptchaRequestContent',
    beforeStore: captchaBeforeStore,
    reveal: revealCaptcha,
    defaults: {},
  },
  {
    name: 'suspicious_ip_throttling',
    path: '/attack-protection/suspicious-ip-throttling',
    stem,
    update: 'UpdateSuspiciousIpThrottlingSettingsRequestContent',
    mergedDeep: ['stage'],
    reveal: shieldsTurned('GET'),
    defaults: {
      enabled: true,
      shields: ['admin_notification', 'block'],
      allowlist: [],
      stage: {
        'pre-login': { max_attempts: 100, rate: 864_000 },
        'pre-user-registration': { max_attempts: 50, rate: 1200 },
        'pre-custom-token-exchange': { max_attempts: 10, rate: 600_000 },
      },
    },
  },
  {
    name: 'phone_provider_protection',
    path: '/attack-protection/phone-provider-protection',
    stem,
    update: 'PatchPhoneProviderProtectionRequestContent',
    noun: 'phone provider protection configuration',
    defaults: {},
  },
  {
    name: 'risk_assessment',
    path: '/risk-assessments/settings',
    stem,
    update: 'UpdateRiskAssessmentsSettingsRequestContent',
    defaults: { enabled: false },
  },
  {
    name: 'risk_assessment_new_device',
    path: '/risk-assessments/settings/new-device',
    stem,
    update: 'UpdateRiskAssessmentsSettingsNewDeviceRequestContent',
    noun: 'new device assessor',
    defaults: {},
  },
  {
    name: 'supplemental_signals',
    path: '/supplemental-signals',
    stem,
    update: 'UpdateSupplementalSignalsRequestContent',
    defaults: { akamai_enabled: false },
  },
];

const constraints: Constraints = {
  UpdateBruteForceSettingsRequestContent: { properties: { max_attempts: between(1, 100) } },
  UpdateRiskAssessmentsSettingsNewDeviceRequestContent: { properties: { remember_for: between(1, 365) } },
};

/** Protection against attacks, with what a fresh tenant answers. */
export const protectionArea: Area = {
  singletons: [...protection],
  constraints,
};
