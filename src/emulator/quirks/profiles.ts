import { bodiesOf, listOf, textOf, type Body } from '../body.ts';
import type { Settling } from '../collection.ts';
import { badRequest, conflict } from '../errors.ts';
import { need, ok, operation, param, type Answer, type Call, type Route } from '../route.ts';

const MOST = 20;

/** A self-service profile has attributes of its own or those of a user attribute profile. */
export function settleSelfServiceProfile(body: Body, { call, before }: Settling): Body {
  if (before === undefined && call.store.count('self_service_profiles') >= MOST) {
    throw conflict('No more profiles can be created for this tenant.', 'too_many_self_service_profiles');
  }
  const profile = body['user_attribute_profile_id'];
  if (profile !== undefined && listOf(body['user_attributes']).length > 0) {
    throw badRequest('user_attributes and user_attribute_profile_id are mutually exclusive.');
  }
  if (profile !== undefined && call.store.get('user_attribute_profiles', textOf(profile)) === undefined) {
    throw badRequest('The user attribute profile does not exist.');
  }
  return body;
}

/** A self-service profile that goes takes its texts along. */
export const leaveSelfServiceProfile = ({ id }: Body, { store }: Call): void =>
  store.removeWhere('self_service_texts', ({ _profile }) => _profile === id);

const PATH = '/self-service-profiles/:id/custom-text/:language/:page';

/** The texts of the one page in the one language. PUT replaces all of them. */
export const selfServiceTextRoutes: Route[] = [
  operation(`GET ${PATH}`, 'read:self_service_profile_custom_texts', (call) => ok(textsOf(call))),
  operation(`PUT ${PATH}`, 'update:self_service_profile_custom_texts', setTexts, {
    body: 'SetSelfServiceProfileCustomTextRequestContent',
  }),
];

function textsOf(call: Call): Body {
  const texts = call.store.get('self_service_texts', keyOf(call)) ?? {};
  return Object.fromEntries(Object.entries(texts).filter(([key]) => key !== '_profile'));
}

function setTexts(call: Call): Answer {
  call.store.put('self_service_texts', keyOf(call), { ...call.body, _profile: param(call, 'id') });
  return ok(textsOf(call));
}

function keyOf(call: Call): string {
  need(call, 'self_service_profiles', 'self-service profile');
  const [language, page] = [param(call, 'language'), param(call, 'page')];
  if (language !== 'en' || page !== 'get-started') {
    throw badRequest(`Path validation error: there is no page '${page}' in '${language}'.`, 'invalid_uri');
  }
  return `${param(call, 'id')}|${language}|${page}`;
}

/** Tokens are exchanged by an action of the trigger for that. */
export function settleTokenExchangeProfile(body: Body, { call }: Settling): Body {
  const action = call.store.get('actions', textOf(body['action_id']));
  const isFit = bodiesOf(action?.['supported_triggers']).some(({ id }) => id === 'custom-token-exchange');
  if (!isFit) throw badRequest('The action does not exist, or is not one of the trigger custom-token-exchange.');
  return body;
}
