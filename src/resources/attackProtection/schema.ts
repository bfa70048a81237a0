import type { Row, Texts } from '../../../tools/schemas/row.ts';

const allowlist = 'IP addresses and CIDR ranges that are never held back.';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  children: {
    botDetection: { sdk: ['UpdateBotDetectionSettingsRequestContent'] },
    breachedPasswordDetection: { sdk: ['UpdateBreachedPasswordDetectionSettingsRequestContent'] },
    bruteForceProtection: { sdk: ['UpdateBruteForceSettingsRequestContent'] },
    captcha: { sdk: ['UpdateAttackProtectionCaptchaRequestContent'] },
    suspiciousIpThrottling: { sdk: ['UpdateSuspiciousIpThrottlingSettingsRequestContent'] },
    // The SDK says `default` where the API's own description says `none`.
    phoneProviderProtection: { add: { type: { enum: ['exponential', 'default', 'none'] } } },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Protection against bots, leaked passwords, guessed passwords and floods. A part that is left out is left alone.',
  botDetection: 'Asks for a captcha when a login looks like that of a bot. Needs a plan that has it.',
  'botDetection.bot_detection_level': 'How early a login counts as risky.',
  'botDetection.challenge_password_policy': 'When logins with a password have to solve a captcha.',
  'botDetection.challenge_passwordless_policy': 'When logins without a password have to solve a captcha.',
  'botDetection.challenge_password_reset_policy': 'When password resets have to solve a captcha.',
  'botDetection.allowlist': allowlist,
  'botDetection.monitoring_mode_enabled': 'Whether risky logins are only logged.',
  breachedPasswordDetection: 'What happens when a password is used that is known to have leaked.',
  'breachedPasswordDetection.enabled': 'Whether passwords are checked.',
  'breachedPasswordDetection.shields': 'What happens at a login.',
  'breachedPasswordDetection.admin_notification_frequency': 'How often administrators get an email about it.',
  'breachedPasswordDetection.method': '`enhanced` finds leaks earlier. Needs a plan that has it.',
  'breachedPasswordDetection.stage': 'What happens at other moments than a login.',
  'breachedPasswordDetection.stage.pre-user-registration': 'When a user signs up.',
  'breachedPasswordDetection.stage.pre-user-registration.shields': 'What happens then.',
  'breachedPasswordDetection.stage.pre-change-password': 'When a user changes the password.',
  'breachedPasswordDetection.stage.pre-change-password.shields': 'What happens then.',
  bruteForceProtection: 'What happens when the password of one user is guessed at.',
  'bruteForceProtection.enabled': 'Whether failed logins are counted.',
  'bruteForceProtection.shields': 'What happens after too many.',
  'bruteForceProtection.allowlist': allowlist,
  'bruteForceProtection.mode': 'Whether failed logins count per user, or per user and IP address.',
  'bruteForceProtection.max_attempts': 'How many failed logins there may be.',
  captcha: 'Who makes the captchas. The secrets are never read back; use secret keywords.',
  'captcha.active_provider_id': 'The provider in use.',
  'captcha.arkose': 'Arkose.',
  'captcha.auth_challenge': "Auth0's own check without a puzzle.",
  'captcha.friendly_captcha': 'Friendly Captcha.',
  'captcha.hcaptcha': 'hCaptcha.',
  'captcha.recaptcha_enterprise': 'reCAPTCHA Enterprise.',
  'captcha.recaptcha_v2': 'reCAPTCHA v2.',
  'captcha.simple_captcha': "Auth0's own captcha; it has no settings.",
  suspiciousIpThrottling: 'What happens when one IP address tries many users.',
  'suspiciousIpThrottling.enabled': 'Whether attempts are counted.',
  'suspiciousIpThrottling.shields': 'What happens after too many.',
  'suspiciousIpThrottling.allowlist': allowlist,
  'suspiciousIpThrottling.stage': 'How many attempts there may be, and how fast new ones are granted.',
  'suspiciousIpThrottling.stage.pre-login': 'For logins.',
  'suspiciousIpThrottling.stage.pre-user-registration': 'For sign-ups.',
  'suspiciousIpThrottling.stage.pre-custom-token-exchange': 'For exchanges of tokens.',
  'suspiciousIpThrottling.stage.*.max_attempts': 'How many attempts one IP address has.',
  'suspiciousIpThrottling.stage.*.rate': 'The time in milliseconds after which it gets one more.',
  phoneProviderProtection: 'Protection against floods of text messages and calls at your cost.',
  'phoneProviderProtection.type': '`exponential`: each further message has to wait longer.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'Each part is a change of its own, and a part that the files leave out is not even read.',
];
