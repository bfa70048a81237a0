import { textOf, textsOf, type Body } from '../body.ts';
import type { Tenant } from '../route.ts';
import { wordsOf } from './access.ts';
import type { Login } from './login.ts';

/** What every application is told of a user, and needs no consent for when it is the tenant's own. */
const OWN = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

const keyOf = (login: Login, user: Body): string =>
  [textOf(user['user_id']), login.client_id, login.audience].join('|');

/**
 * Whether a user has yet to consent to what a client asks for. Clients of others always need it; the tenant's own ones for APIs that do not let
 * it be skipped. Choosing a user on the page, or naming one by `login_hint`, gives it.
 */
export function isConsentMissing({ store }: Tenant, login: Login, user: Body): boolean {
  const client = store.get('clients', login.client_id);
  const api = store.find('resource_servers', ({ identifier }) => identifier === login.audience);
  const isOwn = client?.['is_first_party'] !== false;
  const isSkipped = isOwn && (api === undefined || api['skip_consent_for_verifiable_first_party_clients'] === true);
  if (isSkipped) return false;
  const asked = wordsOf(login.scope).filter((scope) => !isOwn || !OWN.includes(scope));
  const given = textsOf(store.get('grants', keyOf(login, user))?.['scope']);
  return asked.some((scope) => !given.includes(scope));
}

/** Notes what a user consented to, with what was consented to before. */
export function giveConsent(tenant: Tenant, login: Login, user: Body): void {
  if (!isConsentMissing(tenant, login, user)) return;
  const { store } = tenant;
  const key = keyOf(login, user);
  const before = textsOf(store.get('grants', key)?.['scope']);
  store.put('grants', key, {
    user_id: textOf(user['user_id']),
    clientID: login.client_id,
    audience: login.audience,
    scope: [...new Set([...before, ...wordsOf(login.scope)])],
  });
}
