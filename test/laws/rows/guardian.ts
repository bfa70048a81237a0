import type { Body } from '../../../src/model/json.ts';
import { isBody } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { flag, one, secret, some, whole } from './values.ts';

const factors = '/guardian/factors';

/** A provider of a factor: it is there in every tenant, with or without an account. */
const provider = (name: string, service: string, path: string, more: Pick<Row, 'fields'> & Partial<Row>): Row => ({
  title: `guardianFactorProviders, ${service} for ${name}`,
  type: 'guardianFactorProviders',
  at: (resource: Body): Body => ({ guardianFactorProviders: [resource] }),
  address: `guardianFactorProviders/${name}/${service}`,
  always: { name, provider: service },
  live: (read) => read(`${factors}/${path}`),
  gone: 'never',
  ...more,
});

const twilio = (name: string): Row =>
  provider(name, 'twilio', `${name}/providers/twilio`, {
    fields: {
      sid: one('AC1', 'AC2'),
      auth_token: secret,
      from: one('+15550100', '+15550101'),
      messaging_service_sid: one('MG1', 'MG2'),
    },
    secrets: ['auth_token'],
    clearable: ['from', 'messaging_service_sid'],
    byHand: [
      {
        put: `${factors}/phone/providers/twilio`,
        body: { sid: 'ACHAND', auth_token: 'hand', from: '+15550199', messaging_service_sid: 'MGHAND' },
      },
    ],
  });

/** A provider whose credentials cannot be read, so that there is nothing to look at but the choice of the provider. */
const blind = (service: string, field: string): Row =>
  provider('push-notification', service, 'push-notification/selected-provider', {
    around: { guardianPushFactorSelectedProvider: { provider: 'direct' } },
    always: { name: 'push-notification', provider: service, [field]: 'one' },
    fields: { [field]: secret },
    unseen: [field],
    secrets: [field],
  });

/** The accounts at services that carry messages. */
export const guardianFactorProviders: Row[] = [
  twilio('phone'),
  twilio('sms'),
  provider('push-notification', 'apns', 'push-notification/providers/apns', {
    fields: { bundle_id: one('com.harbor.one', 'com.harbor.two'), sandbox: flag, p12: secret },
    unseen: ['p12'],
    secrets: ['p12'],
    clearable: ['bundle_id'],
    server: { enabled: true },
    // Whether it is set up is the API's own conclusion.
    restless: ['enabled'],
    byHand: [
      {
        put: `${factors}/push-notification/providers/apns`,
        body: { bundle_id: 'com.hand', sandbox: true, p12: 'hand' },
      },
    ],
  }),
  blind('fcm', 'server_key'),
  blind('fcmv1', 'server_credentials'),
  provider('push-notification', 'sns', 'push-notification/providers/sns', {
    fields: {
      aws_access_key_id: one('AKIA1', 'AKIA2'),
      aws_secret_access_key: secret,
      aws_region: one('eu-west-1', 'us-east-1'),
      sns_apns_platform_application_arn: one('arn:one', 'arn:two'),
      sns_gcm_platform_application_arn: one('arn:three', 'arn:four'),
    },
    secrets: ['aws_secret_access_key'],
    unseen: ['aws_secret_access_key'],
    clearable: ['sns_apns_platform_application_arn', 'sns_gcm_platform_application_arn'],
    byHand: [
      {
        put: `${factors}/push-notification/providers/sns`,
        body: {
          aws_access_key_id: 'AKIAHAND',
          aws_region: 'eu-central-1',
          sns_gcm_platform_application_arn: 'arn:hand',
        },
      },
    ],
  }),
  provider('duo', 'duo', 'duo/settings', {
    fields: { ikey: one('DI1', 'DI2'), skey: secret, host: one('api-1.duo.test', 'api-2.duo.test') },
    secrets: ['skey'],
    byHand: [{ put: `${factors}/duo/settings`, body: { ikey: 'DIHAND', skey: 'hand', host: 'hand.duo.test' } }],
  }),
];

/** The texts of messages. */
export const guardianFactorTemplates: Row[] = ['phone', 'sms'].map((name) => ({
  title: `guardianFactorTemplates, ${name}`,
  type: 'guardianFactorTemplates',
  at: (resource) => ({ guardianFactorTemplates: [resource] }),
  address: `guardianFactorTemplates/${name}`,
  always: { name },
  fields: {
    enrollment_message: one('{{code}} adds the phone.', 'Your code: {{code}}'),
    verification_message: one('{{code}} logs in.', 'Your code: {{code}}'),
  },
  live: (read) => read(`${factors}/${name}/templates`),
  byHand: [
    { put: `${factors}/phone/templates`, body: { enrollment_message: 'Hand', verification_message: 'By hand' } },
  ],
  gone: 'never',
}));

const single = (type: string, path: string, more: Pick<Row, 'always' | 'fields' | 'byHand'> & Partial<Row>): Row => ({
  title: type,
  type,
  at: (resource: Body): Body => ({ [type]: resource }),
  address: type,
  live: async (read) => {
    const found = await read(path);
    return isBody(found) ? found : { policies: found ?? [] };
  },
  gone: 'never',
  ...more,
});

/** Who sends text messages and calls. */
export const guardianPhoneFactorSelectedProvider: Row[] = [
  single('guardianPhoneFactorSelectedProvider', `${factors}/phone/selected-provider`, {
    around: { guardianFactorProviders: [{ name: 'phone', provider: 'twilio', sid: 'AC1', auth_token: 't' }] },
    always: { provider: 'twilio' },
    fields: { provider: one('twilio', 'phone-message-hook') },
    after: ['guardianFactorProviders/phone/twilio'],
    byHand: [{ put: `${factors}/phone/selected-provider`, body: { provider: 'auth0' } }],
  }),
];

/** How codes reach a phone. */
export const guardianPhoneFactorMessageTypes: Row[] = [
  single('guardianPhoneFactorMessageTypes', `${factors}/phone/message-types`, {
    always: { message_types: ['voice'] },
    fields: { message_types: some('sms', 'voice') },
    unordered: { message_types: true },
    byHand: [{ put: `${factors}/phone/message-types`, body: { message_types: ['sms', 'voice'] } }],
  }),
];

/** Who sends push notifications. */
export const guardianPushFactorSelectedProvider: Row[] = [
  single('guardianPushFactorSelectedProvider', `${factors}/push-notification/selected-provider`, {
    around: { guardianFactorProviders: [{ name: 'push-notification', provider: 'fcmv1', server_credentials: '{}' }] },
    always: { provider: 'direct' },
    fields: { provider: one('direct') },
    after: ['guardianFactorProviders/push-notification/fcmv1'],
    byHand: [{ put: `${factors}/push-notification/selected-provider`, body: { provider: 'sns' } }],
  }),
];

/** The factors. */
export const guardianFactors: Row[] = [
  {
    title: 'guardianFactors',
    type: 'guardianFactors',
    at: (resource) => ({ guardianFactors: [resource] }),
    around: { guardianPhoneFactorSelectedProvider: { provider: 'twilio' } },
    address: 'guardianFactors/sms',
    always: { name: 'sms', enabled: true },
    fields: { enabled: flag },
    server: { trial_expired: false },
    live: async (read) => {
      const list = await read(factors);
      return Array.isArray(list) ? list.find((factor) => isBody(factor) && factor['name'] === 'sms') : undefined;
    },
    byHand: [{ put: `${factors}/sms`, body: { enabled: true } }],
    gone: 'never',
  },
];

const codes = (type: string, path: string): Row[] => [
  single(type, path, {
    always: { otp_length: 8 },
    fields: { otp_length: whole(4, 10), otp_expiration_time: whole(30, 600) },
    byHand: [{ put: path, body: { otp_length: 5, otp_expiration_time: 45 } }],
  }),
];

/** The codes that are sent by email. */
export const guardianEmailFactorSettings = codes('guardianEmailFactorSettings', `${factors}/email/settings`);

/** The codes that are sent to a phone. */
export const guardianPhoneFactorSettings = codes('guardianPhoneFactorSettings', `${factors}/phone/settings`);

/** For how long nobody is asked again. */
export const guardianSettings: Row[] = [
  single('guardianSettings', '/guardian/settings', {
    always: { remember_me_default_value: true },
    fields: {
      remember_me_default_value: flag,
      display_remember_me_checkbox: flag,
      mfa_session_inactivity_timeout: whole(3600, 50_000),
      mfa_session_overall_timeout: whole(50_000, 7_776_000),
    },
    byHand: [
      {
        put: '/guardian/settings',
        body: {
          display_remember_me_checkbox: false,
          remember_me_default_value: false,
          mfa_session_inactivity_timeout: 3600,
          mfa_session_overall_timeout: 50_000,
        },
      },
    ],
  }),
];

/** When a second factor is asked for. */
export const guardianPolicies: Row[] = [
  single('guardianPolicies', '/guardian/policies', {
    around: { guardianFactors: [{ name: 'otp', enabled: true }] },
    always: { policies: ['all-applications'] },
    fields: { policies: some('all-applications', 'confidence-score') },
    unordered: { policies: true },
    after: ['guardianFactors/otp'],
    byHand: [{ put: '/guardian/policies', body: ['confidence-score'] }],
  }),
];
