import type { Singleton } from '../singleton.ts';
import { revealCaptcha, settleCaptcha } from '../quirks/captcha.ts';

const stem = 'attack_protection';

/** Protection against attacks, with what a fresh tenant answers. */
export const protection: readonly Singleton[] = [
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
    settle: settleCaptcha,
    reveal: revealCaptcha,
    defaults: {},
  },
  {
    name: 'suspicious_ip_throttling',
    path: '/attack-protection/suspicious-ip-throttling',
    stem,
    update: 'UpdateSuspiciousIpThrottlingSettingsRequestContent',
    defaults: {
      enabled: true,
      shields: ['admin_notification', 'block'],
      allowlist: [],
      stage: {
        'pre-login': { max_attempts: 100, rate: 864_000 },
        'pre-user-registration': { max_attempts: 50, rate: 1_728_000 },
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
