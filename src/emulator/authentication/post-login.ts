import { droppedClaim, bytesOf } from '../../runtime/claims.ts';
import { tokenAfter } from '../../runtime/token.ts';
import type { Call } from '../../runtime/types.ts';
import { bodyOf, textOf, type Body, type Json } from '../body.ts';
import type { Tenant } from '../route.ts';
import type { AuthCall } from './endpoint.ts';
import type { Login } from './login.ts';
import { deny } from './refusals.ts';
import type { Session } from './sessions.ts';
import { rolesOf } from './users.ts';

/** What decides on a login: the user, in the organization that was chosen, and how tokens are asked for. */
export interface Approving {
  readonly login: Login;
  readonly client: Body;
  readonly user: Body;
  readonly organizationId: string;
  readonly session: Session;
  /** As events of actions say it. */
  readonly protocol: 'oidc-basic-profile' | 'oauth2-device-code' | 'oauth2-refresh-token';
}

/** What of a token actions can change. */
export interface Changed {
  readonly scopes: readonly string[];
  readonly access: Body;
  readonly id: Body;
}

/** What would send the user somewhere that the emulator has not. */
const ELSEWHERE = ['redirect.sendUserTo', 'prompt.render'];

/** Runs the actions of `post-login`, and does what they ask for. Throws a refusal. */
export async function afterActions(call: AuthCall, approving: Approving, scopes: readonly string[]): Promise<Changed> {
  const { request, form, tenant, served, url } = call;
  const { login, client, user, organizationId, session, protocol } = approving;
  const userId = textOf(user['user_id']);
  const calls = await served.actions.onLogin({
    request,
    form,
    parameters: login.request,
    client,
    user,
    roles: rolesOf(tenant, userId, organizationId).map(({ name }) => textOf(name)),
    audience: login.audience,
    organizationId,
    scopes,
    sessionId: session.id,
    authTime: session.authTime,
    protocol,
  });
  const elsewhere = calls.find(({ method }) => ELSEWHERE.includes(method));
  if (elsewhere !== undefined) throw deny('actionRedirect', { method: elsewhere.method });
  keepMetadata(tenant, userId, calls);
  const place = { audience: login.audience === '' ? undefined : login.audience, hostname: url.hostname };
  const { claims, scopes: left } = tokenAfter(calls, { claims: {}, scopes }, place);
  return { scopes: left, access: bodyOf(claims), id: idClaims(calls) };
}

/** The claims of ID tokens that actions set, but for those that Auth0 drops. */
function idClaims(calls: readonly Call[]): Body {
  const claims: Body = {};
  for (const { method, arguments: given } of calls) {
    const [name, value = null] = given;
    if (method !== 'idToken.setCustomClaim' || typeof name !== 'string') continue;
    if (droppedClaim(name, value, { bytes: bytesOf(claims) }) === undefined) claims[name] = value;
  }
  return claims;
}

/** What actions note of the user stays with it; null takes an entry away. */
function keepMetadata({ store, now }: Tenant, userId: string, calls: readonly Call[]): void {
  for (const { method, arguments: given } of calls) {
    const field = method === 'user.setAppMetadata' ? 'app_metadata' : 'user_metadata';
    if (method !== 'user.setAppMetadata' && method !== 'user.setUserMetadata') continue;
    const [key, value = null] = given;
    const user = store.get('users', userId);
    if (user === undefined || typeof key !== 'string') continue;
    const entries: [string, Json][] = Object.entries({ ...bodyOf(user[field]), [key]: value });
    const kept = Object.fromEntries(entries.filter(([, one]) => one !== null));
    store.put('users', userId, { ...user, [field]: kept, updated_at: new Date(now()).toISOString() });
  }
}
