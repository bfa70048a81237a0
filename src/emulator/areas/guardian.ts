import type { Area } from '../area.ts';
import { type Body, listOf, omit } from '../body.ts';
import { badRequest } from '../errors.ts';
import { type Answer, type Call, type Route, ok, operation, param } from '../route.ts';
import { type Constraints, between } from '../schema.ts';
import type { Singleton } from '../singleton.ts';

const stem = 'guardian_factors';
const FACTORS_PATH = '/guardian/factors';
const PUSH = `${FACTORS_PATH}/push-notification`;

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
    path: `${FACTORS_PATH}/${factor}/providers/twilio`,
    stem,
    replace: `SetGuardianFactorsProvider${type}TwilioRequestContent`,
    nullable: Object.keys(twilio),
    defaults: twilio,
  },
  {
    name: 'guardian_phone_templates',
    path: `${FACTORS_PATH}/${factor}/templates`,
    stem,
    replace: `SetGuardianFactor${type}TemplatesRequestContent`,
    defaults: texts,
  },
  {
    name: 'guardian_phone_provider',
    path: `${FACTORS_PATH}/${factor}/selected-provider`,
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
  path: `${FACTORS_PATH}/${factor}/settings`,
  stem,
  replace: `Set${type}FactorSettingsRequestContent`,
  defaults: { otp_length: 6, otp_expiration_time: 300 },
});

/** What factors of multi-factor authentication send, and through whom. */
const guardian: readonly Singleton[] = [
  ...phone('phone', 'Phone'),
  ...phone('sms', 'Sms'),
  {
    name: 'guardian_message_types',
    path: `${FACTORS_PATH}/phone/message-types`,
    stem,
    replace: 'SetGuardianFactorPhoneMessageTypesRequestContent',
    defaults: { message_types: ['sms'] },
  },
  {
    ...push('apns', 'Apns'),
    defaults: { bundle_id: null, sandbox: false },
    nullable: ['bundle_id', 'p12'],
    writeOnly: ['p12'],
    reveal: (body, { method }) => ({
      ...body,
      ...(method === 'GET' && { enabled: typeof body['bundle_id'] === 'string' && typeof body['p12'] === 'string' }),
    }),
  },
  { ...push('fcm', 'Fcm'), defaults: {}, isBlind: true },
  { ...push('fcmv1', 'Fcmv1'), defaults: {}, isBlind: true },
  {
    ...push('sns', 'Sns'),
    defaults: sns,
    nullable: Object.keys(sns),
    reveal: (body, { method }) => (method === 'GET' ? omit(body, ['aws_secret_access_key']) : body),
  },
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
    beforeStore: guardianSettingsBeforeStore,
    defaults: {
      display_remember_me_checkbox: true,
      remember_me_default_value: false,
      mfa_session_inactivity_timeout: 604_800,
      mfa_session_overall_timeout: 2_592_000,
    },
  },
  {
    name: 'guardian_duo',
    path: `${FACTORS_PATH}/duo/settings`,
    stem,
    update: 'UpdateGuardianFactorDuoSettingsRequestContent',
    replace: 'SetGuardianFactorDuoSettingsRequestContent',
    defaults: {},
  },
];

const FACTORS = [
  'sms',
  'push-notification',
  'otp',
  'email',
  'duo',
  'webauthn-roaming',
  'webauthn-platform',
  'recovery-code',
];
const POLICIES = '/guardian/policies';

/** Factors by fixed names, all off at first; policies as a bare array. */
export const guardianRoutes: Route[] = [
  operation('GET /guardian/factors', 'read:guardian_factors', listFactors),
  operation('PUT /guardian/factors/:name', 'update:guardian_factors', setFactor, {
    body: 'SetGuardianFactorRequestContent',
  }),
  operation(`GET ${POLICIES}`, 'read:mfa_policies', (call) =>
    ok(listOf(call.store.get('settings', 'guardian_policies')?.['policies'])),
  ),
  operation(`PUT ${POLICIES}`, 'update:mfa_policies', setPolicies, { body: 'SetGuardianPoliciesRequestContent' }),
];

/** Nobody is remembered for longer than there is a session to remember. */
export function guardianSettingsBeforeStore(body: Body): Body {
  const { mfa_session_inactivity_timeout: inactive = 0, mfa_session_overall_timeout: overall = 0 } = body;
  if (Number(inactive) <= Number(overall)) return body;
  throw badRequest('mfa_session_inactivity_timeout cannot exceed mfa_session_overall_timeout.');
}

function listFactors({ store }: Call): Answer {
  return ok(
    FACTORS.map((name) => ({
      name,
      enabled: store.get('guardian_factors', name)?.['enabled'] === true,
      trial_expired: false,
    })),
  );
}

function setFactor(call: Call): Answer {
  const name = param(call, 'name');
  if (!FACTORS.includes(name)) throw badRequest(`Path validation error: '${name}' is no factor.`, 'invalid_uri');
  return ok(call.store.put('guardian_factors', name, call.body));
}

function setPolicies({ store, payload }: Call): Answer {
  store.put('settings', 'guardian_policies', { policies: payload });
  return ok(payload);
}

const codes = { otp_length: { type: 'integer', minimum: 4 }, otp_expiration_time: { type: 'integer', minimum: 30 } };

const constraints: Constraints = {
  SetEmailFactorSettingsRequestContent: { properties: codes },
  SetGuardianSettingsRequestContent: {
    properties: {
      mfa_session_inactivity_timeout: between(3600, 2_592_000),
      mfa_session_overall_timeout: between(3600, 7_776_000),
    },
  },
  SetPhoneFactorSettingsRequestContent: { properties: codes },
};

/** Factors of multi-factor authentication, and when they are asked for. */
export const guardianArea: Area = {
  singletons: [...guardian],
  routes: [...guardianRoutes],
  constraints,
};
