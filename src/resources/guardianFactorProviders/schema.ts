import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: [
    'SetGuardianFactorsProviderPhoneTwilioRequestContent',
    'SetGuardianFactorsProviderPushNotificationApnsRequestContent',
    'SetGuardianFactorsProviderPushNotificationFcmRequestContent',
    'SetGuardianFactorsProviderPushNotificationFcmv1RequestContent',
    'SetGuardianFactorsProviderPushNotificationSnsRequestContent',
    'SetGuardianFactorDuoSettingsRequestContent',
  ],
  add: {
    name: { enum: ['phone', 'sms', 'push-notification', 'duo'] },
    provider: { enum: ['twilio', 'apns', 'fcm', 'fcmv1', 'sns', 'duo'] },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Accounts at the services that carry the messages of factors. Told apart by `name` and `provider`.',
  name: 'The factor. `sms` is the older name of `phone`.',
  provider: '`twilio` for phones; `apns`, `fcm`, `fcmv1` and `sns` for push notifications; `duo` for Duo.',
  sid: 'Twilio: the account SID.',
  auth_token: 'Twilio: the token of the account. Use a secret keyword.',
  from: 'Twilio: the number messages come from.',
  messaging_service_sid: 'Twilio: the messaging service that messages come from, in place of a number.',
  bundle_id: "APNs: the app's bundle identifier.",
  sandbox: "APNs: whether Apple's sandbox is used.",
  p12: 'APNs: the certificate as Base64. Never read back; use a secret keyword.',
  server_key: 'FCM: the key of the legacy interface. Never read back; use a secret keyword.',
  server_credentials: 'FCM v1: the key of a service account, as JSON text. Never read back; use a secret keyword.',
  aws_access_key_id: 'SNS: the access key.',
  aws_secret_access_key: 'SNS: the secret of the access key. Use a secret keyword.',
  aws_region: 'SNS: the AWS region.',
  sns_apns_platform_application_arn: 'SNS: the platform application for Apple devices.',
  sns_gcm_platform_application_arn: 'SNS: the platform application for Android devices.',
  ikey: 'Duo: the integration key.',
  skey: 'Duo: the secret key. Use a secret keyword.',
  host: 'Duo: the host of its API.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'The names and providers: `phone` with `twilio` (`sms` with `twilio` is the same under its older name), `push-notification` with `apns`, `fcm`, `fcmv1` or `sns`, and `duo` with `duo`.',
  'The API never tells whether there are credentials for FCM: they are sent as long as `guardianPushFactorSelectedProvider` is not `direct`, and then never again. To send new ones, choose another provider, apply, and choose `direct` again.',
];
