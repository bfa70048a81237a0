import { HTTPException } from 'hono/http-exception';
import { noteLogin } from '../areas/logs.ts';
import { textOf, type Body } from '../body.ts';
import { wordsOf } from './access.ts';
import { approve } from './approval.ts';
import { giveConsent, isConsentMissing } from './consent.ts';
import type { AuthCall } from './endpoint.ts';
import { finishers } from './finishers.ts';
import { keepLogin, type Login } from './login.ts';
import { deny, saidBy } from './refusals.ts';
import { redirect } from './responses.ts';
import { beginSession, joinSession, sessionOf, type Session } from './sessions.ts';
import { findUser, membershipOf, organizationsOf } from './users.ts';

/**
 * Has somebody choose who they are. The browser's session is enough, or a `login_hint` that names a user; else there is a page to choose on,
 * unless the client wants none (`prompt=none`). What follows is a row of `finishers.ts`.
 */
export async function startLogin(call: AuthCall, login: Login): Promise<Response> {
  try {
    return await started(call, login);
  } catch (error) {
    if (error instanceof HTTPException) return refused(call, login, error);
    throw error;
  }
}

async function started(call: AuthCall, login: Login): Promise<Response> {
  const prompts = wordsOf(login.prompt);
  const isSilent = prompts.includes('none');
  const users = usersFor(call, login);
  const session = usableSession(call, login, prompts);
  const user = users.find((one) => one['user_id'] === session?.userId);
  const hinted = users.find((one) => one === findUser(call.tenant, login.login_hint));
  if (session !== undefined && user !== undefined && (hinted ?? user) === user) {
    const isAsked = prompts.includes('consent') || isConsentMissing(call.tenant, login, user);
    const organizationId = organizationFor(call, login, user);
    if (!isAsked && organizationId !== undefined) return finish(call, login, { user, organizationId, session });
    if (isSilent) throw isAsked ? deny('consentRequired') : deny('interactionRequired');
  }
  if (isSilent) throw deny('loginRequired');
  const organizationId = hinted === undefined ? undefined : organizationFor(call, login, hinted);
  if (hinted !== undefined && organizationId !== undefined) return signIn(call, login, hinted, organizationId);
  return redirect(`/u/login?state=${keepLogin(call, login)}`);
}

/** Somebody is who they are: a session begins, consent is given, and the login comes to its end. */
export async function signIn(call: AuthCall, login: Login, user: Body, organizationId: string): Promise<Response> {
  const { session, cookie } = beginSession(call, user);
  giveConsent(call.tenant, login, user);
  const response = await finish(call, login, { user, organizationId, session, isNew: true });
  response.headers.append('set-cookie', cookie);
  return response;
}

/** Who a login is about, and by which session. */
interface Known {
  readonly user: Body;
  readonly organizationId: string;
  readonly session: Session;
  /** Whether the session began with it. */
  readonly isNew?: boolean;
}

async function finish(call: AuthCall, login: Login, known: Known): Promise<Response> {
  const { tenant } = call;
  const finisher = finishers[login.purpose];
  const client = tenant.store.get('clients', login.client_id) ?? {};
  if (finisher === undefined) throw deny('loginExpired');
  const { user, organizationId, session, isNew = false } = known;
  try {
    if (organizationId !== '') joinOrganization(call, user, organizationId);
    const approval = await approve(call, { login, client, user, organizationId, session, protocol: finisher.protocol });
    if (isNew) countLogin(call, user);
    joinSession(tenant, session.id, login.client_id);
    noteLogin(tenant, { ...call, client, user, organizationId, type: isNew ? 's' : 'ssa' });
    return await finisher.approved(call, login, approval);
  } catch (error) {
    if (error instanceof HTTPException) return refused(call, login, error, user);
    throw error;
  }
}

/** Refuses a login, as what began it says it. */
export async function refused(call: AuthCall, login: Login, error: HTTPException, user?: Body): Promise<Response> {
  const { tenant } = call;
  const finisher = finishers[login.purpose];
  const client = tenant.store.get('clients', login.client_id) ?? {};
  const said = await saidBy(error);
  const isSilent = wordsOf(login.prompt).includes('none');
  const whose = user === undefined ? {} : { user };
  noteLogin(tenant, {
    ...call,
    ...whose,
    client,
    organizationId: login.organization_id,
    type: isSilent ? 'fsa' : 'f',
    description: said.error_description,
  });
  if (finisher === undefined) throw error;
  return finisher.refused(call, login, said);
}

/** The session of the browser, unless the client wants the user to sign in anew. */
function usableSession(call: AuthCall, login: Login, prompts: readonly string[]): Session | undefined {
  const session = sessionOf(call);
  if (session === undefined || prompts.includes('login') || prompts.includes('select_account')) return undefined;
  const age = Math.floor(call.tenant.now() / 1000) - session.authTime;
  return login.max_age === 0 || (login.max_age > 0 && age > login.max_age) ? undefined : session;
}

/**
 * The organization that a user's login is for: the one that was asked for, the only one of a user whose client requires one, or none (an empty
 * text). Undefined when there are several to choose from.
 */
function organizationFor({ tenant }: AuthCall, login: Login, user: Body): string | undefined {
  const client = tenant.store.get('clients', login.client_id);
  if (login.organization_id !== '' || client?.['organization_usage'] !== 'require') return login.organization_id;
  const [first, ...others] = organizationsOf(tenant, textOf(user['user_id']));
  if (first === undefined) throw deny('noOrganization');
  return others.length === 0 ? textOf(first['id']) : undefined;
}

/** A connection of an organization may make members of those who sign in with it. */
function joinOrganization({ tenant: { store }, tenant }: AuthCall, user: Body, organizationId: string): void {
  const userId = textOf(user['user_id']);
  if (membershipOf(tenant, userId, organizationId) !== undefined) return;
  const connection = store.find('connections', ({ name }) => name === user['_connection']);
  const joins = store.some(
    'organization_connections',
    (row) =>
      row['_organization'] === organizationId &&
      row['connection_id'] === connection?.['id'] &&
      row['assign_membership_on_login'] === true,
  );
  if (joins)
    store.put('organization_members', `${organizationId}|${userId}`, {
      organization_id: organizationId,
      user_id: userId,
      roles: [],
    });
}

function countLogin({ tenant: { store, now } }: AuthCall, user: Body): void {
  const userId = textOf(user['user_id']);
  const before = store.get('users', userId) ?? user;
  store.put('users', userId, {
    ...before,
    last_login: new Date(now()).toISOString(),
    logins_count: Number(before['logins_count'] ?? 0) + 1,
  });
}

/** The users that may sign in with a client: those of the connections that are enabled for it, or of the one that it names. */
export function usersFor({ tenant: { store } }: AuthCall, login: Login): Body[] {
  const enabled = (connection: Body): boolean =>
    connection['is_domain_connection'] === true ||
    store.get('enabled_clients', `${textOf(connection['id'])}|${login.client_id}`) !== undefined;
  return store.all('users').filter((user) => {
    const name = textOf(user['_connection']);
    const connection = store.find('connections', (one) => one['name'] === name);
    if (login.connection !== '' && login.connection !== name) return false;
    return connection === undefined || enabled(connection);
  });
}
