import { getCookie } from './cookies.ts';
import { textOf, textsOf, type Body } from '../body.ts';
import type { Tenant } from '../route.ts';
import type { AuthCall } from './endpoint.ts';
import { change, keep, kept, newHandle } from './kept.ts';

/** The name of Auth0's cookie. */
const COOKIE = 'auth0';

/** Somebody who signed in with this browser. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  /** When the user signed in, in seconds since the epoch. */
  readonly authTime: number;
}

/** The lifetimes of sessions, which tenants have in hours, in seconds. */
function lifetimes({ store }: Tenant): { whole: number; idle: number } {
  const { session_lifetime: whole = 168, idle_session_lifetime: idle = 72 } = store.get('settings', 'tenant') ?? {};
  return { whole: Number(whole) * 3600, idle: Number(idle) * 3600 };
}

/** The session of the browser that asks, when it has one that has not ended; it is used by this. */
export function sessionOf(call: AuthCall): Session | undefined {
  const { tenant, request } = call;
  const handle = getCookie(request.headers.get('cookie'), COOKIE);
  const body = handle === undefined ? undefined : kept(tenant, 'sessions', handle);
  if (handle === undefined || body === undefined) return undefined;
  const now = tenant.now() / 1000;
  const { whole, idle } = lifetimes(tenant);
  const { user_id: userId, auth_time: authTime, used_at: usedAt, id } = body;
  if (now > Number(authTime) + whole || now > Number(usedAt) + idle) return undefined;
  if (tenant.store.get('users', textOf(userId)) === undefined) return undefined;
  change(tenant, 'sessions', handle, { used_at: Math.floor(now) });
  return { id: textOf(id), userId: textOf(userId), authTime: Number(authTime) };
}

/** Begins a session, with the cookie that keeps it; one that the browser had ends. */
export function beginSession(call: AuthCall, user: Body): { session: Session; cookie: string } {
  const { tenant } = call;
  endSession(call);
  const { whole } = lifetimes(tenant);
  const session = { id: newHandle(), userId: textOf(user['user_id']), authTime: Math.floor(tenant.now() / 1000) };
  const body = { id: session.id, user_id: session.userId, auth_time: session.authTime, used_at: session.authTime };
  const handle = keep(tenant, 'sessions', { ...body, clients: [] }, whole);
  return { session, cookie: cookieOf(call, handle, whole) };
}

/** Ends the session of the browser that asks, with the cookie that takes it away. */
export function endSession(call: AuthCall): { ended: Session | undefined; cookie: string } {
  const ended = sessionOf(call);
  const handle = getCookie(call.request.headers.get('cookie'), COOKIE);
  if (handle !== undefined) call.tenant.store.remove('sessions', handle);
  return { ended, cookie: cookieOf(call, '', 0) };
}

/** Notes that a client took part in a session. */
export function joinSession({ store }: Tenant, sessionId: string, clientId: string): void {
  store.changeAll('sessions', (session) => {
    const clients = textsOf(session['clients']);
    if (session['id'] !== sessionId || clients.includes(clientId)) return session;
    return { ...session, clients: [...clients, clientId] };
  });
}

/** Pages of other sites ask silently in a frame, for which a cookie has to be `SameSite=None`, and so `Secure`. */
function cookieOf({ url, request }: AuthCall, value: string, seconds: number): string {
  const isSecure = url.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https';
  const site = isSecure ? 'SameSite=None; Secure' : 'SameSite=Lax';
  return `${COOKIE}=${value}; Path=/; HttpOnly; Max-Age=${Math.floor(seconds)}; ${site}`;
}
