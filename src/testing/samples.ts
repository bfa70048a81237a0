import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { strip, transformBody } from '../model/path.ts';
import { sampleEvents } from '../runtime/events.ts';

/** What is there in some executions only: code asks for it, and a test that wants it gives it. */
const sometimes = [
  'agent',
  'custom_domain',
  'organization',
  'prompt',
  'refresh_token',
  'security_context',
  'session_transfer_token',
  'authentication.riskAssessment',
  'session.actor',
  'session.session_transfer',
  'transaction.actor',
  'transaction.actor_token',
  'transaction.actor_token_type',
  'transaction.actor_token_user',
  'transaction.linking_id',
  'transaction.target_scopes',
];

/** A login that comes of a token exchange has it as well; an exchange always does. */
const atLogin = ['transaction.subject_token_type'];

/** What Auth0 gives code since its reference was written; an empty object may have any fields. */
const newer: Body = {
  anonymous_session: {},
  experiment: {},
  client: { authentication: {}, external_client_id: '', external_metadata_type: '' },
  request: { asn: '' },
  transaction: { metadata: {} },
};

/** The event of a trigger as most executions have it; no scopes, as those follow from the client. */
export function eventOfTrigger(trigger: string): Body {
  const event = strip(sampleEvents[trigger] ?? {}, trigger === 'post-login' ? [...sometimes, ...atLogin] : sometimes);
  return transformBody(event, 'accessToken.scope', () => []);
}

/** All fields that the event of a trigger may have. */
export function fieldsOf(trigger: string): Body {
  return withAll(sampleEvents[trigger] ?? {}, newer);
}

/** The fields of both; of the second one only what stands in parts that the first has, or is new at the top. */
function withAll(a: Body, b: Body): Body {
  const inner = Object.entries(b).flatMap(([key, value]): [string, Json][] => {
    const there = a[key];
    if (there === undefined) return isBody(value) && Object.keys(value).length > 0 ? [] : [[key, value]];
    return [[key, isBody(value) && isBody(there) ? { ...value, ...there } : there]];
  });
  return { ...a, ...Object.fromEntries(inner) };
}
