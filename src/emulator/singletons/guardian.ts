import type { Body } from '../body.ts';
import { settleGuardianSettings } from '../quirks/guardian.ts';
import type { Singleton } from '../singleton.ts';

const stem = 'guardian_factors';
const FACTORS = '/guardian/factors';
const PUSH = `${FACTORS}/push-notification`;

const twilio: Body = { from: null, messaging_service_sid: null, auth_token: null, sid: null };
const texts: Body = {
  enrollment_message: 'Enter {{code}} to add this phone.',
  verification_message: 'Enter {{code}} to log in.',
};
const sns: Body = {
  aws_access_key_id: null,
  aws_secret_access_key: null,
  aws_region: null,
  sns_apns_platform_application_arn: null,
  sns_gcm_platform_application_arn: null,
};

/** The paths below `sms` are the older ones of what is below `phone`. */
const phone = (factor: 'phone' | 'sms', type: string): readonly Singleton[] => [
  {
    name: 'guardian_twilio',
    path: `${FACTORS}/${factor}/providers/twilio`,
    stem,
    replace: `SetGuardianFactorsProvider${type}TwilioRequestContent`,
    nullable: Object.keys(twilio),
    defaults: twilio,
  },
  {
    name: 'guardian_phone_templates',
    path: `${FACTORS}/${factor}/templates`,
    stem,
    replace: `SetGuardianFactor${type}TemplatesRequestContent`,
    defaults: texts,
  },
  {
    name: 'guardian_phone_provider',
    path: `${FACTORS}/${factor}/selected-provider`,
    stem,
    replace: `SetGuardianFactorsProvider${type}RequestContent`,
    defaults: { provider: 'auth0' },
  },
];

const push = (service: string, type: string): Pick<Singleton, 'name' | 'path' | 'stem' | 'update' | 'replace'> => ({
  name: `guardian_${service}`,
  path: `${PUSH}/providers/${service}`,
  stem,
  update: `UpdateGuardianFactorsProviderPushNotification${type}RequestContent`,
  replace: `SetGuardianFactorsProviderPushNotification${type}RequestContent`,
});

/** The codes that a factor sends. */
const code = (factor: 'email' | 'phone', type: string): Singleton => ({
  name: `guardian_${factor}_settings`,
  path: `${FACTORS}/${factor}/settings`,
  stem,
  replace: `Set${type}FactorSettingsRequestContent`,
  defaults: { otp_length: 6, otp_expiration_time: 300 },
});

/** What factors of multi-factor authentication send, and through whom. */
export const guardian: readonly Singleton[] = [
  ...phone('phone', 'Phone'),
  ...phone('sms', 'Sms'),
  {
    name: 'guardian_message_types',
    path: `${FACTORS}/phone/message-types`,
    stem,
    replace: 'SetGuardianFactorPhoneMessageTypesRequestContent',
    defaults: { message_types: ['sms'] },
  },
  {
    ...push('apns', 'Apns'),
    defaults: { bundle_id: null, sandbox: false },
    nullable: ['bundle_id', 'p12'],
    writeOnly: ['p12'],
    reveal: (body) => ({ ...body, enabled: typeof body['bundle_id'] === 'string' && typeof body['p12'] === 'string' }),
  },
  { ...push('fcm', 'Fcm'), defaults: {}, isBlind: true },
  { ...push('fcmv1', 'Fcmv1'), defaults: {}, isBlind: true },
  { ...push('sns', 'Sns'), defaults: sns, nullable: Object.keys(sns) },
  {
    name: 'guardian_push_provider',
    path: `${PUSH}/selected-provider`,
    stem,
    replace: 'SetGuardianFactorsProviderPushNotificationRequestContent',
    defaults: { provider: 'guardian' },
  },
  code('email', 'Email'),
  code('phone', 'Phone'),
  {
    name: 'guardian_settings',
    path: '/guardian/settings',
    stem,
    replace: 'SetGuardianSettingsRequestContent',
    settle: settleGuardianSettings,
    defaults: {
      display_remember_me_checkbox: true,
      remember_me_default_value: false,
      mfa_session_inactivity_timeout: 604_800,
      mfa_session_overall_timeout: 2_592_000,
    },
  },
  {
    name: 'guardian_duo',
    path: `${FACTORS}/duo/settings`,
    stem,
    update: 'UpdateGuardianFactorDuoSettingsRequestContent',
    replace: 'SetGuardianFactorDuoSettingsRequestContent',
    defaults: {},
  },
];
