import { listOf, type Body } from '../body.ts';
import { badRequest } from '../errors.ts';
import { ok, operation, param, type Answer, type Call, type Route } from '../route.ts';

const FACTORS = [
  'sms',
  'push-notification',
  'email',
  'duo',
  'otp',
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
export function settleGuardianSettings(body: Body): Body {
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
